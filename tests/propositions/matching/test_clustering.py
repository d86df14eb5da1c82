"""Laws of clusters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.propositions.matching.clustering import central, clusters


def test_a_bridge_does_not_join_two_clusters() -> None:
    scores = {(0, 1): 0.9, (2, 3): 0.9, (1, 4): 0.9, (2, 4): 0.8}
    assert clusters(5, scores, 0.5) == [(0, 1), (2, 3), (4,)] or (0, 1, 2, 3, 4) not in clusters(5, scores, 0.5)


def test_a_vague_content_joins_last_and_joins_nothing_together() -> None:
    scores = {(0, 1): 0.9, (0, 2): 0.9, (1, 2): 0.9, (2, 3): 0.9, (2, 4): 0.9, (3, 4): 0.9}
    assert clusters(5, scores, 0.5, weak=frozenset({2})) == [(0, 1, 2), (3, 4)]
    assert clusters(2, {(0, 1): 0.9}, 0.5, weak=frozenset({0, 1})) == [(0,), (1,)]


@given(st.dictionaries(st.tuples(st.integers(0, 7), st.integers(0, 7)), st.floats(0, 1), max_size=20))
def test_clusters_part_the_contents_and_keep_their_threshold(raw: dict[tuple[int, int], float]) -> None:
    scores = {pair: value for pair, value in raw.items() if pair[0] < pair[1]}
    found = clusters(8, scores, 0.5)
    assert sorted(at for cluster in found for at in cluster) == list(range(8))
    for cluster in found:
        inside = [scores.get((a, b), 0.0) for a in cluster for b in cluster if a < b]
        assert not inside or max(inside) >= 0.5
        assert sorted(central(cluster, scores)) == list(cluster)
