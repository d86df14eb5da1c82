"""How much an anchor tells: what all sentences share says little about two of them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.corroborate.anchors import Anchors

# Circumstances rather than events: sharing one of these says little in a collection of any size.
COMMON = frozenset(
    {"attack", "airstrike", "shelling", "fight", "use", "show", "vehicle", "casualties", "medic", "hospital"}
    | {"describe", "confirm", "control"}
)


@dataclass(frozen=True, slots=True)
class Rarity:
    """Weights of one kind of anchor: the logarithm of one plus the inverse of its share of the collection."""

    weights: Mapping[str, float]

    @classmethod
    def of(cls, sets: Sequence[frozenset[str]]) -> Rarity:
        """Weights from the sets of one kind of anchor, one set an item; half for what any report of a war holds."""
        number = Counter(value for values in sets for value in values)
        return cls(
            {
                value: math.log(1 + len(sets) / count) * (0.5 if value in COMMON else 1.0)
                for value, count in number.items()
            }
        )

    def sum(self, values: Iterable[str]) -> float:
        """Total weight of some anchors; the sum is exact, so that order never changes a result."""
        weights = self.weights
        return math.fsum([weights[value] for value in values if value in weights])

    def jaccard(self, one: frozenset[str], other: frozenset[str]) -> float:
        """Weighted overlap, 0 to 1; 0 where nothing is shared."""
        shared = one & other
        return self.sum(shared) / self.sum(one | other) if shared else 0.0


@dataclass(frozen=True, slots=True)
class Weights:
    """Rarity by kind of anchor."""

    events: Rarity
    names: Rarity
    stems: Rarity

    @classmethod
    def of(cls, found: Sequence[Anchors]) -> Weights:
        """From the anchors of all items."""
        return cls(
            Rarity.of([a.events | a.background for a in found]),
            Rarity.of([a.names for a in found]),
            Rarity.of([a.stems for a in found]),
        )
