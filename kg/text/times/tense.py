"""Whether something is told as past or as to come, by the verb nearest to the words that say when.

No parse is needed: the forms of verbs are known by their endings and by a few frequent words (``times.toml``).
"""

from __future__ import annotations

import re

from kg.model import Span
from kg.text.times.calendar import Tense
from kg.text.times.rules import Rules

_WINDOW = 120  # characters on each side


def tense(text: str, span: Span, rules: Rules) -> Tense:
    """The tense of the verb before the span in its clause, else of the first one behind it."""
    before = text[max(0, span.start - _WINDOW) : span.start]
    before = before[max((found.end() for found in rules.boundary.finditer(before)), default=0) :]
    if (found := _tenses(before, rules)) and before:
        return found[-1][1]
    behind = text[span.end : span.end + _WINDOW].lstrip(" ,")
    cut = rules.boundary.search(behind)
    if found := _tenses(behind[: cut.start()] if cut else behind, rules):
        return found[0][1]
    return Tense.UNKNOWN


def _tenses(words: str, rules: Rules) -> list[tuple[int, Tense]]:
    """Where there are verbs and in which tense; one that looks like both is to come: "is scheduled"."""
    ahead = [found.span() for found in rules.future.finditer(words)]
    past = [found for found in rules.past.finditer(words) if not _inside(found, ahead)]
    return sorted([*((start, Tense.FUTURE) for start, _ in ahead), *((found.start(), Tense.PAST) for found in past)])


def _inside(found: re.Match[str], spans: list[tuple[int, int]]) -> bool:
    return any(found.start() < end and start < found.end() for start, end in spans)
