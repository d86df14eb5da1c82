"""Anything that the graph names, where it has no page of its own: what is said of it, and what points to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from kg.graph.rdf import Quad
from kg.graph.store import Table
from kg.model.errors import NotFound
from kg.model.vocab import RDFS, SCHEMA, SKOS
from kg.web.cells import Cell, cell
from kg.web.view import Asked, View, named, table_of

_LABELS = (SKOS.prefLabel, RDFS.label, SCHEMA.text, SCHEMA.name)
_MOST = 500  # statements that are shown
_POINTING = """SELECT ?subject ?property ?graph ?value WHERE { GRAPH ?graph { ?subject ?property ?value } } LIMIT 501"""


@dataclass(frozen=True, slots=True)
class Statement:
    """What is said of a thing, or of what in relation to it, and in which named graph."""

    property: str
    other: Cell
    graph: str


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing of the graph; of a named graph ``said`` is what it holds, and ``subject`` says of what.

    Attributes:
        iri: its name.
        label: what it is called, with its language; None where it has no label.
        said: what is said of it.
        pointing: what points to it.
        held: what it holds, where it is a named graph.
        cut: whether there is more than is shown.
    """

    iri: str
    label: Cell | None
    said: tuple[Statement, ...]
    pointing: tuple[Statement, ...]
    held: tuple[tuple[Cell | None, ...], ...]
    cut: bool


def record(asked: Asked) -> Thing:
    """What is known of the thing in the address."""
    iri = named(asked.place["name"])
    out, held = (
        list(islice(found, _MOST + 1)) for found in (asked.store.quads(None, None, iri), asked.store.quads(iri))
    )
    into = asked.store.select(_POINTING, {"value": iri}).rows
    if not (out or into or held):
        raise NotFound(str(iri)[:200], "a thing of this store", "Names stand in the last column of the answers.")
    label = next((quad[2] for kind in _LABELS for quad in out if quad[1] == kind), None)
    return Thing(
        str(iri),
        cell(label),
        tuple(Statement(str(quad[1]), cell(quad[2]) or Cell(), str(quad[3])) for quad in _sorted(out)),
        tuple(Statement(str(row[1]), cell(row[0]) or Cell(), str(row[2])) for row in into[:_MOST]),
        tuple(tuple(map(cell, quad[:3])) for quad in _sorted(held)),
        max(map(len, (out, into, held))) > _MOST,
    )


def _sorted(quads: Iterable[Quad]) -> list[Quad]:
    return sorted(quads, key=lambda quad: (quad[1], quad[0], quad[2]))[:_MOST]


def table(found: Thing) -> Table:
    """A row a statement."""
    said = ((found.iri, row.property, row.other.iri or row.other.text, row.graph) for row in found.said)
    pointing = ((row.other.iri, row.property, found.iri, row.graph) for row in found.pointing)
    held = ((*(each and (each.iri or each.text) for each in row), found.iri) for row in found.held)
    return table_of(("subject", "property", "value", "graph"), (*said, *pointing, *held))


VIEWS = (View("/thing/{name:path}", "Thing", record, table),)
