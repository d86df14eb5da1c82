"""Rows of an answer by the names of their columns: put together, counted, compared."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from rdflib import Literal, URIRef
from rdflib.term import Identifier

from kg.answers.ask.frame import Concept
from kg.graph.rdf import literals
from kg.graph.store import Table
from kg.model.vocab import KG

Row: TypeAlias = Mapping[str, Identifier | None]


def of_table(table: Table) -> list[Row]:
    """The rows of a table."""
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def as_table(rows: Iterable[Row], columns: Sequence[str]) -> Table:
    """Rows as a table; a column that a row has not is empty there."""
    return Table(tuple(columns), tuple(tuple(row.get(name) for name in columns) for row in rows))


def grouped(rows: Iterable[Row], by: Sequence[str], counted: Mapping[str, str]) -> list[Row]:
    """Rows that are alike in some columns as one, with how many different values others have; most first."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(str(row[name]) for name in by), []).append(row)
    found: list[Row] = [
        {**members[0], **{name: different(members, of) for name, of in counted.items()}}
        for _, members in sorted(groups.items())
    ]
    first = next(iter(counted))
    return sorted(found, key=lambda row: -int(str(row[first])))


def different(rows: Iterable[Row], column: str) -> Literal:
    """How many different values a column has."""
    return literals.integer(len({str(row[column]) for row in rows}))


def named(node: Identifier | None) -> Identifier | None:
    """A country by its code; anything else as it is."""
    return literals.text(str(node).rpartition("/")[2]) if isinstance(node, URIRef) else node


def latest(day: str) -> str:
    """The last day that a coarse day can be, as text that compares."""
    return day + "-99-99"[len(day) - 4 :]


def bounds(row: Row) -> set[float]:
    """The least and the most that a number of a row can be."""
    return {float(str(row[name])) for name in ("low", "high") if row.get(name) is not None}


def in_order(rows: Sequence[Row], order: str) -> list[Row]:
    """Rows by their numbers, those without one last: the ``highest`` first, the ``lowest``, or ``both`` by turns."""
    rising = sorted(rows, key=lambda row: min(bounds(row), default=float("inf")))
    falling = sorted(rows, key=lambda row: -max(bounds(row), default=-1))
    if order == "both":
        turns = (row for pair in zip(rising, falling, strict=True) for row in pair)
        return list({id(row): row for row in turns}.values())
    return {"lowest": rising, "highest": falling}.get(order, list(rows))


def keeps_to(row: Row, concepts: Iterable[Concept]) -> bool:
    """Whether a number of a row is one of those of a question, or within what bounds them there."""
    asked = [each for each in concepts if each.number is not None]
    exact = {each.number for each in asked if not each.bound}
    found = bounds(row)
    least = (each.number or 0 for each in asked if each.bound == "least")
    most = (each.number or 0 for each in asked if each.bound == "most")
    within = all(max(found) >= number for number in least) and all(min(found) <= number for number in most)
    return (not exact or bool(found & exact)) and within


def stances(rows: Iterable[Row], denied: Collection[str]) -> Iterator[Row]:
    """Rows with whether they say so or deny it, and whether a source that is named stands behind each."""
    for row in rows:
        commitment = str(row["commitment"]).rpartition("#")[2]
        says = "says" if commitment == "asserted" else f"says ({commitment})"
        own = row["basis"] == KG["own-voice"]
        rests = "own voice, no source" if own else f"{str(row['kind']).rpartition('#')[2]} source"
        stance = "denies" if str(row["assertion"]) in denied else says
        yield {**row, "stance": literals.text(stance), "rests": literals.text(rests)}
