"""Which pairs are worth comparing: near in meaning, and never all against all.

Few contents are compared exactly. Of many, some stand as landmarks, and a content meets those that lie near the same
landmarks (an inverted file, Jégou, Douze, Schmid 2011, with several lists a content): with 2·√n of them the work grows
as n·√n. Landmarks are chosen by their hash, so that the same contents give the same pairs in whatever order they came.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from kg.propositions.matching.encoder import Vectors

NEAREST = 60  # neighbours kept for each content
FLOOR = 0.78  # cosine below which contents are not compared: that of two sentences that have nothing in common
EXACT = 5_000  # contents up to which all are compared with all
_NEAREST_OF_MANY = 15  # neighbours kept of each list
_LISTS = 6  # landmarks of each content
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


def candidates(vectors: Vectors) -> Candidates:
    """The pairs of which one is among the nearest of the other."""
    number = len(vectors)
    found = _once(_all(vectors) if number <= EXACT else _by_landmarks(vectors))
    one, other = np.divmod(found[0], max(1, number))
    return Candidates(one, other, found[1])


def _once(found: Iterator[_Found]) -> _Found:
    """Every pair once, in order, with the larger of its cosines: products of other blocks differ in the last bit."""
    keys, cosines = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
    waiting: list[_Found] = []
    for more in found:
        waiting.append(more)
        if sum(len(row) for row, _ in waiting) > _HELD:
            keys, cosines = _merged([(keys, cosines), *waiting])
            waiting = []
    return _merged([(keys, cosines), *waiting])


def _merged(found: Sequence[_Found]) -> _Found:
    keys, cosines = (np.concatenate(column) for column in zip(*found, strict=True))
    order = np.lexsort((-cosines, keys))
    keys, cosines = keys[order], cosines[order]
    first = np.ones(len(keys), dtype=bool)
    first[1:] = keys[1:] != keys[:-1]
    return keys[first], cosines[first]


def _all(vectors: Vectors) -> Iterator[_Found]:
    return _nearest(vectors, np.arange(len(vectors)), NEAREST)


def _by_landmarks(vectors: Vectors) -> Iterator[_Found]:
    for members in _lists(vectors):
        yield from _nearest(vectors, members, _NEAREST_OF_MANY)


def _nearest(vectors: Vectors, members: NDArray[np.int64], most: int) -> Iterator[_Found]:
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


def _lists(vectors: Vectors) -> Iterator[NDArray[np.int64]]:
    """For each landmark the contents that have it among their nearest."""
    marks = vectors[_landmarks(vectors)]
    near = np.empty((len(vectors), _LISTS), dtype=np.int32)
    for start in range(0, len(vectors), _ROWS):
        block = vectors[start : start + _ROWS] @ marks.T
        near[start : start + _ROWS] = np.argpartition(-block, _LISTS, axis=1)[:, :_LISTS]
    order = np.argsort(near, axis=None, kind="stable")
    ends = np.searchsorted(near.ravel()[order], np.arange(len(marks) + 1))
    for start, end in pairwise(ends):
        yield np.sort(order[start:end] // _LISTS)


def _landmarks(vectors: Vectors) -> Sequence[int]:
    """Contents whose vectors have the smallest hashes, no vector twice."""
    hashes = {hashlib.blake2b(row.tobytes(), digest_size=8).digest(): at for at, row in enumerate(vectors)}
    return [hashes[key] for key in sorted(hashes)[: 2 * int(np.sqrt(len(vectors)))]]
