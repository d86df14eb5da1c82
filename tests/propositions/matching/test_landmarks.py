"""Neighbourhoods: what is kept of them is what all contents at once come to."""

from __future__ import annotations

import numpy as np
import pytest

from kg.propositions.matching.landmarks import Neighbourhoods
from kg.propositions.matching.nearest_neighbours import Candidates


def unit(rows: np.ndarray) -> np.ndarray:
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def made(number: int, seed: int = 3) -> np.ndarray:
    random = np.random.default_rng(seed)
    topics = random.normal(size=(number // 10, 24))
    return unit(np.repeat(topics, 10, axis=0) + 0.3 * random.normal(size=(number // 10 * 10, 24)))


def even(found: Candidates) -> Candidates:
    """Some of the pairs, by the two alone."""
    return found.where(np.round(found.cosine * 1000) % 3 > 0)


def same(one: Candidates, other: Candidates) -> bool:
    return all(
        np.array_equal(a, b)
        for a, b in zip((one.one, one.other, one.cosine), (other.one, other.other, other.cosine), strict=True)
    )


def test_one_by_one_is_all_at_once():
    rows = made(500)
    kept = np.sort(np.random.default_rng(5).permutation(len(rows))[:440])
    before, again = Neighbourhoods.of(rows[kept], even), 0
    for more in [at for at in range(len(rows)) if at not in set(kept.tolist())][:40]:
        gone = kept[more % len(kept)] if more % 3 == 0 else None
        now = np.array(sorted({*kept.tolist(), more} - {gone}))
        places = np.array([np.searchsorted(now, at) if at in now else -1 for at in kept])
        found, whole = Neighbourhoods.of(rows[now], even, before, places), Neighbourhoods.of(rows[now], even)
        assert same(found.pairs(), whole.pairs())
        again += np.array_equal(found.landmarks, before.landmarks)
        kept, before = now, found
    assert 5 < again < 40  # both ways were gone


def test_what_is_kept_is_not_looked_for_again(monkeypatch: pytest.MonkeyPatch):
    rows = made(500)
    before = Neighbourhoods.of(rows, even)
    asked: list[int] = []
    monkeypatch.setattr("kg.propositions.matching.landmarks.nearest", lambda *_: asked.append(1) or iter(()))
    found = Neighbourhoods.of(rows, even, before, np.arange(len(rows)))
    assert not asked
    assert same(found.pairs(), before.pairs())


def test_in_another_order_all_is_looked_for_again():
    rows = made(300)
    before = Neighbourhoods.of(rows, even)
    places = np.arange(len(rows))[::-1].copy()
    assert same(
        Neighbourhoods.of(rows[::-1], even, before, places).pairs(), Neighbourhoods.of(rows[::-1], even).pairs()
    )
