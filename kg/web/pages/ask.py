"""The first page: a question in plain words, how it was understood, and its answer, which facets narrow down."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kg.answers import service
from kg.answers.ask import Frame
from kg.answers.ask.equivalents import is_exact, question_of
from kg.answers.ask.frame import PartyKind
from kg.answers.ask.wording import wording
from kg.answers.facets import FACETS, VERDICTS, Facet, narrow
from kg.answers.queries import corpus
from kg.answers.readable import counted
from kg.graph.store import Bindings, Table
from kg.graph.store.bound_query import with_values
from kg.languages.profile import optional_data, supported
from kg.model.vocab import PREFIXES
from kg.web import rendering
from kg.web.cells import PAGE, Sheet, sheet
from kg.web.view import Asked, Field, View

_MOST = 1_000  # claims of an answer that a page goes through; CSV has all


@dataclass(frozen=True, slots=True)
class Put:
    """A query that was put to the store, and the values that were bound in it, by the names of their variables."""

    text: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A question to begin with, in its language."""

    language: str
    words: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A question and what came back.

    Attributes:
        question: as it was typed; empty where nothing was asked.
        before: the questions from which it goes on.
        language: of the question.
        understood: how it was read, or why it was not, a line each.
        same: the address of the query that asks just this; empty where none does.
        offers: questions that come near one that was not understood.
        rows: the rows that are left.
        facets: by what they can be narrowed down.
        notes: what must be said of the rows.
        counts: how many of what the rows have: "9 propositions", "3 articles".
        first_of: how many claims (and parts) there are where ``rows`` and ``facets`` are of the first alone; else 0.
        articles: over how many it was asked.
        claims: over how many it was asked.
        queries: what was put to the store for it.
        examples: questions to begin with, where none was asked.
    """

    question: str = ""
    before: tuple[str, ...] = ()
    language: str = ""
    understood: tuple[str, ...] = ()
    same: str = ""
    offers: tuple[str, ...] = ()
    rows: Sheet | None = None
    facets: tuple[Facet, ...] = ()
    notes: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    first_of: int = 0
    articles: int = 0
    claims: int = 0
    queries: tuple[Put, ...] = ()
    examples: tuple[Example, ...] = ()


def record(asked: Asked) -> Answer:
    """The answer to the question in the address."""
    words = asked.value("q")
    if not words:
        over = corpus(asked.store)
        return Answer(articles=over.articles, claims=over.claims, examples=tuple(_examples()))
    before = asked.values("after")
    frame = _before(asked, before)
    store, heard = asked.store.listening()
    reply = service.answered(store, words, asked.timeout, frame, asked.registry, None if asked.everything else _MOST)
    put = sorted(heard.items(), key=lambda one: -_columns(one[0]))  # rows first, then what was counted for them
    queries = tuple(_put(text, bindings) for text, bindings in put if not text.startswith("ASK"))
    found, result = reply.understanding, reply.result
    answer = Answer(words, before)
    if found is not None:
        lines, same = tuple(wording(found).splitlines()), _same(found.frame)
        answer = replace(answer, language=found.language, understood=lines[:-1] if same else lines, same=same)
    if result is None or not isinstance(result.answer, Table):
        return replace(answer, offers=tuple(offer.words for offer in reply.offers))
    chosen = {name: asked.value(name) for name in FACETS if asked.value(name)}
    country = _country(found.frame if found else None) or chosen.get("country", "")
    left = narrow(asked.store, result.answer, chosen, country, asked.timeout)
    over = corpus(asked.store)
    return replace(
        answer,
        rows=sheet(left.table, asked, result.shown, left.languages),
        facets=left.facets,
        notes=reply.notes,
        counts=tuple(f"{number:,} {what}" for number, what in counted(left.table)),
        first_of=reply.first_of,
        articles=over.articles,
        claims=over.claims,
        queries=queries,
    )


def _examples() -> Iterator[Example]:
    """Questions to begin with, as each language has them."""
    for code in supported():
        for words in optional_data(code, "questions").get("examples", "").strip().splitlines():
            yield Example(code, words)


def _columns(text: str) -> int:
    """How many variables a query names before its pattern begins."""
    return text.partition("{")[0].count("?")


def _before(asked: Asked, questions: tuple[str, ...]) -> Frame | None:
    """How the questions before were read, each going on from the one before it."""
    frame: Frame | None = None
    for words in questions:
        frame = service.understand(words, asked.store, frame, asked.registry).frame or frame
    return frame


def _same(frame: Frame | None) -> str:
    """The address of the query that asks what a question asks; ``wording`` names it in its last line."""
    if frame is None or not is_exact(frame):
        return ""
    name, values = question_of(frame)
    return rendering.with_values(f"/query/{name}", values)


def _country(frame: Frame | None) -> str:
    """The state that a question is about, whose verdicts are counted."""
    parties = frame.speakers if frame else ()
    return next((party.country for party in parties if party.kind is PartyKind.STATE), "")


def _put(text: str, bindings: Bindings) -> Put:
    """A query as another tool can ask it: the bound values stand in it."""
    values = tuple((name, str(value)) for name, value in bindings.items())
    used = (f"PREFIX {name}: <{base}>" for name, base in PREFIXES.items() if f"{name}:" in text)
    body = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    return Put("\n".join((*used, with_values(body.strip(), bindings))), values)


def table(found: Answer) -> Table:
    """The rows."""
    return found.rows.table if found.rows else Table((), ())


_FACETS: Mapping[str, Field] = {
    "country": Field("country", "whose state the source was linked to then: an ISO code", example="RU"),
    "source": Field("source", "who asserts it, as the answer names it", example="Reuters"),
    "outlet": Field("outlet", "where it was published", example="SANA"),
    "day": Field("day", "when the article was published", example="2017-04-05"),
    "commitment": Field("commitment", "how its origin puts it", example="asserted"),
    "verdict": Field("verdict", "whether it rests only on the country that was asked about", (*VERDICTS, "none")),
}
_FIELDS = (
    Field("q", "a question in French, English or Russian", example="Who denies it?"),
    Field("after", "questions before, from which it goes on", several=True),
    *_FACETS.values(),
    PAGE,
)


def _today(asked: Asked) -> datetime.date:
    """The day on which a question is asked: whether what it asks of lies ahead."""
    return datetime.date.today()


VIEWS = (View("/ask", "Ask", record, table, fields=_FIELDS, menu=10, heavy=True, kept=_today),)
