"""A store to work with in Python: ``import kg; g = kg.open("out/store"); g.ask("Who denies it?").to_pandas()``."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeAlias, overload

from rdflib import Graph, Literal
from rdflib.term import Identifier

from kg.answers import service
from kg.answers.exports import Export, export
from kg.answers.service import Reply
from kg.graph.store import Table, open_store
from kg.model import Article, Claim
from kg.model.errors import BadParameter
from kg.model.vocab import XSD
from kg.readers.extras import library

if TYPE_CHECKING:
    from kg.answers.show import ClaimRecord, PropositionRecord

TIMEOUT = 60.0  # seconds until a query is given up
Value: TypeAlias = "str | int | float | bool | None"
Row: TypeAlias = dict[str, Value]
_NUMBERS = {str(XSD.integer): int, str(XSD.decimal): float, str(XSD.double): float, str(XSD.float): float}


class Rows(Sequence[Row]):
    """The rows of an answer, each a dict of plain values: numbers and truth values as such, all else as text.

    Attributes:
        columns: their names in order.
        reply: how the question was understood, over how much it was asked, what must be said of the rows.
    """

    def __init__(self, table: Table, reply: Reply | None = None) -> None:
        """Turn each row of a table into a dict when it is asked for."""
        self._table = table
        self.columns = table.columns
        self.reply = reply or Reply()

    def __len__(self) -> int:
        """The number of rows."""
        return len(self._table.rows)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> list[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | list[Row]:
        """A row, or several."""
        if isinstance(place, slice):
            return [self[at] for at in range(*place.indices(len(self)))]
        return dict(zip(self.columns, map(plain, self._table.rows[place]), strict=True))

    def __iter__(self) -> Iterator[Row]:
        """The rows in order."""
        return (self[place] for place in range(len(self)))

    @property
    def understood(self) -> str:
        """How the words of the question were read, in their language; empty where it was asked by its name."""
        from kg.answers.ask.wording import wording

        return "" if self.reply.understanding is None else wording(self.reply.understanding)

    @property
    def notes(self) -> tuple[str, ...]:
        """What must be said of the rows: how many verdicts are undetermined and why, what comes nearest to none."""
        return self.reply.notes

    def to_pandas(self) -> Any:  # noqa: ANN401 - pandas is optional, and ships no types
        """The rows as a data frame.

        Raises:
            ConfigError: pandas is not installed; the message names the extra that brings it.
        """
        return library("pandas", "notebook").DataFrame(list(self), columns=list(self.columns))

    def __repr__(self) -> str:
        """How it was understood, how many rows of what, and what must be said of them."""
        from kg.answers.harmless import clean

        lines = [self.understood, f"{len(self)} rows: {', '.join(self.columns)}", *self.notes]
        return clean("\n".join(line for line in lines if line))


class ClaimGraph:
    """A store, open for reading; it stays as it was when it was opened, whatever is added to it meanwhile."""

    def __init__(self, location: str | Path) -> None:
        """Open the store at a location.

        Raises:
            StoreError: there is none.
        """
        self.store = open_store(location, read_only=True)

    def ask(self, words: str, *, after: Rows | None = None, limit: int | None = None) -> Rows:
        """The answer to a question in plain words, in French, English or Russian.

        Args:
            words: the question.
            after: the answer before, which this question may go on from.
            limit: rows that are wanted; all where None.

        Raises:
            BadParameter: the words were not understood; the message says how far they were, and what can be asked.
            QueryTimeout: the time is up.
        """
        before = after.reply.understanding.frame if after and after.reply.understanding else None
        reply = service.ask(self.store, words, TIMEOUT, before=before, limit=limit)
        if reply.result is None:
            said = Rows(Table((), ()), reply).understood
            others = "; ".join(offer.words for offer in reply.offers) or "what questions() lists"
            raise BadParameter(words, f"a question that can be understood ({said})", f"Ask for example: {others}.")
        return Rows(_table(reply), reply)

    def questions(self) -> dict[str, str]:
        """The questions that come with the program: their names and titles."""
        return {question.name: question.title() for question in service.list_questions()}

    def query(self, name: str, *, limit: int | None = None, **values: str) -> Rows:
        """The answer to a question by its name: ``g.query("rests-only-on", country="RU")``.

        Raises:
            UnknownQuery: no such question.
            BadParameter: a value that cannot be used.
            QueryTimeout: the time is up.
        """
        reply = service.query(self.store, name, values, TIMEOUT, limit=limit)
        return Rows(_table(reply), reply)

    def rests_only(self, country: str, variant: str = "origin", value: str = "yes") -> Rows:
        """The claims of propositions that rest only on sources of a country (ISO code).

        Args:
            country: whose sources.
            variant: origin, bottleneck or closed.
            value: yes, undetermined or no.

        Raises:
            BadParameter: a value that cannot be used.
        """
        return self.query("rests-only-on", country=country, variant=variant, value=value)

    def show(self, name: str) -> ClaimRecord | PropositionRecord:
        """A claim or a proposition in full, by a name of it in the answers.

        Raises:
            QueryError: nothing, or more than one thing, has that name.
        """
        return service.show(self.store, name)

    def read(self, article: str) -> tuple[Article, tuple[Claim, ...]]:
        """An article with its claims, by its id or its IRI.

        Raises:
            QueryError: the store has no such article.
        """
        return service.read(self.store, article)

    def sparql(self, text: str, timeout: float = TIMEOUT) -> Rows | Graph | bool:
        """The answer to a SPARQL query: rows, a graph, or yes and no.

        Raises:
            QueryError: the query cannot be read, is not allowed, or fails.
            QueryTimeout: the time is up.
        """
        answer = self.store.query(text, timeout=timeout)
        return Rows(answer) if isinstance(answer, Table) else answer

    def export(self, form: str) -> Export:
        """The whole store in one of the formats of ``kg export``: ``g.export("parquet").write(Path("tables"))``.

        Raises:
            ConfigError: no such format.
        """
        return export(self.store, form)

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()

    def __enter__(self) -> Self:
        """The graph itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()


def _table(reply: Reply) -> Table:
    """The rows of a reply; yes and no as one row, a graph as its triples."""
    answer = reply.result.answer if reply.result else None
    if isinstance(answer, Table):
        return answer
    if isinstance(answer, bool):
        return Table(("answer",), ((Literal(answer),),))
    triples: Any = answer or ()
    return Table(("subject", "predicate", "object"), tuple(sorted(triples)))


def plain(term: Identifier | None) -> Value:
    """A term as a plain value: a number or a truth value as such, anything else as its text."""
    if not isinstance(term, Literal) or term.datatype is None:
        return None if term is None else str(term)
    kind = str(term.datatype)
    if kind == str(XSD.boolean):
        return str(term) in ("true", "1", "True")
    try:
        number = _NUMBERS[kind](str(term))
    except (KeyError, ValueError):
        return str(term)
    return number if math.isfinite(number) else str(term)
