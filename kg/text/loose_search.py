"""Where words stand in a text, in spite of what whoever copied them writes otherwise."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterator

from kg.model import Span

_SORTS = str.maketrans("’‘ʼ`´«»“”„–—‑−", "'" * 5 + '"' * 5 + "-" * 4)
_EDGES = " .,;:!?…\"'()[]-"  # what a copy may add to words, or leave out


def find(text: str, words: str, last: bool = False) -> Span | None:
    """Where words stand in a text as whole words; the first place, or the last one.

    Letter for letter, else in spite of apostrophes, marks, spaces, capitals, accents, and marks at the ends.
    """
    places = list(_places(text, words)) or list(_places(_plain(text), _plain(words).strip(_EDGES)))
    return (places[-1] if last else places[0]) if places else None


def _places(text: str, words: str) -> Iterator[Span]:
    at = -1
    while words and (at := text.find(words, at + 1)) >= 0:
        end = at + len(words)
        inside = any(text[max(edge - 1, 0) : edge].isalnum() and text[edge : edge + 1].isalnum() for edge in (at, end))
        if not inside:
            yield Span(at, end)


def _plain(text: str) -> str:
    """Text of the same length in small letters without accents, with one sort of apostrophe, mark, dash and space."""
    return "".join(map(_plain_letter, text))


@functools.lru_cache(maxsize=4096)
def _plain_letter(letter: str) -> str:
    if letter.isspace():
        return " "
    small = unicodedata.normalize("NFD", letter)[0].lower().translate(_SORTS)
    return small if len(small) == 1 else letter
