"""The questions that come with the program."""

from __future__ import annotations

from dataclasses import dataclass

from kg.answers import service
from kg.graph.store import Table
from kg.web.view import Asked, View, table_of


@dataclass(frozen=True, slots=True)
class Listed:
    """A question: its name, what it asks, and whether it can be answered without a value."""

    name: str
    title: str
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Questions:
    """All of them."""

    questions: tuple[Listed, ...]


def record(asked: Asked) -> Questions:
    """The questions by their titles."""
    found = service.list_questions()
    rows = (
        Listed(each.name, each.title(), tuple(field.name for field in each.parameters if field.required))
        for each in found
    )
    return Questions(tuple(sorted(rows, key=lambda row: row.title)))


def table(found: Questions) -> Table:
    """A row a question."""
    return table_of(("name", "title", "needs"), ((row.name, row.title, " ".join(row.needs)) for row in found.questions))


VIEWS = (View("/query", "Questions", record, table, menu=80),)
