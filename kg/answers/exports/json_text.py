"""JSON that does no harm where it is put: in a page's script, in a terminal."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import TypeAlias

_DOUBTFUL = re.compile(r"[<>&]|[^\x20-\x7e\w]")  # few; the rest of a long text is not looked at one by one
Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"


def embeddable(value: Json) -> str:
    """A value as JSON on one line; ``<``, ``>``, ``&`` and what is obeyed but not seen stand as escapes.

    So it can stand in a script element of a page, which ends at ``</script`` wherever that stands (HTML, 4.12.1.3).
    """
    return _DOUBTFUL.sub(_escaped, json.dumps(value, ensure_ascii=False))


def _escaped(found: re.Match[str]) -> str:
    character = found[0]
    if character in "<>&" or character in "\u2028\u2029" or unicodedata.category(character)[0] == "C":
        return f"\\u{ord(character):04x}" if ord(character) < 0x10000 else json.dumps(character)[1:-1]
    return character


def listing(head: str, items: Iterable[Json], end: str) -> Iterator[str]:
    """A JSON array in pieces, an item a line, between what stands before and after it."""
    yield head
    for index, item in enumerate(items):
        yield f"{',' if index else ''}\n{embeddable(item)}"
    yield f"\n{end}\n"
