"""Gradient-boosted trees read from data and evaluated with numpy: the training library is not needed to run them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees as flat arrays; a leaf points at itself."""

    feature: NDArray[numpy.int32]
    threshold: NDArray[numpy.float32]
    left: NDArray[numpy.int32]
    right: NDArray[numpy.int32]
    value: NDArray[numpy.float32]
    roots: NDArray[numpy.int32]
    depth: int
    base: float
    logistic: bool

    def predict(self, rows: Sequence[Sequence[float]]) -> NDArray[numpy.float64]:
        """One figure a row: a probability where the forest is logistic, else the estimate itself."""
        table = numpy.asarray(rows, dtype=numpy.float32)
        lines = numpy.arange(len(table))[:, None]
        at = numpy.broadcast_to(self.roots, (len(table), len(self.roots)))
        for _ in range(self.depth):
            goes_left = table[lines, self.feature[at]] <= self.threshold[at]
            at = numpy.where(goes_left, self.left[at], self.right[at])
        total = self.base + self.value[at].sum(axis=1, dtype=numpy.float64)
        return 1.0 / (1.0 + numpy.exp(-total)) if self.logistic else total


def forest(raw: Mapping[str, Any]) -> Forest:
    """A forest from its data: trees as lists of feature (-1: leaf), threshold or value, right child; the left is next."""
    feature, threshold, left, right, value, roots = [], [], [], [], [], []
    for tree in raw["trees"]:
        base = len(feature)
        roots.append(base)
        for number, (which, figure, go) in enumerate(zip(tree["f"], tree["t"], tree["r"], strict=True)):
            leaf = which < 0
            feature.append(0 if leaf else which)
            threshold.append(0.0 if leaf else figure)
            value.append(figure if leaf else 0.0)
            left.append(base + (number if leaf else number + 1))
            right.append(base + (number if leaf else go))
    return Forest(
        numpy.array(feature, numpy.int32),
        numpy.array(threshold, numpy.float32),
        numpy.array(left, numpy.int32),
        numpy.array(right, numpy.int32),
        numpy.array(value, numpy.float32),
        numpy.array(roots, numpy.int32),
        int(raw["depth"]),
        float(raw["base"]),
        bool(raw["logistic"]),
    )
