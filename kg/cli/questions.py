"""``kg query``, ``kg ask`` and ``kg show``: questions put to a store, and one claim or proposition in full."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from kg.cli.options import STORE, StoreOption, WithoutModel, seen, width
from kg.languages.profile import LABEL_LANGUAGE
from kg.model.errors import BadParameter

if TYPE_CHECKING:
    from kg.answers.ask import Frame
    from kg.graph.store import Store

Done = TypeVar("Done")
Timeout = Annotated[float, typer.Option(help="Seconds until a query is given up.")]
Limit = Annotated[int | None, typer.Option("--limit", "-n", min=1, help="As many rows; all where left out.")]
AskLabels = Annotated[str | None, typer.Option("--lang", help="Language of labels; that of the question if left out.")]
Labels = Annotated[str, typer.Option("--lang", help="Language of labels, where they have one: fr, en or ru.")]
Format = Annotated[str, typer.Option("--format", help="table, csv, json, ttl or geojson.")]


def query(
    name: Annotated[str | None, typer.Argument(help="Name of a question, or a file.rq.")] = None,
    param: Annotated[list[str] | None, typer.Option(help="A parameter: country=RU. May be repeated.")] = None,
    form: Format = "table",
    list_: Annotated[bool, typer.Option("--list", help="List the questions.")] = False,
    limit: Limit = None,
    lang: Labels = LABEL_LANGUAGE,
    store: StoreOption = STORE,
    timeout: Timeout = 30.0,
    without_model: WithoutModel = False,
) -> None:
    """Put one of the questions, or a query of your own, to the store.

    Examples: kg query --list · kg query rests-only-on --param country=RU · kg query contradictions --limit 10 ·
    kg query mine.rq --format csv
    """
    from kg.answers import service
    from kg.cli.draw.answer import reply_text
    from kg.cli.draw.listings import question_lines
    from kg.graph.store import open_store

    if list_ or name is None:
        print("\n".join(question_lines(service.list_questions())))
        return
    values, table = _values(param or []), form == "table"

    def answer(asked: Store) -> str:
        reply = service.query(asked, name, values, timeout, frame=table, limit=limit, language=lang)
        return reply_text(reply, form, width())

    with open_store(store, read_only=True) as kept, seen(kept, without_model) as opened:
        text = answer(opened) if name.endswith(".rq") else _bounded(opened, answer, timeout)
    print(text)


def _bounded(store: Store, work: Callable[[Store], Done], seconds: float) -> Done:
    """What comes of questions of the program's own, of which a store in a folder is asked in a fork of this process.

    Raises:
        QueryTimeout: the time is up.
    """
    from kg.graph.store.fork import check_time, in_fork
    from kg.graph.store.in_process import shipped

    asked = shipped(store)
    if asked is store:  # which limits each query by itself
        return work(store)
    check_time(seconds)
    return in_fork(lambda: work(asked), seconds, seconds)


def _values(given: Iterable[str]) -> dict[str, str]:
    found = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals:
            raise BadParameter(text, "NAME=VALUE", "For example: --param country=RU.")
        found[name.strip()] = value.strip()
    return found


def ask(
    question: Annotated[str | None, typer.Argument(help="In plain words, in French, English or Russian.")] = None,
    form: Format = "table",
    frame: Annotated[bool, typer.Option("--frame", help="Only how it is understood, as JSON.")] = False,
    limit: Limit = None,
    lang: AskLabels = None,
    session: Annotated[bool, typer.Option("-i", help="One question after another: “And Syria? Only in 2016.”")] = False,
    store: StoreOption = STORE,
    timeout: Timeout = 30.0,
    without_model: WithoutModel = False,
) -> None:
    """Ask in plain words.

    Examples: kg ask "Quelles affirmations ne reposent que sur une source russe ?" · kg ask -i · kg ask "Who denies it?"
    --frame
    """
    from kg.answers import service
    from kg.cli.draw.answer import frame_text, reply_text
    from kg.graph.store import open_store
    from kg.sources import load_registry

    if question is None and not session:
        raise BadParameter("no question", "a question in plain words, or -i", "Write it in quotation marks.")
    registry, table = load_registry(), form == "table"

    def answer(asked: Store, words: str, before: Frame | None) -> tuple[str, Frame | None]:
        if frame:
            reply = service.Reply(service.understand(words, asked, before, registry))
        else:
            reply = service.ask(
                asked, words, timeout, frame=table, before=before, registry=registry, limit=limit, language=lang
            )
        text = frame_text(reply) if frame else reply_text(reply, form, width())
        return text, reply.understanding.frame if reply.understanding else None

    with open_store(store, read_only=True) as kept, seen(kept, without_model) as opened:
        before: Frame | None = None  # which the next question may go on from
        for words in [question] if question is not None else _lines():
            text, found = _bounded(opened, partial(answer, words=words, before=before), timeout)
            print(text)
            before = found or before
    if before is None and not session:
        raise typer.Exit(1)


def _lines() -> Iterator[str]:
    """What is typed, a line a question, until the end or an empty line."""
    prompt = "? " if sys.stdin.isatty() else ""
    while True:
        try:
            line = input(prompt).strip()
        except EOFError:
            return
        if not line:
            return
        yield from re.findall(r"[^?!]+[?!]*", line)  # "And Syria? Who denies it?" are two


def show(
    name: Annotated[str, typer.Argument(metavar="CLAIM", help="A claim or proposition, as the answers name it.")],
    every: Annotated[
        bool, typer.Option("--all", help="Of a claim all that is known: every state, time, reason.")
    ] = False,
    lang: Annotated[str, typer.Option(help="Language of a proposition's words: fr, en or ru.")] = LABEL_LANGUAGE,
    store: StoreOption = STORE,
    without_model: WithoutModel = False,
) -> None:
    """Show a claim in its context, its chain hop by hop, and what it rests on; or a proposition and why.

    Examples: kg show 004_cb98e6dd4b5ccfbd.txt:192-388 · kg show 82534483/192-388 --all ·
    kg show proposition/3f2a9c10 --lang fr
    """
    from kg.answers import service
    from kg.cli.draw.claim import shown_text
    from kg.graph.store import open_store
    from kg.graph.store.in_process import shipped

    with open_store(store, read_only=True) as kept, seen(kept, without_model) as opened:
        record = service.show(shipped(opened), name)
    print(shown_text(record, width(), lang, every=every))
