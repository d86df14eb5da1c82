"""Compile expressions of hundreds of alternatives that end alike in a hundredth of the time.

Tokenizers of some languages list a line for each prefix of compound words, and each line repeats the letters of the
language: a megabyte of expression, which takes two seconds whenever a model is loaded. Alternatives that go on alike
are put together: ``(?:^auto[-][a-z]+$)|(?:^anti[-][a-z]+$)`` matches what ``^(?:auto|anti)[-][a-z]+$`` does.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_LONG = 200_000  # characters; expressions below are compiled as they are
_BETWEEN = ")|(?:^"
_GROUP = re.compile(r"\(\?:[^()\\]*\)|\[[^]\\[]*\]")  # and a set of a few
_LETTERS = re.compile(r"\[[^]]{100,}\]")
_SHAPE = re.compile(r"(\(\?[a-z]+\))?\(\?:\^(.*)\)", re.DOTALL)


@contextmanager
def shortened() -> Iterator[None]:
    """Within it ``re.compile`` puts long alternations together before it compiles them."""
    plain = re.compile

    @functools.lru_cache(maxsize=8)
    def of_text(pattern: str) -> re.Pattern[str]:
        return plain(shorter(pattern))

    def of_any(pattern: Any, flags: Any = 0) -> Any:  # noqa: ANN401 (as re.compile)
        is_long = isinstance(pattern, str) and len(pattern) > _LONG and not flags
        return of_text(pattern) if is_long else plain(pattern, flags)

    re.compile = of_any
    try:
        yield
    finally:
        re.compile = plain


def shorter(pattern: str) -> str:
    """An expression that matches the same texts; the expression itself where it is none of anchored alternatives."""
    found = _SHAPE.fullmatch(pattern)
    if found is None:
        return pattern
    heads: dict[str, list[str]] = {}  # what stands before the first set of all letters, by what follows
    for alternative in found[2].split(_BETWEEN):
        letters = _LETTERS.search(alternative)
        head = alternative[: letters.start()] if letters else ""
        if not letters or alternative[-1] != "$" or any(mark in _GROUP.sub("", head) for mark in "()[]|\\"):
            return pattern
        heads.setdefault(alternative[letters.start() :], []).append(head)
    return (found[1] or "") + "|".join(f"^(?:{'|'.join(found)}){tail}" for tail, found in heads.items())
