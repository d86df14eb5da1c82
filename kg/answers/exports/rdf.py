"""The store as RDF, graph by graph: N-Quads, TriG and JSON-LD with the named graphs, Turtle without.

Graphs come by name and quads sorted within each, so that the same content gives the same text, and no more than one
graph is held at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox
from rdflib import Literal, URIRef
from rdflib.term import Node

from kg.answers.exports.json_text import Json, embeddable, listing
from kg.answers.exports.records import StoreRecords
from kg.graph.rdf.nquads import line, term
from kg.model.vocab import PREFIXES, RDF, XSD


def nquads(records: StoreRecords) -> Iterator[str]:
    """N-Quads, a line a quad."""
    for graph in records.store.graphs():
        yield from sorted(set(map(line, records.store.quads(graph))))


def trig(records: StoreRecords) -> Iterator[str]:
    """TriG: each graph in braces."""
    yield from _prefixes()
    for graph in records.store.graphs():
        yield f"\n{term(graph)} {{\n{''.join(_turtle_lines(records, graph))}}}\n"


def turtle(records: StoreRecords) -> Iterator[str]:
    """Turtle of what the graphs say together."""
    yield from _prefixes()
    for graph in records.store.graphs():
        yield "".join(["\n", *_turtle_lines(records, graph)])


def _prefixes() -> Iterator[str]:
    yield from (f"@prefix {prefix}: <{base}> .\n" for prefix, base in sorted(PREFIXES.items()))


def _turtle_lines(records: StoreRecords, graph: URIRef) -> Iterator[str]:
    """The triples of one graph, without the prefixes: no literal of Turtle as it is written here spans two lines."""
    triples = [" ".join([*map(term, quad[:3]), ".\n"]) for quad in records.store.quads(graph)]
    parsed = ox.parse("".join(sorted(set(triples))).encode(), format=ox.RdfFormat.N_TRIPLES)
    body = (ox.serialize(parsed, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b"").decode()
    return (f"{text}\n" for text in body.split("\n") if text and not text.startswith("@prefix "))


def jsonld(records: StoreRecords) -> Iterator[str]:
    """JSON-LD 1.1: a graph object a named graph, names shortened by the prefixes of the context."""
    head = f'{{"@context": {embeddable(dict(sorted(PREFIXES.items())))}, "@graph": ['
    graphs = records.store.graphs()
    yield from listing(head, ({"@id": _short(graph), "@graph": _nodes(records, graph)} for graph in graphs), "]}")


def _nodes(records: StoreRecords, graph: URIRef) -> list[Json]:
    nodes: dict[str, dict[str, Json]] = {}
    triples: Iterable[tuple[Node, ...]] = {quad[:3] for quad in records.store.quads(graph)}
    for subject, predicate, value in sorted(triples, key=lambda triple: tuple(map(term, triple))):
        node = nodes.setdefault(str(subject), {"@id": _short(subject)})
        is_type = predicate == RDF.type
        cells = node.setdefault("@type" if is_type else _short(predicate), [])
        if isinstance(cells, list):
            cells.append(_short(value) if is_type else _cell(value))
    return list(nodes.values())


def _cell(value: Node) -> Json:
    if not isinstance(value, Literal):
        return {"@id": _short(value)}
    if value.language:
        return {"@value": str(value), "@language": value.language}
    if value.datatype and value.datatype != XSD.string:
        return {"@value": str(value), "@type": _short(value.datatype)}
    return str(value)


def _short(iri: Node) -> str:
    prefix, base = max(PREFIXES.items(), key=lambda pair: len(pair[1]) if str(iri).startswith(pair[1]) else -1)
    return f"{prefix}:{str(iri).removeprefix(base)}" if str(iri).startswith(base) else str(iri)
