"""Cues that report nothing: negated, hypothetical (``if the minister said that …``), or done to the subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.languages.cue_lexicon import Lexicon
from kg.text.sentence import SUBJECT, is_past_participle

if TYPE_CHECKING:
    from kg.text.parse import Token


def is_unreal(verb: Token, lexicon: Lexicon) -> bool:
    """Whether a cue is negated, or only possible: nothing is reported then."""
    return negated(verb, False, lexicon.negators) or is_supposed(verb, lexicon)


def negated(verb: Token, denial: bool, negators: frozenset[str]) -> bool:
    """Whether a cue is negated; of a denial, right before the verb."""
    low = any(child.lower_ in negators and child.dep_.startswith("advmod") for child in verb.children)
    if denial:
        return low and verb.i - 1 >= 0 and verb.doc[verb.i - 1].lower_ in negators
    return low or any(
        child.lower_ in negators for part in verb.children if part.dep_.startswith("aux") for child in part.children
    )


def is_supposed(verb: Token, lexicon: Lexicon) -> bool:
    """Whether a cue is possible, called for, or in a condition."""
    if verb.dep_ == "xcomp" and verb.head.lemma_.lower() in lexicon.irreal:
        return True
    if verb.dep_ in ("ccomp", "xcomp") and verb.head.lemma_.lower() in lexicon.hortative:
        return True
    if is_ahead(verb, lexicon):
        return True
    if any(child.dep_ == "mark" and child.lower_ in lexicon.conditionals for child in verb.children):
        return True
    return "Imp" in verb.morph.get("Mood", [])


def is_ahead(verb: Token, lexicon: Lexicon) -> bool:
    """Whether an auxiliary makes a cue possible, or puts it off: ``будет настаивать``."""
    helpers = (child for child in verb.children if child.dep_.startswith("aux"))
    return any({child.lemma_.lower(), child.lower_} & lexicon.irreal for child in helpers)


def undergone(verb: Token) -> bool:
    """Whether the subject of the main clause is whom it was said to: ``Asked whether …, X said``."""
    if not is_past_participle(verb) or verb.dep_ != "advcl" or verb.i >= verb.head.i:
        return False
    return not any(child.dep_.startswith("aux") or child.dep_ in SUBJECT for child in verb.children)
