"""The graph page as text: what it holds, and what it may never hold."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import pytest
from pyvis.network import Network

from kg.answers.page import GraphData, assets, render
from kg.answers.page.columns import columns
from kg.answers.page.layout import overview
from kg.answers.page.page import embedded, network
from kg.model.errors import ConfigError
from tests.support.page_claims import HOSTILE, hostile, many, seeds


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


class TestNetwork:
    def test_pyvis_holds_what_is_drawn(self) -> None:
        drawn = overview(columns(seeds()))
        found = network(drawn)
        assert isinstance(found, Network)
        assert found.num_nodes() == 3 * len(drawn.marks)  # a box, and where lines come in and go out
        assert found.num_edges() == len(drawn.lines)
        places = {node["id"]: (node["x"], node["y"]) for node in found.nodes}
        assert all(places[mark.id] == (mark.x, mark.y) for mark in drawn.marks)
        assert [edge["width"] for edge in found.edges] == [line.width for line in drawn.lines]

    def test_physics_is_off(self) -> None:
        options = json.loads(network(overview(columns(seeds()))).get_network_data()[5])
        assert options["physics"] == {"enabled": False}


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
        assert found["claims"]["text"] == [claim.text for claim in seeds().claims]

    def test_hostile_text_stays_data(self) -> None:
        page = render(hostile(), title="</title><script>document.title='ran'</script>")
        outline = Outline(page)
        assert len(outline.scripts) == 10
        assert outline.data()["claims"]["text"] == list(HOSTILE)
        assert "'ran'" not in re.sub(r'(?s)<script id="data".*?</script>', "", page)
        page.encode("utf-8")

    def test_embedded_data_has_no_character_of_html(self) -> None:
        text = str(embedded({"<a>": "&\u2028\u2029</script><!--\ud800"}))
        assert not set("<>&\u2028\u2029\ud800") & set(text)
        assert str(embedded("Мир, é")) == '"Мир, é"', "letters take the room they need, no more"
        assert json.loads(text) == {"<a>": "&\u2028\u2029</script><!--\ud800"}

    def test_the_title_is_escaped(self) -> None:
        page = render(GraphData(), title="<b>&\u202e")
        assert "<h1>&lt;b&gt;&amp;</h1>" in page

    def test_without_claims_there_is_still_a_page(self) -> None:
        assert Outline(render(GraphData())).data()["claims"]["text"] == []

    def test_same_claims_same_page(self) -> None:
        assert render(seeds()) == render(seeds())

    def test_english(self) -> None:
        page = render(seeds(), language="en")
        assert '<html lang="en">' in page
        assert "Who says what, and through whom" in page

    def test_a_language_without_words_is_named(self) -> None:
        with pytest.raises(ConfigError, match=r"de: expected one of en, fr, ru\."):
            render(GraphData(), language="de")

    def test_a_page_of_5000_claims_is_small(self) -> None:
        assert len(render(many(5000)).encode()) < 4_000_000
