"""RDF as it goes out: media types, and a graph in one of them."""

from __future__ import annotations

from collections.abc import Mapping

from rdflib import Graph

from kg.answers.formats import turtle
from kg.model.vocab import PREFIXES

# The first is what a client gets that does not care.
GRAPH_TYPES: Mapping[str, str] = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/ld+json": "json-ld",
    "application/rdf+xml": "xml",
}


def serialize(graph: Graph, media_type: str) -> str:
    """A graph in one of ``GRAPH_TYPES``, with the program's prefixes."""
    if media_type == "text/turtle":
        return turtle(graph)
    for prefix, base in PREFIXES.items():
        graph.bind(prefix, base)
    return graph.serialize(format=GRAPH_TYPES[media_type])
