"""Every IRI that the program mints opens a page, and by the header Accept its RDF."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from kg.graph.store import open_store
from kg.model.vocab import DATA
from kg.web.rendering import address

TURTLE = {"accept": "text/turtle"}


def _minted(folder: Path) -> list[str]:
    """One of each kind of IRI in the store: by the words of its path."""
    kinds: dict[tuple[str, ...], str] = {}
    with open_store(folder, read_only=True) as store:
        for quad in store.quads():
            for node in (quad[0], quad[2], quad[3]):
                if str(node).startswith(DATA):
                    parts = str(node).removeprefix(DATA).split("/")
                    kinds.setdefault((parts[0], *parts[2::2]), str(node))
    return sorted(kinds.values())


def test_of_each_kind_there_is_a_page_and_rdf(web: TestClient, web_store: Path) -> None:
    minted = _minted(web_store)
    assert len(minted) > 15
    for iri in minted:
        page = web.get(address(iri))
        assert page.status_code == 200, iri
        assert page.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("media_type", ["text/turtle", "application/n-triples", "application/ld+json"])
def test_rdf_of_a_thing(web: TestClient, media_type: str) -> None:
    answer = web.get("/id/country/RU", headers={"accept": media_type})
    assert answer.headers["content-type"].partition(";")[0] == media_type
    found = list(ox.parse(answer.text, format=ox.RdfFormat.from_media_type(media_type)))
    assert {quad.subject.value for quad in found} == {f"{DATA}country/RU"}


def test_a_named_graph_is_what_it_holds(web: TestClient, web_store: Path) -> None:
    graph = next(iri for iri in _minted(web_store) if "/graph/article/" in iri)
    answer = web.get(address(graph), headers=TURTLE)
    assert "schema:NewsArticle" in answer.text


@pytest.mark.parametrize("name", ["nothing/here", "country/XX", "a%20b", "%3Cscript%3E", "%00", "%F4%8F%BF%BD"])
def test_what_is_not_there(web: TestClient, name: str) -> None:
    assert web.get(f"/id/{name}", headers=TURTLE).status_code == 404
    answer = web.get(f"/id/{name}")
    assert answer.status_code == 404
    assert "<script>" not in answer.text
