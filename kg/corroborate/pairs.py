"""Whether two contents say the same: features that say why, a score, and three bands.

Cosine alone cannot decide: a sentence is 0.94 near its own negation and 0.73 near itself with roles swapped. So
what happened, to whom, where, when and how many are looked at one by one, and some disagreements end the matter.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Set
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from kg.corroborate.anchors import Anchors
from kg.corroborate.counts import Count
from kg.corroborate.items import Item
from kg.corroborate.rarity import COMMON, Weights
from kg.model import Commitment


class Band(StrEnum):
    """How sure a comparison is."""

    SAME = "same"
    PERHAPS = "perhaps"
    DIFFERENT = "different"


SAME = 0.46  # average confidence over a cluster's pairs above which contents are joined
PERHAPS = 0.42  # confidence of one pair above which they may say the same

# A logistic regression over the 32,000 pairs of one labelled event (English) gave the order of size; rounded, and
# what one event in one language cannot teach (places, names, days, two languages) set by hand. The bias puts 0.5
# where false merges stay under 1 % of the pairs to be kept apart.
_UNLIKE = 0.25  # cosine in one language; the same event in two sentences of one language was never below 0.3
BIAS = -3.5
WEIGHTS = {
    "meaning": 4.5,
    "words": 2.0,
    "events": 2.5,
    "all events": 1.0,
    "names": 0.6,
    "number": 2.6,
    "agent": 0.8,
    "origin": 0.5,
    "other event": -2.0,
    "other outcome": -0.4,
    "other agent": -0.4,
    "other names": -0.3,
    "other place": -0.8,
    "other country": -1.0,
    "other day": -1.0,
    "other time": -1.5,
    "other year": -2.0,
    "only one dated": -2.0,
    "nothing particular": -0.8,
    "own voice": -0.4,
    "negated": -0.2,
    "language": 1.0,
}
_CROSS = 0.15  # what a cosine loses between two languages: twin posts 0.73, one event in French and Russian 0.41
_MONTHS = 2  # between articles, from which the same words are taken to tell of something else
_RICH = 5.0  # shared event weight that counts in full
_T = TypeVar("_T")
_OUTCOMES = frozenset({"kill", "injure", "destroy", "capture", "break-siege", "flee", "arrest", "release", "crash"})
_REAL = (Commitment.ASSERTED, Commitment.HEDGED, Commitment.HEARSAY, Commitment.DENIED)


@dataclass(frozen=True, slots=True)
class Content:
    """An item with its anchors."""

    item: Item
    anchors: Anchors

    @property
    def vague(self) -> bool:
        """Whether it says too little to stand for a proposition that others are measured by."""
        found = self.anchors
        return (
            len(found.stems) < 5 and not found.counts and (len(found.events) < 2 or not found.names | found.countries)
        )


@dataclass(frozen=True, slots=True)
class Decision:
    """What the comparison of two contents came to. ``against`` names what ends the matter, or speaks against."""

    confidence: float
    reasons: tuple[str, ...]
    against: tuple[str, ...]

    @property
    def band(self) -> Band:
        """The band of this one pair."""
        if self.confidence >= SAME:
            return Band.SAME
        return Band.PERHAPS if self.confidence >= PERHAPS else Band.DIFFERENT


def confidence(one: Content, other: Content, cosine: float, weights: Weights) -> float:
    """How sure it is that two contents say the same, or one the negation of the other: 0 to 1; 0 is a veto."""
    if next(vetoes(one, other), None) is not None or _unlike(one, other, cosine):
        return 0.0
    total = BIAS + sum(WEIGHTS[name] * value for name, value in features(one, other, cosine, weights))
    return 1.0 / (1.0 + math.exp(-total))


def decide(one: Content, other: Content, cosine: float, weights: Weights) -> Decision:
    """The comparison with its reasons in plain words."""
    found = dict(features(one, other, cosine, weights))
    a, b = one.anchors, other.anchors
    shared = (
        ("event", a.events & b.events),
        ("name", {name for name in a.names & b.names if not name.startswith("=")}),
        ("agent", a.agents & b.agents),
        ("country", a.countries & b.countries),
    )
    reasons = [f"same {kind}: {', '.join(sorted(values))}" for kind, values in shared if values]
    reasons += [f"same number: {p.figure}" for p, _ in _agreeing(a.counts, b.counts)]
    reasons.append(f"cosine {cosine:.2f}")
    weighed = [name for name, value in found.items() if WEIGHTS[name] < 0 and value]
    return Decision(confidence(one, other, cosine, weights), tuple(reasons), (*vetoes(one, other), *weighed))


def features(one: Content, other: Content, cosine: float, weights: Weights) -> Iterator[tuple[str, float]]:
    """The features of a pair by name of their weight, 0 to 1 each."""
    a, b = one.anchors, other.anchors
    foreign = one.item.claim.language != other.item.claim.language
    yield "meaning", cosine + (_CROSS if foreign else 0.0)
    yield "language", float(foreign)
    yield "words", 0.0 if foreign else weights.stems.jaccard(a.stems, b.stems)
    yield "events", min(1.0, weights.events.sum(a.events & b.events) / _RICH)
    yield "all events", weights.events.jaccard(a.events, b.events)
    yield "names", weights.names.jaccard(a.names, b.names)
    yield "number", float(bool(_agreeing(a.counts, b.counts)))
    yield "agent", float(bool(a.agents & b.agents))
    yield "origin", float(_one_origin(one.item, other.item))
    yield "nothing particular", float(not _particular(a, b))
    yield "other time", float(_far_in_time(one, other))
    yield "own voice", float(one.item.own_voice or other.item.own_voice)
    yield "negated", float(a.negated != b.negated)
    yield from _disagreements(a, b)


def _disagreements(a: Anchors, b: Anchors) -> Iterator[tuple[str, float]]:
    yield "other event", float(apart(a.events, b.events))
    yield "other outcome", float(bool((a.events ^ b.events) & _OUTCOMES) and not a.events & b.events & _OUTCOMES)
    yield "other agent", float(apart(a.agents, b.agents))
    yield "other names", float(apart(a.names, b.names))
    yield "other place", float(apart(a.places, b.places))
    yield "other country", float(apart(a.countries, b.countries))
    yield "other day", float(apart(a.days, b.days))
    yield "other year", float(apart(a.years, b.years))
    yield "only one dated", float(bool(a.years) != bool(b.years))


def vetoes(one: Content, other: Content) -> Iterator[str]:
    """What ends the matter whatever else agrees."""
    if (one.item.commitment in _REAL) != (other.item.commitment in _REAL):
        yield "one says what is, the other what may or should be"
    a, b = one.anchors, other.anchors
    if apart({month for month, _ in a.days}, {month for month, _ in b.days}):
        yield "other month"
    if differing(a.counts, b.counts) and not _agreeing(a.counts, b.counts):
        yield "other number"


def _unlike(one: Content, other: Content, cosine: float) -> bool:
    """Whether two contents of one language are so far apart that shared sides and events say nothing."""
    return one.item.claim.language == other.item.claim.language and cosine < _UNLIKE


def _far_in_time(one: Content, other: Content) -> bool:
    """Whether the articles are months apart and the contents name no common date: the same words, another event."""
    months = one.item.month, other.item.month
    if months[0] is None or months[1] is None or abs(months[0] - months[1]) < _MONTHS:
        return False
    return not (one.anchors.years & other.anchors.years or one.anchors.days & other.anchors.days)


def _particular(a: Anchors, b: Anchors) -> bool:
    """Whether a name, a figure, or an event that not every report of a war holds is shared."""
    return bool(a.names & b.names or (a.events & b.events) - COMMON or _agreeing(a.counts, b.counts))


def differing(some: tuple[Count, ...], others: tuple[Count, ...]) -> list[tuple[Count, Count]]:
    """Figures of the same thing that are not the same figure; durations are left to ``contradictions``."""
    return [(p, q) for p in some for q in others if p.compares(q) and not p.meets(q)]


def _agreeing(some: tuple[Count, ...], others: tuple[Count, ...]) -> list[tuple[Count, Count]]:
    return [(p, q) for p in some for q in others if p.compares(q) and p.meets(q)]


def apart(a: Set[_T], b: Set[_T]) -> bool:
    """Whether both say something and share none of it."""
    return bool(a) and bool(b) and a.isdisjoint(b)


def _one_origin(one: Item, other: Item) -> bool:
    same = one.chain.origin.agent.id == other.chain.origin.agent.id
    return same and not one.own_voice and not other.own_voice
