"""Candidates: near pairs, once each, whatever the order."""

from __future__ import annotations

import numpy as np
import pytest

from kg.propositions.matching.encoder import vectors
from kg.propositions.matching.landmarks import candidates
from kg.propositions.matching.nearest_neighbours import EXACT, Candidates
from tests.support.matching import bag

pytestmark = pytest.mark.slow


def every(found: Candidates) -> Candidates:
    return found


def test_candidates_are_pairs_once_in_order() -> None:
    rows = vectors(["a b c", "a b d", "x y z", "a b c"], bag)
    found = [*candidates(rows, every)]
    assert [pair[:2] for pair in found] == sorted({pair[:2] for pair in found})
    assert (0, 3, 1.0) in found


def test_many_contents_are_compared_by_landmarks_and_near_ones_are_found():
    random = np.random.default_rng(0)
    topics = random.normal(size=(400, 64))
    rows = np.repeat(topics, 15, axis=0) + 0.3 * random.normal(size=(6000, 64))
    rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    assert len(rows) > EXACT
    pairs = {(one, other) for one, other, _ in candidates(rows, every)}
    wanted = {(at, at + 1) for at in range(len(rows) - 1) if at // 15 == (at + 1) // 15}
    assert len(wanted & pairs) > 0.97 * len(wanted)
    assert len(pairs) < 6000 * 6000 / 20


def test_the_order_of_many_contents_does_not_matter():
    random = np.random.default_rng(1)
    rows = random.normal(size=(EXACT + 200, 32)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    order = random.permutation(len(rows))
    turned = {tuple(sorted((int(order[i]), int(order[j])))) for i, j, _ in candidates(rows[order], every)}
    pairs = {(i, j) for i, j, _ in candidates(rows, every)}
    assert len(pairs ^ turned) < 1e-4 * len(pairs)  # products of other blocks differ in the last bit
