"""Which pairs are worth comparing: near in meaning, and never all against all.

Few contents are compared exactly; of many, those that lie near the same landmarks (``landmarks.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.propositions.matching.encoder import Vectors

NEAREST = 60  # neighbours kept for each content
FLOOR = 0.78  # cosine below which contents are not compared: that of two sentences that have nothing in common
EXACT = 5_000  # contents up to which all are compared with all
_ROWS = 512  # rows of a product held at a time
_HELD = 4_000_000  # pairs held before those found twice are dropped


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of contents, ``one`` < ``other``, each once and in order, with their cosines to four places."""

    one: NDArray[np.int64]
    other: NDArray[np.int64]
    cosine: Vectors

    def __iter__(self) -> Iterator[tuple[int, int, float]]:
        """Each pair with its cosine."""
        for one, other, cosine in zip(self.one.tolist(), self.other.tolist(), self.cosine.tolist(), strict=True):
            yield one, other, round(cosine, 4)

    def where(self, kept: NDArray[np.bool_]) -> Candidates:
        """Some of the pairs."""
        return Candidates(self.one[kept], self.other[kept], self.cosine[kept])


_Found = tuple[NDArray[np.int64], Vectors]  # pairs as one number each, one · n + other, and their cosines


def all_with_all(vectors: Vectors) -> Candidates:
    """The pairs of which one is among the nearest of the other."""
    return once(nearest(vectors, np.arange(len(vectors)), NEAREST), len(vectors))


def once(found: Iterator[_Found], number: int) -> Candidates:
    """Every pair once, in order, with the larger of its cosines: products of other blocks differ in the last bit."""
    keys, cosines = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
    waiting: list[_Found] = []
    held = 0
    for more in found:
        waiting.append(more)
        held += len(more[0])
        if held > _HELD:
            keys, cosines = _merged([(keys, cosines), *waiting])
            waiting, held = [], 0
    keys, cosines = _merged([(keys, cosines), *waiting])
    one, other = np.divmod(keys, max(1, number))
    return Candidates(one, other, cosines)


def _merged(found: Sequence[_Found]) -> _Found:
    keys, cosines = (np.concatenate(column) for column in zip(*found, strict=True))
    order = np.lexsort((-cosines, keys))
    keys, cosines = keys[order], cosines[order]
    first = np.ones(len(keys), dtype=bool)
    first[1:] = keys[1:] != keys[:-1]
    return keys[first], cosines[first]


def nearest(vectors: Vectors, members: NDArray[np.int64], most: int) -> Iterator[_Found]:
    """For each of some contents the nearest of the others; where several tie at the end, all of them."""
    own = vectors[members]
    for start in range(0, len(members), _ROWS):
        block = np.round(own[start : start + _ROWS] @ own.T, 4)
        rows = np.arange(len(block))
        block[rows, start + rows] = -1.0
        least = np.full(len(block), FLOOR, dtype=block.dtype)
        if block.shape[1] > most:
            least = np.maximum(least, np.partition(block, -most, axis=1)[:, -most])
        row, column = np.nonzero(block >= least[:, None])
        one, other = members[start + row], members[column]
        yield np.minimum(one, other) * len(vectors) + np.maximum(one, other), block[row, column]
