"""Repairs of the English parser's known errors: names that are modals too, passives without their auxiliary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.languages.cue_lexicon import CHARGES, Lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def repair(doc: Doc, lexicon: Lexicon) -> None:
    """Correct the parse of a sentence, in place."""
    for token in doc:
        if token.pos_ == "AUX" and token.text[0].isupper():
            _namesake(token)
        _accused(token, lexicon)


def _namesake(modal: Token) -> None:
    """Make a modal right before a verb that is no infinitive a name: ``May condemned``, ``Will said``."""
    verb = modal.nbor() if modal.i + 1 < len(modal.doc) else None
    if (
        verb is None
        or verb.i != modal.head.i
        or modal.morph.get("Tense", [])
        or "Inf" in modal.morph.get("VerbForm", [])
    ):
        return
    past = "Past" in verb.morph.get("Tense", [])
    if not past and "3" not in verb.morph.get("Person", []):
        return
    modal.pos_, modal.dep_, modal.lemma_ = "PROPN", "nsubj", modal.text
    if past and "Part" in verb.morph.get("VerbForm", []):
        verb.set_morph("Mood=Ind|Tense=Past|VerbForm=Fin")  # type: ignore[attr-defined]


def _accused(verb: Token, lexicon: Lexicon) -> None:
    """Let a charge right behind a verb be against its subject, as headlines write it: ``Abel accused of lying``."""
    if "Past" not in verb.morph.get("Tense", []) or verb.i + 1 == len(verb.doc):
        return
    if verb.nbor().lower_ in lexicon.phrases.get(verb.lemma_.lower(), frozenset()) & CHARGES:
        for child in verb.children:
            if child.dep_ == "nsubj":
                child.dep_ = "nsubj:pass"
