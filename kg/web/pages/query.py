"""One of the questions that come with the program: a form for its values, and its answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.answers import queries
from kg.answers.queries import Kind, Parameter
from kg.answers.queries.header import OPEN
from kg.graph.store import Table
from kg.model.errors import QueryError
from kg.web.cells import PAGE, Sheet, sheet
from kg.web.view import Asked, Field, Operation, View

_CHOICES = {
    Kind.VARIANT: ("origin", "bottleneck", "closed"),
    Kind.VERDICT: ("yes", "no", "undetermined"),
    Kind.SURENESS: ("yes", "undetermined"),
}
_EXAMPLES = {
    Kind.COUNTRY: "RU",
    Kind.PERIOD: "2016",
    Kind.TEXT: "hospital",
    Kind.PLACE: "Aleppo",
    Kind.INTEGER: "2",
    Kind.AGENT: "reuters",
    Kind.SOURCE: "state-media",
}


@dataclass(frozen=True, slots=True)
class Value:
    """A parameter with what was given for it, empty where nothing was; ``default`` is what stands for it then."""

    name: str
    kind: str
    text: str
    default: str
    given: str
    required: bool
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """A question with its values and its rows; ``rows`` is None where a value is wanting or cannot be used."""

    name: str
    title: str
    values: tuple[Value, ...]
    sparql: str
    rows: Sheet | None = None
    problem: str = ""
    fix: str = ""


def record(asked: Asked) -> Asking:
    """The question of the address with its answer."""
    question = queries.find(asked.place["name"], queries.questions())
    given = {name: asked.value(name) for name in asked.given if name != PAGE.name and asked.value(name)}
    values = tuple(_value(each, given.get(each.name, "")) for each in question.parameters)
    text = question.text
    if any(value.required and not value.given for value in values) and not set(given) - {v.name for v in values}:
        return Asking(question.name, question.title(), values, text)
    try:
        result = queries.run(asked.store, question, given, asked.timeout, asked.registry)
    except QueryError as error:
        return Asking(
            question.name, question.title(), values, text, None, f"{error.value}: {error.expected}", error.fix
        )
    rows = sheet(result.answer, asked, result.shown) if isinstance(result.answer, Table) else None
    return Asking(question.name, question.title(), values, text, rows)


def _value(parameter: Parameter, given: str) -> Value:
    default = "" if parameter.default in (None, OPEN) else str(parameter.default)
    kind, text = parameter.kind.value, parameter.text or parameter.name
    return Value(parameter.name, kind, text, default, given, parameter.required, _CHOICES.get(parameter.kind, ()))


def table(found: Asking) -> Table:
    """The rows."""
    return found.rows.table if found.rows else Table((), ())


def _operations() -> Iterator[Operation]:
    """An address for each question, with its parameters."""
    for question in queries.questions():
        yield Operation(f"/query/{question.name}", question.title(), (*map(_field, question.parameters), PAGE))


def _field(parameter: Parameter) -> Field:
    choices, example = _CHOICES.get(parameter.kind, ()), _EXAMPLES.get(parameter.kind, "")
    return Field(parameter.name, f"{parameter.kind.value}: {parameter.text or parameter.name}", choices, example)


VIEWS = (View("/query/{name}", "Question", record, table, heavy=True, free=True, operations=_operations),)
