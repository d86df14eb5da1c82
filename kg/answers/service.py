"""From the store to answers: questions, plain words, one claim in full, the graph page, the check. All only read."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.answers.terminal import clean
from kg.graph.store import Store
from kg.languages.profile import LABEL_LANGUAGE, PAGE_LANGUAGE
from kg.model.errors import BadParameter, StoreError
from kg.model.vocab import ARTICLE_GRAPHS
from kg.propositions.verdicts.materialize import is_current
from kg.sources import load_registry

if TYPE_CHECKING:
    from kg.answers.queries import Result


def write_graph(store: Store, output: Path, language: str) -> None:
    """The graph of a store as one page; an existing file is replaced when the new one is whole."""
    from kg.answers.page import from_store, render

    _check_whole(store)
    page = render(from_store(store, language), language=language)
    output.parent.mkdir(parents=True, exist_ok=True)
    part = output.with_name(output.name + ".part")
    part.write_text(page, encoding="utf-8")
    part.replace(output)


def check(store: Store) -> tuple[str, bool]:
    """What breaks the shapes, a line each, and whether nothing does."""
    from kg.graph.validate import check as violations

    found = violations(store)
    lines = [f"{row.focus} {row.path}: {row.message} ({row.value})" for row in found]
    lines.append(f"{len(store.graphs())} graphs checked, {len(found)} violations")
    return clean("\n".join(lines)), not found


def list_sources() -> str:
    """The registry, a line an agent: id, label, type, country and link where they hold without a date."""
    lines = []
    for agent in sorted(load_registry().agents, key=lambda agent: agent.id):
        held = agent.affiliation_on(None)
        kind = agent.type.value if agent.type else ""
        lines.append(f"{agent.id:44} {kind:26} {held.country or '-':3} {held.link.value:11} {agent.label}")
    return "\n".join(lines)


def list_questions() -> str:
    """The questions that come with the program: name, titles, parameters with their defaults."""
    from kg.answers.queries import questions

    lines = []
    for question in questions():
        titles = dict(question.titles)
        values = " ".join(
            f"{row.name}={row.default if row.default is not None else '…'}" for row in question.parameters
        )
        lines.append(f"{question.name:24} {titles.get(LABEL_LANGUAGE, '')} · {titles.get(PAGE_LANGUAGE, '')}")
        if values:
            lines.append(f"{'':24} {values}")
    return "\n".join(lines)


def query(store: Store, name: str, params: Iterable[str], form: str, timeout: float) -> str:
    """The answer to a question by name, or to a query in a file, in a format.

    Raises:
        UnknownQuery: no such question.
        BadParameter: a parameter or a format that cannot be used.
        QueryTimeout: the time is up.
    """
    from kg.answers import queries

    _check_whole(store)
    asked: str | Path = Path(name) if name.endswith(".rq") else name
    return _answered(store, queries.run(store, asked, dict(_parameter(text) for text in params), timeout), form)


def ask(store: Store, words: str, form: str, timeout: float) -> tuple[str, bool]:
    """How a question in plain words was understood, and its answer; False where it was not, and nothing was asked."""
    from kg.answers import ask as asking
    from kg.answers import queries

    registry = load_registry()
    found = asking.understand(words, queries.questions(), registry)
    said = asking.render(found)
    if found.question is None:
        return said, False
    _check_whole(store)
    result = queries.run(store, found.question, dict(found.params), timeout, registry)
    answer = _answered(store, result, form)
    return (f"{said}\n\n{answer}{_why(store, result, found.language)}" if form == "table" else answer), True


def _why(store: Store, result: Result, language: str) -> str:
    """The reasons under an answer to "what rests only on …"; nothing under others."""
    from kg.answers import show as showing

    words = showing.Words.of(language, load_registry())
    text = showing.explain(store, result, words, _width())
    head = words.say("titles", "head", title=words.texts["titles"]["why"])
    return f"\n\n{head}\n{text}" if text else ""


def show(store: Store, name: str, language: str = LABEL_LANGUAGE) -> str:
    """A claim or a proposition in full; a proposition in the words of a language.

    Raises:
        QueryError: nothing, or more than one thing, has that name.
        LanguageError: there is no such language.
    """
    from kg.answers import show as showing

    _check_whole(store)
    return showing.render(showing.show(store, name), _width(), language)


def export(store: Store, form: str) -> str:
    """The whole store in a format of ``kg.graph.export.FORMATS``.

    Raises:
        ConfigError: no such format.
        StoreError: the last ``add`` was stopped.
    """
    from kg.graph.export import export as exported

    _check_whole(store)
    return exported(store, form)


def _check_whole(store: Store) -> None:
    """Refuse to answer from a store whose last ``add`` was stopped: what rests on what is not worked out.

    Raises:
        StoreError: articles are there, and what is derived from them is not, or is of other articles.
    """
    if not is_current(store) and any(graph.startswith(ARTICLE_GRAPHS) for graph in store.graphs()):
        expected = "a store that was worked out to the end"
        raise StoreError("the last kg add was stopped", expected, "Run it again: what it had read is kept.")


def _answered(store: Store, result: Result, form: str) -> str:
    from kg.answers import formats
    from kg.answers.queries import corpus

    text = formats.render(result, form, _width())
    return f"{text}\n{formats.counted(result, corpus(store))}" if form == "table" else text.rstrip("\n")


def _parameter(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise BadParameter(text, "NAME=VALUE", "For example: --param country=RU.")
    return name.strip(), value.strip()


def _width() -> int:
    return max(60, min(shutil.get_terminal_size((120, 24)).columns, 160))
