"""The pages of a source, of two side by side, of claims by day, and of all that the store holds."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from starlette.testclient import TestClient

from kg.model import Affiliation, Agent, Link
from kg.model.vocab import DATA
from kg.web.affiliations import rows
from kg.web.chains import phrases
from tests.support import question_store


def _json(web: TestClient, path: str, **values: str) -> Any:
    answer = web.get(f"{path}.json", params=values)
    assert answer.status_code == 200, answer.text
    return answer.json()


def _cells(sheet: Any, name: str) -> list[Any]:
    return [row[sheet["columns"].index(name)] for row in sheet["rows"]]


def test_a_source_has_its_links_with_dates_and_its_names(web: TestClient) -> None:
    answer = web.get("/id/agent/russian-mod")
    assert answer.url.path == "/source/agent/russian-mod"
    found = _json(web, "/source/agent/russian-mod")
    (row,) = found["affiliations"]
    assert (row["country"], row["link"], row["source"]) == ("RU", "organ", "")
    assert {"language": "ru", "name": "Минобороны России"} in found["names"]
    assert found["registered"]
    assert "a row of the registry" in answer.text
    assert 'lang="ru"' in answer.text


def test_whom_somebody_speaks_for(web: TestClient) -> None:
    assert _json(web, "/source/agent/dmitry-peskov")["acts_for"] == f"{DATA}agent/president-of-russia"


def test_where_an_affiliation_is_written() -> None:
    """The words of an article, or a row of the registry, with its days."""
    links = (
        Affiliation("RU", Link.ORGAN, "2012-11-06", "2024-05-12", "minister-of-defence"),
        Affiliation("LV", Link.ORGAN, source="Latvia's environment minister"),
    )
    found = rows(Agent("a", "A", affiliations=links), phrases(question_store.registry()))
    assert [(row.name, row.start, row.end, row.office, row.source) for row in found] == [
        ("Russia", "2012-11-06", "2024-05-12", "minister-of-defence", ""),
        ("Latvia", "", "", "", "Latvia's environment minister"),
    ]


def test_what_a_source_asserts_and_through_whom(web: TestClient) -> None:
    claims = _json(web, "/source/agent/russian-mod")["claims"]
    assert claims["total"] == len(claims["rows"]) > 0
    through = {each["name"] for each in _json(web, "/source/agent/russian-mod")["through"]}
    assert any("agenc" in name.lower() for name in through), through
    assert all(cell["iri"].startswith(f"{DATA}article/") for cell in _cells(claims, "claim"))
    listed = list(csv.DictReader(io.StringIO(web.get("/source/agent/russian-mod.csv").text)))
    assert len(listed) == claims["total"]


def test_whom_a_source_contradicts(web: TestClient) -> None:
    listed = _json(web, "/source")["rows"]
    found = [_json(web, f"/source/{cell['iri'].removeprefix(DATA)}") for cell in _cells(listed, "source")]
    against = {(row["own"], row["other"]) for each in found for row in each["contradicts"]}
    assert against
    assert any((other, own) in against for own, other in against), "it goes both ways where both are named"
    assert all(web.get(one.replace(DATA, "/id/")).status_code == 200 for pair in against for one in pair)
    assert all(row["own_text"] and row["other_text"] for each in found for row in each["contradicts"])


def test_a_source_that_only_its_article_knows(web: TestClient) -> None:
    listed = _json(web, "/source")["rows"]
    pairs = zip(_cells(listed, "source"), _cells(listed, "in_the_registry"), strict=True)
    strangers = [source["iri"] for source, known in pairs if known["text"] == "no"]
    assert strangers
    for iri in strangers:
        answer = web.get(iri.replace(DATA, "/id/"))
        assert answer.url.path.startswith("/source/article/")
        assert answer.status_code == 200


@pytest.mark.parametrize("words", ["Reuters", "Рейтер", "reut"])
def test_sources_are_found_by_any_name(web: TestClient, words: str) -> None:
    assert "Reuters" in [cell["text"] for cell in _cells(_json(web, "/source", q=words)["rows"], "name")]


def test_no_such_source(web: TestClient) -> None:
    assert web.get("/source/agent/nobody-at-all").status_code == 404
    assert web.get("/source/agent/<b>").status_code == 404


def test_two_side_by_side(web: TestClient) -> None:
    found = _json(web, "/compare", left="RU", right="SY")
    assert found["left"]["claims"] > found["right"]["claims"] > 0
    both = {row["proposition"] for row in (*found["agreed"], *found["opposed"])}
    other = _json(web, "/compare", left="Syria", right="Россия")
    assert {row["proposition"] for row in (*other["agreed"], *other["opposed"])} == both
    for row in (*found["agreed"], *found["opposed"]):
        assert row["says"]
        page = _json(web, row["proposition"].replace(DATA, "/"))
        assert page["said"]


def test_a_source_is_compared_by_its_name_or_its_iri(web: TestClient) -> None:
    one = _json(web, "/compare", left="Минобороны России", right="Peskov")
    two = _json(web, "/compare", left=f"{DATA}agent/russian-mod", right="Peskov")
    assert one["left"]["name"] == two["left"]["name"]
    assert (one["agreed"], one["opposed"]) == (two["agreed"], two["opposed"])


def test_whom_nobody_knows_cannot_be_compared(web: TestClient) -> None:
    answer = web.get("/compare", params={"left": "Nobody at all", "right": "RU"})
    assert answer.status_code == 400
    assert "Nobody at all" in answer.text


def test_the_timeline_counts_each_claim_once(web: TestClient) -> None:
    found = _json(web, "/timeline")
    assert sum(bar["claims"] for bar in found["bars"]) == found["total"]
    for bar in found["bars"]:
        listed = _json(web, "/timeline", when=bar["when"])["claims"]
        assert len({cell["iri"] for cell in _cells(listed, "assertion")}) == bar["claims"]


def test_the_timeline_of_some(web: TestClient) -> None:
    everybody = _json(web, "/timeline")["total"]
    of_russia = _json(web, "/timeline", country="RU", when="2017-09")
    assert 0 < of_russia["total"] < everybody
    assert 0 < _json(web, "/timeline", words="soldats")["total"] < everybody
    assert 0 < _json(web, "/timeline", source="Peskov")["total"] < of_russia["total"]
    assert web.get("/timeline", params={"country": "Nowhere"}).status_code == 400


def test_many_days_are_months(web: TestClient, monkeypatch) -> None:
    monkeypatch.setattr("kg.web.pages.timeline._DAYS", 0)
    found = _json(web, "/timeline")
    assert found["by"] == "year"
    assert {bar["when"] for bar in found["bars"]} <= {"2017", "unknown"}
    assert _json(web, "/timeline", when="2017")["claims"]["total"] >= found["bars"][0]["claims"]


def test_the_corpus_adds_up(web: TestClient) -> None:
    found = _json(web, "/corpus")
    assert found["articles"] == len(question_store.articles())
    assert found["claims"] == sum(map(len, question_store.claims().values()))
    for counts in (found["languages"], found["outlets"], found["months"]):
        assert sum(each["articles"] for each in counts) == found["articles"]
        assert sum(each["claims"] for each in counts) == found["claims"]
    unknown = {note["what"]: note["number"] for note in found["unknown"]}
    assert unknown["articles whose outlet nobody knows"] == 3
    notes = {note["what"]: note["number"] for note in found["notes"]}
    assert notes["pairs of articles that carry one text"] == len(question_store.COPIES)
    assert "kg add --report" in web.get("/corpus").text
