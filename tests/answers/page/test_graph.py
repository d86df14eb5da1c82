"""The claims of a page as a graph."""

from __future__ import annotations

from kg.answers.harmless import plain
from kg.answers.page import build
from kg.answers.page.graph import NodeKind, shorten
from kg.model import Link, Role, SourceKind
from tests.support.page_claims import claim, hop, seeds


class TestGraph:
    def test_every_claim_of_the_seeds_is_a_node_with_a_way_from_a_country(self) -> None:
        graph = build(seeds())
        claims = [key for key, kind in graph.nodes(data="kind") if kind is NodeKind.CLAIM]
        assert len(claims) == 39
        for key in claims:
            way = [key]
            while before := list(graph.predecessors(way[-1])):
                way.append(before[0])
            assert graph.nodes[way[-1]]["kind"] is NodeKind.COUNTRY

    def test_a_relay_stands_between_source_and_outlet(self) -> None:
        graph = build(seeds())
        relay = ("RU", "russian-mod", "russian-news-agencies")
        assert graph.nodes[relay]["kind"] is NodeKind.RELAY
        assert list(graph.predecessors(relay)) == [("RU", "russian-mod")]
        assert [graph.nodes[key]["kind"] for key in graph.successors(relay)] == [NodeKind.OUTLET]

    def test_own_voice_goes_from_the_country_to_the_outlet(self) -> None:
        graph = build([claim("Il pleut.", (hop(Role.OUTLET, "journal", "FR"),))])
        assert [graph.nodes[key]["kind"] for key in graph] == [NodeKind.COUNTRY, NodeKind.OUTLET, NodeKind.CLAIM]

    def test_unknown_and_no_country_are_two_things(self) -> None:
        unknown = hop(Role.ORIGIN, "someone", None, kind=SourceKind.UNNAMED)
        stateless = hop(Role.ORIGIN, "group", None, link=Link.NONE)
        graph = build([claim("a", (unknown,)), claim("b", (stateless,))])
        assert {("?",), ("-",)} <= set(graph)
        assert graph.nodes[("?", "someone")]["kind"] is NodeKind.UNNAMED

    def test_two_speakers_are_two_ways_to_one_claim(self) -> None:
        graph = build([claim("X et Y", (hop(Role.ORIGIN, "x", "RU"),), (hop(Role.ORIGIN, "y", "SY"),))])
        node = ("", "claim-X et Y")
        assert set(graph.predecessors(node)) == {("RU", "x"), ("SY", "y")}

    def test_labels_lose_control_characters_and_are_cut_at_a_word(self) -> None:
        assert plain("a\u202eb\x00 \u2028c\td") == "ab c d"
        assert shorten("un deux trois", 10) == "un deux…"
        assert len(shorten("a" * 500)) == 66
