"""Which pairs are worth comparing: near in meaning, and never all against all.

Few contents are compared exactly. Of many, some stand as landmarks, and a content meets those that lie near the same
landmarks (an inverted file, Jégou, Douze, Schmid 2011, with several lists a content): with 2·√n of them the work grows
as n·√n. Landmarks are chosen by their hash, so that the same contents give the same pairs in whatever order they came.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from kg.corroborate.embed import Vectors

NEAREST = 60  # neighbours kept for each content
FLOOR = 0.12  # cosine below which contents are not compared: one event in French and Russian can lie at 0.2
EXACT = 5_000  # contents up to which all are compared with all
_NEAREST_OF_MANY = 15  # neighbours kept of each list
_LISTS = 6  # landmarks of each content
_ROWS = 512  # rows of a product held at a time


def candidates(vectors: Vectors) -> Iterator[tuple[int, int, float]]:
    """Pairs (i < j) with their cosine, in order; each is among the nearest of one of its two."""
    pairs = _all(vectors) if len(vectors) <= EXACT else _by_landmarks(vectors)
    for (one, other), cosine in sorted(pairs.items()):
        yield one, other, cosine


def _all(vectors: Vectors) -> dict[tuple[int, int], float]:
    found: dict[tuple[int, int], float] = {}
    for start in range(0, len(vectors), _ROWS):
        block = vectors[start : start + _ROWS] @ vectors.T
        for row, cosines in enumerate(block, start):
            cosines[row] = -1.0
            _keep(row, np.arange(len(vectors)), cosines, NEAREST, found)
    return found


def _by_landmarks(vectors: Vectors) -> dict[tuple[int, int], float]:
    found: dict[tuple[int, int], float] = {}
    for members in _lists(vectors):
        own = vectors[members]
        for start in range(0, len(members), _ROWS):
            block = own[start : start + _ROWS] @ own.T
            for at, cosines in enumerate(block, start):
                cosines[at] = -1.0
                _keep(int(members[at]), members, cosines, _NEAREST_OF_MANY, found)
    return found


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


def _keep(row: int, ids: NDArray[np.int64], cosines: Vectors, most: int, found: dict[tuple[int, int], float]) -> None:
    """The largest cosines of one row; where several tie at the end, all of them."""
    above = np.flatnonzero(cosines >= FLOOR)
    if len(above) > most:
        limit = np.partition(cosines[above], -most)[-most]
        above = above[cosines[above] >= limit]
    for at in above:
        other = int(ids[at])
        found[(min(row, other), max(row, other))] = round(float(cosines[at]), 4)
