"""The page of an article: all of its text in place, each sentence under who speaks; and the page of a claim."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from typing import Any

import pytest
from starlette.testclient import TestClient

from kg.graph.rdf import iris
from kg.model.vocab import DATA
from kg.web.pages.read import Piece, Sentence, _block
from tests.support import question_store

ARTICLES = question_store.articles()


def _path(article: str) -> str:
    return f"/read/{iris.article(article).removeprefix(f'{DATA}article/')}"


def _sentences(found: dict[str, Any]) -> list[dict[str, Any]]:
    pieces = (piece for block in found["blocks"] for piece in block["pieces"])
    return [piece["sentence"] for piece in pieces if piece["sentence"]]


def test_every_article_is_listed(web: TestClient) -> None:
    found = web.get("/read.json").json()["rows"]
    assert found["total"] == len(ARTICLES)
    text = web.get("/read").text
    for article in ARTICLES:
        assert f'href="/id{_path(article.id).replace("/read", "/article")}"' in text
        answer = web.get(f"/id{_path(article.id).replace('/read', '/article')}")
        assert answer.status_code == 200
        assert answer.url.path == _path(article.id)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.id)
def test_the_text_is_there_as_it_was(web: TestClient, article: Any) -> None:
    found = web.get(f"{_path(article.id)}.json").json()
    said = "".join(piece["text"] for block in found["blocks"] for piece in block["pieces"])
    assert "".join(said.split()) == "".join(article.text.split())
    assert [one["text"] for one in _sentences(found)] == [c.text for c in question_store.claims()[article.id]]
    text = web.get(_path(article.id)).text
    assert all(f'id="{one["place"]}"' in text for one in _sentences(found))


def test_each_sentence_says_who_speaks_in_what_language_and_opens_its_claim(web: TestClient) -> None:
    found = web.get(f"{_path('small.txt')}.json").json()
    names = {voice["letter"]: voice["name"] for voice in found["voices"]}
    sentences = _sentences(found)
    assert "Ivan Petrov" in names[sentences[0]["letters"][0]]
    assert "Kremlin" in sentences[1]["text"]
    assert sentences[1]["commitment"] == "denied"
    text = web.get(_path("small.txt")).text
    for one in sentences:
        assert f'lang="{one["language"]}"' in text
        answer = web.get(one["claim"].replace(DATA, "/id/"))
        assert answer.status_code == 200
        assert answer.url.path.startswith("/claim/")
        for chain in one["chains"]:
            assert unescape(answer.text).count(chain["hops"][0]["name"])


def test_voices_are_counted_and_one_of_them_can_be_left_alone(web: TestClient) -> None:
    for article in ARTICLES:
        found = web.get(f"{_path(article.id)}.json").json()
        for voice in found["voices"]:
            own = [one for one in _sentences(found) if voice["letter"] in one["letters"]]
            assert len(own) == voice["count"]
            left = web.get(f"{_path(article.id)}.json", params={"speaker": voice["speaker"]}).json()
            assert sum(one["left"] for one in _sentences(left)) == voice["count"]
    assert len({voice["letter"] for voice in found["voices"]}) == len(found["voices"])
    assert web.get(f"{_path('small.txt')}.json", params={"speaker": "nobody"}).status_code == 404


def test_a_colour_is_never_the_only_sign(web: TestClient) -> None:
    """Every sentence bears a letter, and every letter stands in the legend with a name."""
    text = web.get(_path(ARTICLES[0].id)).text
    letters = {letter for found in re.findall(r"Said by </span>([A-Z+]+)</a>", text) for letter in found.split("+")}
    legend = set(re.findall(r'class="letter tint\d">([A-Z]+)<', text))
    assert letters == legend != set()


def test_posts_are_posts(web: TestClient) -> None:
    kinds = {block["kind"] for article in ARTICLES for block in web.get(f"{_path(article.id)}.json").json()["blocks"]}
    assert {"statement", "post"} <= kinds


def test_csv_has_a_row_for_each_chain(web: TestClient) -> None:
    found = web.get(f"{_path('small.txt')}.json").json()
    rows = list(csv.DictReader(io.StringIO(web.get(f"{_path('small.txt')}.csv").text)))
    chains = sum(len(x["chains"]) for one in _sentences(found) for x in (one, *one["parts"]))
    assert len(rows) == chains
    assert {row["claim"] for row in rows} >= {one["claim"] for one in _sentences(found)}


def test_a_part_is_shown_in_its_sentence(web: TestClient) -> None:
    sentences = _sentences(web.get(f"{_path('small.txt')}.json").json())
    one = next(one for one in sentences if one["parts"])
    answer = web.get(f"{one['claim'].replace(DATA, '/id/')}/part/0")
    assert answer.status_code == 200
    assert "▶" in answer.text


@pytest.mark.parametrize("path", ["/read/nothing", "/claim/nothing", "/claim/nothing-00000000/claim/0-1"])
def test_no_such_thing(web: TestClient, path: str) -> None:
    assert web.get(path).status_code == 404


@pytest.mark.parametrize(
    ("kinds", "whole"),
    [
        (["headline"], "headline"),
        (["headline", "headline"], "headline"),
        (["headline", "statement", "statement"], "statement"),
        (["post", "post"], "post"),
        ([], "other"),
    ],
)
def test_a_text_of_one_line_is_no_headline(kinds: list[str], whole: str) -> None:
    sentences = (Sentence("", "", "A", kind, "en", ("A",), 0, "none", "asserted", (), ()) for kind in kinds)
    (block,) = _block([Piece("words"), *(Piece("A", sentence) for sentence in sentences)])
    assert block.kind == whole
