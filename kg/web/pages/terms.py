"""The terms that queries are made of: what the ontology says of its own, and others that the program writes."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from rdflib import Graph, URIRef

from kg.answers.queries import questions
from kg.graph.store import Table
from kg.languages.profile import LABEL_LANGUAGE
from kg.model import package_data
from kg.model.vocab import KG, OWL, PREFIXES, RDF, RDFS, SKOS
from kg.web.view import Asked, View, table_of

_OTHERS = re.compile(rf"\b(?:{'|'.join(name for name in PREFIXES if name != 'kg')}):[A-Za-z]\w*")
_KINDS = {OWL.Class: "class", OWL.ObjectProperty: "property", OWL.DatatypeProperty: "property", SKOS.Concept: "value"}


@dataclass(frozen=True, slots=True)
class Term:
    """A term: its name with its prefix; class, property, value (of a property), or other; what it is, and means."""

    name: str
    kind: str
    label: str
    says: str


@dataclass(frozen=True, slots=True)
class Terms:
    """All of them, by their names."""

    terms: tuple[Term, ...]


def record(asked: Asked) -> Terms:
    """The terms."""
    return Terms(_terms())


@functools.cache
def _terms() -> tuple[Term, ...]:
    ontology = Graph(bind_namespaces="none").parse(package_data.path("ontology/kg.ttl"), format="turtle")

    def text(term: URIRef, *properties: URIRef) -> str:
        values = (value for each in properties for value in ontology.objects(term, each))
        return next((str(value) for value in values if getattr(value, "language", None) == LABEL_LANGUAGE), "")

    own = (
        Term(
            f"kg:{term.removeprefix(KG)}",
            next((name for kind, name in _KINDS.items() if (term, RDF.type, kind) in ontology), "other"),
            text(term, RDFS.label, SKOS.prefLabel),
            text(term, RDFS.comment, SKOS.definition, SKOS.scopeNote),
        )
        for term in set(ontology.subjects(RDF.type))
        if isinstance(term, URIRef) and term.startswith(KG) and term != KG
    )
    others = {name for question in questions() for name in _OTHERS.findall(question.text)}
    found = (*own, *(Term(name, "other", "", "") for name in others))
    return tuple(sorted(found, key=lambda term: (not term.name.startswith("kg:"), term.name.casefold(), term.name)))


def table(found: Terms) -> Table:
    """A row a term."""
    rows = ((term.name, term.kind, term.label, term.says) for term in found.terms)
    return table_of(("name", "kind", "label", "says"), rows)


VIEWS = (View("/terms", "Terms", record, table),)
