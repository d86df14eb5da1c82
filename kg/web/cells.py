"""Terms of the graph as a page shows them: their words, and where a click on them leads."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeGuard

from rdflib import Literal, URIRef
from rdflib.term import Identifier

from kg.answers.names import labels
from kg.graph.rdf import literals
from kg.graph.store import Table
from kg.model.errors import BadParameter
from kg.model.vocab import DATA
from kg.web.view import Asked, Field

ROWS = 100  # on a page
PAGE = Field("page", "which page of the rows, from 1", example="1")


@dataclass(frozen=True, slots=True)
class Cell:
    """A term: an IRI, its words what it is called, if anything; or a text with its language and datatype, if any."""

    text: str = ""
    iri: str = ""
    language: str = ""
    datatype: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of terms, None where a variable is unbound; of many rows one page.

    Attributes:
        columns: the names of all columns.
        shown: those that a person is shown, in that order.
        rows: of this page.
        total: how many rows there are.
        page: which page this is, from 1.
        pages: how many there are.
    """

    columns: tuple[str, ...]
    shown: tuple[str, ...]
    rows: tuple[tuple[Cell | None, ...], ...]
    total: int
    page: int = 1
    pages: int = 1

    @property
    def table(self) -> Table:
        """The same as a table of the store."""
        return Table(self.columns, tuple(tuple(map(_term, row)) for row in self.rows))


def sheet(
    table: Table,
    asked: Asked,
    shown: Iterable[str] | None = None,
    languages: Mapping[str, str] | None = None,
    names: Mapping[str, str] | None = None,
) -> Sheet:
    """A table of the store: the page of it that is asked for, or all of it where all is wanted.

    Args:
        table: all rows.
        asked: which page.
        shown: the columns that a person is shown, all where None.
        languages: of claims by IRI; the sentence in a row with a column ``claim`` is of that language.
        names: what IRIs are called on the page; where None, things are called by their labels, sentences and
            propositions by short forms of their IRIs.

    Raises:
        BadParameter: there is no such page.
    """
    columns = table.columns if shown is None else tuple(name for name in shown if name in table.columns)
    total = len(table.rows)
    pages = max(1, math.ceil(total / ROWS))
    number = _number(asked.value(PAGE.name) or "1", pages)
    rows = table.rows if asked.everything else table.rows[(number - 1) * ROWS : number * ROWS]
    cells = tuple(tuple(map(cell, row)) for row in rows)
    if languages and {"claim", "text"} <= set(table.columns):
        claim, text = table.columns.index("claim"), table.columns.index("text")
        cells = tuple(_spoken(row, text, languages.get(_iri(row[claim]), "")) for row in cells)
    if names is None and not asked.everything:
        named = labels(asked.store, {term for row in rows for term in row if _has_label(term)})
        names = {str(iri): name for iri, name in named.items()}
    if names:
        cells = tuple(tuple(each and _called(each, names) for each in row) for row in cells)
    return Sheet(table.columns, columns, cells, total, number, pages)


def _has_label(term: Identifier | None) -> TypeGuard[URIRef]:
    return isinstance(term, URIRef) and term.startswith(DATA) and not re.search("/claim/|/proposition/", term)


def _called(found: Cell, names: Mapping[str, str]) -> Cell:
    return replace(found, text=names[found.iri]) if found.iri in names else found


def _iri(found: Cell | None) -> str:
    return found.iri if found else ""


def _spoken(row: tuple[Cell | None, ...], place: int, language: str) -> tuple[Cell | None, ...]:
    found = row[place]
    if not language or found is None or found.language:
        return row
    return (*row[:place], replace(found, language=language), *row[place + 1 :])


def _number(text: str, pages: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 9 and 1 <= int(text) <= pages):
        raise BadParameter(f"page = {text[:20]}", f"a number from 1 to {pages}", "Begin with the first page.")
    return int(text)


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
