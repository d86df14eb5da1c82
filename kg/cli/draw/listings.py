"""What is listed, a line each: the sources of the registry, the questions, what a check found."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from kg.answers.harmless import clean
from kg.answers.queries import Question
from kg.answers.service import Checked
from kg.languages.profile import LABEL_LANGUAGE, PAGE_LANGUAGE
from kg.model import Agent

_WIDE = 100  # columns for a source on one line


def source_lines(agents: Iterable[Agent], columns: int) -> Iterator[str]:
    """Id, type, country and link to it where they hold without a date, and label: a line each, or two of them."""
    for agent in agents:
        held = agent.affiliation_on(None)
        kind = f"{agent.type.value if agent.type else '':26} {held.country or '-':3} {held.link.value:11}"
        if columns < _WIDE:
            yield textwrap.shorten(f"{agent.id}  {agent.label}", columns, placeholder="…")
            yield f"    {kind}".rstrip()
        else:
            yield f"{agent.id:44} {kind} {agent.label}"


def question_lines(questions: Iterable[Question]) -> Iterator[str]:
    """Name and titles, and parameters with their defaults."""
    for question in questions:
        titles = dict(question.titles)
        rows = (f"{row.name}={row.default if row.default is not None else '…'}" for row in question.parameters)
        yield f"{question.name:24} {titles.get(LABEL_LANGUAGE, '')} · {titles.get(PAGE_LANGUAGE, '')}"
        if values := " ".join(rows):
            yield f"{'':24} {values}"


def check_lines(checked: Checked) -> Iterator[str]:
    """What breaks the shapes, and the count."""
    for row in checked.violations:
        yield clean(f"{row.focus} {row.path}: {row.message} ({row.value})")
    yield f"{checked.graphs} graphs checked, {len(checked.violations)} violations"
