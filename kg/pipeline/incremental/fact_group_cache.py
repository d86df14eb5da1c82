"""Remember the groups of each fact by the contents that state it: an article more touches few facts."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model.ids import digest
from kg.pipeline.incremental.cache import Cache
from kg.propositions.matching.atomic_facts import AtomicFact
from kg.propositions.matching.constraints import LinkConstraints
from kg.propositions.matching.contents import Content
from kg.propositions.matching.fact_groups import FactGroup, groups_of

_Groups = dict[str, list[tuple[list[int], list[int]]]]  # members and doubtful ones, by their places among the holders


class FactGroupCache:
    """What is remembered of facts; ``keep`` writes down what was asked for."""

    def __init__(self, cache: Cache, numbers: Sequence[int]) -> None:
        """``numbers`` are the lasting names of contents."""
        self._cache, self._numbers = cache, numbers
        self._before: _Groups = cache.table("fact groups", _Groups) or {}
        self._asked: _Groups = {}

    def groups(
        self, fact: AtomicFact, holders: Sequence[int], found: Sequence[Content], links: LinkConstraints
    ) -> tuple[FactGroup, ...]:
        """The groups of a fact (see ``groups_of``): they depend on who states it, and on what people have decided."""
        if len(holders) < 2:
            return ()
        numbers = [self._numbers[at] for at in holders]
        inside = links.within(holders) if links.must or links.cannot else links
        key = digest(repr((fact.kind, fact.of, numbers, sorted(inside.must), sorted(inside.cannot))))[:32]
        known = self._before.get(key)
        if known is None:
            place = {at: index for index, at in enumerate(holders)}
            made = groups_of(fact, holders, found, links)
            known = [([place[at] for at in one.group], [place[at] for at in one.doubtful]) for one in made]
        self._asked[key] = known
        return tuple(FactGroup(fact, *(tuple(holders[at] for at in group) for group in one)) for one in known)

    def keep(self) -> None:
        """Remember what was asked for, and nothing else."""
        self._cache.write_table("fact groups", self._asked)
