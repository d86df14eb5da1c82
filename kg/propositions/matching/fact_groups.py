"""Group the contents that share an atomic fact and an event: a sentence is in one group for each thing it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.propositions.matching.atomic_facts import AtomicFact
from kg.propositions.matching.clustering import Cluster, clusters
from kg.propositions.matching.constraints import NONE, LinkConstraints
from kg.propositions.matching.contents import Content
from kg.propositions.matching.event_context import meeting_pairs
from kg.propositions.matching.figures import Count

_HALF = 0.5  # a content joins those of whom at least half may speak of its event
_MANIFOLD = 0.5  # share of the larger figure below which a smaller one is no earlier count of the same


@dataclass(frozen=True, slots=True)
class FactGroup:
    """The contents that state a fact of one event, and those that state it of an event nobody can tell apart."""

    fact: AtomicFact
    group: Cluster
    doubtful: Cluster


GroupsOf = Callable[[AtomicFact, Sequence[int], Sequence[Content], LinkConstraints], tuple[FactGroup, ...]]


def fact_groups(
    found: Sequence[Content], links: LinkConstraints = NONE, groups: GroupsOf | None = None
) -> tuple[FactGroup, ...]:
    """All groups of two or more, in order of their facts; of matters, none that another matter's group contains.

    Args:
        found: All contents.
        links: What people have decided.
        groups: Stands in for ``groups_of``, to remember what it said.
    """
    holders: dict[AtomicFact, list[int]] = {}
    for at, content in enumerate(found):
        for fact in content.facts:
            holders.setdefault(fact, []).append(at)
    make = groups or groups_of
    return tuple(_widest([one for fact, places in sorted(holders.items()) for one in make(fact, places, found, links)]))


def groups_of(
    fact: AtomicFact, holders: Sequence[int], found: Sequence[Content], links: LinkConstraints
) -> tuple[FactGroup, ...]:
    """The groups of one fact, out of the contents that state it."""
    if len(holders) < 2:
        return ()
    contexts = [found[at].context for at in holders]
    counted = [found[at].facets.counts for at in holders]
    meeting = {
        (one, other): 1.0
        for one, other in meeting_pairs(contexts)
        if contexts[one].meets(contexts[other]) and not _other_toll(counted[one], counted[other])
    }
    by_month = _by_month(holders, found)
    grouped = clusters(len(holders), meeting, _HALF, links=links.within(holders))
    several = (tuple(holders[at] for at in group) for group in grouped if len(group) > 1)
    return tuple(FactGroup(fact, members, tuple(sorted(_doubtful(members, by_month, found)))) for members in several)


def _other_toll(some: Sequence[Count], others: Sequence[Count]) -> bool:
    """Whether figures of one thing are so far from each other that they are no two counts of one event."""
    pairs = [(p, q) for p in some for q in others if p.compares(q) and p.of]
    return bool(pairs) and all(min(p.value, q.value) < _MANIFOLD * max(p.value, q.value) for p, q in pairs)


def _by_month(places: Sequence[int], found: Sequence[Content]) -> dict[int | None, list[int]]:
    out: dict[int | None, list[int]] = {}
    for at in places:
        for month in found[at].context.months:
            out.setdefault(month, []).append(at)
    return out


def _doubtful(
    members: Cluster, by_month: Mapping[int | None, Sequence[int]], found: Sequence[Content]
) -> Iterator[int]:
    """Those outside of whom nobody can tell that they speak of another event than some member.

    Asked of the reports of the same months, and of undated ones.
    """
    seen = set(members)
    for month, near_by in _by_month(members, found).items():
        for at in {*by_month.get(month, ()), *by_month.get(None, ())} - seen:
            if any(found[at].context.may_meet(found[one].context) for one in near_by):
                seen.add(at)
                yield at


def _widest(found: Sequence[FactGroup]) -> Iterator[FactGroup]:
    """Groups, the widest first, without those of matters that a wider group of a matter contains."""
    wider: dict[int, list[set[int]]] = {}
    for one in sorted(found, key=lambda one: (-len(one.group), one.fact)):
        if one.fact.kind == "matter":
            group = set(one.group)
            if any(group <= known for known in wider.get(one.group[0], ())):
                continue
            for at in one.group:
                wider.setdefault(at, []).append(group)
        yield one
