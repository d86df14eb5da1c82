"""Hold matching to what people have decided: pairs that must be joined, and pairs that must not.

These are the must-link and cannot-link constraints of constrained clustering (Wagstaff et al., ICML 2001).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.propositions.matching.assertions import AssertionHead, AssertionKey

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Constraint:
    """A decision on two assertions, keyed to their text so that it survives another reading of it."""

    one: AssertionKey
    other: AssertionKey
    same: bool


@dataclass(frozen=True, slots=True)
class LinkConstraints:
    """Decisions as pairs (i < j) of positions."""

    must: frozenset[Pair] = frozenset()
    cannot: frozenset[Pair] = frozenset()

    @classmethod
    def of(cls, constraints: Iterable[Constraint], heads: Iterable[AssertionHead]) -> LinkConstraints:
        """The decisions on assertions that are there; the others wait until their article comes back."""
        place: Mapping[AssertionKey, int] = {head.key: at for at, head in enumerate(heads)}
        pairs: dict[bool, set[Pair]] = {True: set(), False: set()}
        for decided in constraints:
            one, other = place.get(decided.one), place.get(decided.other)
            if one is not None and other is not None and one != other:
                pairs[decided.same].add((min(one, other), max(one, other)))
        return cls(frozenset(pairs[True]), frozenset(pairs[False]))

    def within(self, places: Sequence[int]) -> LinkConstraints:
        """The same among some of the assertions, by their positions in that list."""
        at = {place: index for index, place in enumerate(places)}

        def kept(pairs: frozenset[Pair]) -> frozenset[Pair]:
            return frozenset((at[one], at[other]) for one, other in pairs if one in at and other in at)

        return LinkConstraints(kept(self.must), kept(self.cannot))

    def parted(self, one: Iterable[int], other: Iterable[int]) -> bool:
        """Whether a person has kept apart anything of the two groups."""
        if not self.cannot:
            return False
        others = set(other)
        return any((min(a, b), max(a, b)) in self.cannot for a in one for b in others)


NONE = LinkConstraints()
