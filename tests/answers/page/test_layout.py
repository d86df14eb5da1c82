"""Where the nodes of a page stand."""

from __future__ import annotations

from itertools import pairwise

import pytest

from kg.answers.page import build
from kg.answers.page.layout import layout
from kg.model import Role
from tests.support.page_claims import claim, hop, many, seeds


class TestLayout:
    @pytest.mark.parametrize("claims", [seeds(), many(500), many(1500), ()], ids=["seeds", "500", "1500", "none"])
    def test_every_node_has_a_place_of_its_own(self, claims: tuple) -> None:
        graph = build(claims)
        places = layout(graph)
        assert set(places) == set(graph)
        assert len({(place.x, place.y) for place in places.values()}) == len(graph)

    def test_edges_point_to_the_right_within_a_country(self) -> None:
        graph = build(seeds())
        places = layout(graph)
        assert all(places[start].x < places[end].x for start, end in graph.edges)

    def test_countries_do_not_overlap(self) -> None:
        graph = build(many(1000))
        extents: dict[tuple[int, str], list[float]] = {}
        for key, place in layout(graph).items():
            extents.setdefault((place.fold, graph.nodes[key]["country"]), []).append(place.y)
        for fold in {fold for fold, _ in extents}:
            spans = sorted((min(ys), max(ys)) for (of, _), ys in extents.items() if of == fold)
            assert all(above[1] < below[0] for above, below in pairwise(spans))

    def test_same_claims_same_places(self) -> None:
        assert layout(build(many(300))) == layout(build(many(300)))

    def test_a_speaker_whose_only_claim_is_drawn_beside_another_has_a_place(self) -> None:
        graph = build([claim("X et Y", (hop(Role.ORIGIN, "x", "RU"),), (hop(Role.ORIGIN, "y", "SY"),))])
        assert set(layout(graph)) == set(graph)
