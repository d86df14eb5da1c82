"""A sentence as words, figures and signs, as far as numbers need them apart: ``T-72`` is three, ``1 300`` is one."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

_SPACES = "\u00a0\u202f\u2009"
# A word or an elided article; a figure with groups of three behind spaces; a figure with points and commas, a sign.
_ANY_SPACE = rf"(?<![\d.,])\d{{1,3}}(?:[ {_SPACES}]\d{{3}})+(?![\d])(?:[.,]\d{{1,2}}(?!\d))?"
_THIN_SPACE = rf"(?<![\d.,])\d{{1,3}}(?:(?:[{_SPACES}]\d{{3}})+| \d00(?!\d))(?![\d])"
_WORD = r"[^\W\d_]+(?:['’](?=\w))?"
_REST = r"\d+(?:[.,'’]\d+)*|[^\w\s]|_"


class Word(NamedTuple):
    """A word, a figure or a sign; offsets are half-open code points of the sentence."""

    text: str
    low: str  # case-folded, with a plain apostrophe
    start: int
    end: int
    glued: bool  # nothing stands between it and the one before

    @property
    def figure(self) -> bool:
        """Whether it is written with digits."""
        return self.text[0].isdecimal()

    @property
    def wordy(self) -> bool:
        """Whether it is written with letters."""
        return self.text[0].isalpha()


def low(word: str) -> str:
    """A word case-folded, with a plain apostrophe."""
    return word.casefold().replace("’", "'")


def words(text: str, spaced: bool) -> tuple[Word, ...]:
    """The words of a sentence; ``spaced`` lets a plain space group thousands, not only a no-break or thin one."""
    found: list[Word] = []
    before = -1
    for match in _pattern(spaced).finditer(text):
        word, (start, end) = match.group(), match.span()
        found.append(Word(word, low(word), start, end, start == before))
        before = end
    return tuple(found)


def written(text: str, spaced: bool) -> list[str]:
    """The same as they are written, without their places."""
    return _pattern(spaced).findall(text)


@functools.cache
def _pattern(spaced: bool) -> re.Pattern[str]:
    return re.compile(f"{_WORD}|{_ANY_SPACE if spaced else _THIN_SPACE}|{_REST}")
