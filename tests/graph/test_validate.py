"""The shapes let sound graphs pass and find each thing that is broken."""

from __future__ import annotations

import pytest
from rdflib import Graph, Literal, URIRef

from kg.graph.rdf import iris, literals, proposition_quads, registry_quads
from kg.graph.store import open_store
from kg.graph.validate import Violation, check, validate
from kg.model import package_data
from kg.model.vocab import DATA, KG, PROPOSITIONS_GRAPH, PROV, RDF, REGISTRY_GRAPH, SCHEMA, SKOS
from tests.support import small_article as small
from tests.support.registry import registry

pytestmark = pytest.mark.slow

CLAIM = iris.claim(small.ARTICLE.id, small.CLAIMS[1].span)
ARTICLE = iris.article(small.ARTICLE.id)
CHAIN = URIRef(f"{CLAIM}/chain/0")
HOP = URIRef(f"{CHAIN}/hop/0")
LAST = URIRef(f"{CHAIN}/hop/2")
SPAN = iris.span(small.ARTICLE.id, small.at("Le maire"))
AGENT = iris.agent(small.NEIGHBOUR, small.ARTICLE.id)
ROW = iris.registered_agent("radio-vely")
PROPOSITION = iris.proposition("p-trucks")


def sound():
    quads = {
        *small.article(),
        *registry_quads(small.REGISTRY, {}),
        *proposition_quads(small.PROPOSITIONS, small.CONTRADICTIONS),
    }
    return {quad[:3] for quad in quads}


def opened():
    """The sound graph with somebody in it who may be the neighbour."""
    node = URIRef(f"{HOP}/maybe/0")
    return sound() | {
        (HOP, KG.mayBe, node),
        (node, RDF.type, KG.PossibleAgent),
        (node, PROV.agent, AGENT),
        (node, KG.confidence, literals.decimal(0.61)),
    }


def violations(triples):
    graph = iris.article_graph(small.ARTICLE.id)
    return validate([(*triple, graph) for triple in triples])


def test_a_sound_graph_passes():
    assert violations(sound()) == []


def test_a_hop_may_have_candidates():
    assert violations(opened()) == []


MAYBE = URIRef(f"{HOP}/maybe/0")


@pytest.mark.parametrize(
    ("taken", "put", "words"),
    [
        ({(MAYBE, PROV.agent)}, set(), "candidate is exactly one agent"),
        (set(), {(MAYBE, PROV.agent, ROW)}, "candidate is exactly one agent"),
        ({(MAYBE, KG.confidence)}, set(), "one probability"),
        ({(MAYBE, KG.confidence)}, {(MAYBE, KG.confidence, literals.decimal(1.5))}, "one probability"),
        ({(HOP, KG.mayBe)}, set(), "candidate belongs to exactly one hop"),
        (set(), {(LAST, KG.mayBe, MAYBE)}, "candidate belongs to exactly one hop"),
        ({(HOP, KG.mayBe)}, {(CHAIN, KG.mayBe, MAYBE)}, "candidate belongs to exactly one hop"),
        ({(MAYBE, RDF.type)}, set(), ""),
        (set(), {(HOP, KG.mayBe, AGENT)}, ""),
    ],
    ids=["nobody", "two", "no number", "too probable", "of no hop", "of two hops", "of a chain", "no type", "bare"],
)
def test_a_candidate_that_is_broken_is_found(taken, put, words):
    triples = {triple for triple in opened() if triple[:2] not in taken} | put
    assert any(words in violation.message for violation in violations(triples))
    assert violations(triples)


# (node, property, value put in its place or None for nothing, words of the message)
BROKEN = [
    (CLAIM, SCHEMA.text, None, "exactly one wording"),
    (CLAIM, SCHEMA.text, literals.text("other words"), "is not the wording"),
    (CLAIM, KG.article, None, "exactly one article"),
    (CLAIM, KG.position, literals.integer(-1), "from 0"),
    (CLAIM, KG.position, literals.text("1"), "one position"),
    (CLAIM, KG.begin, literals.integer(4000), "before it ends"),
    (CLAIM, KG.end, None, "ends once"),
    (CLAIM, KG.speaker, None, "exactly one speaker"),
    (CLAIM, KG.speaker, AGENT, "starts none"),
    (CLAIM, KG.attribution, None, "at least one attribution"),
    (CLAIM, KG.quote, KG.none, "quote type"),
    (CLAIM, KG.commitment, literals.text("asserted"), "commitment"),
    (CLAIM, KG.kind, None, "four kinds"),
    (CLAIM, KG.negated, literals.text("no"), "negated"),
    (CLAIM, SCHEMA.inLanguage, None, "language"),
    (CHAIN, KG.origin, None, "exactly one origin"),
    (CHAIN, KG.outlet, HOP, "role of the outlet"),
    (HOP, KG.next, None, "leads on"),
    (HOP, KG.next, HOP, "one line"),
    (HOP, PROV.agent, None, "exactly one agent"),
    (HOP, KG.role, KG.origin, "one role"),
    (HOP, KG.basis, None, "rests on"),
    (HOP, KG.rule, literals.text(""), "names the rule"),
    (HOP, KG.confidence, literals.decimal(1.5), "from 0 to 1"),
    (SPAN, SCHEMA.text, literals.text("Le port"), "has not, where the IRI of a span says"),
    (SPAN, SCHEMA.text, None, "has its wording"),
    (CHAIN, KG.content, AGENT, "says where it begins and ends"),
    (ARTICLE, KG.text, None, "keeps its text"),
    (ARTICLE, KG.sha256, literals.text("abc"), "SHA-256"),
    (ARTICLE, KG.dateKnown, KG.asserted, ""),
    (ARTICLE, SCHEMA.datePublished, literals.text("2017"), "at most one date"),
    (ARTICLE, SCHEMA.identifier, None, "exactly one id"),
    (AGENT, SKOS.prefLabel, literals.text("no language"), "preferred label"),
    (AGENT, SKOS.prefLabel, None, "preferred label"),
    (AGENT, KG.sourceKind, KG.unknown, "named, unnamed"),
    (ROW, SKOS.prefLabel, literals.text("Радио", "ru"), "English"),
    (ROW, KG.affiliation, None, "has an affiliation"),
    (ROW, SKOS.exactMatch, URIRef("http://example.org/Q1"), "Wikidata"),
    (URIRef(f"{ROW}/affiliation/0"), KG.country, None, "names its country"),
    (URIRef(f"{ROW}/affiliation/0"), KG.link, KG.asserted, "exactly one link"),
    (URIRef(f"{ROW}/affiliation/0"), SCHEMA.startDate, literals.text("1999"), ""),
    (PROPOSITION, SKOS.prefLabel, None, "preferred label"),
    (URIRef(f"{CLAIM}/quantity/0"), SCHEMA.minValue, literals.decimal(50), "not above"),
]


@pytest.mark.parametrize(("node", "path", "value", "words"), BROKEN, ids=lambda part: str(part).rpartition("/")[2][:24])
def test_what_is_broken_is_found(node, path, value, words):
    triples = sound()
    old = {triple for triple in triples if triple[:2] == (node, path)}
    assert old
    found = violations(triples - old | ({(node, path, value)} if value is not None else set()))
    assert any(words in violation.message for violation in found)


@pytest.mark.parametrize(
    ("triple", "words"),
    [
        ((CLAIM, KG.speaker, AGENT), "exactly one speaker"),
        ((AGENT, SKOS.prefLabel, Literal("two", lang="en")), "exactly one preferred label"),
        ((HOP, KG.next, LAST), "at most one other"),
        ((LAST, KG.next, HOP), "outlet does not"),
        ((AGENT, KG.type, KG.organ), "known types"),
        ((URIRef(f"{CLAIM}/chain/1"), KG.hop, HOP), "exactly one chain"),
        ((URIRef(f"{DATA}verdict/x"), RDF.type, KG.Verdict), "yes, no or undetermined"),
        ((URIRef(f"{ARTICLE}/span/5-2"), SCHEMA.text, literals.text("")), "has not, where the IRI of a span says"),
    ],
)
def test_what_is_too_much_is_found(triple, words):
    assert any(words in violation.message for violation in violations(sound() | {triple}))


@pytest.fixture
def store():
    with open_store(None) as opened:
        small.fill(opened)
        yield opened


def test_a_sound_store_passes(store):
    assert check(store) == []


def test_a_link_that_leads_nowhere_is_found(store):
    store.replace(REGISTRY_GRAPH, [])
    found = check(store)
    assert any(violation.value == str(ROW) and "Leads to nothing" in violation.message for violation in found)
    assert found == sorted(found)


def test_a_thing_described_twice_is_found(store):
    graph = iris.shared_graph("agent", "radio-vely")
    store.replace(graph, [(ROW, RDF.type, KG.Agent, graph)])
    assert any("one graph only" in violation.message and violation.focus == str(ROW) for violation in check(store))


def test_some_graphs_only(store):
    store.replace(PROPOSITIONS_GRAPH, [(PROPOSITION, RDF.type, KG.Proposition, PROPOSITIONS_GRAPH)])
    assert check(store, [iris.article_graph(small.ARTICLE.id)]) == []
    assert {violation.focus for violation in check(store, [PROPOSITIONS_GRAPH])} == {str(PROPOSITION)}


def test_violations_say_where_and_what(store):
    graph = iris.article_graph(small.ARTICLE.id)
    quads = [quad for quad in store.quads(graph) if quad[:2] != (HOP, KG.confidence)]
    store.replace(graph, [*quads, (HOP, KG.confidence, literals.decimal(2), graph)])
    assert check(store, [graph]) == [
        Violation(str(HOP), str(KG.confidence), "A hop has one confidence from 0 to 1.", "2")
    ]


def test_the_seeds_pass():
    with open_store(None) as opened:
        small.fill_seeds(opened)
        assert check(opened) == []


def test_the_registry_passes_as_its_file_and_as_quads():
    graph = Graph().parse(package_data.path("ontology/sources.ttl"))
    assert validate([(*triple, REGISTRY_GRAPH) for triple in graph]) == []
    with open_store(None) as opened:
        opened.replace(REGISTRY_GRAPH, registry_quads(registry()))
        assert check(opened) == []


def test_the_shapes_as_they_are_asked_say_what_the_file_says(monkeypatch):
    with open_store(None) as store:
        small.fill(store)
        graph = iris.article_graph(small.ARTICLE.id)
        kept = [quad for quad in store.quads(graph) if quad[1] not in (KG.confidence, SCHEMA.text, KG.role)]
        asked = _said(validate(kept))
        plain = Graph().parse(package_data.path("ontology/shapes.ttl"))
        monkeypatch.setattr("kg.graph.validate._shapes", lambda: plain)
        assert asked == _said(validate(kept)) != []


def _said(violations):
    """What is said of what; the paths of a shape that is no name are numbered anew at each reading."""
    return sorted((one.focus, one.message, one.value) for one in violations)
