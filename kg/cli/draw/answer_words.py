"""The words around an answer in the language of the question: columns, values of cells, what is counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rdflib import Literal
from rdflib.term import Identifier

from kg.graph.store import Table
from kg.languages.profile import optional_data

if TYPE_CHECKING:
    from kg.answers.queries import Corpus


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """What ``answer.toml`` of a language says; English, which the program's queries are written in, has none.

    >>> answer_words("fr").column("who")
    'qui'
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, str] = field(default_factory=dict)

    def column(self, name: str) -> str:
        """The heading of a column of a query."""
        return self.columns.get(name, name)

    def table(self, table: Table) -> Table:
        """A table with its headings, and with those cells that are words of a query, not of an article."""
        own = {at for at, name in enumerate(table.columns) if name in _WORDED}
        rows = (tuple(self._cell(cell) if at in own else cell for at, cell in enumerate(row)) for row in table.rows)
        return Table(tuple(map(self.column, table.columns)), tuple(rows))

    def counted(self, counts: tuple[tuple[int, str], ...], corpus: Corpus) -> str:
        """One line on how many of what there are, and over how much it was asked."""
        asked = ((corpus.articles, "articles"), (corpus.claims, "claims"))
        if self.lines:
            found, over = (", ".join(self._number(*count) for count in each) for each in (counts, asked))
            return self.lines["counted" if counts else "asked"].format(found=found, over=over)
        over = f"over {' and '.join(self._number(*count) for count in asked)}"
        if not counts:
            return f"Asked {over}."
        if not counts[0][0]:
            return f"No {counts[0][1]}; asked {over}."
        *first, last = (self._number(*count) for count in counts)
        within = last.endswith(("article", "articles")) and first
        return (
            f"{', '.join(first)} in {last}; asked {over}." if within else f"{', '.join([*first, last])}; asked {over}."
        )

    def left_out(self, number: int) -> str:
        """What is said of rows beyond the limit."""
        return self.lines.get("more", "{number} more: leave --limit out, or raise it.").format(number=number)

    def _number(self, number: int, what: str) -> str:
        if what in self.counts:
            return f"{self.counts[what]} {number}"
        return f"{number:,} {what[:-1] if number == 1 and what.endswith('s') else what}"

    def _cell(self, cell: Identifier | None) -> Identifier | None:
        return Literal(self.cells[str(cell)]) if isinstance(cell, Literal) and str(cell) in self.cells else cell


_WORDED = frozenset(("stand", "as", "standing", "undated", "fits", "origin", "bottleneck", "closed", "copied", "state"))


def answer_words(language: str) -> AnswerWords:
    """The words around answers to questions in a language; those of English where it has none of its own."""
    raw = optional_data(language, "answer")
    return AnswerWords(**{name: raw.get(name, {}) for name in ("columns", "cells", "counts", "lines")})
