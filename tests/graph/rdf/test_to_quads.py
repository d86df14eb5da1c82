"""Records to quads: exact, sorted, without blank nodes, the same every time."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import BNode, Literal, URIRef

from kg.graph.rdf import iris, literals, nquads, proposition_quads, registry_quads
from kg.graph.rdf.articles import article_quads
from kg.model import Article, Fact, Known, Quantity, Run, Span
from kg.model.errors import InputError
from kg.model.ids import digest, name, slug
from kg.model.vocab import KG, PROV, RDF, SCHEMA, SKOS, XSD
from tests.support import small_article as small
from tests.support.paths import GOLDEN


def graph_of(quads):
    return {quad[:3] for quad in quads}


@pytest.mark.parametrize(
    ("file", "quads"),
    [
        ("small-article.nq", small.article),
        ("small-propositions.nq", lambda: proposition_quads(small.PROPOSITIONS, small.CONTRADICTIONS)),
        ("small-registry.nq", lambda: registry_quads(small.REGISTRY, {"FR": (("en", "France"), ("ru", "Франция"))})),
    ],
)
def test_golden(file, quads):
    # To renew after a wanted change: write nquads(quads()) to the file and read the diff.
    assert nquads(quads()) == (GOLDEN / file).read_text("utf-8")


def test_same_bytes_in_another_process_with_another_hash_seed():
    code = "import sys; from tests.support import small_article as s; from kg.graph.rdf import nquads\n"
    code += "sys.stdout.buffer.write(nquads(s.article()).encode())"
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=GOLDEN.parent.parent,
            env={"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert runs == {nquads(small.article()).encode()}


def test_no_blank_nodes_and_no_triple_in_two_graphs():
    quads = [
        *small.article(),
        *registry_quads(small.REGISTRY),
        *proposition_quads(small.PROPOSITIONS, small.CONTRADICTIONS),
    ]
    assert all(isinstance(node, URIRef | Literal) for quad in quads for node in quad)
    distinct = set(quads)
    assert len(distinct) == len({quad[:3] for quad in distinct})


def test_offsets_and_wording():
    graph = graph_of(small.article())
    claim = iris.claim(small.ARTICLE.id, small.CLAIMS[1].span)
    assert (claim, SCHEMA.text, Literal(small.CLAIMS[1].text)) in graph
    for subject, _, wording in [triple for triple in graph if triple[1] == SCHEMA.text and "/span/" in triple[0]]:
        begin, end = map(int, subject.rpartition("/")[2].split("-"))
        assert small.TEXT[begin:end] == str(wording)


def test_one_speaker_the_others_beside():
    graph = graph_of(small.article())
    claim = iris.claim(small.ARTICLE.id, small.CLAIMS[1].span)
    assert {value for who, what, value in graph if who == claim and what == KG.speaker} == {
        iris.registered_agent("mayor-fr-vely")
    }
    assert {value for who, what, value in graph if who == claim and what == KG.coSpeaker} == {
        iris.agent(small.PREFECT, small.ARTICLE.id)
    }


def test_chain_leads_from_origin_to_outlet():
    graph = graph_of(small.article())
    chain = URIRef(iris.claim(small.ARTICLE.id, small.CLAIMS[1].span) + "/chain/0")
    hops = [URIRef(f"{chain}/hop/{index}") for index in range(3)]
    assert {(chain, KG.origin, hops[0]), (chain, KG.outlet, hops[2])} <= graph
    assert {(hops[0], KG.next, hops[1]), (hops[1], KG.next, hops[2])} <= graph
    assert (hops[1], PROV.agent, iris.registered_agent("radio-vely")) in graph
    assert (hops[1], KG.role, KG["relay-role"]) in graph


def test_agents_of_the_registry_are_described_only_there():
    described = {quad[0] for quad in small.article() if quad[1] == RDF.type and quad[2] == KG.Agent}
    assert iris.registered_agent("radio-vely") not in described
    assert iris.registered_agent("mayor-fr-vely") in described
    everywhere = article_quads(small.ARTICLE, small.CLAIMS, small.RUN)
    assert (iris.registered_agent("radio-vely"), RDF.type, KG.Agent) in graph_of(everywhere)


def test_one_preferred_label_in_english_or_in_the_words_of_the_text():
    labels = {subject: value for subject, what, value, _ in small.article() if what == SKOS.prefLabel}
    assert labels[iris.registered_agent("mayor-fr-vely")] == Literal("Mayor of Vély", lang="en")
    assert labels[iris.agent(small.NEIGHBOUR, small.ARTICLE.id)] == Literal("un riverain", lang="fr")


def test_unnamed_sources_of_two_articles_stay_two():
    one, other = (iris.agent(small.NEIGHBOUR, article) for article in ("a.txt", "b.txt"))
    assert one != other


@pytest.mark.parametrize(
    ("value", "datatype"), [("2017", XSD.gYear), ("2017-09", XSD.gYearMonth), ("2017-09-05", XSD.date)]
)
def test_dates_as_coarse_as_known(value, datatype):
    assert literals.date(value).n3() == f'"{value}"^^<{datatype}>'


@pytest.mark.parametrize("value", ["", "2017-13", "2017-02-30", "septembre", "17-09", "2017-9-1", "2017-09-05T10:00"])
def test_a_date_that_is_none_is_refused(value):
    with pytest.raises(InputError, match="2017-09"):
        literals.date(value)


@pytest.mark.parametrize(
    ("value", "written"), [(1.0, "1"), (0.95, "0.95"), (200000, "200000"), (1e20, "1" + "0" * 20), (-0.0, "0")]
)
def test_numbers_without_exponent(value, written):
    assert str(literals.decimal(value)) == written


def test_open_quantity_has_no_bound():
    claim = replace(small.CLAIMS[0], quantities=(Quantity(Span(0, 2), "Le", 3, float("inf")),))
    graph = graph_of(article_quads(small.ARTICLE, [claim], small.RUN))
    assert {what for _, what, _ in graph} & {SCHEMA.minValue, SCHEMA.maxValue, SCHEMA.value} == {SCHEMA.minValue}


def test_lone_surrogate_is_refused_with_a_reason():
    article = Article("bad.txt", "caf\udce9")
    with pytest.raises(InputError, match="encoding"):
        nquads(article_quads(article, (), small.RUN))


def test_language_that_is_no_tag_is_left_out():
    assert literals.text("x", "not a tag").language is None
    assert literals.text("x", "FR-ca").language == "fr-ca"


@pytest.mark.parametrize("node", [URIRef("http://a b"), URIRef('http://a"'), URIRef("http://a\n"), BNode("b")])
def test_bad_iris_and_blank_nodes_are_refused(node):
    with pytest.raises(InputError):
        nquads([(node, RDF.type, node, URIRef("http://g"))])


@given(st.text())
def test_any_text_survives_nquads(text):
    quad = (URIRef("http://s"), URIRef("http://p"), literals.text(text), URIRef("http://g"))
    line = nquads([quad])
    assert line.count("\n") == 1
    (parsed,) = pyoxigraph.parse(line.encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    assert parsed.object.value == text


@given(st.text(), st.text())
def test_names_are_valid_and_never_meet(one, other):
    assert not set(name(one)) - set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert name(one)
    assert one == other or name(one) != name(other)
    assert one == other or iris.article(one) != iris.article(other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Deir ez-Zor", "deir-ez-zor"), ("Шойгу", "shoygu"), ("Élysée", "elysee"), ("مصدر", ""), ("a" * 80, "a" * 64)],
)
def test_slug(text, expected):
    assert slug(text) == expected


def test_digest_tells_where_parts_end():
    assert digest("ab", "c") != digest("a", "bc")


def test_run_has_no_clock():
    assert iris.run(small.RUN) == iris.run(Run("0.1.0", (("fr_core", "3.8.0"),), "0" * 64))
    assert iris.run(small.RUN) != iris.run(Run("0.1.1", (("fr_core", "3.8.0"),), "0" * 64))


def test_metadata_says_how_it_is_known():
    article = replace(small.ARTICLE, url=Fact('http://x/ "<script>"', Known.PAGE))
    graph = graph_of(article_quads(article, (), small.RUN))
    iri = iris.article(article.id)
    assert (iri, KG.urlKnown, KG["by-page"]) in graph
    assert (iri, KG.outletKnown, KG["not-known"]) in graph
    assert (iri, SCHEMA.url, Literal('http://x/ "<script>"')) in graph
