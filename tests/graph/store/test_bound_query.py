"""Terms stand in a query wherever its variables do, and nowhere else."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from rdflib import Literal, URIRef

from kg.graph.store.bound_query import with_values
from kg.model.errors import BadParameter

ONE = {"w": Literal("one")}
DATA = '<http://a> <http://p> "one" .\n<http://b> <http://p> "two" .'


def answered(text, bindings):
    store = ox.Store()
    store.load(DATA, format=ox.RdfFormat.N_TRIPLES)
    return [[cell and cell.value for cell in row] for row in store.query(with_values(text, bindings))]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?s ?w WHERE { ?s <http://p> ?w }",
        "select ?s ?w { ?s <http://p> ?t FILTER(CONTAINS(?t, ?w)) }",
        "SELECT * WHERE { { SELECT ?s ?w WHERE { ?s <http://p> ?t FILTER(CONTAINS(?t, ?w)) } } }",
        "SELECT ?s $w WHERE { { ?s <http://p> ?t FILTER(?t = $w) } UNION { ?s <http://q> ?w } }",
        "SELECT ?s ?w WHERE { ?s <http://p> ?t . BIND(STR(?t) AS ?w) }",
        "SELECT ?s ?w WHERE { VALUES ?w { 'one' 'two' } ?s <http://p> ?t FILTER(?t = ?w) }",
        "SELECT ?s (MIN(?w) AS ?x) WHERE { { SELECT ?s ?w (COUNT(*) AS ?n) { ?s <http://p> ?w } GROUP BY ?s ?w } } "
        "GROUP BY ?s",
        "# SELECT ?w {\nSELECT ?s ?w WHERE { ?s <http://p> ?w FILTER(?w != '} ?w {') }",
    ],
)
def test_a_binding_reaches_every_group_that_names_it(text):
    found = answered(text, {"s": URIRef("http://a")} if "MIN" in text else ONE)
    assert [sorted(map(str, row)) for row in found] == [["http://a", "one"]]


def test_a_variable_of_the_same_name_that_a_sub_select_keeps_for_itself_is_another():
    text = "SELECT ?s ?w WHERE { { SELECT ?s WHERE { ?s <http://p> ?w } } }"
    assert sorted(row[0] for row in answered(text, ONE)) == ["http://a", "http://b"]


def test_an_optional_group_is_left_empty_where_its_term_is_another():
    text = "SELECT ?s ?x ?w WHERE { ?s <http://p> ?t OPTIONAL { ?s <http://p> ?w . BIND(?w AS ?x) } }"
    assert sorted(row[1] or "" for row in answered(text, ONE)) == ["", "one"]


def test_a_template_is_no_group():
    text = "CONSTRUCT { ?s <http://q> ?w } WHERE { ?s <http://p> ?w }"
    assert (
        with_values(text, ONE) == 'CONSTRUCT { ?s <http://q> ?w } WHERE { VALUES (?w) { ("one") }  ?s <http://p> ?w }'
    )


def test_words_that_look_like_a_query_stay_words():
    hostile = Literal('x" } ; DROP ALL # \\u0022 }')
    assert answered("SELECT ?s ?w WHERE { ?s <http://p> ?w }", {"w": hostile}) == []


def test_what_is_computed_cannot_be_given():
    with pytest.raises(BadParameter):
        with_values("SELECT (STR(?t) AS ?w) WHERE { ?s ?p ?t }", ONE)
