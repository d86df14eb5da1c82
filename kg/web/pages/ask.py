"""The first page: a question in plain words, how it was understood, and its answer."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.answers import service
from kg.answers.ask import Frame
from kg.answers.ask.wording import wording
from kg.answers.queries import corpus
from kg.graph.store import Table
from kg.web.cells import PAGE, Sheet, sheet
from kg.web.view import Asked, Field, View


@dataclass(frozen=True, slots=True)
class Answer:
    """A question and what came back.

    Attributes:
        question: as it was typed; empty where nothing was asked.
        understood: how it was read, or why it was not, a line each.
        offers: questions that come near one that was not understood.
        rows: the rows.
        notes: what must be said of the rows.
        articles, claims: over how much it was asked.
    """

    question: str = ""
    language: str = ""
    understood: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    rows: Sheet | None = None
    notes: tuple[str, ...] = ()
    articles: int = 0
    claims: int = 0


def record(asked: Asked) -> Answer:
    """The answer to the question in the address."""
    words = asked.value("q")
    if not words:
        return Answer()
    before = _before(asked)
    reply = service.ask(asked.store, words, asked.timeout, frame=False, before=before, registry=asked.registry)
    found = reply.understanding
    answer = Answer(words) if found is None else Answer(words, found.language, tuple(wording(found).splitlines()))
    result = reply.result
    if result is None or not isinstance(result.answer, Table):
        return replace(answer, offers=tuple(offer.words for offer in reply.offers))
    over = corpus(asked.store)
    return replace(
        answer,
        rows=sheet(result.answer, asked, result.shown),
        notes=reply.notes,
        articles=over.articles,
        claims=over.claims,
    )


def _before(asked: Asked) -> Frame | None:
    """How the questions before were read, each going on from the one before it."""
    frame: Frame | None = None
    for words in asked.values("after"):
        found = service.understand(words, asked.store, frame, asked.registry)
        frame = found.frame or frame
    return frame


def table(found: Answer) -> Table:
    """The rows."""
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
            PAGE,
        ),
        heavy=True,
        menu=10,
    ),
)
