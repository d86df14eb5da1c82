"""What a person has decided of two assertions: that they say the same, or that they do not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.model import Span
from kg.propositions.matching.contents import Assertion

Place = tuple[str, Span, int | None]  # an article's id, the sentence's span, and the index of a part or None
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Constraint:
    """A decision on two assertions, keyed to their text so that it survives another reading of it."""

    one: Place
    other: Place
    same: bool


@dataclass(frozen=True, slots=True)
class LinkConstraints:
    """Decisions as pairs (i < j) of positions: what must stand together and what must not."""

    together: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()

    @classmethod
    def of(cls, constraints: Iterable[Constraint], found: Sequence[Assertion]) -> LinkConstraints:
        """The decisions on assertions that are there; the others wait until their article comes back."""
        place: Mapping[Place, int] = {(item.claim.article, item.span, item.part): at for at, item in enumerate(found)}
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

        return LinkConstraints(kept(self.together), kept(self.apart))

    def parted(self, one: Iterable[int], other: Iterable[int]) -> bool:
        """Whether a person has kept apart anything of the two groups."""
        if not self.apart:
            return False
        others = set(other)
        return any((min(a, b), max(a, b)) in self.apart for a in one for b in others)


NONE = LinkConstraints()
