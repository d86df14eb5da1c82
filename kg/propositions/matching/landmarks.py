"""Find what lies near what among many contents by landmarks, and again when few of the contents are others.

Some contents stand as landmarks, and a content meets those that lie near the same ones (an inverted file, Jégou, Douze,
Schmid 2011, with several lists a content): with 2·√n of them the work grows as n·√n. Landmarks are chosen by their
hash, so that the same contents give the same pairs in whatever order they came. What is found around a landmark depends
on the contents near it alone, and stays as long as these do.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from kg.propositions.matching.encoder import Vectors
from kg.propositions.matching.nearest_neighbours import EXACT, Candidates, all_with_all, nearest, once

_NEAREST = 15  # neighbours kept around each landmark
_LISTS = 6  # landmarks of each content
_ROWS = 512  # rows of a product held at a time
_STEPS = 2_048  # to which the parts of a unit vector are rounded: a sum of their products is exact in 24 bits
Places = NDArray[np.int64]
Keep = Callable[[Candidates], Candidates]


def candidates(vectors: Vectors, keep: Keep) -> Candidates:
    """The pairs worth comparing of contents of which nothing is known: those near each other, and to be kept."""
    if len(vectors) <= EXACT:
        return keep(all_with_all(vectors))
    return Neighbourhoods.of(vectors, keep).pairs()


@dataclass(frozen=True, slots=True)
class Neighbourhoods:
    """Contents by the landmarks near which they lie, and the pairs that were found around each landmark."""

    hashes: NDArray[np.uint64]  # of each content's vector
    landmarks: NDArray[np.uint64]  # those of the landmarks, sorted
    near: NDArray[np.int32]  # for each content some landmarks by their places, flat
    around: NDArray[np.int32]  # for each pair the landmark by its place
    one: NDArray[np.int32]  # contents by their places
    other: NDArray[np.int32]
    cosine: Vectors

    @property
    def columns(self) -> tuple[NDArray[Any], ...]:
        """All columns, in order."""
        return tuple(getattr(self, field.name) for field in fields(self))

    @classmethod
    def of(
        cls, vectors: Vectors, keep: Keep, before: Neighbourhoods | None = None, places: Places | None = None
    ) -> Self:
        """The neighbourhoods of some contents.

        Args:
            vectors: theirs, more than a few thousand.
            keep: which pairs are worth keeping: by their two contents alone.
            before: what was found of other contents.
            places: where each of those stands now, in their order; -1 where it is gone.
        """
        number = len(vectors)
        if before is None or places is None or np.any(np.diff(places[places >= 0]) <= 0):
            before, places = _nothing(cls), np.zeros(0, dtype=np.int64)
        stays = places >= 0
        new = np.ones(number, dtype=bool)
        new[places[stays]] = False
        hashes, near = np.zeros(number, dtype=np.uint64), np.zeros((number, _LISTS), dtype=np.int32)
        hashes[places[stays]] = before.hashes[stays]
        hashes[new] = _hashes(vectors[new])
        distinct, first = np.unique(hashes, return_index=True)
        landmarks, first = distinct[: (size := 2 * int(np.sqrt(number)))], first[:size]
        changed = np.ones(len(landmarks), dtype=bool)
        if np.array_equal(landmarks, before.landmarks):
            were = before.near.reshape(-1, _LISTS)
            near[places[stays]] = were[stays]
            near[new] = _nearest_landmarks(vectors[new], vectors[first])
            changed[:] = False
            changed[near[new]] = changed[were[~stays]] = True
        else:
            near = _nearest_landmarks(vectors, vectors[first])
        kept = np.flatnonzero(~changed[before.around]) if len(before.around) and not changed.all() else np.zeros(0, int)
        found = [(before.around[kept], places[before.one[kept]], places[before.other[kept]], before.cosine[kept])]
        for landmark, members in _lists(near, np.flatnonzero(changed)):
            pairs = keep(once(nearest(vectors, members, _NEAREST), number))
            found.append((np.full(len(pairs.one), landmark), pairs.one, pairs.other, pairs.cosine))
        around, one, other = (np.concatenate([row[at] for row in found]).astype(np.int32) for at in range(3))
        cosine = np.concatenate([row[3] for row in found]).astype(np.float32)
        return cls(hashes, landmarks, near.ravel(), around, one, other, cosine)

    def pairs(self) -> Candidates:
        """All pairs, each once."""
        number = len(self.hashes)
        return once(iter([(self.one.astype(np.int64) * number + self.other, self.cosine)]), number)


KINDS = ("<u8", "<u8", "<i4", "<i4", "<i4", "<i4", "<f4")  # of the columns


def _nothing(kind: type[Neighbourhoods]) -> Neighbourhoods:
    return kind(*(np.zeros(0, dtype=one) for one in KINDS))


def _hashes(vectors: Vectors) -> NDArray[np.uint64]:
    found = b"".join(hashlib.blake2b(row.tobytes(), digest_size=8).digest() for row in vectors)
    return np.frombuffer(found, dtype=">u8").astype(np.uint64)


def _nearest_landmarks(vectors: Vectors, marks: Vectors) -> NDArray[np.int32]:
    """For each vector its nearest landmarks: by whole numbers, so that it does not depend on what is beside it."""
    columns = np.rint(marks * _STEPS).T
    near = np.empty((len(vectors), _LISTS), dtype=np.int32)
    for start in range(0, len(vectors), _ROWS):
        block = np.rint(vectors[start : start + _ROWS] * _STEPS) @ columns
        near[start : start + _ROWS] = np.argpartition(-block, _LISTS, axis=1)[:, :_LISTS]
    return near


def _lists(near: NDArray[np.int32], landmarks: Places) -> list[tuple[int, Places]]:
    """For some landmarks the contents that have them among their nearest, in order."""
    order = np.argsort(near, axis=None, kind="stable")
    row = near.ravel()[order]
    starts, ends = np.searchsorted(row, landmarks), np.searchsorted(row, landmarks + 1)
    return [
        (landmark, np.sort(order[start:end] // _LISTS))
        for landmark, start, end in zip(landmarks.tolist(), starts.tolist(), ends.tolist(), strict=True)
    ]
