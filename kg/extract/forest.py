"""Gradient-boosted trees read from data and evaluated with numpy: the training library is not needed to run them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees of one depth as flat arrays: below node ``n`` lie ``2 n + 1`` and ``2 n + 2``, the leaves last."""

    feature: NDArray[numpy.int32]  # of the inner nodes, tree behind tree
    threshold: NDArray[numpy.float32]
    value: NDArray[numpy.float32]  # of the leaves, tree behind tree
    depth: int
    base: float
    logistic: bool

    def predict(self, rows: Sequence[Sequence[float]]) -> list[float]:
        """One figure a row: a probability where the forest is logistic, else the estimate itself."""
        if not rows:
            return []
        table = numpy.array(rows, dtype=numpy.float32)
        inner, width = 2**self.depth - 1, table.shape[1]
        trees = len(self.value) // (inner + 1)
        starts = numpy.arange(trees, dtype=numpy.int32) * inner
        offsets = (numpy.arange(len(table), dtype=numpy.int32) * width)[:, None]
        cells, at = table.ravel(), numpy.zeros((len(table), trees), numpy.int32)
        for _ in range(self.depth):
            node = at + starts
            at = 2 * at + 1 + (cells.take(self.feature.take(node) + offsets) > self.threshold.take(node))
        leaves = at - inner + numpy.arange(trees, dtype=numpy.int32) * (inner + 1)
        total: NDArray[numpy.float64] = self.base + self.value.take(leaves).sum(axis=1, dtype=numpy.float64)
        found: list[float] = (1.0 / (1.0 + numpy.exp(-total)) if self.logistic else total).tolist()
        return found


def forest(raw: Mapping[str, Any]) -> Forest:
    """A forest from its data.

    A tree is three lists: features (-1: a leaf), thresholds (or values), right children; the left child is next.
    """
    depth = int(raw["depth"])
    inner = 2**depth - 1
    feature = numpy.zeros(inner * len(raw["trees"]), numpy.int32)
    threshold = numpy.full(len(feature), numpy.inf, numpy.float32)
    value = numpy.zeros((inner + 1) * len(raw["trees"]), numpy.float32)
    for number, tree in enumerate(raw["trees"]):
        stack = [(0, 0, 0)]  # node of the list, place in the full tree, level
        while stack:
            node, place, level = stack.pop()
            if tree["f"][node] < 0:  # the first leaf below stands for all: nothing is above infinity
                for _ in range(level, depth):
                    place = 2 * place + 1
                value[number * (inner + 1) + place - inner] = tree["t"][node]
                continue
            feature[number * inner + place] = tree["f"][node]
            threshold[number * inner + place] = tree["t"][node]
            stack += [(node + 1, 2 * place + 1, level + 1), (tree["r"][node], 2 * place + 2, level + 1)]
    return Forest(feature, threshold, value, depth, float(raw["base"]), bool(raw["logistic"]))
