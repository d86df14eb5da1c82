"""Made-up answers, hostile ones among them."""

from __future__ import annotations

from rdflib import Literal, URIRef

from kg.answers.queries import ParameterValue, Question, Result
from kg.graph.store import Table

ID = "https://w3id.org/claim-graph/id/"
CLAIM = URIRef(f"{ID}article/small-txt-af15cd88/claim/0-89")
HOSTILE = "\x1b[31mred\x1b[0m \x07 \u202eevil\u202c\u200b\r\n\x9b2J [bold]x[/bold]"


def made_result(answer: object, shown: tuple[str, ...] = (), values: tuple[ParameterValue, ...] = ()) -> Result:
    return Result(Question("made-up", "SELECT", shown=shown), values, answer)  # type: ignore[arg-type]


def made_table(*rows: tuple[object, ...], columns: tuple[str, ...] | None = None) -> Table:
    cells = tuple(tuple(Literal(cell) if type(cell) is str else cell for cell in row) for row in rows)
    return Table(columns or tuple("abcdef"[: len(rows[0])]), cells)  # type: ignore[arg-type]
