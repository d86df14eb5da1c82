"""Candidates for a contradiction: figures, durations or polarity that cannot both be right as they stand."""

from __future__ import annotations

from kg.corroborate.counts import Count
from kg.corroborate.pairs import Content, apart, differing
from kg.model import Commitment, Contradiction, Stance

_FACT = (Commitment.ASSERTED, Commitment.HEDGED, Commitment.HEARSAY)


def numeric(one: Content, other: Content) -> Contradiction | None:
    """Two figures of the same thing in contents that share what happened and whom it happened to."""
    found = differing(one.anchors.counts, other.anchors.counts)
    if not found or not _facts(one, other) or not _same_matter(one, other):
        return None
    return _candidate("numeric", one, other, *found[0])


def duration(one: Content, other: Content) -> Contradiction | None:
    """Two lengths of one state, wherever in the sentence they stand: a siege of three years and of two."""
    pairs = [
        (p, q)
        for p in one.anchors.counts
        for q in other.anchors.counts
        if p.what == q.what == "duration" and p.of == q.of is not None and not p.meets(q)
    ]
    if not pairs or not _shared(one.anchors.names, other.anchors.names) or not _facts(one, other):
        return None
    return _candidate("duration", one, other, *pairs[0])


def polarity(one: Content, other: Content) -> Contradiction:
    """Two members of one proposition: the first says it, the second denies it."""
    left, right = one.item.member(_stance(one), 1.0), other.item.member(_stance(other), 1.0)
    return Contradiction("polarity", left, right, ("one says it, the other denies it",))


def between(one: Content, other: Content) -> tuple[Contradiction, ...]:
    """What two contents of different propositions contradict each other in."""
    return tuple(found for found in (numeric(one, other), duration(one, other)) if found)


def _stance(content: Content) -> Stance:
    return Stance.DENIES if content.anchors.negated else Stance.EXPRESSES


def _candidate(kind: str, one: Content, other: Content, left: Count, right: Count) -> Contradiction:
    figures = f"{left.figure} against {right.figure}" + (f" ({left.of})" if left.of else "")
    shared = sorted(one.anchors.events & other.anchors.events)
    reasons = (figures, *((f"same event: {', '.join(shared)}",) if shared else ()))
    return Contradiction(kind, one.item.member(_stance(one), 1.0), other.item.member(_stance(other), 1.0), reasons)


def _facts(one: Content, other: Content) -> bool:
    return one.item.commitment in _FACT and other.item.commitment in _FACT


def _same_matter(one: Content, other: Content) -> bool:
    """Whether event, victims' country or names agree and neither place nor month disagrees."""
    a, b = one.anchors, other.anchors
    one_month, other_month = ({month for month, _ in side.days} for side in (a, b))
    if apart(a.places, b.places) or apart(one_month, other_month) or apart(a.years, b.years):
        return False
    if not _shared(a.events, b.events):
        return False
    return _shared(a.names, b.names) or _shared(a.countries, b.countries)


def _shared(a: frozenset[str], b: frozenset[str]) -> bool:
    return not a.isdisjoint(b)
