"""Words of a content and the keys under which they compare, across scripts and inflections."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from kg.languages.normalize import fold
from kg.languages.profile import hook
from kg.languages.stemming import stem

_NOT_PROSE = re.compile(r"https?://\S+|pic\.twitter\.com/\S+|\S+@\S+|[#@]")
_WORD = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:[.,]\d+)?|[^\W\d_]+(?:[’']s\b)?")
_BREAK = re.compile(r"[,;:()«»\"“”–—]|\.\s")
_ALIKE = [
    pair.split(">")
    for pair in "tch>c tsch>c sch>s ch>s sh>s zh>j dj>j kh>h ph>f ck>k q>k c>k w>v".split()  # noqa: SIM905
]  # in this order: a longer spelling before those it holds


@dataclass(frozen=True, slots=True)
class Word:
    """A word as written, folded, whether a comma, bracket or quotation mark stands before it, and where it begins."""

    text: str
    folded: str
    breaks: bool
    start: int


def prose(text: str) -> str:
    """A text with blanks in place of addresses, hash signs and handles' signs: offsets stay."""
    return _NOT_PROSE.sub(lambda found: " " * len(found.group()), text)


def words(text: str) -> tuple[Word, ...]:
    """The words and numbers of a text in order; addresses, hash signs and handles' signs are left out."""
    text = prose(text)
    found, last = [], 0
    for match in _WORD.finditer(text):
        plain = match.group().removesuffix("’s").removesuffix("'s")
        found.append(Word(plain, fold(plain), bool(_BREAK.search(text[last : match.start()])), match.start()))
        last = match.end()
    return tuple(found)


@functools.lru_cache(maxsize=100_000)
def skeleton(folded: str, language: str) -> str:
    """The consonants of a name as they sound, so that one name compares across scripts and transliterations.

    Several names may share one skeleton: it supports a comparison and never decides who somebody is.
    """
    if romanised := hook(language, "declension", "romanised"):
        folded = str(romanised(stem(folded, language)))
    for written, sound in _ALIKE:
        folded = folded.replace(written, sound)
    bare = re.sub(r"[aeiouy_]", "", folded[1:])
    first = "" if folded[:1] in "eiy" else "a" if folded[:1] in "aou" else folded[:1]
    return re.sub(r"(.)\1+", r"\1", first + bare)
