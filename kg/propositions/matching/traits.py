"""What joining asks of every content, as one number each, so that all pairs can be asked at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.propositions.matching.contents import Content
from kg.propositions.matching.nearest_neighbours import Candidates
from kg.propositions.matching.pair_scorer import MONTHS, REAL

_REAL, _COUNTED, _DATED, _VAGUE, _CULPRIT, _NEGATED = (1 << bit for bit in range(6))
_LANGUAGE, _MONTH = 8, 32  # bits below the letters of the language's code, and below the month: 0 where not known
_LETTERS = 3  # of a code
Column = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Traits:
    """The traits of some contents, in their order."""

    numbers: NDArray[np.int64]

    @classmethod
    def of(cls, contents: Sequence[Content]) -> Traits:
        """Those of some contents."""
        return cls(np.array([_traits(content) for content in contents], dtype=np.int64))

    @property
    def vague(self) -> frozenset[int]:
        """The places of contents that say too little to be measured by."""
        return frozenset(np.flatnonzero(self.numbers & _VAGUE).tolist())

    @property
    def culprits(self) -> list[int]:
        """The places of contents that say who did something, or did not."""
        found: list[int] = np.flatnonzero(self.numbers & _CULPRIT).tolist()
        return found

    @property
    def negated(self) -> frozenset[int]:
        """The places of contents that say that something is not so."""
        return frozenset(np.flatnonzero(self.numbers & _NEGATED).tolist())

    @property
    def languages(self) -> list[int]:
        """The language of each content, as a number."""
        found: list[int] = (self.numbers >> _LANGUAGE & ((1 << _MONTH - _LANGUAGE) - 1)).tolist()
        return found

    def worthwhile(self, found: Candidates) -> Candidates:
        """The pairs that may say the same, and those whose figures may contradict each other.

        What is dropped can come to nothing: ``pair_score`` would refuse it one by one.
        """
        one, other = self.numbers[found.one], self.numbers[found.other]
        known = (one >> _MONTH > 0) & (other >> _MONTH > 0)
        far = known & (np.abs((one >> _MONTH) - (other >> _MONTH)) >= MONTHS)
        hopeless = (far & ~_both(one, other, _DATED)) | (((one ^ other) & _REAL) > 0)
        return found.where(_both(one, other, _COUNTED) | ~hopeless)


def _both(one: Column, other: Column, trait: int) -> Column:
    found: Column = (one & other & trait) > 0
    return found


def _traits(content: Content) -> int:
    month, facets = content.head.month, content.facets
    said = {
        _REAL: content.head.commitment in REAL,
        _COUNTED: bool(facets.counts),
        _DATED: bool(facets.years or facets.days),
        _VAGUE: content.vague,
        _CULPRIT: any(fact.kind == "culprit" for fact in content.facts),
        _NEGATED: facets.negated,
    }
    language = int.from_bytes(content.head.language.encode()[:_LETTERS], "big") << _LANGUAGE
    return sum(trait for trait, has in said.items() if has) | language | (0 if month is None else month + 1) << _MONTH
