"""Repairs of the French parser's known errors: verbs taken for nouns, inverted pronouns left without a verb, cut verbs.

Which forms are verbs stands in ``cues.toml`` under ``[forms]``.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.languages.cue_lexicon import Lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_VERBAL = frozenset({"VERB", "AUX"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_BEFORE_NOUN = frozenset({"DET", "ADP", "NUM"})
_BOUNDARY = frozenset({",", "»", "”", '"', "–", "—", "!", "?", "…"})
_QUOTED = frozenset({"»", "”", '"'})
_REFLEXIVE = frozenset({"se", "s'", "s’"})
_PARTICLES = frozenset({"Le", "La", "Les", "Du", "De", "Des"})
_REACH = 6  # words between a cue and its complementiser
_FAR = 5  # words between an auxiliary and its participle
_NEGATES = frozenset({"ne", "n'", "n’"})
_ONLY = frozenset({"que", "qu'", "qu’"})
_CLAUSE = 6  # words between what stands for the words before and the verb

_RELATIVES = frozenset({"qui", "que", "qu'", "qu’", "dont", "où"})
_PARTICIPLES = ("é", "ée", "és", "ées", "joint", "jointe", "joints", "jointes")
_ANY = frozenset({"tout", "toute", "tous", "toutes", "aucun", "aucune", "ces", "cette", "ce", "avoir", "être"})


def repair(doc: Doc, lexicon: Lexicon) -> None:
    """Correct the parse of a sentence, in place."""
    words = [token.text for token in doc]
    for at, (word, following) in enumerate(zip(words, (*words[1:], ""), strict=True)):
        if following in _PARTICLES or (following and word[1:] == "."):
            _name(doc[at])
        if word[0].isupper():
            _surname(doc[at], lexicon)
            _end_of_name(doc[at])
        _word(doc, at, word.lower(), lexicon)
    _gerund(doc, lexicon)
    _set_apart(doc, lexicon)
    for token in doc:
        _join_auxiliary(token, lexicon)
        _participle(token, lexicon)
        _nominal(token)
        if token.pos_ == "VERB":
            _active(token)
            _subjects(token)
        if token.lemma_ in lexicon.light and token.i + 1 < len(doc):
            _light(token, lexicon)


def _word(doc: Doc, at: int, word: str, lexicon: Lexicon) -> None:
    if word == "-" and 0 < at < len(doc) - 1:
        _join(doc[at])
    elif lemma := lexicon.forms.get(word):
        _verb(doc[at], lemma, lexicon)
    if word in lexicon.clitics:
        _clitic(doc[at], lexicon)
    if word in _NEGATES:
        _restriction(doc[at], lexicon)


def _restriction(token: Token, lexicon: Lexicon) -> None:
    """``n'a confirmé que deux morts``: without a second word of negation, *ne … que* is *only*."""
    verb, doc = token.head, token.doc
    words = [other.lower_ for other in doc[verb.left_edge.i : verb.right_edge.i + 1]]
    behind = next((other for other in doc[verb.i + 1 :] if other.pos_ in _VERBAL or other.lower_ in _ONLY), None)
    negating = (lexicon.negators - _NEGATES) | lexicon.no_one | lexicon.neither | lexicon.beside_negators
    if verb.i > token.i and not negating.intersection(words) and behind is not None and behind.lower_ in _ONLY:
        token.dep_ = "discourse"


def _name(token: Token) -> None:
    """``Bruno Le Maire``, ``B. Obama``: one name of several words, the first its head."""
    rest = token.nbor()
    small = rest.text in _PARTICLES and token.i + 2 < len(token.doc)
    other = token.nbor(2) if small else rest
    initial = len(token.text) == 2 and token.text[0].isupper() and token.text[1] == "."
    if not (initial or small) or not (
        token.text[0].isupper() and other.text[0].isupper() and (token.is_alpha or initial)
    ):
        return
    if token.text in _PARTICLES or token.text in ("M.", "L'") or (other.is_ancestor(token) and other.head.i == other.i):
        return
    token.pos_ = "PROPN"
    if other.is_ancestor(token):
        token.head, token.dep_ = other.head, other.dep_
    elif token.dep_ in ("xcomp", "amod", "dep", "ROOT") and small and other.dep_ in ("obj", "nsubj", "obl:mod"):
        token.dep_ = other.dep_
    for part in (other, *((rest,) if small else ())):
        part.head, part.dep_, part.pos_ = token, "flat:name", "PROPN"


def _surname(token: Token, lexicon: Lexicon) -> None:
    """``le président Obama``: a capital behind a calling is a name, whatever the model thinks."""
    calling = (
        token.pos_ == "ADJ"
        and token.i > 0
        and token.head.i == token.i - 1
        and token.head.lemma_.lower() in lexicon.people
    )
    if calling and token.text[0].isupper() and not list(token.children):
        token.pos_, token.dep_, token.lemma_ = "PROPN", "appos", token.text


def _end_of_name(token: Token) -> None:
    """``le président Paul Martin``: no word with a capital behind a name is a mark of punctuation."""
    marked = token.dep_ == "punct" and token.is_alpha and token.i > 0
    if marked and token.nbor(-1).pos_ == "PROPN":
        token.head, token.dep_, token.pos_ = token.nbor(-1), "flat:name", "PROPN"


def _subjects(verb: Token) -> None:
    """Of two subjects the second is joined to the first by ``et``, or the first is a heading (``X : Y dément``)."""
    before = [child for child in verb.children if child.dep_ == "nsubj" and child.i < verb.i and child.pos_ in _NOMINAL]
    for one, other in pairwise(before):
        between = verb.doc[one.i + 1 : other.i]
        if any(token.text == ":" for token in between):
            one.dep_ = "dislocated"
        elif joint := next((token for token in between if token.dep_ == "cc" and token.head.i == verb.i), None):
            other.head, other.dep_ = one, "conj"
            joint.head = other


def _gerund(doc: Doc, lexicon: Lexicon) -> None:
    """``Estimant que A, il vota contre``: the finite verb behind the comma is the head, the participle hangs on it."""
    verb = next((token for token in doc[:3] if token.pos_ == "VERB" and token.lower_.endswith("ant")), None)
    if verb is None or verb.head.i != verb.i or verb.lemma_ not in lexicon.known:
        return
    opener = next((token for token in doc[verb.i + 1 : verb.i + 3] if token.lower_ in lexicon.complementisers), None)
    for main in verb.children:
        subject = next((child for child in main.children if child.dep_.startswith("nsubj") and child.i < main.i), None)
        if main.i > verb.i and subject is not None and doc[subject.left_edge.i - 1].text == ",":
            inner = opener.head if opener is not None and main.is_ancestor(opener) else None
            main.head, main.dep_ = main, "ROOT"
            verb.head, verb.dep_ = main, "advcl"
            if inner is not None and inner.i not in (main.i, verb.i) and opener is not None and inner.i > opener.i:
                inner.head, inner.dep_ = verb, "ccomp"
            return


def _set_apart(doc: Doc, lexicon: Lexicon) -> None:
    """``L'homme, qui a quitté la ville, affirme avoir …``: the verb behind the comma has the first noun as its subject.

    So is the noun behind a participle: ``Contacté, le maire, Jean Petit, dément toute fraude``.
    """
    noun = _opening_noun(doc)
    if noun is None:
        return
    comma = next((token for token in doc[noun.i + 1 :] if token.text == ","), None)
    verb = next((token for token in doc[noun.i + 1 :] if _is_apart(token, lexicon)), None)
    if comma is None or verb is None or noun.head.i == verb.i or not _follows(verb, lexicon):
        return
    between = [token for token in doc[noun.i + 1 : verb.i] if "Fin" in token.morph.get("VerbForm", [])]
    if between and (comma.i + 1 >= verb.i or doc[comma.i + 1].lower_ not in _RELATIVES or between[0].i < comma.i):
        return
    root = next((token for token in doc if token.head.i == token.i), verb)
    verb.head, verb.dep_, noun.head, noun.dep_ = verb, "ROOT", verb, "nsubj"
    if root.i not in (verb.i, noun.i):
        root.head, root.dep_ = (verb, "advcl") if root.i < noun.i else (noun, "acl:relcl")
    for token in doc:
        if token.head.i > verb.i > token.i > noun.i or (token.head.i < verb.i < token.i):
            token.head = verb
            token.dep_ = token.dep_ if token.is_punct or any(_marks(token)) else "obj"


def _marks(token: Token) -> Iterator[Token]:
    return (child for child in token.children if child.dep_ in ("mark", "case"))


def _opening_noun(doc: Doc) -> Token | None:
    """The noun that opens a sentence, at most behind a participle and its comma."""
    start = 0
    if doc[0].lower_.endswith(_PARTICIPLES) and doc[0].text[0].isupper():
        start = next((token.i + 1 for token in doc[1:_FAR] if token.text == ","), 0)
    for token in doc[start : start + _FAR]:
        if token.pos_ in ("NOUN", "PROPN"):
            return token
        if token.pos_ not in ("DET", "ADJ"):
            return None
    return None


def _is_apart(token: Token, lexicon: Lexicon) -> bool:
    """Whether a finite verb of saying stands right behind a comma, with no subject."""
    if token.pos_ != "VERB" or token.nbor(-1).text != "," or token.lemma_ not in lexicon.telling:
        return False
    finite = "Fin" in token.morph.get("VerbForm", [])
    return finite and not any(child.dep_.startswith("nsubj") for child in token.children)


def _follows(verb: Token, lexicon: Lexicon) -> bool:
    """Whether what a verb says follows: a clause, an infinitive, or an object and nothing else finite behind it."""
    rest = verb.doc[verb.i + 1 :]
    if not rest or rest[0].lower_ in lexicon.openers:
        return bool(rest)
    if any("Inf" in token.morph.get("VerbForm", []) for token in rest[: 1 + (rest[0].lower_ in lexicon.governing)]):
        return True
    alone = not any("Fin" in token.morph.get("VerbForm", []) for token in rest)
    return alone and rest[0].lower_ in _ANY


def _light(token: Token, lexicon: Lexicon) -> None:
    """``fait valoir que``: the first verb is the head, the infinitive hangs on it."""
    inner = token.nbor()
    if inner.lemma_ not in lexicon.governed or "Inf" not in inner.morph.get("VerbForm", []) or token.head.i != inner.i:
        return
    token.head, token.dep_ = (token, "ROOT") if inner.head.i == inner.i else (inner.head, inner.dep_)
    token.pos_ = "VERB"
    for child in list(inner.children):
        if child.i < token.i:
            child.head = token
    inner.head, inner.dep_ = token, "xcomp"


def _active(verb: Token) -> None:
    """``a déclaré`` is no passive, whatever the model thinks: the auxiliary is ``avoir`` and no ``été`` follows."""
    helpers = [child for child in verb.children if child.dep_.startswith("aux")]
    if not helpers or any(child.lemma_ == "être" or child.lower_ == "été" for child in helpers):
        return
    if "Voice=Pass" in str(verb.morph):
        features = {key: value for key, value in verb.morph.to_dict().items() if key != "Voice"}
        verb.set_morph(features)  # type: ignore[attr-defined]
    for child in verb.children:
        if child.dep_ == "nsubj:pass":
            child.dep_ = "nsubj"


def _join(hyphen: Token) -> None:
    """``état-major``: both halves are one word, the first its head."""
    one, other = hyphen.nbor(-1), hyphen.nbor()
    if one.whitespace_ or hyphen.whitespace_ or one.is_punct or one.pos_ == "NUM" or other.is_punct:
        return
    if other.head.i != other.i and not other.is_ancestor(one):
        other.head, other.dep_ = one, "flat"
    if hyphen.head.i != hyphen.i and not list(hyphen.children):
        hyphen.head, hyphen.dep_ = one, "punct"


def _verb(token: Token, lemma: str, lexicon: Lexicon) -> None:
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
    if before.pos_ in _NOMINAL and "Inf" in after.morph.get("VerbForm", []) and token.pos_ not in _NOMINAL:
        _retag(token, lemma)
        _infinitive(token, after)
        return
    backward = after.pos_ == "DET" and (before.nbor(-1).lower_, before.lower_) in lexicon.stands if before.i else False
    if _is_lone(token):
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


def _clitic(token: Token, lexicon: Lexicon) -> None:
    """``a-t-il prédit``, ``insiste-t-elle``: the pronoun behind the hyphen is the verb's subject."""
    at = token.i - 1
    while at >= 0 and token.doc[at].text in ("-t", "-t-", "-"):
        at -= 1
    if at < 0:
        return
    verb = token.doc[at]
    if verb.pos_ == "AUX" or verb.lemma_ in ("avoir", "être"):
        verb = next((other for other in token.doc[token.i + 1 : token.i + 5] if other.pos_ == "VERB"), verb)
    if verb.pos_ not in _VERBAL or any(
        child.dep_.startswith("nsubj") and child.pos_ in ("NOUN", "PROPN") and child.i < verb.i
        for child in verb.children
    ):
        return
    if token.is_ancestor(verb):
        verb.head = token.head if token.head.i != token.i else verb
    token.head, token.dep_, token.pos_ = verb, "nsubj", "PRON"
    token.lemma_ = token.lower_.rpartition("-")[2]
    for other in token.doc[at + 1 : token.i]:
        if not list(other.children):
            other.head, other.dep_ = verb, "dep"


def _join_auxiliary(helper: Token, lexicon: Lexicon) -> None:
    """Make a participle the head of its auxiliary, which governs it as a clause: ``a, de son côté, rapporté``."""
    if helper.lemma_ != "avoir" or helper.pos_ != "VERB":
        return
    behind = (child for child in helper.children if child.dep_ in ("ccomp", "xcomp") and child.i > helper.i)
    asides = [child for child in helper.children if child.lower_ in lexicon.asides and child.i > helper.i]
    inner = (child for aside in asides for child in aside.children if child.i > aside.i and child.dep_ == "acl")
    verb = next((child for child in (*behind, *inner) if "Part" in child.morph.get("VerbForm", [])), None)
    if verb is None or verb.i > helper.i + _FAR or _is_clause(verb):
        return
    verb.head, verb.dep_ = (verb, "ROOT") if helper.head.i == helper.i else (helper.head, helper.dep_)
    for child in list(helper.children):
        if child.i != verb.i:
            child.head = verb
    helper.head, helper.dep_, helper.pos_ = verb, "aux:tense", "AUX"


def _is_clause(verb: Token) -> bool:
    return any(child.dep_ in ("mark", "nsubj", "obj") for child in verb.children if child.i < verb.i)


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


def _participle(token: Token, lexicon: Lexicon) -> None:
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
    opens = (
        doc[at + 1].pos_ == "DET" or doc[at + 1].text == "«" or (doc[at - 1].text == "," and doc[at + 1].pos_ == "ADP")
    )
    return opens and not any("Fin" in other.morph.get("VerbForm", []) for other in doc)


def _behind_aside(token: Token) -> bool:
    """Whether a comma stands before a word, and what it closes stands behind the noun that opens the sentence."""
    noun = _opening_noun(token.doc)
    return (
        noun is not None
        and token.nbor(-1).text == ","
        and any(other.text == "," for other in token.doc[noun.i : token.i - 1])
    )


def _root(token: Token) -> None:
    """Hang the noun before a lone verb on it as its subject, the noun behind it as its object."""
    opening = _opening_noun(token.doc) if token.nbor(-1).text == "," else None
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


def _nominal(token: Token) -> None:
    """``selon l'exploitant``: a participle behind an article and a preposition is a noun."""
    bare = not any(child.dep_ in ("obj", "aux", "cop") for child in token.children)
    cased = any(child.dep_ == "case" and child.i < token.i for child in token.children)
    article = token.i > 0 and token.nbor(-1).pos_ == "DET"
    if token.pos_ == "VERB" and token.lower_.endswith("ant") and cased and article and bare:
        token.pos_, token.lemma_ = "NOUN", token.lower_
        token.set_morph("Number=Sing")  # type: ignore[attr-defined]
