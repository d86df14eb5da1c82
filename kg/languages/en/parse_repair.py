"""Repairs of the English parser's known errors: names that are modals too, passives without their auxiliary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.languages.cue_lexicon import CHARGES, Lexicon
from kg.languages.profile import text_rules

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_HOPING = frozenset({"hopes", "hoping"})  # which the model takes for forms of "hop"
_NAMELIKE = frozenset({"VERB", "ADJ", "ADV"})


def repair(doc: Doc, lexicon: Lexicon) -> None:
    """Correct the parse of a sentence, in place."""
    for token in doc:
        if token.pos_ == "AUX" and token.text[0].isupper():
            _namesake(token)
        if token.lower_ in _HOPING:
            token.lemma_ = "hope"
        if token.pos_ == "AUX" and token.text.isupper() and len(token) > 1:
            _acronym(token)
        if token.dep_ == "acl" and token.lemma_.lower() in lexicon.said:
            _before_clause(token)
        _accused(token, lexicon)
        _behind_preposition(token, lexicon)
        if token.dep_ == "nmod" and token.text in text_rules(lexicon.language).weekdays:
            _dated(token)


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


def _dated(day: Token) -> None:
    """Hang a day between a subject and its verb on the verb: ``The armed forces on Monday blamed …``."""
    noun, verb = day.head, day.head.head
    behind = any(child.lower_ == "on" for child in day.children)
    if behind and noun.dep_ == "nsubj" and verb.i == day.i + 1 and verb.pos_ == "VERB":
        day.head, day.dep_ = verb, "obl"


def _acronym(word: Token) -> None:
    """Make an auxiliary in capitals, right before a verb that has no subject, the name before it: ``IS said that``."""
    verb = word.head
    subjects = (child for child in verb.children if child.dep_.startswith(("nsubj", "expl", "csubj")))
    alone = verb.i == word.i + 1 and next(subjects, None) is None
    if not alone or "Past" not in verb.morph.get("Tense", []) or word.doc.text.isupper():
        return
    word.pos_, word.dep_, word.lemma_ = "PROPN", "nsubj", word.text
    word.set_morph("Number=Sing")  # type: ignore[attr-defined]
    verb.set_morph("Mood=Ind|Tense=Past|VerbForm=Fin")  # type: ignore[attr-defined]


def _before_clause(verb: Token) -> None:
    """Let a verb behind its subject govern a clause that has one of its own: ``The army reported Friday it had …``."""
    noun, below = verb.head, verb.head.head
    own = (child for child in below.children if child.dep_ == "nsubj" and verb.i < child.i < below.i)
    parted = noun.dep_ == "nsubj" and noun.i < verb.i < below.i and below.dep_ == "ROOT"
    if not parted or "Past" not in verb.morph.get("Tense", []) or next(own, None) is None:
        return
    verb.head, verb.dep_ = verb, "ROOT"
    noun.head, noun.dep_ = verb, "nsubj"
    below.head, below.dep_ = verb, "ccomp"
    verb.set_morph("Mood=Ind|Tense=Past|VerbForm=Fin")  # type: ignore[attr-defined]


def _accused(verb: Token, lexicon: Lexicon) -> None:
    """Let a charge right behind a verb be against its subject, as headlines write it: ``Abel accused of lying``."""
    if "Past" not in verb.morph.get("Tense", []) or verb.i + 1 == len(verb.doc):
        return
    if verb.nbor().lower_ in lexicon.phrases.get(verb.lemma_.lower(), frozenset()) & CHARGES:
        for child in verb.children:
            if child.dep_ == "nsubj":
                child.dep_ = "nsubj:pass"


def _behind_preposition(name: Token, lexicon: Lexicon) -> None:
    """Make a capital behind a source preposition a name, and what it governs a subject: ``According to Lee the …``."""
    doc, at = name.doc, name.i
    if name.pos_ not in _NAMELIKE or not name.text[0].isupper() or not _is_source(doc, at, lexicon):
        return
    above = name.head
    if above.i > at and above.pos_ in ("NOUN", "PROPN"):
        return  # ``according to Syrian activists``
    verb = above.head if above.i < at else above
    name.pos_, name.dep_, name.lemma_ = "PROPN", "obl", name.text
    name.set_morph("Number=Sing")  # type: ignore[attr-defined]
    for child in list(name.children):
        if child.dep_ == "mark":
            child.dep_ = "case"
        elif child.i > at and verb.i > child.i:
            passive = any(part.dep_ == "aux:pass" for part in verb.children)
            child.head, child.dep_ = verb, "nsubj:pass" if passive else "nsubj"


def _is_source(doc: Doc, at: int, lexicon: Lexicon) -> bool:
    """Whether a source preposition ends right before a token."""
    phrases = (phrase for found in lexicon.prepositions.values() for phrase in found if len(phrase) <= at)
    return any(tuple(token.lower_ for token in doc[at - len(phrase) : at]) == phrase for phrase in phrases)
