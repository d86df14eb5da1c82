"""Cluster contents by average linkage; nothing joins through one vague sentence.

Single linkage would chain: A like B, B like C, and A and C say different things. Here two clusters meet only when
the average over all their pairs is high, so that a bridge of one sentence is not enough; pairs not compared count 0.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence

from kg.propositions.matching.constraints import NONE, LinkConstraints, Pair

Cluster = tuple[int, ...]


def clusters(
    number: int,
    scores: Mapping[Pair, float],
    threshold: float,
    weak: frozenset[int] = frozenset(),
    links: LinkConstraints = NONE,
) -> list[Cluster]:
    """The clusters of contents 0 … number-1, each sorted, in order of their first.

    Args:
        number: How many contents.
        scores: Confidence of each compared pair (i < j); a missing pair counts 0, a pair at 0 is never joined directly.
        threshold: Average confidence from which clusters are joined.
        weak: Contents too vague to hold a cluster together: they are added last, one by one, to what stands.
        links: What a person has put together, which comes first, and kept apart, which nothing joins.
    """
    decided = frozenset(at for pair in links.must for at in pair)
    weak = weak - decided
    strong = {pair: value for pair, value in scores.items() if not weak.intersection(pair)}
    joined = _agglomerate(number, strong, threshold, links)
    return sorted(_attach(joined, scores, threshold, weak, links))


def _agglomerate(number: int, scores: Mapping[Pair, float], threshold: float, links: LinkConstraints) -> list[Cluster]:
    """Average linkage: the best pair of clusters is joined first; ties go to the smaller first content."""
    members: dict[int, Cluster] = {at: (at,) for at in range(number)}
    sums = _neighbours(number, scores)
    _bind(members, sums, links)
    heap = [
        (-average, one, other)
        for one in members
        for other in sums[one]
        if one < other and (average := _average(one, other, members, sums)) >= threshold
    ]
    heapq.heapify(heap)
    while heap:
        negative, one, other = heapq.heappop(heap)
        if one not in members or other not in members or -negative != _average(one, other, members, sums):
            continue
        if links.parted(members[one], members[other]):
            continue
        _join(one, other, members, sums)
        for near in sums[one]:
            average = _average(one, near, members, sums)
            if average >= threshold:
                heapq.heappush(heap, (-average, min(one, near), max(one, near)))
    return list(members.values())


def _bind(members: dict[int, Cluster], sums: dict[int, dict[int, float]], links: LinkConstraints) -> None:
    """Put together what a person has; a decision that another one forbids is left out."""
    home = {at: at for at in members}
    for pair in sorted(links.must):
        one, other = sorted(home[at] for at in pair)
        if one != other and not links.parted(members[one], members[other]):
            _join(one, other, members, sums)
            home.update(dict.fromkeys(members[one], one))


def _neighbours(number: int, scores: Mapping[Pair, float]) -> dict[int, dict[int, float]]:
    sums: dict[int, dict[int, float]] = {at: {} for at in range(number)}
    for (one, other), value in scores.items():
        sums[one][other] = sums[other][one] = value
    return sums


def _average(one: int, other: int, members: Mapping[int, Cluster], sums: Mapping[int, Mapping[int, float]]) -> float:
    return sums[one].get(other, 0.0) / (len(members[one]) * len(members[other]))


def _join(one: int, other: int, members: dict[int, Cluster], sums: dict[int, dict[int, float]]) -> None:
    """The second cluster goes into the first; sums of confidences add up."""
    members[one] = tuple(sorted((*members[one], *members.pop(other))))
    for near, value in sums.pop(other).items():
        del sums[near][other]
        if near != one:
            sums[one][near] = sums[near][one] = sums[one].get(near, 0.0) + value


def _attach(
    joined: Iterable[Cluster],
    scores: Mapping[Pair, float],
    threshold: float,
    weak: frozenset[int],
    links: LinkConstraints,
) -> list[Cluster]:
    standing = [cluster for cluster in joined if not weak.issuperset(cluster)]
    home = {at: index for index, cluster in enumerate(standing) for at in cluster}
    toward: dict[int, dict[int, float]] = {at: {} for at in weak}
    for (one, other), value in scores.items():
        for vague, near in ((one, other), (other, one)):
            if vague in weak and near in home:
                toward[vague][home[near]] = toward[vague].get(home[near], 0.0) + value
    added: dict[int, list[int]] = {}
    alone: list[Cluster] = []
    for vague in sorted(weak):
        fitting = (at for at in toward[vague] if not links.parted((vague,), standing[at]))
        best = max(((toward[vague][at] / len(standing[at]), -at) for at in fitting), default=(0.0, 0))
        if best[0] >= threshold:
            added.setdefault(-best[1], []).append(vague)
        else:
            alone.append((vague,))
    return [tuple(sorted((*cluster, *added.get(at, ())))) for at, cluster in enumerate(standing)] + alone


def central(cluster: Sequence[int], scores: Mapping[Pair, float]) -> list[int]:
    """A cluster's contents from the most central outward: by their confidences to the others, ties by order."""

    def total(at: int) -> float:
        return sum(scores.get((min(at, other), max(at, other)), 0.0) for other in cluster if other != at)

    return sorted(cluster, key=lambda at: (-round(total(at), 6), at))
