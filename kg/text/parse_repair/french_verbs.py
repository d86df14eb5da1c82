"""Verbs that the parser cut in two (``a plusieurs fois menacé``) or misread (``ce que l'Iran dément``).

All but ``accuse`` are for French.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.languages.cue_lexicon import CHARGES

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.languages.cue_lexicon import Lexicon

_FAR = 5  # words between an auxiliary and its participle
_CLAUSE = 6  # words between what stands for the words before and the verb


def accuse(verb: Token, lexicon: Lexicon) -> None:
    """``Abel accused of lying``: a charge right behind the verb, as headlines write it, is against its subject."""
    if verb.tag_ not in ("VBD", "VBN") or verb.i + 1 == len(verb.doc):
        return
    if verb.nbor().lower_ in lexicon.phrases.get(verb.lemma_.lower(), frozenset()) & CHARGES:
        verb.tag_ = "VBN"
        for child in verb.children:
            if child.dep_ == "nsubj":
                child.dep_ = "nsubj:pass"


def join(helper: Token) -> None:
    """Make a participle the head of the auxiliary that governs it as if it were a clause."""
    if helper.lemma_ != "avoir" or helper.pos_ != "VERB":
        return
    behind = (child for child in helper.children if child.dep_ in ("ccomp", "xcomp") and child.i > helper.i)
    verb = next((child for child in behind if "Part" in child.morph.get("VerbForm", [])), None)
    if verb is None or verb.i > helper.i + _FAR or _is_clause(verb):
        return
    verb.head, verb.dep_ = (verb, "ROOT") if helper.head.i == helper.i else (helper.head, helper.dep_)
    for child in list(helper.children):
        if child.i != verb.i:
            child.head = verb
    helper.head, helper.dep_, helper.pos_ = verb, "aux:tense", "AUX"


def _is_clause(verb: Token) -> bool:
    return any(child.dep_ in ("mark", "nsubj", "obj") for child in verb.children if child.i < verb.i)


def closes(token: Token, lexicon: Lexicon) -> bool:
    """Whether a form of a verb ends a clause that ``ce que`` opened, behind a noun: ``ce que l'Iran dément``."""
    doc, at = token.doc, token.i
    ends = at + 1 == len(doc) or doc[at + 1].is_punct
    if not ends or at < _CLAUSE or doc[at - 1].pos_ not in ("NOUN", "PROPN"):
        return False
    return any((doc[index - 1].lower_, doc[index].lower_) in lexicon.stands for index in range(at - _CLAUSE, at - 1))


def govern(token: Token) -> None:
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


def lone(token: Token) -> bool:
    """Whether a form of a verb stands between nouns in a sentence without a finite one: ``la direction dément``."""
    doc, at = token.doc, token.i
    if token.pos_ == "VERB" or not 0 < at < len(doc) - 1 or doc[at - 1].pos_ not in ("NOUN", "PROPN"):
        return False
    opens = doc[at + 1].pos_ == "DET" or doc[at + 1].text == "«"
    return opens and not any("Fin" in other.morph.get("VerbForm", []) for other in doc)


def root(token: Token) -> None:
    """Hang the noun before a lone verb on it as its subject, the noun behind it as its object."""
    subject = token.nbor(-1)
    while subject.head.i < token.i and subject.head.i != subject.i and subject.head.pos_ in ("NOUN", "PROPN"):
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
