"""A query of one's own: a field to write it in, its answer, and the address where other tools ask."""

from __future__ import annotations

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
_TURTLE = 200_000  # characters of a graph that a page shows


@dataclass(frozen=True, slots=True)
class Example:
    """A query to begin with."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Queried:
    """A query and its answer: rows, a graph in Turtle, or yes or no; or what is wrong with it."""

    query: str
    rows: Sheet | None = None
    graph: str = ""
    truth: bool | None = None
    problem: str = ""
    fix: str = ""
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
        return Queried(text, problem=f"{error.value}: expected {error.expected}", fix=error.fix, examples=examples)
    if isinstance(answer, Table):
        return Queried(text, sheet(answer, asked), examples=examples)
    if isinstance(answer, bool):
        return Queried(text, truth=answer, examples=examples)
    return Queried(text, graph=turtle(answer)[:_TURTLE], examples=examples)


def table(found: Queried) -> Table:
    """The rows."""
    return found.rows.table if found.rows else Table((), ())


FIELDS = (Field("query", "a query that only reads", example="ASK { ?claim a kg:Claim }"), PAGE)
VIEWS = (View("/sparql", "SPARQL", record, table, fields=FIELDS, menu=90, heavy=True),)
