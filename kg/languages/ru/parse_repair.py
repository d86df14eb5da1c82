"""Repairs of the Russian parser's known errors: speakers who are hung on a name before them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.languages.cue_lexicon import Lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_OBLIQUE = frozenset({"Gen", "Dat", "Ins", "Loc"})
_NAMED = ("flat:name", "flat:foreign", "appos", "nmod")


def repair(doc: Doc, lexicon: Lexicon) -> None:
    """Correct the parse of a sentence, in place."""
    for token in doc:
        if token.pos_ == "VERB" and "Fin" in token.morph.get("VerbForm", []) and token.lemma_ in lexicon.known:
            _speakers(token)


def _speakers(verb: Token) -> None:
    """``В разговоре с Путиным Меркель и Порошенко призвали``: a nominative is joined to no oblique case.

    The verb has no subject of its own and the nominative stands right before it: with the name before ``и`` it is.
    """
    other = verb.nbor(-1) if verb.i else verb
    above = other.head
    if (
        other.dep_ != "conj"
        or "Nom" not in other.morph.get("Case", [])
        or any(child.dep_.startswith("nsubj") for child in verb.children)
    ):
        return
    joint = next((child for child in other.children if child.dep_ == "cc"), None)
    if joint is None or not _OBLIQUE.intersection(above.morph.get("Case", [])) or joint.i - 1 <= above.i:
        return
    first = joint.nbor(-1)
    if first.head.i != above.i or first.dep_ not in _NAMED or not first.text[0].isupper():
        return
    first.head, first.dep_ = verb, "nsubj"
    first.set_morph("Animacy=Anim|Case=Nom|Number=Sing")  # type: ignore[attr-defined]
    other.head = first
