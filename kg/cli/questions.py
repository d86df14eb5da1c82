"""``kg query``, ``kg ask`` and ``kg show``: questions put to a store, and one claim or proposition in full."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer

from kg.cli.options import STORE, StoreOption, WithoutModel, seen, width
from kg.languages.profile import LABEL_LANGUAGE
from kg.model.errors import BadParameter

Timeout = Annotated[float, typer.Option(help="Seconds until a query is given up.")]
Format = Annotated[str, typer.Option("--format", help="table, csv, json, ttl or geojson.")]


def query(
    name: Annotated[str | None, typer.Argument(help="Name of a question, or a file.rq.")] = None,
    param: Annotated[list[str] | None, typer.Option(help="A parameter: country=RU. May be repeated.")] = None,
    form: Format = "table",
    list_: Annotated[bool, typer.Option("--list", help="List the questions.")] = False,
    store: StoreOption = STORE,
    timeout: Timeout = 30.0,
    without_model: WithoutModel = False,
) -> None:
    """Put one of the questions, or a query of your own, to the store.

    Examples: kg query --list · kg query rests-only-on --param country=RU · kg query mine.rq --format csv
    """
    from kg.answers import service
    from kg.cli.draw.answer import reply_text
    from kg.cli.draw.listings import question_lines
    from kg.graph.store import open_store

    if list_ or name is None:
        print("\n".join(question_lines(service.list_questions())))
        return
    with open_store(store, read_only=True) as kept, seen(kept, without_model) as opened:
        reply = service.query(opened, name, _values(param or []), timeout, frame=form == "table")
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
    question: Annotated[str, typer.Argument(help="In plain words, in French, English or Russian.")],
    form: Format = "table",
    store: StoreOption = STORE,
    timeout: Timeout = 30.0,
    without_model: WithoutModel = False,
) -> None:
    """Ask in plain words.

    Example: kg ask "Quelles affirmations ne reposent que sur une source russe ?"
    """
    from kg.answers import service
    from kg.cli.draw.answer import reply_text
    from kg.graph.store import open_store

    with open_store(store, read_only=True) as kept, seen(kept, without_model) as opened:
        reply = service.ask(opened, question, timeout, frame=form == "table")
    print(reply_text(reply, form, width()))
    if reply.result is None:
        raise typer.Exit(1)


def show(
    name: Annotated[str, typer.Argument(metavar="CLAIM", help="A claim or proposition, as the answers name it.")],
    lang: Annotated[str, typer.Option(help="Language of a proposition's words: fr, en or ru.")] = LABEL_LANGUAGE,
    store: StoreOption = STORE,
    without_model: WithoutModel = False,
) -> None:
    """Show a claim in its context, its chain hop by hop, and what it rests on; or a proposition and why.

    Examples: kg show 004_cb98e6dd4b5ccfbd.txt:192-388 · kg show proposition/3f2a9c10 --lang fr
    """
    from kg.answers import service
    from kg.cli.draw.claim import shown_text
    from kg.graph.store import open_store

    with open_store(store, read_only=True) as kept, seen(kept, without_model) as opened:
        record = service.show(opened, name)
    print(shown_text(record, width(), lang))
