"""Quads as text: N-Quads, one line a quad, sorted, each once (W3C N-Quads; escapes as in RDF 1.2 canonical form)."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import TypeAlias

from rdflib import Literal, URIRef
from rdflib.term import Node

from kg.model.errors import InputError
from kg.model.vocab import XSD

Triple: TypeAlias = tuple[URIRef, URIRef, URIRef | Literal]
Quad: TypeAlias = tuple[URIRef, URIRef, URIRef | Literal, URIRef]

_BAD_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\\ud800-\udfff]')
_ESCAPES = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F)} | {
    ord("\\"): "\\\\",
    ord('"'): '\\"',
    ord("\b"): "\\b",
    ord("\t"): "\\t",
    ord("\n"): "\\n",
    ord("\f"): "\\f",
    ord("\r"): "\\r",
}


def in_graph(triples: Iterable[Triple], graph: URIRef) -> Iterable[Quad]:
    """The triples as quads of one named graph."""
    return ((subject, predicate, value, graph) for subject, predicate, value in triples)


def term(node: Node) -> str:
    """A term as N-Quads writes it.

    Raises:
        InputError: an IRI holds a character that no IRI may, or the node is a blank one.
    """
    if isinstance(node, Literal):
        return _literal(node)
    if isinstance(node, URIRef):
        return _iri(node)
    raise _not_an_iri(node)


@functools.lru_cache(maxsize=65536)
def _iri(node: URIRef) -> str:
    """An IRI between angle brackets; predicates, graphs and concepts come again and again."""
    if _BAD_IN_IRI.search(node):
        raise _not_an_iri(node)
    return f"<{node}>"


def _not_an_iri(node: Node) -> InputError:
    return InputError(
        repr(str(node)), "an IRI without spaces, quotes or control characters", "Mint it with kg.model.ids"
    )


def _literal(node: Literal) -> str:
    quoted = f'"{str(node).translate(_ESCAPES)}"'
    if node.language:
        return f"{quoted}@{node.language}"
    if node.datatype is None or node.datatype == XSD.string:
        return quoted
    return f"{quoted}^^{term(node.datatype)}"


def line(quad: Quad) -> str:
    """A quad as a line of N-Quads, its end included.

    Raises:
        InputError: a term cannot be written.
    """
    return " ".join((*map(term, quad), ".\n"))


def lines(text: str) -> list[str]:
    """The lines of N-Quads, their ends included; what else ends a line elsewhere may stand in a literal."""
    return [f"{found}\n" for found in text.split("\n")[:-1]]


def nquads(quads: Iterable[Quad]) -> str:
    """The quads as N-Quads, sorted by line; an empty text for none.

    Raises:
        InputError: a term cannot be written.
    """
    return "".join(sorted(set(map(line, quads))))
