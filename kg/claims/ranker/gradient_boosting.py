"""Gradient-boosted trees read from data and evaluated with numpy: the training library is not needed to run them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy
from numpy.typing import NDArray

_TOGETHER = 64  # rows whose figures stay in the processor's cache


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees of one depth, level by level: below node ``n`` of a level lie ``2 n`` and ``2 n + 1`` of the next.

    A node is the number of a test, for many nodes ask the same: whether a feature is above a threshold.
    """

    features: NDArray[numpy.intp]  # of the tests
    thresholds: NDArray[numpy.float32]
    levels: tuple[NDArray[numpy.intp], ...]  # tests, tree behind tree
    value: NDArray[numpy.float64]  # of the leaves, tree behind tree
    base: float
    logistic: bool

    def predict(self, rows: Sequence[Sequence[float]]) -> list[float]:
        """One figure a row: a probability where the forest is logistic, else the estimate itself."""
        if not rows:
            return []
        table = numpy.array(rows, dtype=numpy.float32)
        parts = [self._sums(table[at : at + _TOGETHER]) for at in range(0, len(table), _TOGETHER)]
        total = self.base + numpy.concatenate(parts)
        found: list[float] = (1.0 / (1.0 + numpy.exp(-total)) if self.logistic else total).tolist()
        return found

    def _sums(self, table: NDArray[numpy.float32]) -> NDArray[numpy.float64]:
        """What the leaves of all trees come to, a row: every test is made once, then looked up."""
        passed = table.take(self.features, axis=1) > self.thresholds
        offsets = numpy.arange(0, passed.size, passed.shape[1], dtype=numpy.intp)[:, None]
        at = numpy.arange(len(self.value) >> len(self.levels), dtype=numpy.intp)[None, :]
        for tests in self.levels:
            at = 2 * at + passed.take(tests.take(at) + offsets)
        found: NDArray[numpy.float64] = self.value.take(at).sum(axis=1)
        return found


def forest(raw: Mapping[str, Any]) -> Forest:
    """A forest from its data.

    A tree is three lists: features (-1: a leaf), thresholds (or values), right children; the left child is next.
    """
    depth, trees = int(raw["depth"]), len(raw["trees"])
    features = [numpy.zeros(trees << level, numpy.intp) for level in range(depth)]
    thresholds = [numpy.full(trees << level, numpy.inf, numpy.float32) for level in range(depth)]
    value = numpy.zeros(trees << depth, numpy.float32)  # as they were learnt
    for number, tree in enumerate(raw["trees"]):
        stack = [(0, number, 0)]  # node of the list, place in its level, level
        while stack:
            node, place, level = stack.pop()
            if tree["f"][node] < 0:  # the first leaf below stands for all: nothing is above infinity
                value[place << (depth - level)] = tree["t"][node]
                continue
            features[level][place] = tree["f"][node]
            thresholds[level][place] = tree["t"][node]
            stack += [(node + 1, 2 * place, level + 1), (tree["r"][node], 2 * place + 1, level + 1)]
    tests, numbers = numpy.unique(
        numpy.array([numpy.concatenate(features), numpy.concatenate(thresholds)]), axis=1, return_inverse=True
    )
    ends = numpy.cumsum([len(level) for level in features])[:-1]
    levels = tuple(numpy.split(numbers.ravel().astype(numpy.intp), ends))
    return Forest(
        tests[0].astype(numpy.intp),
        tests[1].astype(numpy.float32),
        levels,
        value.astype(numpy.float64),
        float(raw["base"]),
        bool(raw["logistic"]),
    )
