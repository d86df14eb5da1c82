"""The page of a question: understood, answered, narrowed down, gone on from."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

from starlette.testclient import TestClient

ALL = "Who asserted what?"
ONLY = "Which claims rest only on a Russian source?"


def _links(text: str, path: str) -> list[str]:
    return [unescape(found) for found in re.findall(r'href="([^"]*)"', text) if unescape(found).startswith(path)]


def test_nothing_asked_shows_examples_that_are_understood(web: TestClient) -> None:
    for link in _links(web.get("/ask").text, "/ask?"):
        values = dict(parse_qsl(urlsplit(link).query))
        assert not web.get("/ask.json", params=values).json()["offers"], values


def test_an_answer(web: TestClient) -> None:
    found = web.get("/ask.json", params={"q": ONLY}).json()
    assert found["understood"][0].startswith("Understood as:")
    assert found["rows"]["total"] == len(found["rows"]["rows"]) > 0
    text = web.get("/ask", params={"q": ONLY}).text
    assert 'lang="fr"' in text
    for link in _links(text, "/id/")[:3]:
        assert web.get(link).status_code == 200


def test_what_is_not_understood_offers_questions(web: TestClient) -> None:
    found = web.get("/ask.json", params={"q": "Who frobnicates the Kremlin?"}).json()
    assert found["rows"] is None
    assert found["offers"]
    assert web.get("/ask.csv", params={"q": "Who frobnicates the Kremlin?"}).status_code == 200


def test_every_facet_leads_to_as_many_rows_as_it_says(web: TestClient) -> None:
    found = web.get("/ask.json", params={"q": ALL}).json()
    country = next(facet for facet in found["facets"] if facet["name"] == "country")
    for choice in country["choices"]:
        left = web.get("/ask.json", params={"q": ALL, "country": choice["value"]}).json()
        assert left["rows"]["total"] == choice["count"]
    page = web.get("/ask", params={"q": ALL, "country": "RU"}).text
    away = [link for link in _links(page, "/ask?") if "country=" not in link]
    assert away, "the chosen one can be taken away"


def test_a_question_goes_on_from_the_one_before(web: TestClient) -> None:
    first = web.get("/ask.json", params={"q": "What does Russia say?"}).json()
    found = web.get("/ask.json", params={"q": "And Syria?", "after": "What does Russia say?"}).json()
    assert found["before"] == ["What does Russia say?"]
    assert "Syria" in found["understood"][0]
    assert found["rows"] != first["rows"]


def test_csv_has_every_row_and_the_page_some(web: TestClient, monkeypatch) -> None:
    monkeypatch.setattr("kg.web.cells.ROWS", 5)
    found = web.get("/ask.json", params={"q": ALL, "page": "2"}).json()["rows"]
    assert (len(found["rows"]), found["page"]) == (5, 2)
    text = web.get("/ask", params={"q": ALL, "page": "2"}).text
    assert 'rel="prev"' in text
    assert 'rel="next"' in text
    csv = web.get("/ask.csv", params={"q": ALL}).text
    assert csv.count("\n") > found["total"]
    assert web.get("/ask.json", params={"q": ALL, "page": "0"}).status_code == 400
    assert web.get("/ask.json", params={"q": ALL, "page": "999"}).status_code == 400


def test_what_was_asked_can_be_asked_as_sparql(web: TestClient) -> None:
    """Each query as shown runs by itself at the endpoint, and one of them gives the rows."""
    for question in (ONLY, ALL, "Who denied that two soldiers were killed?"):
        found = web.get("/ask.json", params={"q": question}).json()
        totals = []
        for each in found["queries"]:
            answer = web.get("/sparql", params={"query": each["text"]}, headers={"accept": "application/json"})
            assert answer.status_code == 200, each["text"]
            totals.append(len(answer.json()["results"]["bindings"]))
        assert found["rows"]["total"] in totals


def test_an_answer_says_what_its_rows_are_and_a_proposition_once(web: TestClient) -> None:
    found = web.get("/ask.json", params={"q": ONLY}).json()
    text = web.get("/ask", params={"q": ONLY}).text
    assert [word for count in found["counts"] for word in count.split()[1:]][:2] == ["propositions", "claims"]
    assert "; asked over" in text
    assert _links(text, "/id/proposition/")
    assert text.count('class="again"') == found["rows"]["total"] - int(found["counts"][0].split()[0])


def test_a_page_that_goes_through_the_first_claims_alone_says_so(web: TestClient, monkeypatch) -> None:
    everything = web.get("/ask.json", params={"q": ALL}).json()
    monkeypatch.setattr("kg.web.pages.ask._MOST", 3)
    asked = {"q": ALL, "after": "What is denied?"}  # another address: the page above is kept
    found = web.get("/ask.json", params=asked).json()
    assert found["rows"]["total"] == 3
    assert everything["rows"]["total"] >= found["first_of"] > 3
    assert f"There are {found['first_of']} claims" in web.get("/ask", params=asked).text
    assert len(web.get("/ask.csv", params=asked).text.splitlines()) > found["first_of"]
