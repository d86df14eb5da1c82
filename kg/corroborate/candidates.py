"""Which pairs are worth comparing: near in meaning, and never all against all."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kg.corroborate.embed import Vectors

NEAREST = 60  # neighbours kept for each content
FLOOR = 0.12  # cosine below which contents are not compared: one event in French and Russian can lie at 0.2
_ROWS = 256  # rows of the product held at a time


def candidates(vectors: Vectors) -> Iterator[tuple[int, int, float]]:
    """Pairs (i < j) with their cosine, in order; each is among the nearest of one of its two.

    Exact, in blocks: 100,000 contents cost 5e12 multiplications, some minutes on two cores, and 100 MB.
    """
    number = len(vectors)
    found: dict[tuple[int, int], float] = {}
    for start in range(0, number, _ROWS):
        block = vectors[start : start + _ROWS] @ vectors.T
        for row, cosines in enumerate(block, start):
            cosines[row] = -1.0
            for other in _nearest(cosines):
                found[(min(row, other), max(row, other))] = round(float(cosines[other]), 4)
    for (one, other), cosine in sorted(found.items()):
        yield one, other, cosine


def _nearest(cosines: Vectors) -> list[int]:
    """Positions of the largest cosines; where several tie at the end, all of them."""
    above = np.flatnonzero(cosines >= FLOOR)
    if len(above) > NEAREST:
        limit = np.partition(cosines[above], -NEAREST)[-NEAREST]
        above = above[cosines[above] >= limit]
    return [int(at) for at in above]
