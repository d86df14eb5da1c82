"""Networks that networkx reads back have every node and edge, and the words as far as XML holds them."""

from __future__ import annotations

import networkx as nx
import pytest

from kg.answers.exports import StoreRecords, export
from kg.answers.exports.networks import network
from tests.support import hostile_article as hostile
from tests.support import question_store as small

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=[small.memory, hostile.store], ids=["small", "hostile"])
def store(request):
    return request.param()


def read(store, form, tmp_path):
    export(store, form).write(tmp_path / "g.xml")
    if form == "gexf":
        return nx.read_gexf(tmp_path / "g.xml", version="1.2draft")
    return nx.read_graphml(tmp_path / "g.xml", force_multigraph=True)


@pytest.mark.parametrize("form", ["gexf", "graphml"])
def test_networkx_reads_back_what_was_written(store, form, tmp_path):
    made, found = network(StoreRecords(store)), read(store, form, tmp_path)
    assert set(found.nodes) == set(made.nodes)
    assert sorted((a, b, d["kind"]) for a, b, d in found.edges(data=True)) == sorted(
        (a, b, d["kind"]) for a, b, d in made.edges(data=True)
    )
    for node, about in made.nodes(data=True):
        assert found.nodes[node]["label"] == about["label"]
        assert found.nodes[node]["kind"] == about["kind"]


def test_the_network_has_what_the_store_has(store):
    made = network(StoreRecords(store))
    kinds = [about["kind"] for _, about in made.nodes(data=True)]
    for kind, query in {
        "claim": "SELECT ?x WHERE { ?x a kg:Claim }",
        "part": "SELECT ?x WHERE { ?x a kg:Part }",
        "article": "SELECT ?x WHERE { ?x a schema:NewsArticle }",
        "proposition": "SELECT ?x WHERE { ?x a kg:Proposition }",
        "agent": "SELECT DISTINCT ?x WHERE { ?h a kg:Hop ; prov:agent ?x }",
    }.items():
        assert kinds.count(kind) == len(store.select(query).rows)
    deeds = [about["kind"] for *_, about in made.edges(data=True)]
    assert deeds.count("says") == len(store.select("SELECT ?x WHERE { ?x a kg:Attribution }").rows)
    hops = sum(deeds.count(deed) for deed in ("says", "relays", "publishes"))
    assert hops == len(store.select("SELECT ?x WHERE { ?x a kg:Hop }").rows)


def test_control_characters_are_replaced(tmp_path):
    found = read(hostile.store(), "graphml", tmp_path)
    said = hostile.TEXT.replace("\x01\x0b", "\ufffd\ufffd")
    assert said in {about["label"] for _, about in found.nodes(data=True)}
