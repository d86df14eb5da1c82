"""Terms between rdflib, Oxigraph and the JSON of SPARQL results (W3C SPARQL 1.1 Query Results JSON Format)."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Sequence
from typing import TypeAlias, cast

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Identifier, Node

from kg.graph.rdf import Quad
from kg.graph.store.base import Table

Cell: TypeAlias = dict[str, str]
OxTerm: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_STRINGS = ("http://www.w3.org/2001/XMLSchema#string", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString")
_SHORT = 200  # characters of a literal that is worth remembering


def to_json(term: Node) -> Cell:
    """A term as a cell of a JSON result."""
    if isinstance(term, URIRef):
        return {"type": "uri", "value": str(term)}
    if not isinstance(term, Literal):
        return {"type": "bnode", "value": str(term)}
    cell = {"type": "literal", "value": str(term)}
    if term.language:
        return cell | {"xml:lang": term.language}
    return cell | {"datatype": str(term.datatype)} if term.datatype and str(term.datatype) not in _STRINGS else cell


def from_json(cell: Cell) -> Identifier:
    """A cell of a JSON result as a term."""
    if cell["type"] == "uri":
        return _iri(cell["value"])
    if cell["type"] == "bnode":
        return BNode(cell["value"])
    return _literal(cell["value"], cell.get("xml:lang"), cell.get("datatype"))


def table(columns: Sequence[str], results: bytes) -> Table:
    """A JSON result as a table of the given columns."""
    found = json.loads(results)["results"]["bindings"]
    return Table(
        tuple(columns),
        tuple(tuple(from_json(row[name]) if name in row else None for name in columns) for row in found),
    )


def graph(ntriples: bytes) -> Graph:
    """N-Triples as a graph, words as they are."""
    found = Graph()
    for triple in ox.parse(ntriples, format=ox.RdfFormat.N_TRIPLES):
        found.add((from_ox(triple.subject), from_ox(triple.predicate), from_ox(triple.object)))
    return found


def quads(nquads: str) -> Iterator[Quad]:
    """N-Quads as quads, words as they are."""
    for quad in ox.parse(nquads.encode(), format=ox.RdfFormat.N_QUADS):
        nodes = (quad.subject, quad.predicate, quad.object, quad.graph_name)
        yield cast(Quad, tuple(from_ox(cast(OxTerm, node)) for node in nodes))


def to_ox(term: URIRef | Literal) -> ox.NamedNode | ox.Literal:
    """A term of rdflib's as one of Oxigraph's."""
    if isinstance(term, URIRef):
        return ox.NamedNode(str(term))
    if term.language:
        return ox.Literal(str(term), language=term.language)
    return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype)) if term.datatype else None)


def from_ox(term: OxTerm) -> Identifier:
    """A term of Oxigraph's as one of rdflib's."""
    if isinstance(term, ox.NamedNode):
        return _iri(term.value)
    if isinstance(term, ox.Literal):
        return _literal(term.value, term.language, term.datatype.value)
    return BNode(str(term))


@functools.lru_cache(maxsize=65536)
def _iri(value: str) -> URIRef:
    """An IRI as rdflib's, which looks at every letter; predicates, graphs and concepts come again and again."""
    return URIRef(value)


def _literal(value: str, language: str | None, datatype: str | None) -> Literal:
    made = _short if len(value) <= _SHORT else _short.__wrapped__
    return made(value, language, datatype)


@functools.lru_cache(maxsize=65536)
def _short(value: str, language: str | None, datatype: str | None) -> Literal:
    """A literal as rdflib's, which looks for its value in Python; names, numbers and days come again and again."""
    if language:
        return Literal(value, lang=language, normalize=False)
    kept = _iri(datatype) if datatype and datatype not in _STRINGS else None
    return Literal(value, datatype=kept, normalize=False)
