"""Gradient-boosted trees read from data and evaluated with numpy: the training library is not needed to run them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees of one depth, level by level: below node ``n`` of a level lie ``2 n`` and ``2 n + 1`` of the next."""

    levels: tuple[tuple[NDArray[numpy.intp], NDArray[numpy.float32]], ...]  # features and thresholds, tree behind tree
    value: NDArray[numpy.float32]  # of the leaves, tree behind tree
    base: float
    logistic: bool

    def predict(self, rows: Sequence[Sequence[float]]) -> list[float]:
        """One figure a row: a probability where the forest is logistic, else the estimate itself."""
        if not rows:
            return []
        table = numpy.array(rows, dtype=numpy.float32)
        cells, width = table.ravel(), table.shape[1]
        offsets = (numpy.arange(len(table), dtype=numpy.intp) * width)[:, None]
        at = numpy.arange(len(self.value) >> len(self.levels), dtype=numpy.intp)[None, :]
        for feature, threshold in self.levels:
            at = 2 * at + (cells[feature[at] + offsets] > threshold[at])
        total: NDArray[numpy.float64] = self.base + self.value[at].sum(axis=1, dtype=numpy.float64)
        found: list[float] = (1.0 / (1.0 + numpy.exp(-total)) if self.logistic else total).tolist()
        return found


def forest(raw: Mapping[str, Any]) -> Forest:
    """A forest from its data.

    A tree is three lists: features (-1: a leaf), thresholds (or values), right children; the left child is next.
    """
    depth, trees = int(raw["depth"]), len(raw["trees"])
    features = [numpy.zeros(trees << level, numpy.intp) for level in range(depth)]
    thresholds = [numpy.full(trees << level, numpy.inf, numpy.float32) for level in range(depth)]
    value = numpy.zeros(trees << depth, numpy.float32)
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
    levels = tuple(zip(features, thresholds, strict=True))
    return Forest(levels, value, float(raw["base"]), bool(raw["logistic"]))
