"""Join compared contents into groups: clusters that say the same, and groups that share a fact of one event."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from kg.model import Contradiction
from kg.propositions.matching import contradictions
from kg.propositions.matching.clustering import Cluster, clusters
from kg.propositions.matching.constraints import LinkConstraints, Pair
from kg.propositions.matching.contents import Content
from kg.propositions.matching.count_updates import FigureIndex
from kg.propositions.matching.denials import denials
from kg.propositions.matching.fact_groups import FactGroup, GroupsOf, fact_groups
from kg.propositions.matching.pair_scorer import PERHAPS, SAME, vetoes
from kg.propositions.matching.propositions import ClusterDraft, ComparedContents, FactDraft

RATHER = 0.75  # share of the band's confidence that an outsider must have on average over a cluster
TRANSLATED = 0.7  # confidence from which two short sentences of two languages are one another's translation


@dataclass(frozen=True, slots=True)
class Joined:
    """Drafts of propositions, which are put into words each from its own group alone, and contradictions."""

    compared: ComparedContents
    drafts: Sequence[ClusterDraft | FactDraft]
    contradictions: tuple[Contradiction, ...]


def join(found: ComparedContents, links: LinkConstraints, groups_of: GroupsOf | None = None) -> Joined:
    """Join contents that were compared; ``groups_of`` gives the groups of a fact (see ``fact_groups``)."""
    vague = frozenset(at for at, content in enumerate(found.contents) if content.vague)
    groups = clusters(len(found.contents), found.scores, SAME, vague - _translated(vague, found), links)
    home = {at: index for index, group in enumerate(groups) for at in group}
    guarded = list(_guarded(found.contents))
    beside = _beside(found, groups, home, links, guarded)
    shared = fact_groups(found.contents, links, groups_of)
    deeds = [one.group for one in shared if one.fact.kind == "culprit"]
    return Joined(
        found,
        (
            *(ClusterDraft(group, tuple(beside.get(index, ()))) for index, group in enumerate(groups)),
            *map(FactDraft, _beside_facts(shared, guarded, {frozenset(group) for group in groups}, links)),
        ),
        tuple(_contradictions([*groups, *deeds], home, found)),
    )


def _translated(vague: Set[int], found: ComparedContents) -> frozenset[int]:
    """Those of the vague contents that another language says likewise: a translation is the same, however short."""
    likely = (pair for pair, score in found.scores.items() if score >= TRANSLATED and vague >= {*pair})
    language = [content.head.language for content in found.contents]
    return frozenset(at for one, other in likely if language[one] != language[other] for at in (one, other))


def _beside_facts(
    shared: Iterable[FactGroup], guarded: Iterable[Pair], known: Set[frozenset[int]], links: LinkConstraints
) -> Iterator[FactGroup]:
    """The groups of facts, but for those that are clusters anyway, with all who perhaps belong."""
    outsiders: dict[int, set[int]] = {}
    for inside, outside in guarded:
        outsiders.setdefault(inside, set()).add(outside)
    for one in shared:
        if frozenset(one.group) not in known:
            beside = {outside for inside in one.group for outside in outsiders.get(inside, ())} - {*one.group}
            kept = sorted(at for at in beside.union(one.doubtful) if not links.parted((at,), one.group))
            yield replace(one, doubtful=tuple(kept))


def _beside(
    found: ComparedContents,
    groups: Sequence[Cluster],
    home: Mapping[int, int],
    links: LinkConstraints,
    guarded: Iterable[Pair],
) -> dict[int, list[Pair]]:
    """Pairs that may say the same across two clusters, as (inside, outside) by the cluster of the first."""
    out: dict[int, list[Pair]] = {}
    for inside, outside in (*_alike(found, groups, home), *guarded):
        if home[inside] != home[outside] and not links.parted((outside,), groups[home[inside]]):
            out.setdefault(home[inside], []).append((inside, outside))
    return out


def _alike(found: ComparedContents, groups: Sequence[Cluster], home: Mapping[int, int]) -> Iterator[Pair]:
    """Pairs of two clusters that are alike, but not enough; both ways round."""
    fitting: dict[Pair, bool] = {}  # by content and cluster: sentences that many print meet one cluster again and again
    for (one, other), score in found.scores.items():
        if score >= PERHAPS and home[one] != home[other]:
            for inside, outside in ((one, other), (other, one)):
                place = (outside, home[inside])
                if place not in fitting:
                    fitting[place] = _fits(outside, groups[home[inside]], found)
                if fitting[place]:
                    yield inside, outside


def _guarded(contents: Sequence[Content]) -> Iterator[Pair]:
    """Denials of one actor, and figures that may be one count: too unlike in words to be told by likeness."""
    for one, other in denials(contents):
        yield one, other
        yield other, one
    figures = FigureIndex.of(contents)
    for inside in range(len(contents)):
        for outside in figures.near(inside):
            yield inside, outside


def _fits(outside: int, group: Cluster, found: ComparedContents) -> bool:
    """Whether a content near one of a cluster is not wholly unlike the rest, nor against half of it."""
    pairs = [(found.contents[outside], found.contents[inside]) for inside in group]
    if 2 * sum(next(vetoes(*pair), None) is not None for pair in pairs) >= len(group):
        return False
    scores = (found.scores.get((min(outside, inside), max(outside, inside)), 0.0) for inside in group)
    return math.fsum(scores) >= RATHER * PERHAPS * len(group)


def _contradictions(groups: Sequence[Cluster], home: Mapping[int, int], found: ComparedContents) -> list[Contradiction]:
    """Figures of different propositions that exclude each other, and deeds that some deny; the surest first."""
    pairs = ((found.contents[one], found.contents[other]) for one, other in found.opposed if home[one] != home[other])
    candidates = [opposed for pair in pairs for opposed in contradictions.between(*pair)]
    for group in groups:
        candidates += contradictions.polarity(group, found.contents, found.scores, found.near)
    return contradictions.strongest(candidates)
