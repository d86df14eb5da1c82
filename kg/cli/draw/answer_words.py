"""The words around an answer in the language of the question: columns, values of cells, what is counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rdflib import Literal
from rdflib.term import Identifier

from kg.graph.store import Table
from kg.languages.profile import LABEL_LANGUAGE, optional_data

if TYPE_CHECKING:
    from kg.answers.queries import Corpus


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """What ``answer.toml`` of a language says.

    >>> answer_words("fr").column("who")
    'qui'
    """

    columns: Mapping[str, str]
    cells: Mapping[str, str]
    counts: Mapping[str, str]
    lines: Mapping[str, str]

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
        asked = ((corpus.articles, "article"), (corpus.claims, "claim"))
        over = self.lines["and"].join(self._number(each, what + "s" * (each != 1)) for each, what in asked)
        if not counts:
            return self.lines["asked"].format(over=over)
        if not counts[0][0]:
            return self.lines["nothing"].format(what=self.counts.get(counts[0][1], counts[0][1]), over=over)
        *first, last = (self._number(*count) for count in counts)
        inside = bool(first) and counts[-1][1] in ("article", "articles")
        found = self.lines["within"].format(found=", ".join(first), last=last) if inside else ", ".join([*first, last])
        return self.lines["counted"].format(found=found, over=over)

    def left_out(self, number: int) -> str:
        """What is said of rows beyond the limit."""
        return self.lines["more"].format(number=number)

    def _number(self, number: int, what: str) -> str:
        return self.lines["number"].format(number=number, what=self.counts.get(what, what))

    def _cell(self, cell: Identifier | None) -> Identifier | None:
        return Literal(self.cells[str(cell)]) if isinstance(cell, Literal) and str(cell) in self.cells else cell


_WORDED = frozenset(("stand", "stance", "as", "standing", "undated", "fits", "origin", "bottleneck", "closed", "copied",
                    "role", "reuse", "rests", "what"))  # fmt: skip


def answer_words(language: str) -> AnswerWords:
    """The words around answers to questions in a language; those of English where it has none of its own."""
    raw = optional_data(language, "answer") or optional_data(LABEL_LANGUAGE, "answer")
    return AnswerWords(**{name: raw[name] for name in ("columns", "cells", "counts", "lines")})
