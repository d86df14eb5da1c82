"""RDF that is read back by another library says what the store says, graph by graph."""

from __future__ import annotations

import json

import pytest
from rdflib import Dataset, Graph, Literal, URIRef

from kg.answers.exports import TEXTS, StoreRecords, export
from kg.graph.rdf.nquads import term
from tests.support import hostile_article as hostile
from tests.support import question_store as small

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::DeprecationWarning")]  # rdflib's own parsers

FORMATS = {"nquads": "nquads", "trig": "trig", "jsonld": "json-ld"}


@pytest.fixture(scope="module", params=[small.memory, hostile.store], ids=["small", "hostile"])
def store(request):
    return request.param()


def text(store, form):
    return "".join(export(store, form).pieces())


def quads(store):
    return {" ".join(map(term, quad)) for quad in store.quads()}


@pytest.mark.parametrize("form", FORMATS)
def test_quads_come_back_by_rdflib(store, form):
    found = Dataset()
    found.parse(data=text(store, form), format=FORMATS[form])
    assert {" ".join(map(term, (s, p, o, URIRef(str(g))))) for s, p, o, g in found.quads()} == quads(store)


def test_turtle_holds_each_triple_once(store):
    found = Graph().parse(data=text(store, "turtle"), format="turtle")
    assert {" ".join(map(term, triple)) for triple in found} == {
        " ".join(map(term, quad[:3])) for quad in store.quads()
    }


@pytest.mark.parametrize("form", ["jsonld", "schema", "annotations"])
def test_json_ends_no_script_and_hides_nothing(form):
    said = text(hostile.store(), form)
    assert "<" not in said
    assert "\u202e" not in said
    assert "\u2028" not in said
    assert hostile.TEXT in _strings(json.loads(said))


def _strings(value):
    if isinstance(value, str):
        return {value}
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return set().union(*map(_strings, parts))


@pytest.mark.parametrize("form", TEXTS)
def test_the_same_store_gives_the_same_text(store, form):
    assert text(store, form) == text(store, form)


def test_schema_claims_by_rdflib(store):
    found = Graph().parse(data=text(store, "schema"), format="json-ld")
    schema = "https://schema.org/"
    claims = {
        str(row[0]): str(row[1])
        for row in store.select("SELECT ?c ?t WHERE { ?c a schema:Claim ; schema:text ?t }").rows
    }
    assert claims
    for iri, words in claims.items():
        assert (URIRef(iri), URIRef(f"{schema}text"), Literal(words)) in found
        assert list(found.objects(URIRef(iri), URIRef(f"{schema}author")))
        assert list(found.objects(URIRef(iri), URIRef(f"{schema}appearance")))
    said = {(str(claim), str(whole)) for whole, claim in found.subject_objects(URIRef(f"{schema}workExample"))}
    expected = store.select("SELECT ?c ?p WHERE { ?c kg:expresses ?p }").rows
    assert said == {(str(claim), str(proposition)) for claim, proposition in expected}


def test_a_rejected_claim_is_no_claim_of_schema_org():
    made = hostile.store()
    hostile.decide(made, "rejection", rejected=True)
    assert f'"@id": "{hostile.IRI}", "text"' not in text(made, "schema")


def test_annotations_select_the_exact_words(store):
    page = json.loads(text(store, "annotations"))
    articles = {str(row[0]): str(row[1]) for row in store.select("SELECT ?a ?t WHERE { ?a kg:text ?t }").rows}
    assert len(page["items"]) == len(store.select("SELECT ?c WHERE { ?c a kg:Claim }").rows)
    for item in page["items"]:
        first, *web = item["target"]
        quote, position = first["selector"]
        whole = articles[first["source"]]
        assert whole[position["start"] : position["end"]] == quote["exact"]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in whole
        assert all(other["selector"] == quote for other in web)


def test_records_are_read_in_batches(monkeypatch):
    monkeypatch.setattr("kg.answers.exports.records._BATCH", 1)
    store = small.memory()
    one = [article.id for article, _ in StoreRecords(store).articles()]
    monkeypatch.setattr("kg.answers.exports.records._BATCH", 50)
    assert sorted(one) == sorted(article.id for article, _ in StoreRecords(store).articles())
    assert len(one) == 4
