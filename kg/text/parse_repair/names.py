"""Names that the parser mistakes: ``May said``, ``the agency SANA reported``, ``the charity Oxfam said``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_NO_NAMES = frozenset({"VERB", "AUX", "ADJ"})
_SHORTEST = 2  # letters of an acronym


def mend_name(token: Token) -> None:
    """Make a word a name, or the name a subject's, in place."""
    if token.pos_ == "PROPN":
        _beside(token)
    elif token.pos_ in _NO_NAMES and token.text[0].isupper():
        _namesake(token)
        _acronym(token)


def _namesake(modal: Token) -> None:
    """``May condemned``, ``Will said``: what stands right before a verb that is no infinitive is a name."""
    verb = modal.nbor() if modal.i + 1 < len(modal.doc) else None
    if modal.pos_ != "AUX" or modal.tag_ not in ("MD", "NNP"):
        return
    if verb is None or verb.i != modal.head.i or verb.tag_ not in ("VBD", "VBZ", "VBN"):
        return
    modal.pos_, modal.tag_, modal.dep_, modal.lemma_ = "PROPN", "NNP", "nsubj", modal.text
    if verb.tag_ == "VBN":
        verb.tag_ = "VBD"
        verb.set_morph("Mood=Ind|Tense=Past|VerbForm=Fin")  # type: ignore[attr-defined]


def _acronym(token: Token) -> None:
    """``State news agency SANA, citing …, reported``: a word in capitals is a name, and the subject of its head."""
    aside = token.pos_ == "ADJ" and token.dep_ == "advcl"
    if not (token.tag_ == "VBD" or aside) or not token.text.isupper() or len(token) < _SHORTEST:
        return
    verb, subjects = token.head, [child for child in token.children if child.dep_ == "nsubj"]
    if verb.i <= token.i or any(child.dep_ == "nsubj" for child in verb.children) or token.doc.text.isupper():
        return
    token.pos_, token.tag_, token.dep_, token.lemma_ = "PROPN", "NNP", "nsubj", token.text
    token.set_morph("Number=Sing")  # type: ignore[attr-defined]
    for child in subjects:
        child.dep_ = "compound"


def _beside(name: Token) -> None:
    """``The charity Oxfam said``: of two subjects side by side the name stands beside what its bearer is."""
    first = name.left_edge
    if name.dep_ != "nsubj" or not first.i:
        return
    noun = first.nbor(-1)
    if noun.pos_ == "NOUN" and noun.dep_ == "nsubj" and noun.head.i == name.head.i:
        name.head, name.dep_ = noun, "appos"
