"""Cues that report nothing: negated, hypothetical (``if the minister said that …``), or done to the subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.languages.cue_lexicon import Lexicon
from kg.text.sentence import SUBJECT, VERBAL, is_finite, is_past_participle

if TYPE_CHECKING:
    from kg.text.parse import Token


_AUXILIARY = frozenset({"AUX", "ADV", "PART", "PRON"})
_GOVERNED = frozenset({"xcomp", "ccomp", "acl", "advcl"})


def is_unreal(verb: Token, lexicon: Lexicon) -> bool:
    """Whether a cue is negated, or only possible: nothing is reported then."""
    return negated(verb, False, lexicon) or is_supposed(verb, lexicon)


def negated(verb: Token, denial: bool, lexicon: Lexicon) -> bool:
    """Whether a cue is negated, itself or by what governs it; of a denial, right before the verb.

    ``did not say``, ``n'a pas souhaité confirmer``, ``не стал отрицать``, ``neither confirmed nor denied``, ``did not
    confirm or deny``; but neither ``did not hesitate to say`` nor ``not only said``.
    """
    if _joint(verb) in lexicon.neither:
        return True
    if (first := _alternative(verb, lexicon)) is not None and negated(first, False, lexicon):
        return True
    if _is_governed(verb) and not _is_unfailing(verb, lexicon) and negated(verb.head, False, lexicon):
        return True
    low = [child for child in verb.children if child.dep_.startswith("advmod") and child.lower_ in lexicon.negators]
    helpers = [child for part in verb.children if part.dep_.startswith("aux") for child in part.children]
    words = low if denial else [*low, *(child for child in helpers if child.lower_ in lexicon.negators)]
    if any(_restricts(word.doc[word.i + 1], lexicon) for word in words if word.i + 1 < len(word.doc)):
        return False
    return any(_right_before(word, verb) for word in words) if denial else bool(words)


def _joint(verb: Token) -> str:
    """The conjunction right before a verb that it joins to others; the parser may hang it on the first of them."""
    joined = (verb, verb.head) if verb.dep_ == "conj" else (verb,)
    found = [child for node in joined for child in node.children if child.dep_ == "cc" and child.i < verb.i]
    return max(found, key=lambda child: child.i).lower_ if found else ""


def _alternative(verb: Token, lexicon: Lexicon) -> Token | None:
    """The verb before "or" that one shares subject and auxiliaries with: ``declined to confirm or deny``."""
    first = verb.head
    if verb.dep_ != "conj" or first.i > verb.i or _joint(verb) not in lexicon.alternatives:
        return None
    return None if any(child.dep_ in SUBJECT or child.pos_ == "AUX" for child in verb.children) else first


def _restricts(word: Token, lexicon: Lexicon) -> bool:
    """Whether a word makes the negator before it *not only*: ``pas que des bêtises``; not ``pas qu'il viendra``."""
    clause = word.lower_ in lexicon.content_openers and word.dep_ == "mark" and word.head.i > word.i
    return word.lower_ in lexicon.restricting and not (clause and _is_predicate(word.head))


def _is_predicate(head: Token) -> bool:
    return head.pos_ in VERBAL or any(child.dep_ == "cop" or child.dep_ in SUBJECT for child in head.children)


def _is_unfailing(verb: Token, lexicon: Lexicon) -> bool:
    """Whether the negation of what governs a verb affirms it: ``did not hesitate to say``, ``did not stop saying``."""
    above = verb.head.lemma_.lower()
    return above in lexicon.unfailing and not (above in lexicon.interrupting and _is_infinitive(verb))


def _is_infinitive(verb: Token) -> bool:
    return "Inf" in verb.morph.get("VerbForm", [])


def _right_before(word: Token, verb: Token) -> bool:
    """Whether nothing but auxiliaries and adverbs stands between a word and the verb behind it."""
    return word.i < verb.i and all(token.pos_ in _AUXILIARY for token in verb.doc[word.i + 1 : verb.i])


def _is_governed(verb: Token) -> bool:
    """Whether another word governs a verb that is not finite: ``a refusé de dire``, ``was not able to confirm``."""
    return _is_infinitive(verb) and verb.dep_ in _GOVERNED and verb.head.i < verb.i


def is_supposed(verb: Token, lexicon: Lexicon) -> bool:
    """Whether a cue is possible, called for, or in a condition."""
    if (first := _alternative(verb, lexicon)) is not None and is_supposed(first, lexicon):
        return True
    if verb.dep_ == "xcomp" and verb.head.lemma_.lower() in lexicon.irreal:
        return True
    if _is_governed(verb) and any(token.lower_ in lexicon.postponing for token in verb.doc[verb.head.i + 1 : verb.i]):
        return True  # ``has yet to confirm``
    if _is_left_unsaid(verb, lexicon):
        return True
    if verb.dep_ in ("ccomp", "xcomp") and verb.head.lemma_.lower() in lexicon.hortative:
        return True
    if is_ahead(verb, lexicon):
        return True
    if any(child.dep_ == "mark" and child.lower_ in lexicon.conditionals for child in verb.children):
        return True
    return "Imp" in verb.morph.get("Mood", [])


def _is_left_unsaid(verb: Token, lexicon: Lexicon) -> bool:
    """Whether a phrase before a verb says that it is not done: ``without saying that``, ``au lieu de dire que``."""
    if is_finite(verb):
        return False
    at = verb.i
    while at and verb.doc[at - 1].pos_ in ("ADV", "PRON"):
        at -= 1
    return any(tuple(token.lower_ for token in verb.doc[max(at - len(one), 0) : at]) == one for one in lexicon.unsaid)


def is_ahead(verb: Token, lexicon: Lexicon) -> bool:
    """Whether an auxiliary makes a cue possible, or puts it off: ``будет настаивать``."""
    helpers = (child for child in verb.children if child.dep_.startswith("aux"))
    return any({child.lemma_.lower(), child.lower_} & lexicon.irreal for child in helpers)


def undergone(verb: Token) -> bool:
    """Whether the subject of the main clause is whom it was said to: ``Asked whether …, X said``."""
    if not is_past_participle(verb) or verb.dep_ != "advcl" or verb.i >= verb.head.i:
        return False
    return not any(child.dep_.startswith("aux") or child.dep_ in SUBJECT for child in verb.children)
