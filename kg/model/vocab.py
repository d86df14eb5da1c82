"""The names of the graph: the one place of the namespace, of the prefixes, and of the concepts that stand for values.

``ontology/kg.ttl`` says in English and French what each term means.
"""

from __future__ import annotations

import functools
from enum import StrEnum
from typing import TypeVar

from rdflib import Namespace, URIRef

from kg.model import AgentType, Basis, ClaimKind, Commitment, Known, Link, Quote, Reuse, Role, SourceKind, Stance

ONTOLOGY = "https://w3id.org/claim-graph/ns#"
DATA = "https://w3id.org/claim-graph/id/"


class Terms(Namespace):
    """A namespace that makes each of its terms once: rdflib's looks at every letter each time."""

    def term(self, name: str) -> URIRef:
        """The term of this name."""
        return _term(str(self), name)


@functools.cache
def _term(base: str, name: str) -> URIRef:
    return URIRef(base + name)


KG = Terms(ONTOLOGY)
ID = Terms(DATA)
SCHEMA = Terms("https://schema.org/")
PROV = Terms("http://www.w3.org/ns/prov#")
SKOS = Terms("http://www.w3.org/2004/02/skos/core#")
RDFS = Terms("http://www.w3.org/2000/01/rdf-schema#")
RDF = Terms("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
XSD = Terms("http://www.w3.org/2001/XMLSchema#")
DCTERMS = Terms("http://purl.org/dc/terms/")
OWL = Terms("http://www.w3.org/2002/07/owl#")
NIF = Terms("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
ORG = Terms("http://www.w3.org/ns/org#")
GEO = Terms("http://www.opengis.net/ont/geosparql#")
WGS84 = Terms("http://www.w3.org/2003/01/geo/wgs84_pos#")
FACT = Terms("http://groundedannotationframework.org/grasp/factuality#")
WD = Terms("http://www.wikidata.org/entity/")

# Bound in every query; a data prefix stands for each family of IRIs, so that country:RU can be typed.
PREFIXES: dict[str, str] = {
    "kg": ONTOLOGY,
    "id": DATA,
    "agent": f"{DATA}agent/",
    "country": f"{DATA}country/",
    "graph": f"{DATA}graph/",
    "schema": str(SCHEMA),
    "prov": str(PROV),
    "skos": str(SKOS),
    "rdfs": str(RDFS),
    "rdf": str(RDF),
    "xsd": str(XSD),
    "dcterms": str(DCTERMS),
    "owl": str(OWL),
    "nif": str(NIF),
    "org": str(ORG),
    "geo": str(GEO),
    "wgs84": str(WGS84),
    "fact": str(FACT),
    "wd": str(WD),
}

REGISTRY_GRAPH = URIRef(f"{DATA}graph/registry")
PROPOSITIONS_GRAPH = URIRef(f"{DATA}graph/propositions")
COPIES_GRAPH = URIRef(f"{DATA}graph/copies")
DERIVED_GRAPH = URIRef(f"{DATA}graph/derived")
CURRENT_GRAPH = URIRef(f"{DATA}graph/current")  # there as long as what is derived says what the articles say
DECISIONS_GRAPH = URIRef(f"{DATA}graph/decisions")
ARTICLE_GRAPHS = f"{DATA}graph/article/"
EXTRACTED_GRAPHS = f"{DATA}graph/extracted/"  # what was extracted of an article whose graph decisions have changed
SHARED_GRAPHS = f"{DATA}graph/shared/"  # each of one thing that several articles bring, with the same words

# A value is the concept kg:<value>, but where a property or another list has that name already. Keyed by the list,
# because members of two StrEnums with one text are equal.
_RENAMED: dict[type[StrEnum], dict[str, str]] = {
    Role: {role: f"{role}-role" for role in Role},
    Quote: {Quote.NONE: "no-quote"},
    Known: {
        Known.ASSERTED: "by-assertion",
        Known.PAGE: "by-page",
        Known.TEXT: "by-text",
        Known.UNKNOWN: "not-known",
    },
    Stance: {Stance.EXPRESSES: "expressing", Stance.DENIES: "denying"},
}
SCHEMES: dict[str, type[StrEnum]] = {
    "quotes": Quote,
    "commitments": Commitment,
    "kinds": ClaimKind,
    "roles": Role,
    "bases": Basis,
    "links": Link,
    "agent-types": AgentType,
    "source-kinds": SourceKind,
    "metadata-origins": Known,
    "stances": Stance,
    "reuses": Reuse,
}

Kind = TypeVar("Kind", bound=StrEnum)


def concept(value: StrEnum) -> URIRef:
    """The concept that stands for a value: ``Link.ORGAN`` is ``kg:organ``, ``Role.ORIGIN`` is ``kg:origin-role``."""
    return KG[_RENAMED.get(type(value), {}).get(value, value.value)]


def value_of(kind: type[Kind], iri: str) -> Kind:
    """The value a concept stands for.

    Raises:
        ValueError: the concept is none of the kind's.
    """
    value = _values(kind).get(str(iri))  # an rdflib term equals no plain string
    if not isinstance(value, kind):
        raise ValueError(f"{iri} is no {kind.__name__}")
    return value


@functools.cache
def _values(kind: type[StrEnum]) -> dict[str, StrEnum]:
    return {str(concept(value)): value for value in kind}
