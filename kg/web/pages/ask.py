"""The first page: a question in plain words, how it was understood, and its answer."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.answers import service
from kg.answers.ask import Frame
from kg.answers.ask.wording import wording
from kg.graph.store import Table
from kg.web.cells import Sheet, sheet
from kg.web.view import Asked, Field, View


@dataclass(frozen=True, slots=True)
class Explained:
    """A proposition with the chains behind it."""

    iri: str
    says: str
    chains: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A question and what came back.

    Attributes:
        question: as it was typed; empty where nothing was asked.
        understood: how it was read, or why it was not, a line each.
        offers: questions that come near one that was not understood.
        shown: the rows, as far as a page shows their columns.
        rows: the rows in full.
        notes: what must be said of the rows.
        explained: propositions of an answer to "what rests only on …" with their chains in words.
        articles, claims: over how much it was asked.
    """

    question: str = ""
    language: str = ""
    understood: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    shown: Sheet | None = None
    rows: Sheet | None = None
    notes: tuple[str, ...] = ()
    explained: tuple[Explained, ...] = ()
    articles: int = 0
    claims: int = 0


def record(asked: Asked) -> Answer:
    """The answer to the question in the address."""
    words = asked.value("q")
    if not words:
        return Answer()
    reply = service.ask(asked.store, words, asked.timeout, before=_before(asked), registry=asked.registry)
    found = reply.understanding
    answer = Answer(words) if found is None else Answer(words, found.language, tuple(wording(found).splitlines()))
    result = reply.result
    if result is None or not isinstance(result.answer, Table):
        return replace(answer, offers=tuple(offer.words for offer in reply.offers))
    return replace(
        answer,
        shown=sheet(result.answer, result.shown),
        rows=sheet(result.answer),
        notes=reply.notes,
        explained=tuple(Explained(each.proposition, each.says, each.chains) for each in reply.explanations),
        articles=reply.corpus.articles if reply.corpus else 0,
        claims=reply.corpus.claims if reply.corpus else 0,
    )


def _before(asked: Asked) -> Frame | None:
    """How the questions before were read, each going on from the one before it."""
    frame: Frame | None = None
    for words in asked.values("after"):
        found = service.understand(words, asked.store, frame, asked.registry)
        frame = found.frame or frame
    return frame


def table(found: Answer) -> Table:
    """The rows in full."""
    return found.rows.table if found.rows else Table((), ())


VIEWS = (
    View(
        "/ask",
        "Ask",
        record,
        table,
        fields=(
            Field("q", "a question in French, English or Russian", example="Who denies it?"),
            Field("after", "questions before, from which it goes on", several=True),
        ),
        menu=10,
    ),
)
