"""How what a pattern matches can begin: trying a few letters at every place of a text costs less than the pattern.

Read from Python's own parse of the pattern; whatever is not known here may begin with anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

_LONGEST = 4  # characters; more leave fewer places, but the expression for them grows tenfold with each
_OPEN = ""  # the last of a beginning: whatever may follow
_CATEGORIES = {_constants.CATEGORY_DIGIT: r"\d", _constants.CATEGORY_SPACE: r"\s"}

Beginning = tuple[str, ...]  # a member of a class of characters for each character


def openings(pattern: str) -> str:
    """An expression for the first characters of whatever a pattern, without flags, matches; nothing else begins so."""
    return _written(_beginnings(_parser.parse(pattern)))


def _beginnings(items: Iterable[tuple[Any, Any]]) -> set[Beginning]:
    found: set[Beginning] = {()}
    for operator, value in items:
        if all(map(_is_full, found)):
            break
        found = _joined(found, _of(operator, value))
    return found


def _is_full(beginning: Beginning) -> bool:
    return len(beginning) == _LONGEST or beginning[-1:] == (_OPEN,)


def _joined(firsts: set[Beginning], seconds: set[Beginning]) -> set[Beginning]:
    full = {first for first in firsts if _is_full(first)}
    return full | {(first + second)[:_LONGEST] for first in firsts - full for second in seconds}


def _of(operator: Any, value: Any) -> set[Beginning]:  # noqa: ANN401 - what the parser of patterns gives
    """The beginnings of one item of a pattern."""
    if operator is _constants.LITERAL:
        return {(re.escape(chr(value)),)}
    if operator is _constants.IN:
        return set(map(_member, value))
    if operator is _constants.BRANCH:
        return set().union(*map(_beginnings, value[1]))
    if operator is _constants.SUBPATTERN:
        return _beginnings(value[-1])
    if operator in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
        return _repeated(*value)
    return {()} if operator in (_constants.ASSERT, _constants.ASSERT_NOT, _constants.AT) else {(_OPEN,)}


def _member(row: tuple[Any, Any]) -> Beginning:
    """A member of a class of characters; a negated class begins with its negation, and so with anything."""
    kind, value = row
    if kind is _constants.LITERAL:
        return (re.escape(chr(value)),)
    if kind is _constants.RANGE:
        return (f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}",)
    return (_CATEGORIES.get(value, _OPEN) if kind is _constants.CATEGORY else _OPEN,)


def _repeated(least: int, most: int, items: Iterable[tuple[Any, Any]]) -> set[Beginning]:
    once = _beginnings(items)
    so_far: set[Beginning] = {()}
    found = so_far if not least else set()
    last = min(int(most), _LONGEST)
    for times in range(1, last + 1):
        so_far = _joined(so_far, once)
        if times >= least or times == last:
            found = found | so_far
    return found


def _written(beginnings: set[Beginning]) -> str:
    """Beginnings as one expression, those that go on alike together."""
    if any(beginning[:1] in ((), (_OPEN,)) for beginning in beginnings):
        return ""
    rests: dict[str, set[Beginning]] = {}
    for first, *rest in beginnings:
        rests.setdefault(first, set()).add(tuple(rest))
    alike: dict[str, list[str]] = {}
    for first in sorted(rests):
        alike.setdefault(_written(rests[first]), []).append(first)
    return "(?:" + "|".join(f"[{''.join(firsts)}]{rest}" for rest, firsts in alike.items()) + ")"
