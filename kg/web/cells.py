"""Terms of the graph as a page shows them: their words, and where a click on them leads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import Literal, URIRef
from rdflib.term import Identifier

from kg.graph.rdf import literals
from kg.graph.store import Table


@dataclass(frozen=True, slots=True)
class Cell:
    """A term: an IRI with its words empty, or a text with its language and datatype where it has them."""

    text: str = ""
    iri: str = ""
    language: str = ""
    datatype: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of terms, None where a variable is unbound."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell | None, ...], ...] = ()

    @property
    def table(self) -> Table:
        """The same as a table of the store."""
        return Table(self.columns, tuple(tuple(map(_term, row)) for row in self.rows))


def sheet(table: Table, columns: Iterable[str] | None = None) -> Sheet:
    """A table of the store, or some of its columns in that order."""
    names = table.columns if columns is None else tuple(name for name in columns if name in table.columns)
    places = [table.columns.index(name) for name in names]
    return Sheet(names, tuple(tuple(cell(row[place]) for place in places) for row in table.rows))


def cell(term: Identifier | None) -> Cell | None:
    """A term as a cell."""
    if term is None:
        return None
    if isinstance(term, Literal):
        return Cell(str(term), "", term.language or "", str(term.datatype or ""))
    return Cell("", str(term)) if isinstance(term, URIRef) else Cell(f"_:{term}")


def _term(found: Cell | None) -> Identifier | None:
    if found is None:
        return None
    if found.iri:
        return URIRef(found.iri)
    if found.datatype:
        return Literal(found.text, datatype=URIRef(found.datatype), normalize=False)
    return literals.text(found.text, found.language)
