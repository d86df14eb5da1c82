"""The groups of each point, remembered by the contents that make it: an article more touches few points."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model.ids import digest
from kg.pipeline.incremental.cache import Cache, opened, shut
from kg.pipeline.incremental.record_codec import Json
from kg.propositions.matching.atomic_facts import AtomicFact
from kg.propositions.matching.constraints import LinkConstraints
from kg.propositions.matching.fact_groups import FactGroup, groups_of
from kg.propositions.matching.pair_scorer import Content


class FactGroupCache:
    """What is remembered of points; ``keep`` writes down what was asked for."""

    def __init__(self, memo: Cache, numbers: Sequence[int]) -> None:
        """``numbers`` are the lasting names of contents."""
        self._memo, self._numbers = memo, numbers
        rows = memo.database.execute("SELECT value FROM columns WHERE name = 'points'").fetchall()
        self._before: dict[str, Json] = opened(rows[0][0]) if rows else {}
        self._asked: dict[str, Json] = {}

    def groups(
        self, point: AtomicFact, holders: Sequence[int], found: Sequence[Content], bonds: LinkConstraints
    ) -> tuple[FactGroup, ...]:
        """The groups of a point (see ``groups_of``): they depend on who makes it, and on what people have decided."""
        if len(holders) < 2:
            return ()
        numbers = [self._numbers[at] for at in holders]
        inside = bonds.within(holders) if bonds.together or bonds.apart else bonds
        key = digest(repr((point.kind, point.of, numbers, sorted(inside.together), sorted(inside.apart))))[:32]
        known = self._before.get(key)
        if known is None:
            made = groups_of(point, holders, found, bonds)
            place = {at: index for index, at in enumerate(holders)}
            known = [[[place[at] for at in group] for group in (one.group, one.doubtful)] for one in made]
        self._asked[key] = known
        return tuple(FactGroup(point, *(tuple(holders[at] for at in group) for group in one)) for one in known)

    def keep(self) -> None:
        """Remember what was asked for, and nothing else."""
        self._memo.write("INSERT OR REPLACE INTO columns VALUES ('points', ?)", [(shut(self._asked),)])
