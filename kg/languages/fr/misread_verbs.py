"""Verbs that the French parser takes for nouns or adverbs: they become verbs, and what they govern hangs on them.

Which forms are verbs stands in ``cues.toml`` under ``[forms]``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.languages.cue_lexicon import Lexicon
from kg.languages.fr.set_apart import opening_noun

if TYPE_CHECKING:
    from spacy.tokens import Token

_VERBAL = frozenset({"VERB", "AUX"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_BEFORE_NOUN = frozenset({"DET", "ADP", "NUM"})
_BOUNDARY = frozenset({",", "»", "”", '"', "–", "—", "!", "?", "…"})
_QUOTED = frozenset({"»", "”", '"'})
_REFLEXIVE = frozenset({"se", "s'", "s’"})
_REACH = 6  # words between a cue and its complementiser
_FIGURE = 5  # words from a preposition to its figure
_CLAUSE = 6  # words between what stands for the words before and the verb


def misread(token: Token, lemma: str, lexicon: Lexicon) -> None:
    """A form of a cue verb that stands where only a verb can."""
    if token.pos_ in _VERBAL:
        if token.lemma_.lower() not in lexicon.known:
            token.lemma_ = lemma
        return
    before = token.nbor(-1) if token.i else None
    after = token.nbor() if token.i + 1 < len(token.doc) else None
    if before is None or after is None or before.pos_ in _BEFORE_NOUN:
        return
    inverted = after.text == "-t" or after.lower_ in lexicon.clitics
    light = lemma in lexicon.light and after.lemma_ in lexicon.governed
    named = after.text[0].isupper() and _behind_quote(before)
    behind = _bound(before).text in _BOUNDARY and (after.pos_ == "DET" or after.text in lexicon.titles or named)
    clause = _complementiser(token, lexicon) if before.pos_ in _NOMINAL or before.text in "),»" else None
    if _is_nominal(before) and "Inf" in after.morph.get("VerbForm", []) and token.pos_ not in _NOMINAL:
        _retag(token, lemma)
        _infinitive(token, after)
        return
    backward = after.pos_ == "DET" and (before.nbor(-1).lower_, before.lower_) in lexicon.stands if before.i else False
    if _is_lone(token) or _gives_figure(token, lemma, lexicon):
        _retag(token, lemma)
        _root(token)
        return
    if _closes(token, lexicon):
        _retag(token, lemma)
        _govern_relative(token)
        return
    if not (inverted or behind or light or backward or clause is not None):
        return
    _retag(token, lemma)
    if named:
        after.pos_ = "PROPN"
    if clause is not None and not inverted:
        _govern(token, clause)


def _is_nominal(word: Token) -> bool:
    """Whether a word is a noun, or an adjective behind its noun: ``L'armée nationale``."""
    behind = word.pos_ == "ADJ" and word.head.pos_ in _NOMINAL and word.head.i < word.i
    return word.pos_ in _NOMINAL or behind


def _bound(before: Token) -> Token:
    """The token before a verb, or before its reflexive pronoun: ``», s'indigne X``."""
    return before.nbor(-1) if before.lower_ in _REFLEXIVE and before.i else before


def _behind_quote(before: Token) -> bool:
    """Whether a quotation has ended right before a verb."""
    bound = _bound(before)
    return bound.text in _QUOTED or (bound.text == "," and bound.i > 0 and bound.nbor(-1).text in _QUOTED)


def _retag(token: Token, lemma: str) -> None:
    token.pos_, token.lemma_ = "VERB", lemma
    token.set_morph("Mood=Ind|Person=3|VerbForm=Fin")  # type: ignore[attr-defined]


def _complementiser(token: Token, lexicon: Lexicon) -> Token | None:
    """The ``que`` behind a word, at most a circumstance between (``juge pour sa part que``)."""
    for other in token.doc[token.i + 1 : token.i + 1 + _REACH]:
        if other.lower_ in lexicon.openers and other.pos_ in ("SCONJ", "PRON"):
            return other
        if other.pos_ not in ("ADV", "ADP", "DET", "NOUN", "PRON") or other.lower_ in lexicon.relative:
            return None
    return None


def _infinitive(verb: Token, inner: Token) -> None:
    """``Ankara dément avoir tiré``: the noun before is the subject, the infinitive behind the complement."""
    while inner.head.i > inner.i:
        inner = inner.head
    noun = verb.nbor(-1)
    while noun.head.i < verb.i and noun.head.i != noun.i:
        noun = noun.head
    if inner.head.i != inner.i and inner.head.i != noun.i:
        return
    verb.head, verb.dep_ = verb, "ROOT"
    noun.head, noun.dep_ = verb, "nsubj"
    inner.head, inner.dep_ = verb, "xcomp"


def _govern(verb: Token, opener: Token) -> None:
    """Hang the noun before a verb on it as its subject, and the clause behind it as its complement."""
    noun = verb.nbor(-1)
    while noun.head.i < verb.i and noun.head.i != noun.i:
        noun = noun.head
    clause = opener.head if opener.head.i > opener.i else None
    while clause is not None and clause.head.i > opener.i and clause.head.i != clause.i:
        clause = clause.head
    if noun.i >= verb.i or noun.pos_ not in _NOMINAL or clause is None:
        return
    top = noun if noun.is_ancestor(clause) or noun.head.i == noun.i else clause
    above = top.head if top.head.i not in (top.i, noun.i, verb.i, clause.i) else verb
    if above.i != verb.i and (verb.is_ancestor(above) or noun.is_ancestor(above) or clause.is_ancestor(above)):
        return
    verb.head, verb.dep_ = above, top.dep_ if above.i != verb.i else "ROOT"
    noun.head, noun.dep_ = verb, "nsubj"
    clause.head, clause.dep_ = verb, "ccomp"


def _closes(token: Token, lexicon: Lexicon) -> bool:
    """Whether a form of a verb ends a clause that ``ce que`` opened, behind a noun: ``ce que l'Iran dément``."""
    doc, at = token.doc, token.i
    ends = at + 1 == len(doc) or doc[at + 1].is_punct
    if not ends or at < _CLAUSE or doc[at - 1].pos_ not in ("NOUN", "PROPN"):
        return False
    return any((doc[index - 1].lower_, doc[index].lower_) in lexicon.stands for index in range(at - _CLAUSE, at - 1))


def _govern_relative(token: Token) -> None:
    """The noun before a verb becomes its subject."""
    subject = token.nbor(-1)
    outer = subject.head if subject.head.i < subject.i else token
    token.head, token.dep_ = outer, "acl:relcl" if outer.i != token.i else "ROOT"
    subject.head, subject.dep_ = token, "nsubj"
    for child in list(subject.children):
        if child.dep_ == "mark":
            child.head = token


def participle(token: Token, lexicon: Lexicon) -> None:
    """``…, argumentant que …``: a participle that the model took for a noun hangs on the main verb."""
    lemma = token.lower_.removesuffix("ant") + "er"
    if token.pos_ == "VERB" or not token.lower_.endswith("ant") or lemma not in lexicon.said:
        return
    following = token.nbor() if token.i + 1 < len(token.doc) else None
    if token.i == 0 or token.nbor(-1).text != "," or following is None or following.lower_ not in lexicon.openers:
        return
    root = next((other for other in token.doc if other.head.i == other.i), token)
    clause = following.head
    if root.i >= token.i or clause.i <= following.i:
        return
    token.pos_, token.lemma_, token.head, token.dep_ = "VERB", lemma, root, "advcl"
    token.set_morph("Tense=Pres|VerbForm=Part")  # type: ignore[attr-defined]
    clause.head, clause.dep_ = token, "ccomp"


def _is_lone(token: Token) -> bool:
    """Whether a form of a verb stands between nouns in a sentence without a finite one: ``la direction dément``."""
    doc, at = token.doc, token.i
    before = 0 < at < len(doc) - 1 and (doc[at - 1].pos_ in ("NOUN", "PROPN") or _behind_aside(token))
    if token.pos_ == "VERB" or not before:
        return False
    after = doc[at + 2] if doc[at + 1].pos_ == "ADV" and at + 2 < len(doc) else doc[at + 1]
    opens = (
        after.pos_ == "DET"
        or after.dep_ == "det"
        or after.text == "«"
        or (doc[at - 1].text == "," and after.pos_ == "ADP")
    )
    return opens and not any("Fin" in other.morph.get("VerbForm", []) for other in doc)


def _gives_figure(token: Token, lemma: str, lexicon: Lexicon) -> bool:
    """Whether a verb of figures stands so before a preposition: ``la mairie parle, elle, de douze blessés``."""
    doc, at = token.doc, token.i + 1
    if lemma not in lexicon.figure_verbs or token.pos_ == "VERB" or not _is_nominal(token.nbor(-1)):
        return False
    if at + 2 < len(doc) and doc[at].text == "," and doc[at + 1].lower_ in lexicon.echoes and doc[at + 2].text == ",":
        at += 3
    figured = any(other.pos_ == "NUM" or other.text.isdigit() for other in doc[at + 1 : at + 1 + _FIGURE])
    opens = at < len(doc) and doc[at].lower_ in lexicon.about | lexicon.amounting
    return opens and figured and not any("Fin" in other.morph.get("VerbForm", []) for other in doc)


def _behind_aside(token: Token) -> bool:
    """Whether a comma stands before a word, and what it closes stands behind the noun that opens the sentence."""
    noun = opening_noun(token.doc)
    return (
        noun is not None
        and token.nbor(-1).text == ","
        and any(other.text == "," for other in token.doc[noun.i : token.i - 1])
    )


def _root(token: Token) -> None:
    """Hang the noun before a lone verb on it as its subject, the noun behind it as its object."""
    opening = opening_noun(token.doc) if token.nbor(-1).text == "," else None
    subject = opening if opening is not None else token.nbor(-1)
    while (
        opening is None
        and subject.head.i < token.i
        and subject.head.i != subject.i
        and subject.head.pos_ in ("NOUN", "PROPN")
    ):
        subject = subject.head
    behind = next((other for other in token.doc[token.i + 1 :] if other.pos_ in ("NOUN", "PROPN")), None)
    token.head, token.dep_ = token, "ROOT"
    subject.head, subject.dep_ = token, "nsubj"
    if behind is not None:
        behind.head, behind.dep_ = token, "obj"


def nominal(token: Token) -> None:
    """``selon l'exploitant``: a participle behind an article and a preposition is a noun."""
    bare = not any(child.dep_ in ("obj", "aux", "cop") for child in token.children)
    cased = any(child.dep_ == "case" and child.i < token.i for child in token.children)
    article = token.i > 0 and token.nbor(-1).pos_ == "DET"
    if token.pos_ == "VERB" and token.lower_.endswith("ant") and cased and article and bare:
        token.pos_, token.lemma_ = "NOUN", token.lower_
        token.set_morph("Number=Sing")  # type: ignore[attr-defined]
