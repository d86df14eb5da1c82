"""Constraints that leave few claims, found first: a query that begins with them need not go through the whole store."""

from __future__ import annotations

from collections.abc import Sequence

from kg.answers.ask import sparql
from kg.graph.store import SparqlService

_FEW = 1_000  # terms that a query begins with at the most


def few(store: SparqlService, found: Sequence[str], timeout: float) -> list[str]:
    """The constraint that some variable is one of the few values that others leave it; none where they leave many.

    A query with it besides the others has the same answer.

    Raises:
        QueryTimeout: the time is up.
    """
    for name, text in sparql.selections(found, _FEW + 1):
        rows = store.select(text, timeout=timeout).rows
        if len(rows) <= _FEW:
            return [sparql.values(name, (cell for (cell,) in rows if cell is not None))]
    return []


def how_many(store: SparqlService, found: Sequence[str], timeout: float) -> tuple[int, int]:
    """How many claims there are, and how many assertions: claims and parts of them.

    Raises:
        QueryTimeout: the time is up.
    """
    if sparql.of_sentences(found):
        text = sparql.count_sentences(found)
    else:
        text = sparql.query("count", [*few(store, found, timeout), *found])
    (row,) = store.select(text, timeout=timeout).rows
    return int(str(row[0])), int(str(row[1]))
