"""Propositions as blocks: each is named by its contents and how these compare, and put into words where it is new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from kg.graph.rdf import contradiction_quads, iris, proposition_quads
from kg.graph.rdf.nquads import line
from kg.model import Contradiction, Proposition
from kg.model.ids import digest
from kg.model.vocab import PROPOSITIONS_GRAPH
from kg.pipeline.incremental.cache import Cache
from kg.pipeline.incremental.graph_fragments import Fragment
from kg.propositions.matching import Joined
from kg.propositions.matching.clustering import Cluster
from kg.propositions.matching.constraints import Pair, Place
from kg.propositions.matching.fact_groups import FactGroup
from kg.propositions.matching.propositions import ComparedContents, of_point, proposition


@dataclass(frozen=True, slots=True)
class PropositionDraft:
    """A proposition that has not been put into words."""

    key: bytes
    of: tuple[Cluster, tuple[Pair, ...]] | FactGroup

    @property
    def members(self) -> Cluster:
        """Positions of its contents."""
        return self.of.group if isinstance(self.of, FactGroup) else self.of[0]

    @property
    def outsiders(self) -> Iterator[int]:
        """Positions of those that perhaps belong."""
        if isinstance(self.of, FactGroup):
            yield from self.of.doubtful
        else:
            yield from (outside for _, outside in self.of[1])

    def proposition(self, found: ComparedContents) -> Proposition:
        """It as a proposition."""
        return of_point(self.of, found) if isinstance(self.of, FactGroup) else proposition(*self.of, found)


def units(joined: Joined, numbers: Sequence[int]) -> dict[bytes, PropositionDraft]:
    """All propositions by their keys; ``numbers`` are the lasting names of contents."""
    found = (
        *(PropositionDraft(_cluster_key(*one, joined.compared, numbers), one) for one in joined.clusters),
        *(PropositionDraft(_point_key(one, numbers), one) for one in joined.points),
    )
    return {unit.key: unit for unit in found}


def _cluster_key(group: Cluster, perhaps: Iterable[Pair], found: ComparedContents, numbers: Sequence[int]) -> bytes:
    """A cluster's proposition depends on its contents, on how they compare, and on those beside it."""
    pairs = [*combinations(group, 2), *((min(pair), max(pair)) for pair in perhaps)]
    return _key(
        "cluster",
        [numbers[at] for at in group],
        [(numbers[one], numbers[other]) for one, other in perhaps],
        [(found.scores.get(pair), _near(found, pair)) for pair in pairs],
    )


def _near(found: ComparedContents, pair: Pair) -> tuple[float, float, float] | None:
    near = found.near.get(pair)
    return None if near is None else (near.cosine, near.share, near.other_share)


def _point_key(of: FactGroup, numbers: Sequence[int]) -> bytes:
    places = [[numbers[at] for at in group] for group in (of.group, of.doubtful)]
    return _key("point", of.point.kind, of.point.of, places)


def _key(*parts: object) -> bytes:
    return bytes.fromhex(digest(repr(parts)))[:16]


def worded(wanted: Iterable[PropositionDraft], found: ComparedContents) -> Iterator[Fragment]:
    """Propositions as blocks of their graph."""
    for unit in wanted:
        made = unit.proposition(found)
        yield Fragment(unit.key, made.id, frozenset(map(line, proposition_quads([made]))))


def opposing(found: Sequence[Contradiction], homes: Mapping[Place, Iterable[str]]) -> frozenset[str]:
    """All contradictions as lines, for they are few; ``homes`` names the propositions of their claims."""
    sides = {side for one in found for side in (one.left, one.right)}
    iri = {
        iris.assertion(side): sorted(map(iris.proposition, homes.get((side.article, side.span, side.part), ())))
        for side in sides
    }
    return frozenset(map(line, contradiction_quads(found, iri)))


def homes(
    places: Iterable[Place], found: ComparedContents, wanted: Iterable[PropositionDraft], memo: Cache
) -> dict[Place, set[str]]:
    """The propositions that some assertions are members of."""
    asked = set(places)
    items = ((at, content.item) for at, content in enumerate(found.contents))
    known = {at: place for at, item in items if (place := (item.claim.article, item.span, item.part)) in asked}
    near = {unit.key: [known[at] for at in unit.members if at in known] for unit in wanted}
    keys = [key for key, members in near.items() if members]
    out: dict[Place, set[str]] = {}
    query = "SELECT key, name FROM blocks WHERE graph = ? AND key IN ({})"
    for key, name in memo.rows(query, keys, PROPOSITIONS_GRAPH):
        for place in near[key]:
            out.setdefault(place, set()).add(name)
    return out
