"""A query of one's own: a field to write it in, its answer, and the address where other tools ask."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.answers import service
from kg.answers.formats import turtle
from kg.graph.store import Table
from kg.model.errors import QueryError
from kg.web.cells import PAGE, Sheet, sheet
from kg.web.view import Asked, Field, View

_FIRST = """SELECT ?text ?who WHERE {
  ?claim a kg:Claim ; kg:speaker ?speaker ; schema:text ?text .
  ?speaker skos:prefLabel ?who
} LIMIT 20"""
_AT = re.compile(r"line:\s*(\d+), col:\s*(\d+)")
_PREFIX = re.compile(r"Unknown namespace prefix : ([\w-]+)")
_TURTLE = 200_000  # characters of a graph that a page shows


@dataclass(frozen=True, slots=True)
class Example:
    """A query to begin with."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Queried:
    """A query and its answer: rows, a graph in Turtle, or yes or no; or what is wrong with it, and where, from 1."""

    query: str
    rows: Sheet | None = None
    graph: str = ""
    truth: bool | None = None
    problem: str = ""
    fix: str = ""
    line: int = 0
    column: int = 0
    examples: tuple[Example, ...] = ()


def record(asked: Asked) -> Queried:
    """The answer to the query in the address."""
    text = asked.value("query")
    examples = tuple(Example(each.name, each.title()) for each in service.list_questions())
    if not text:
        return Queried(_FIRST, examples=examples)
    try:
        answer = asked.guarded.query(text, timeout=asked.timeout)
    except QueryError as error:
        said = f"{error.value}: expected {error.expected}"
        line, column = _place(text, said)
        return Queried(text, problem=said, fix=error.fix, line=line, column=column, examples=examples)
    if isinstance(answer, Table):
        return Queried(text, sheet(answer, asked), examples=examples)
    if isinstance(answer, bool):
        return Queried(text, truth=answer, examples=examples)
    return Queried(text, graph=turtle(answer)[:_TURTLE], examples=examples)


def _place(query: str, said: str) -> tuple[int, int]:
    """The line and column that a message names, or where the prefix stands that it does not know; zeros for nowhere."""
    if found := _AT.search(said):
        return int(found[1]), int(found[2])
    unknown = _PREFIX.search(said)
    at = query.find(f"{unknown[1]}:") if unknown else -1
    return (query.count("\n", 0, at) + 1, at - query.rfind("\n", 0, at)) if at >= 0 else (0, 0)


def table(found: Queried) -> Table:
    """The rows."""
    return found.rows.table if found.rows else Table((), ())


FIELDS = (Field("query", "a query that only reads", example="ASK { ?claim a kg:Claim }"), PAGE)
VIEWS = (View("/sparql", "SPARQL", record, table, fields=FIELDS, menu=90, guards="query", kept=None),)
