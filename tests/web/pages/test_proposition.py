"""The page of a proposition and its dossier: verdicts for a country chain by chain, and all that they rest on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rdflib import URIRef
from starlette.testclient import TestClient

from kg import __version__
from kg.graph.rdf import iris
from kg.graph.store import open_store
from kg.model.errors import NotFound
from kg.model.vocab import DATA
from kg.propositions.verdicts.evidence import evidence_of
from kg.propositions.verdicts.rules import Variant, judge, of_country
from kg.web.pages.dossier import _puts
from tests.support import question_store

SAYS = """SELECT ?proposition (COUNT(?node) AS ?members) WHERE { ?node kg:proposition ?proposition ; kg:claim ?claim }
  GROUP BY ?proposition"""


@pytest.fixture(scope="module")
def propositions(web_store: Path) -> list[str]:
    """Names of the propositions, those with most members first."""
    with open_store(web_store, read_only=True) as store:
        rows = sorted(store.select(SAYS).rows, key=lambda row: (-int(str(row[1])), str(row[0])))
    return [str(row[0]).rpartition("/")[2] for row in rows]


def _found(web: TestClient, name: str, **values: str) -> dict[str, Any]:
    answer = web.get(f"/proposition/{name}.json", params=values)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_an_iri_opens_its_page(web: TestClient, propositions: list[str]) -> None:
    answer = web.get(f"/id/proposition/{propositions[0]}")
    assert answer.status_code == 200
    assert answer.url.path == f"/proposition/{propositions[0]}"


@pytest.mark.parametrize("country", ["RU", "SY", "FR"])
def test_verdicts_are_those_of_the_rules(
    web: TestClient, web_store: Path, propositions: list[str], country: str
) -> None:
    iris = [URIRef(f"{DATA}proposition/{name}") for name in propositions]
    with open_store(web_store, read_only=True) as store:
        cases = {case.proposition: case for case in evidence_of(store, iris)}
    for name in propositions[:8]:
        found = _found(web, name, country=country.lower())
        case = cases[found["iri"]]
        for verdict in found["judged"]["verdicts"]:
            value = judge(case.claims, of_country(country), Variant(verdict["variant"]), case.plan).value
            assert verdict["value"] == (value or "")
            assert bool(verdict["because"]) == (verdict["value"] == "undetermined")


def test_all_that_stand_to_it_are_there_once(web: TestClient, propositions: list[str]) -> None:
    for name in propositions:
        found = _found(web, name)
        text = web.get(f"/proposition/{name}").text
        claims = [one["claim"] for one in found["said"]]
        assert len(claims) == len(set(claims)) > 0
        assert all(f'href="{claim.replace(DATA, "/id/")}"' in text for claim in claims)
        says = [one for one in found["said"] if one["group"] in ("supports", "adds no support")]
        assert sum(row["claims"] for row in found["spread"]) == len(says)


def test_groups_are_who_supports_and_who_denies(web: TestClient, propositions: list[str]) -> None:
    groups = {one["group"] for name in propositions for one in _found(web, name)["said"]}
    assert {"supports", "denies"} <= groups


def test_the_counts_are_five(web: TestClient, propositions: list[str]) -> None:
    found = _found(web, propositions[0])
    assert [what for what, _ in found["counts"]] == ["claim", "article", "outlet", "origin", "independent"]


def test_a_country_that_is_none_is_refused(web: TestClient, propositions: list[str]) -> None:
    for path in ("proposition", "dossier"):
        assert web.get(f"/{path}/{propositions[0]}.json", params={"country": "XX"}).status_code == 400
    assert web.get("/proposition/nothing.json").status_code == 404
    assert web.get("/dossier/nothing").status_code == 404


def test_a_dossier_holds_all_that_the_answer_rests_on(web: TestClient, propositions: list[str]) -> None:
    for name in propositions[:4]:
        page = _found(web, name, country="RU")
        found = web.get(f"/dossier/{name}.json", params={"country": "RU"}).json()
        assert found["judged"] == page["judged"]
        assert [one["said"] for one in found["exhibits"]] == page["said"]
        chains = {way["says"] for one in found["exhibits"] for way in one["chains"]}
        assert {chain["says"] for chain in found["judged"]["chains"]} <= chains
        hops = [hop for one in found["exhibits"] for way in one["chains"] for hop in way["hops"]]
        assert all(hop["rule"] for hop in hops)
        known = {source["iri"]: source for source in found["sources"]}
        assert {hop["iri"] for hop in hops if hop["iri"] and hop["link"] != "unknown"} <= known.keys()
        assert {paper["iri"] for paper in found["papers"]} == {one["said"]["article"] for one in found["exhibits"]}
        digests = {article.id: article.digest for article in question_store.articles()}
        for paper in found["papers"]:
            assert paper["sha256"] == digests[paper["id"]]
            assert paper["program"] == question_store.RUN.program
        assert found["program"] == __version__
        text = web.get(f"/dossier/{name}", params={"country": "RU"}).text
        assert all(one["said"]["claim"] in text for one in found["exhibits"])
        assert web.get(f"/dossier/{name}.csv").text.count("\n") > len(found["exhibits"])


def test_a_dossier_of_a_claim_that_is_gone_is_told(web_store: Path) -> None:
    with open_store(web_store, read_only=True) as store:
        article = iris.article("small.txt")
        for name in ("claim/0-1", "claim/0-1/part/7"):
            with pytest.raises(NotFound, match="claim/0-1"):
                tuple(_puts(store, [f"{article}/{name}"]))
