"""Two sides of a row drawn side by side: claims that contradict each other, what two sources say of one thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import TypeAlias

from rdflib import URIRef
from rdflib.term import Identifier
from rich.cells import cell_len

from kg.answers.harmless import plain
from kg.answers.names import ArticleName
from kg.cli.draw.table import wrap
from kg.graph.short_names import short
from kg.graph.store import Table

Sides: TypeAlias = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]  # the row's own columns, left, right

_BETWEEN = " │ "
_SIDES: tuple[Sides, ...] = (
    (("kind", "why"), ("who", "text", "article", "claim"), ("other_who", "other_text", "other_article", "other")),
    (("says",), ("one", "text", "claim"), ("other", "other_text", "other_claim")),
)


def sides_of(columns: Sequence[str]) -> Sides | None:
    """Which columns stand on which side; None where rows have no two sides."""
    return next((sides for sides in _SIDES if {name for side in sides for name in side} <= set(columns)), None)


def pairs_text(table: Table, sides: Sides, articles: Mapping[str, ArticleName], width: int) -> str:
    """Each row as a number, what is said of both, and the two sides beside each other; ends in a line break."""
    if not table.rows:
        return "No rows.\n"
    room = (width - len(_BETWEEN)) // 2
    lines: list[str] = []
    for number, row in enumerate(table.rows, start=1):
        cells = {name: _cell(name, cell, articles, 2 * room - 4) for name, cell in zip(table.columns, row, strict=True)}
        of_both, left, right = ([cells[name] for name in side] for side in sides)
        lines.extend([""] * (number > 1))
        lines.extend(wrap(f"{number}. {': '.join(filter(None, of_both))}", width))
        for one, other in zip(left, right, strict=True):
            lines.extend(_beside(one, other, room))
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _cell(name: str, cell: Identifier | None, articles: Mapping[str, ArticleName], longest: int) -> str:
    if cell is None:
        return "—"
    if name.endswith("article") and (found := articles.get(str(cell))):
        return plain(found.within(longest))
    return plain(short(str(cell)) if isinstance(cell, URIRef) else str(cell))


def _beside(one: str, other: str, room: int) -> Iterator[str]:
    for left, right in zip_longest(wrap(one, room), wrap(other, room), fillvalue=""):
        yield f"{left}{' ' * (room - cell_len(left))}{_BETWEEN}{right}"
