"""The graph page as text: what it holds, what it may never hold, and where the nodes stand."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from pyvis.network import Network

from kg.answers.page import assets, build, render
from kg.answers.page.graph import NodeKind, plain, shorten
from kg.answers.page.layout import layout
from kg.answers.page.page import embedded, network
from kg.model import Basis, ClaimKind, Commitment, Link, Quote, Role, SourceKind
from kg.model.errors import ConfigError
from tests.support.page_claims import claim, hop, many, seeds

HOSTILE = (
    "<script>document.title='ran'</script>",
    "</script><script>document.title='ran'</script>",
    '"href="javascript:document.title=1" onmouseover="document.title=\'ran\'',
    "javascript:document.title='ran'",
    "<img src=x onerror=\"document.title='ran'\">",
    "line\u2028separator and paragraph\u2029separator",
    "right to left \u202egpj.exe\u202c and a \u2067mark\u2069",
    "{{ 7 * 7 }} {% raw %} ${document.title='ran'} `",
    "<!-- <script> -->",
    "lone surrogate \ud800 and a NUL \x00 and ]]>",
    "a" * 10_000,
    "mot " * 2_500,
)


class Outline(HTMLParser):
    """The elements of a page and the text of its scripts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self._inside: dict[str, str | None] | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._inside = dict(attrs) if tag == "script" else None

    def handle_endtag(self, tag: str) -> None:
        self._inside = None

    def handle_data(self, data: str) -> None:
        if self._inside is not None:
            self.scripts.append((self._inside, data))

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _ in self.elements)

    def data(self) -> dict:
        return json.loads(next(text for attrs, text in self.scripts if attrs.get("type") == "application/json"))


@pytest.fixture(scope="module")
def page() -> str:
    return render(seeds())


def hostile_claims() -> tuple:
    return tuple(
        claim(
            text,
            (hop(Role.ORIGIN, text, "RU", label=text, mention=text, cue=text, rule=text), hop(Role.OUTLET, f"o{text}")),
            id=text,
            before=text,
            after=text,
            article=text,
            date=text,
            subject=text,
            proposition=text,
            language='fr" onclick="document.title=1',
        )
        for text in HOSTILE
    )


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


class TestNetwork:
    def test_pyvis_holds_what_is_drawn(self) -> None:
        graph = build(seeds())
        drawn = network(graph)
        assert isinstance(drawn, Network)
        assert drawn.num_nodes() == len(graph)
        assert drawn.num_edges() == graph.number_of_edges()
        assert all(edge["arrows"] == "to" for edge in drawn.edges)

    def test_physics_is_off(self) -> None:
        assert json.loads(network(build(seeds())).get_network_data()[5])["physics"] == {"enabled": False}


class TestPage:
    def test_it_is_one_sound_document(self, page: str) -> None:
        outline = Outline(page)
        assert page.startswith('<!doctype html>\n<html lang="fr">')
        for tag in ("html", "head", "title", "body", "h1", "main"):
            assert outline.count(tag) == 1, tag

    def test_nothing_in_it_points_outside(self, page: str) -> None:
        for tag, attributes in Outline(page).elements:
            assert "src" not in attributes, tag
            assert attributes.get("href") in (None, "data:,"), tag
            assert not [name for name in attributes if name.startswith("on")], tag
            assert "style" not in attributes, tag
        assert "sourceMappingURL" not in page

    def test_the_policy_forbids_requests_and_names_each_script(self, page: str) -> None:
        outline = Outline(page)
        policy = next(a["content"] for _, a in outline.elements if a.get("http-equiv") == "Content-Security-Policy")
        assert policy is not None
        assert policy.startswith("default-src 'none'; ")
        assert "unsafe" not in policy
        assert "http" not in policy
        code = [text for attributes, text in outline.scripts if "type" not in attributes]
        assert len(code) == 9
        for text in code:
            assert base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() in policy

    def test_our_scripts_make_no_html_of_text(self) -> None:
        for script in assets.scripts():
            assert not re.search(r"</script|<!--", script, re.IGNORECASE)
        for script in assets.scripts()[1:]:
            assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|fetch\(", script)

    def test_the_data_holds_every_sentence_word_for_word(self, page: str) -> None:
        found = Outline(page).data()
        assert [row["text"] for row in found["claims"]] == [claim.text for claim in seeds()]
        assert sum(row["single"] for row in found["claims"]) == sum(claim.single_origin for claim in seeds()) > 0

    def test_hostile_text_stays_data(self) -> None:
        page = render(hostile_claims(), title="</title><script>document.title='ran'</script>")
        outline = Outline(page)
        assert len(outline.scripts) == 10
        assert [row["text"] for row in outline.data()["claims"]] == list(HOSTILE)
        assert "'ran'" not in re.sub(r'(?s)<script id="data".*?</script>', "", page)
        page.encode("utf-8")

    def test_embedded_data_has_no_character_of_html(self) -> None:
        text = str(embedded({"<a>": "&\u2028\u2029</script><!--\ud800"}))
        assert not set("<>&\u2028\u2029\ud800") & set(text)
        assert text.isascii()
        assert json.loads(text) == {"<a>": "&\u2028\u2029</script><!--\ud800"}

    def test_the_title_is_escaped(self) -> None:
        page = render((), title="<b>&\u202e")
        assert "<h1>&lt;b&gt;&amp;</h1>" in page

    def test_context_is_cut_at_words(self) -> None:
        row = Outline(render([claim("Il pleut.", before="avant " * 100, after=" après" * 100)])).data()["claims"][0]
        assert row["before"].startswith("… avant")
        assert row["after"].endswith("après …")
        assert len(row["before"]) < 200

    def test_without_claims_there_is_still_a_page(self) -> None:
        assert Outline(render(())).data()["claims"] == []

    def test_same_claims_same_page(self) -> None:
        assert render(seeds()) == render(seeds())

    def test_english(self) -> None:
        page = render(seeds(), language="en")
        assert '<html lang="en">' in page
        assert "Who says what, and through whom" in page

    def test_a_language_without_words_is_named(self) -> None:
        with pytest.raises(ConfigError, match=r"de: expected one of en, fr\."):
            render((), language="de")


class TestWords:
    def test_french_and_english_have_the_same_words(self) -> None:
        words = assets.words()
        assert words["fr"].keys() == words["en"].keys()
        for key in words["fr"]:
            assert set(re.findall(r"\{\w+\}", words["fr"][key])) == set(re.findall(r"\{\w+\}", words["en"][key])), key

    @pytest.mark.parametrize(
        ("prefix", "values"),
        [
            ("role", Role),
            ("link", Link),
            ("basis", Basis),
            ("quote", Quote),
            ("commitment", Commitment),
            ("kind", ClaimKind),
        ],
    )
    def test_every_value_of_the_model_has_a_word(self, prefix: str, values: type) -> None:
        for language, words in assets.words().items():
            assert {f"{prefix}.{value}" for value in values} <= words.keys(), language

    def test_every_kind_of_node_has_a_word(self) -> None:
        for words in assets.words().values():
            assert {str(kind) for kind in NodeKind} <= words.keys()

    def test_every_word_is_used(self) -> None:
        template = render((), title="x")
        used = template + "".join(assets.scripts()[1:])
        built = (
            "role.",
            "source.",
            "link.",
            "basis.",
            "quote.",
            "commitment.",
            "kind.",
            "mark.",
            "claims.",
            "articles.",
        )
        rest = [key for key in assets.words()["fr"] if not key.startswith((*built, "sources.", "found."))]
        without_data = re.sub(r'(?s)<script id="data".*?</script>', "", used)
        assert [key for key in rest if not re.search(rf"\b{key}\b", without_data)] == []
