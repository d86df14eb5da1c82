"""Find candidates for contradictions: figures, durations or polarity that cannot both be right as they stand.

Two figures are held against each other only where they are said of one event, by two sources, and exclude each other:
"at least 58" and "86" can both hold, and one source's later figure is its own update.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from kg.model import Commitment, Contradiction, Membership, Span, Stance
from kg.propositions.matching import event_days
from kg.propositions.matching.assertions import AssertionKey
from kg.propositions.matching.constraints import Pair
from kg.propositions.matching.contents import Content
from kg.propositions.matching.figures import MEASURES, Count, agreeing
from kg.propositions.matching.pair_scorer import Similarity, likeness
from kg.propositions.matching.verbatim import is_verbatim

FACT = (Commitment.ASSERTED, Commitment.HEDGED, Commitment.HEARSAY)
_SLACK = 2  # days between two reports' own words for the day, for one may name the day of the report
_LEAST = 0.25  # share of the larger figure under which a smaller one counts something else
_HALF = 0.5  # share of an earlier toll under which a later one is of another event
_UPDATE = 0.5  # what is left of the confidence where the later report has the larger figure
_ONE_EVENT = 0.3  # how like two contents are but for their figures, from which these are of one event
_TRANSLATED = 0.05  # likewise in two languages, where few are as like: of one event, all that were shown were right
_DEED = 0.5  # the confidence of a deed and its denial, said of one event
_VICTIMS = ("person", "child", "woman", "soldier", "inhabitant")  # those of whom a fate is told
_SIDES = 50  # members on either side that are looked at for the most alike
_ANSWERED = 3  # days within which a deed is denied
_PAIRS = 2  # of members of one group that are shown
_UNSEEN = Similarity(0.0)


def between(one: Content, other: Content, near: Similarity) -> tuple[Contradiction, ...]:
    """What two contents of different propositions contradict each other in."""
    found = by_figures(one, other, near)
    return () if found and _one_source(one, other) else found


def by_figures(one: Content, other: Content, near: Similarity) -> tuple[Contradiction, ...]:
    """What two contents contradict each other in, be it that one source says both."""
    if not _two_counts(one, other):
        return ()
    return (*_numeric(one, other, near), *_duration(one, other))


def may_oppose(one: Content, other: Content) -> bool:
    """Whether two contents state figures that exclude each other: it depends on how like they are otherwise."""
    return _two_counts(one, other) and bool(_opposed(one, other))


def _two_counts(one: Content, other: Content) -> bool:
    counted = bool(one.facets.counts and other.facets.counts)
    return counted and one.head.commitment in FACT and other.head.commitment in FACT


def polarity(
    facts: Sequence[int],
    denied: Sequence[int],
    contents: Sequence[Content],
    scores: Mapping[Pair, float],
    near: Mapping[Pair, Similarity],
) -> Iterator[Contradiction]:
    """Members of one group, two by two: the first says it, or that an actor did it, the second denies it.

    Those come first that put it most plainly and are most alike; no member comes twice, nor more than a few pairs.
    """
    pairs = {
        (one, other): (_plain(contents[one], contents[other]), scores.get(pair, 0.0), near.get(pair, _UNSEEN).cosine)
        for one, other in product(facts[:_SIDES], denied[:_SIDES])
        for pair in [(min(one, other), max(one, other))]
    }
    seen: set[int] = set()
    for one, other in sorted(pairs, key=lambda pair: (pairs[pair], pair), reverse=True):
        if not seen.isdisjoint((one, other)) or len(seen) >= 2 * _PAIRS:
            continue
        _, score, cosine = pairs[one, other]
        sure = _opposite(contents[one], contents[other], score)
        if contents[other].head.commitment is not Commitment.DENIED and is_verbatim(
            contents[one], contents[other], cosine
        ):
            continue  # a negation was read in the one alone
        if sure:
            left, right = (contents[at].head.member(_stance(contents[at]), 1.0) for at in (one, other))
            yield Contradiction(
                "polarity", left, right, ("one says it, the other denies it",), confidence=round(sure, 3)
            )
            seen |= {one, other}


def _plain(one: Content, other: Content) -> int:
    """How plainly it is put: that somebody is to blame, and that this is denied."""
    return ("responsible" in one.facets.events) + (other.head.commitment is Commitment.DENIED)


def _opposite(one: Content, other: Content, score: float) -> float:
    """How sure it is that one denies what the other says: as sure as that they say the same but for that."""
    if not _near_days(one, other) or _long_after(one, other) or _one_source(one, other):
        return 0.0
    return max(score, _DEED) if _one_deed(one, other) else score


def _one_deed(one: Content, other: Content) -> bool:
    """Whether both say of one actor that he did it, or did not, in what may be one event."""
    return one.context.meets(other.context) and any(fact.kind == "culprit" for fact in one.facts & other.facts)


def _numeric(one: Content, other: Content, near: Similarity) -> Iterator[Contradiction]:
    """The two figures of one count that differ most, of contents that are alike but for them, and of one event.

    What is right of them on labelled events stands in ``docs/errors.md``.
    """
    pairs = _opposed(one, other) if one.context.may_meet(other.context) and _near_days(one, other) else []
    pairs = [(p, q) for p, q in pairs if not _shrinks(one, p, other, q)]
    sure = likeness(one, other, near) if pairs else 0.0
    if sure >= (_ONE_EVENT if one.head.language == other.head.language else _TRANSLATED):
        p, q = min(pairs, key=lambda pair: _agreement(*pair))
        growth = _UPDATE if _updates(one, p, other, q) else 1.0
        yield _candidate("numeric", (one, p), (other, q), sure * growth * (1 - _agreement(p, q)))


def _opposed(one: Content, other: Content) -> list[tuple[Count, Count]]:
    """Figures of one count that exclude each other, where none agrees and neither is a small part of the other."""
    a, b = one.facets.counts, other.facets.counts
    if agreeing(a, b):
        return []
    pairs = [(p, q) for p in a for q in b if _is_told(p) and p.compares(q) and p.excludes(q)]
    return [(p, q) for p, q in pairs if _agreement(p, q) >= _LEAST]


def _is_told(count: Count) -> bool:
    """Whether a figure says what happened to how many, or measures something: else nobody knows of what it is."""
    return count.what in MEASURES or (count.of is not None and count.what in _VICTIMS)


def _duration(one: Content, other: Content) -> Iterator[Contradiction]:
    """Two lengths of one state, wherever in the sentence they stand: a siege of three years and of two."""
    pairs = [
        (p, q)
        for p in one.facets.counts
        for q in other.facets.counts
        if p.what == q.what == "duration" and p.of == q.of is not None and not p.meets(q)
    ]
    if pairs and not one.facets.names.isdisjoint(other.facets.names):
        p, q = pairs[0]
        yield _candidate("duration", (one, p), (other, q), 1 - _agreement(p, q))


def _long_after(one: Content, other: Content) -> bool:
    """Whether the articles are too many days apart for the one to deny what the other reports."""
    days = one.context.day, other.context.day
    return days[0] is not None and days[1] is not None and abs(days[0] - days[1]) > _ANSWERED


def _near_days(one: Content, other: Content) -> bool:
    if one.lasting or other.lasting:
        return False
    if one.days and other.days:
        return event_days.meet(one.days, other.days, _SLACK)
    return one.head.month == other.head.month


def _one_source(one: Content, other: Content) -> bool:
    """Whether both are said by one source, or in one sentence: then the second is what it came to say later."""
    if (one.head.article, one.head.span) == (other.head.article, other.head.span):
        return True
    return one.origin is not None and one.origin == other.origin


def _updates(one: Content, first: Count, other: Content, second: Count) -> bool:
    """Whether the later report has the larger figure, as tolls go."""
    days = one.context.day, other.context.day
    if days[0] is None or days[1] is None or days[0] == days[1]:
        return False
    return (days[0] < days[1]) == (first.value < second.value)


def _shrinks(one: Content, first: Count, other: Content, second: Count) -> bool:
    """Whether a toll reported days later is not half of the one before: tolls do not shrink, it is another event's."""
    days = one.context.day, other.context.day
    if first.of != "kill" or days[0] is None or days[1] is None or abs(days[0] - days[1]) <= _SLACK:
        return False
    early, late = (first, second) if days[0] < days[1] else (second, first)
    return late.value < _HALF * early.value


def _agreement(one: Count, other: Count) -> float:
    return min(one.value, other.value) / max(one.value, other.value, 1e-9)


def _stance(content: Content) -> Stance:
    return Stance.DENIES if content.facets.negated else Stance.EXPRESSES


def _candidate(kind: str, one: tuple[Content, Count], other: tuple[Content, Count], sure: float) -> Contradiction:
    (left, p), (right, q) = sorted((one, other), key=lambda side: side[1].value)
    figures = f"{p.figure} against {q.figure}" + (f" ({p.of})" if p.of else "")
    shared = sorted(left.facets.events & right.facets.events)
    reasons = (figures, *((f"same event: {', '.join(shared)}",) if shared else ()))
    members = left.head.member(_stance(left), 1.0), right.head.member(_stance(right), 1.0)
    return Contradiction(kind, *members, reasons, confidence=round(sure, 3))


def strongest(found: Iterable[Contradiction]) -> list[Contradiction]:
    """The surest first; of those that hold the same two figures against each other, one for each claim."""
    seen: set[tuple[str, str, AssertionKey]] = set()
    out = []
    for one in sorted(found, key=lambda one: (-one.confidence, _order(one.left), _order(one.right))):
        sides = {(one.kind, one.reasons[0], _place(side)) for side in (one.left, one.right)}
        if seen.isdisjoint(sides):
            out.append(one)
        seen |= sides
    return out


def _place(side: Membership) -> AssertionKey:
    return side.article, side.span, side.part


def _order(side: Membership) -> tuple[str, Span, int]:
    return side.article, side.span, -1 if side.part is None else side.part
