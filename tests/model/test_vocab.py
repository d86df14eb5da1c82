"""Every term in use is defined, in two languages, and every value has its concept."""

from __future__ import annotations

import re
from enum import StrEnum

import pytest
from rdflib import Graph, Literal, URIRef

from kg import model
from kg.graph.rdf import proposition_quads, registry_quads
from kg.model import package_data, vocab
from kg.model.vocab import DCTERMS, KG, OWL, RDF, RDFS, SCHEMA, SKOS
from tests.support import small_article as small

ONTOLOGY = Graph().parse(package_data.path("ontology/kg.ttl"))
SHACL = "http://www.w3.org/ns/shacl#"
OWN = sorted({str(term) for term in ONTOLOGY.subjects() if term.startswith(vocab.ONTOLOGY)})
PROPERTIES = [*ONTOLOGY.subjects(RDF.type, OWL.ObjectProperty), *ONTOLOGY.subjects(RDF.type, OWL.DatatypeProperty)]
DEFINED = {str(term) for term in ONTOLOGY.subjects(RDFS.isDefinedBy)}


def undefined(terms):
    data = (vocab.DATA, "http://www.wikidata.org/entity/", SHACL, "https://w3id.org/claim-graph/shapes")
    return {str(term) for term in terms if not str(term).startswith(data)} - DEFINED


def test_each_term_is_documented_in_two_languages():
    for term in OWN:
        for predicate in (RDFS.label, RDFS.comment):
            texts = list(ONTOLOGY.objects(URIRef(term), predicate))
            assert sorted(text.language for text in texts) == ["en", "fr"], term
            assert all(str(text).strip() for text in texts), term
        assert len(list(ONTOLOGY.objects(URIRef(term), DCTERMS.source))) == 1, term


def test_the_ontology_holds_something():
    assert len(OWN) > 150
    assert len(PROPERTIES) > 70


def test_each_property_has_domain_and_range():
    for term in PROPERTIES:
        for single, several in ((RDFS.domain, SCHEMA.domainIncludes), (RDFS.range, SCHEMA.rangeIncludes)):
            alone, among = (len(list(ONTOLOGY.objects(term, predicate))) for predicate in (single, several))
            assert alone == 1 or among > 1, term


def test_no_term_is_two_things():
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, SKOS.Concept, SKOS.ConceptScheme)
    found = [term for kind in kinds for term in ONTOLOGY.subjects(RDF.type, kind)]
    assert len(found) == len(set(found))


@pytest.mark.parametrize("scheme", vocab.SCHEMES)
def test_each_value_has_its_concept_and_back(scheme):
    for value in vocab.SCHEMES[scheme]:
        concept = vocab.concept(value)
        assert (concept, SKOS.inScheme, KG[scheme]) in ONTOLOGY
        assert vocab.value_of(type(value), concept) is value


def test_each_enum_of_the_model_that_is_stored_has_a_scheme():
    kinds = {kind for kind in vars(model).values() if isinstance(kind, type) and issubclass(kind, StrEnum)}
    assert kinds - set(vocab.SCHEMES.values()) - {StrEnum} == {
        model.BlockKind,
        model.Gender,
    }  # a gender is schema.org's word


def test_a_concept_of_another_list_is_no_value():
    with pytest.raises(ValueError, match="Link"):
        vocab.value_of(model.Link, KG.direct)


def test_the_data_uses_defined_terms_only():
    quads = [
        *small.article(),
        *registry_quads(small.REGISTRY),
        *proposition_quads(small.PROPOSITIONS, small.CONTRADICTIONS),
    ]
    datatypes = {node.datatype for quad in quads for node in quad if isinstance(node, Literal) and node.datatype}
    assert undefined({node for quad in quads for node in quad if isinstance(node, URIRef)} | datatypes) == set()


def test_the_ontology_and_the_shapes_use_defined_terms_only():
    shapes = Graph().parse(package_data.path("ontology/shapes.ttl"))
    used = {node for triple in shapes for node in triple if isinstance(node, URIRef)}
    assert {term for term in undefined(used) if not term.startswith(str(RDF))} == set()
    predicates = {*ONTOLOGY.predicates(), *ONTOLOGY.objects(None, RDFS.subPropertyOf)}
    ranges = {*ONTOLOGY.objects(None, RDFS.range), *ONTOLOGY.objects(None, RDFS.domain)}
    assert undefined(predicates | ranges | set(ONTOLOGY.objects(None, RDF.type))) == set()


@pytest.mark.parametrize("folder", ["ontology", "queries"])
def test_files_name_no_undefined_term_of_ours(folder):
    files = [*package_data.root().glob(f"{folder}/*.ttl"), *package_data.root().glob(f"{folder}/*.rq")]
    for file in files:
        text = re.sub(r'"""|"(?:[^"\\\n]|\\.)*"|#[^\n]*', "", file.read_text("utf-8"))
        used = {vocab.ONTOLOGY + name for name in re.findall(r"(?<![\w:])kg:([A-Za-z][\w-]*)", text)}
        assert used - set(OWN) == set(), file.name


def test_the_ontology_has_no_blank_nodes():
    assert all(isinstance(node, URIRef | Literal) for triple in ONTOLOGY for node in triple)


def test_prefixes_are_those_of_the_vocabularies():
    text = package_data.path("ontology/kg.ttl").read_text("utf-8")
    for prefix, base in re.findall(r"@prefix (\w+): <([^>]+)>", text):
        assert vocab.PREFIXES[prefix] == base
