"""Contents that share a point and an event, as groups: a sentence is in one for each thing it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.propositions.matching.actors import GOVERNMENT, actors
from kg.propositions.matching.atomic_facts import AtomicFact, points
from kg.propositions.matching.clustering import Cluster, clusters
from kg.propositions.matching.constraints import NONE, LinkConstraints
from kg.propositions.matching.event_context import EventContext, home, months, near, settings
from kg.propositions.matching.facets import Facets
from kg.propositions.matching.figures import Count
from kg.propositions.matching.pair_scorer import Content
from kg.propositions.matching.tokenized import TokenizedContent

_HALF = 0.5  # a content joins those of whom at least half may speak of its event
_MANIFOLD = 0.5  # share of the larger figure below which a smaller one is no earlier count of the same


@dataclass(frozen=True, slots=True)
class FactGroup:
    """A point with the contents that make it of one event, and those that make it of an event nobody can tell."""

    point: AtomicFact
    group: Cluster
    doubtful: Cluster


Groups = Callable[[AtomicFact, Sequence[int], Sequence[Content], LinkConstraints], tuple[FactGroup, ...]]


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """What each content says bit by bit, of which event, and who acts in it, in order."""

    points: Sequence[frozenset[AtomicFact]]
    settings: Sequence[EventContext]
    actors: Sequence[tuple[str, ...]]


def told(readings: Sequence[TokenizedContent], found: Sequence[Facets]) -> ArticleFacts:
    """Points and settings of all contents; an article's contents stand together, in the order of its text."""
    all_points: list[frozenset[AtomicFact]] = []
    all_settings: list[EventContext] = []
    all_actors: list[tuple[str, ...]] = []
    for start, end in _articles(readings):
        own, anchors = readings[start:end], found[start:end]
        who = [actors(reading) for reading in own]
        state = home(who)
        all_settings += settings(own, anchors)
        all_points += [points(*row, state) for row in zip(own, anchors, who, strict=True)]
        all_actors += [
            tuple(state or actor.who if actor.who == GOVERNMENT else actor.who for actor in one) for one in who
        ]
    return ArticleFacts(all_points, all_settings, all_actors)


def _articles(readings: Sequence[TokenizedContent]) -> Iterator[tuple[int, int]]:
    start = 0
    for at in range(1, len(readings) + 1):
        if at == len(readings) or readings[at].item.claim.article != readings[start].item.claim.article:
            yield start, at
            start = at


def shared(
    found: Sequence[Content], bonds: LinkConstraints = NONE, groups: Groups | None = None
) -> tuple[FactGroup, ...]:
    """The groups of two or more, in order of their points; of matters, none that another matter's group contains.

    ``groups`` stands in for ``groups_of``, to remember what it said.
    """
    rows = sorted(_holders(found).items())
    return tuple(_widest([one for row in rows for one in (groups or groups_of)(*row, found, bonds)]))


def groups_of(
    point: AtomicFact, holders: Sequence[int], found: Sequence[Content], bonds: LinkConstraints
) -> tuple[FactGroup, ...]:
    """The groups of one point, out of the contents that make it."""
    if len(holders) < 2:
        return ()
    where = [found[at].setting for at in holders]
    counted = [found[at].anchors.counts for at in holders]
    meeting = {
        (one, other): 1.0
        for one, other in near(where)
        if where[one].meets(where[other]) and not _other_toll(counted[one], counted[other])
    }
    by_month: dict[int | None, list[int]] = {}
    for at in holders:
        for month in months(found[at].setting):
            by_month.setdefault(month, []).append(at)
    grouped = clusters(len(holders), meeting, _HALF, bonds=bonds.within(holders))
    several = (tuple(holders[at] for at in group) for group in grouped if len(group) > 1)
    return tuple(FactGroup(point, members, tuple(sorted(_doubtful(members, by_month, found)))) for members in several)


def _other_toll(some: Sequence[Count], others: Sequence[Count]) -> bool:
    """Whether figures of one thing are so far from each other that they are no two counts of one event."""
    pairs = [(p, q) for p in some for q in others if p.compares(q) and p.of]
    return bool(pairs) and all(min(p.value, q.value) < _MANIFOLD * max(p.value, q.value) for p, q in pairs)


def _holders(found: Sequence[Content]) -> Mapping[AtomicFact, list[int]]:
    holders: dict[AtomicFact, list[int]] = {}
    for at, content in enumerate(found):
        for point in content.points:
            holders.setdefault(point, []).append(at)
    return holders


def _doubtful(
    members: Cluster, by_month: Mapping[int | None, Sequence[int]], found: Sequence[Content]
) -> Iterator[int]:
    """Those outside of whom nobody can tell that they speak of another event than some member.

    Asked of the reports of the same months, and of undated ones.
    """
    inside: dict[int | None, list[int]] = {}
    for at in members:
        for month in months(found[at].setting):
            inside.setdefault(month, []).append(at)
    seen = set(members)
    for month, near_by in inside.items():
        for at in {*by_month.get(month, ()), *by_month.get(None, ())} - seen:
            if any(found[at].setting.may_meet(found[one].setting) for one in near_by):
                seen.add(at)
                yield at


def _widest(found: Sequence[FactGroup]) -> Iterator[FactGroup]:
    groups: dict[int, list[set[int]]] = {}
    for one in sorted(found, key=lambda one: (-len(one.group), one.point)):
        if one.point.kind == "matter":
            known = groups.setdefault(one.group[0], [])
            if any(set(one.group) <= wider for at in one.group for wider in groups.get(at, ())):
                continue
            known.append(set(one.group))
            for at in one.group[1:]:
                groups.setdefault(at, []).append(set(one.group))
        yield one
