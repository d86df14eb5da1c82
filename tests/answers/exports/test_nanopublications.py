"""Nanopublications: four graphs that hang together, and a name that is the hash of what they say."""

from __future__ import annotations

import pytest
from rdflib import Dataset, Literal, URIRef

from kg.answers.exports import export
from kg.answers.exports.nanopublications import NP, artifact_code
from kg.model.vocab import DATA, PROV, RDF, SCHEMA
from tests.support import hostile_article as hostile

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own parser of TriG

BASE = URIRef("http://example.org/np/~")


def named(part):
    return URIRef(f"{BASE}#{part}")


def test_the_code_is_that_of_the_reference_implementation():
    """Worked out by nanopub 2.0.1 (``nanopub.trustyuri.rdf.RdfHasher.make_hash``) of the same quads."""
    word = URIRef("http://example.org/word")
    quads = [
        (BASE, RDF.type, NP.Nanopublication, named("Head")),
        (BASE, NP.hasAssertion, named("assertion"), named("Head")),
        (word, word, Literal('a\\b\nc "q" é 😀', lang="fr-FR"), named("assertion")),
        (word, word, Literal("a", lang="en"), named("assertion")),
        (word, word, Literal("a"), named("assertion")),
        (word, word, Literal("1", datatype=URIRef("http://www.w3.org/2001/XMLSchema#integer")), named("assertion")),
        (word, word, word, named("assertion")),
        (named("assertion"), PROV.wasDerivedFrom, word, named("provenance")),
    ]
    assert artifact_code(quads) == "RAkCyAMZfB-mLP5Jwb5dmFPjDKsTiLIufBwbdEicRpz7Y"


def published(store):
    text = "".join(export(store, "nanopubs").pieces())
    found = Dataset()
    found.parse(data=text, format="trig")
    return text, [(s, p, o, URIRef(str(g))) for s, p, o, g in found.quads()]


def test_a_reviewed_claim_is_published():
    store = hostile.store()
    hostile.decide(store)
    text, quads = published(store)
    (this,) = {s for s, p, o, _ in quads if p == RDF.type and o == NP.Nanopublication}
    assert str(this).startswith(f"{DATA}nanopublication/RA")
    assert {str(graph) for *_, graph in quads} == {
        f"{this}#{n}" for n in ("Head", "assertion", "provenance", "pubinfo")
    }
    said = {(s, p): o for s, p, o, graph in quads if graph == URIRef(f"{this}#assertion")}
    assert str(said[URIRef(hostile.IRI), SCHEMA.text]) == hostile.TEXT
    influences = [o for s, p, o, _ in quads if p == PROV.wasInfluencedBy and s == URIRef(f"{this}#assertion")]
    assert influences == [URIRef(f"{DATA}decision/d1")]
    assert text.count("np:Nanopublication") == 1
    assert text.count("{") == 4 + hostile.TEXT.count("{")


def test_the_name_is_the_hash_of_the_content():
    store = hostile.store()
    hostile.decide(store)
    _, quads = published(store)
    (this,) = {s for s, p, o, _ in quads if p == RDF.type and o == NP.Nanopublication}
    code = str(this).removeprefix(f"{DATA}nanopublication/")
    assert artifact_code(quads, code) == code
    changed = [(s, p, Literal("another") if p == SCHEMA.text else o, g) for s, p, o, g in quads]
    assert artifact_code(changed, code) != code


def test_nothing_is_published_that_nobody_reviewed_or_that_was_rejected():
    store = hostile.store()
    assert list(export(store, "nanopubs").pieces()) == []
    hostile.decide(store, "rejection", rejected=True)
    assert list(export(store, "nanopubs").pieces()) == []
