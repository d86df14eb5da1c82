"""Cues that report nothing: negated, hypothetical (``if the minister said that …``), or done to the subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.languages.cue_lexicon import Lexicon
from kg.text.sentence import SUBJECT, is_past_participle

if TYPE_CHECKING:
    from kg.text.parse import Token


_AUXILIARY = frozenset({"AUX", "ADV", "PART", "PRON"})
_GOVERNED = frozenset({"xcomp", "ccomp", "acl", "advcl"})


def is_unreal(verb: Token, lexicon: Lexicon) -> bool:
    """Whether a cue is negated, or only possible: nothing is reported then."""
    return negated(verb, False, lexicon) or is_supposed(verb, lexicon)


def negated(verb: Token, denial: bool, lexicon: Lexicon) -> bool:
    """Whether a cue is negated, itself or by what governs it; of a denial, right before the verb.

    ``did not say``, ``n'a pas souhaité confirmer``, ``не стал отрицать``, ``neither confirmed nor denied``; but neither
    ``did not hesitate to say`` nor ``not only said``.
    """
    if _joint(verb) in lexicon.neither:
        return True
    if _is_governed(verb) and verb.head.lemma_.lower() not in lexicon.unfailing and negated(verb.head, False, lexicon):
        return True
    low = [child for child in verb.children if child.dep_.startswith("advmod") and child.lower_ in lexicon.negators]
    helpers = [child for part in verb.children if part.dep_.startswith("aux") for child in part.children]
    words = low if denial else [*low, *(child for child in helpers if child.lower_ in lexicon.negators)]
    if any(word.doc[word.i + 1].lower_ in lexicon.restricting for word in words if word.i + 1 < len(word.doc)):
        return False
    return any(_right_before(word, verb) for word in words) if denial else bool(words)


def _joint(verb: Token) -> str:
    """The conjunction right before a verb that it joins to others; the parser may hang it on the first of them."""
    joined = (verb, verb.head) if verb.dep_ == "conj" else (verb,)
    found = [child for node in joined for child in node.children if child.dep_ == "cc" and child.i < verb.i]
    return max(found, key=lambda child: child.i).lower_ if found else ""


def _right_before(word: Token, verb: Token) -> bool:
    """Whether nothing but auxiliaries and adverbs stands between a word and the verb behind it."""
    return word.i < verb.i and all(token.pos_ in _AUXILIARY for token in verb.doc[word.i + 1 : verb.i])


def _is_governed(verb: Token) -> bool:
    """Whether another word governs a verb that is not finite: ``a refusé de dire``, ``was not able to confirm``."""
    return "Inf" in verb.morph.get("VerbForm", []) and verb.dep_ in _GOVERNED and verb.head.i < verb.i


def is_supposed(verb: Token, lexicon: Lexicon) -> bool:
    """Whether a cue is possible, called for, or in a condition."""
    if verb.dep_ == "xcomp" and verb.head.lemma_.lower() in lexicon.irreal:
        return True
    if _is_governed(verb) and any(token.lower_ in lexicon.postponing for token in verb.doc[verb.head.i + 1 : verb.i]):
        return True  # ``has yet to confirm``
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
