"""Find candidates for contradictions: figures, durations or polarity that cannot both be right as they stand.

Two figures are held against each other only where they are said of one event, by two sources, and exclude each other:
"at least 58" and "86" can both hold, and one source's later figure is its own update.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from kg.model import Commitment, Contradiction, Membership, SourceKind, Span, Stance
from kg.propositions.matching import event_days
from kg.propositions.matching.assertions import AssertionKey
from kg.propositions.matching.constraints import Pair
from kg.propositions.matching.contents import Content
from kg.propositions.matching.figures import Count
from kg.propositions.matching.pair_scorer import Similarity, apart

_FACT = (Commitment.ASSERTED, Commitment.HEDGED, Commitment.HEARSAY)
_SLACK = 2  # days between two reports' own words for the day, for one may name the day of the report
_LEAST = 0.25  # share of the larger figure under which a smaller one counts something else
_UPDATE = 0.5  # what is left of the confidence where the later report has the larger figure
_FEWEST, _MANY = 2, 4  # anchors that two contents must share, and those that make it sure
_DEED = 0.5  # the confidence of a deed and its denial, said of one event
_SIDES = 50  # members on either side that are looked at for the most alike
_ANSWERED = 3  # days within which a deed is denied
_PAIRS = 2  # of members of one group that are shown
TELLING = frozenset({"chemical", "suicide-attack", "explode", "airstrike", "shelling"})  # what kind of attack
_UNSEEN = Similarity(0.0)
_ANYBODY = frozenset(["person", "child", "woman"])  # victims of any event


def between(one: Content, other: Content) -> tuple[Contradiction, ...]:
    """What two contents of different propositions contradict each other in."""
    found = by_figures(one, other)
    return () if found and _one_source(one, other) else found  # asked last: it reads the words of both


def by_figures(one: Content, other: Content) -> tuple[Contradiction, ...]:
    """What two contents contradict each other in, be it that one source says both."""
    if not (one.facets.counts and other.facets.counts):
        return ()
    if one.head.commitment not in _FACT or other.head.commitment not in _FACT:
        return ()
    return (*_numeric(one, other), *_duration(one, other))


def polarity(
    group: Sequence[int], contents: Sequence[Content], scores: Mapping[Pair, float], near: Mapping[Pair, Similarity]
) -> Iterator[Contradiction]:
    """Members of one group, two by two: the first says it, or that an actor did it, the second denies it.

    Those come first that put it most plainly and are most alike; no member comes twice, nor more than a few pairs.
    """
    facts = [at for at in group if not contents[at].facets.negated and contents[at].head.commitment in _FACT]
    denied = [at for at in group if contents[at].facets.negated]
    pairs = {
        (one, other): (_plain(contents[one], contents[other]), scores.get(pair, 0.0), near.get(pair, _UNSEEN).cosine)
        for one, other in product(facts[:_SIDES], denied[:_SIDES])
        for pair in [(min(one, other), max(one, other))]
    }
    seen: set[int] = set()
    for one, other in sorted(pairs, key=lambda pair: (pairs[pair], pair), reverse=True):
        if not seen.isdisjoint((one, other)) or len(seen) >= 2 * _PAIRS:
            continue
        sure = _opposite(contents[one], contents[other], pairs[one, other][1])
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


def _numeric(one: Content, other: Content) -> Iterator[Contradiction]:
    """The two figures of one count that differ most, of contents that share an event."""
    pairs = [(p, q) for p in one.facets.counts for q in other.facets.counts if p.compares(q) and p.excludes(q) and p.of]
    pairs = [(p, q) for p, q in pairs if _agreement(p, q) >= _LEAST]
    if not pairs or any(p.compares(q) and p.meets(q) for p in one.facets.counts for q in other.facets.counts):
        return
    sure = _one_event(one, other)
    if sure:
        p, q = min(pairs, key=lambda pair: _agreement(*pair))
        growth = _UPDATE if _updates(one, p, other, q) else 1.0
        yield _candidate("numeric", (one, p), (other, q), sure * growth * (1 - _agreement(p, q)))


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


def _one_event(one: Content, other: Content) -> float:
    """How sure it is that two contents speak of one event: 0 where something is against it, or too little for it."""
    a, b = one.facets, other.facets
    against = (
        a.events.isdisjoint(b.events),
        apart(a.events & TELLING, b.events & TELLING),
        apart(a.names, b.names),
        apart(_places(one), _places(other)),
        one.context.years != other.context.years,
        one.context.several != other.context.several,
        not _near_days(one, other),
    )
    found = sum(_anchors(one, other))
    return 0.0 if any(against) or found < _FEWEST else min(1.0, found / _MANY)


def _anchors(one: Content, other: Content) -> Iterator[bool]:
    """What two share that tells one event from another: a name, the day, the kind of attack, victims, the article."""
    a, b = one.facets, other.facets
    yield not (a.names & (b.names | other.context.main)).isdisjoint(b.names | one.context.main)
    yield event_days.meet(event_days.said(one), event_days.said(other), _SLACK)
    yield not (a.events & TELLING).isdisjoint(b.events)
    yield bool(a.countries & b.countries) and bool({c.what for c in a.counts} & {c.what for c in b.counts} - _ANYBODY)
    yield one.context.article == other.context.article


def _long_after(one: Content, other: Content) -> bool:
    """Whether the articles are too many days apart for the one to deny what the other reports."""
    days = one.context.day, other.context.day
    return days[0] is not None and days[1] is not None and abs(days[0] - days[1]) > _ANSWERED


def _places(content: Content) -> frozenset[str]:
    return content.context.elsewhere or content.context.main


def _near_days(one: Content, other: Content) -> bool:
    if event_days.lasting(one) or event_days.lasting(other):
        return False
    days, others = event_days.days(one), event_days.days(other)
    if days and others:
        return event_days.meet(days, others, _SLACK)
    return one.head.month == other.head.month


def _one_source(one: Content, other: Content) -> bool:
    """Whether both are said by one source, or in one sentence: then the second is what it came to say later."""
    if (one.head.article, one.head.span) == (other.head.article, other.head.span):
        return True
    speakers = [side.assertion.chain.origin.agent for side in (one, other)]
    return speakers[0].id == speakers[1].id and speakers[0].kind is SourceKind.NAMED


def _updates(one: Content, first: Count, other: Content, second: Count) -> bool:
    """Whether the later report has the larger figure, as tolls go."""
    days = one.context.day, other.context.day
    if days[0] is None or days[1] is None or days[0] == days[1]:
        return False
    return (days[0] < days[1]) == (first.value < second.value)


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
