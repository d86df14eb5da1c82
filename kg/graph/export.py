"""The whole store as one text: N-Quads with its named graphs, or Turtle or JSON-LD of what they say together."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TypeAlias

import pyoxigraph as ox
from rdflib import Literal, URIRef
from rdflib.term import Node

from kg.graph.rdf.nquads import Triple, line, term
from kg.graph.store import GraphStore
from kg.model.errors import ConfigError
from kg.model.vocab import PREFIXES, RDF, XSD

Json: TypeAlias = "str | dict[str, Json] | list[Json]"


def export(store: GraphStore, form: str) -> Iterator[str]:
    """The store in a format of ``FORMATS``, piece by piece: the same content gives the same text.

    Raises:
        ConfigError: no such format.
    """
    if form not in FORMATS:
        raise ConfigError(form, f"one of {', '.join(FORMATS)}", "Name a format with --format.")
    return FORMATS[form](store)


def _nquads(store: GraphStore) -> Iterator[str]:
    yield from sorted(set(map(line, store.quads())))


def _triples(store: GraphStore) -> list[Triple]:
    """Every triple once, sorted, whichever graphs hold it."""
    return sorted({quad[:3] for quad in store.quads()}, key=lambda triple: tuple(map(term, triple)))


def _turtle(store: GraphStore) -> Iterator[str]:
    lines = "".join(f"{' '.join(map(term, triple))} .\n" for triple in _triples(store))
    triples = ox.parse(lines.encode(), format=ox.RdfFormat.N_TRIPLES)
    body = (ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b"").decode()
    head, rest = body[: (at := body.rfind("\n@prefix")) + 1], body[at + 1 :]
    last, _, rest = rest.partition("\n")
    yield "\n".join([*sorted([*head.splitlines(), last]), "", rest])


def _jsonld(store: GraphStore) -> Iterator[str]:
    """JSON-LD 1.1: one object a subject, names shortened by the prefixes of the context."""
    nodes: dict[str, dict[str, Json]] = {}
    for subject, predicate, value in _triples(store):
        node = nodes.setdefault(subject, {"@id": _short(subject)})
        name, cell = _short(predicate), _cell(value)
        if predicate == RDF.type:
            name, cell = "@type", _short(value)
        cells = node.setdefault(name, [])
        if isinstance(cells, list):
            cells.append(cell)
    document = {"@context": dict(sorted(PREFIXES.items())), "@graph": list(nodes.values())}
    yield json.dumps(document, ensure_ascii=False, indent=1)
    yield "\n"


def _cell(value: URIRef | Literal) -> Json:
    if isinstance(value, URIRef):
        return {"@id": _short(value)}
    if value.language:
        return {"@value": str(value), "@language": value.language}
    if value.datatype and value.datatype != XSD.string:
        return {"@value": str(value), "@type": _short(value.datatype)}
    return str(value)


def _short(iri: Node) -> str:
    prefix, base = max(PREFIXES.items(), key=lambda pair: len(pair[1]) if str(iri).startswith(pair[1]) else -1)
    return f"{prefix}:{str(iri).removeprefix(base)}" if str(iri).startswith(base) else str(iri)


FORMATS: dict[str, Callable[[GraphStore], Iterator[str]]] = {"nquads": _nquads, "turtle": _turtle, "jsonld": _jsonld}
