"""``kg query``, ``kg ask`` and ``kg show``: questions put to a store, and one claim or proposition in full."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import STORE, StoreOption, WithoutModel, seen, width
from kg.languages.profile import LABEL_LANGUAGE
from kg.model.errors import BadParameter

if TYPE_CHECKING:
    from kg.answers.ask import Frame
    from kg.answers.service import Reply
    from kg.graph.store import Store

Timeout = Annotated[float, typer.Option(help="Seconds until a query is given up.")]
Limit = Annotated[int | None, typer.Option("--limit", "-n", min=1, help="As many rows; all where left out.")]
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
    with open_store(store, read_only=True) as kept, seen(kept, without_model) as opened:
        table = form == "table"
        reply = service.query(opened, name, _values(param or []), timeout, frame=table, limit=limit, language=lang)
    print(reply_text(reply, form, width()))


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
    lang: Labels = LABEL_LANGUAGE,
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

    if question is None and not session:
        raise BadParameter("no question", "a question in plain words, or -i", "Write it in quotation marks.")
    with open_store(store, read_only=True) as kept, seen(kept, without_model) as opened:
        understood = True
        asked = partial(service.ask, opened, timeout=timeout, frame=form == "table", limit=limit, language=lang)
        for found in _replies(opened, question, None if frame else asked):
            print(frame_text(found) if frame else reply_text(found, form, width()))
            understood = found.understanding is not None and found.understanding.frame is not None
    if not understood and not session:
        raise typer.Exit(1)


def _replies(store: Store, question: str | None, ask: Callable[..., Reply] | None) -> Iterator[Reply]:
    """The reply to a question, and to those that are typed after it; each may go on from the one before."""
    from kg.answers import service
    from kg.sources import load_registry

    registry = load_registry()
    before: Frame | None = None
    for words in [question] if question is not None else _lines():
        if ask is not None:
            reply = ask(words, before=before, registry=registry)
        else:
            reply = service.Reply(service.understand(words, store, before, registry))
        yield reply
        before = (reply.understanding.frame if reply.understanding else None) or before


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

    with open_store(store, read_only=True) as kept, seen(kept, without_model) as opened:
        record = service.show(opened, name)
    print(shown_text(record, width(), lang, every=every))
