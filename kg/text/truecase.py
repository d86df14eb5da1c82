"""Headlines in title case, written as a sentence is, so that a parser made for sentences can read them.

The article's own prose tells which of the words are names: what it never writes with a small letter stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_TITLED = 0.7  # share of the long words that have a capital
_LONG = 4  # letters of a word that a sentence would write small
_STEM = 4  # letters by which forms of one word are known: "warns", "warning"
_ELIDED = re.compile(r"^[^\W\d_]{1,3}[’'](?=[^\W\d_])")
_RUNS_ON = frozenset(" ,'’(")  # what stands before a word inside a sentence


def is_titled(headline: str) -> bool:
    """Whether nearly all long words of a headline have a capital."""
    long = [word for word in _WORD.findall(headline) if len(word) >= _LONG]
    return len(long) > 2 and sum(word[0].isupper() for word in long) > _TITLED * len(long)


def vocabulary(prose: str) -> tuple[frozenset[str], frozenset[str]]:
    """The stems of words that some prose writes small, and those it writes with a capital inside of sentences."""
    small: set[str] = set()
    names: set[str] = set()
    for found in _WORD.finditer(prose):
        word = found.group()
        if word.islower():
            small.add(word)
        elif prose[max(found.start() - 2, 0) : found.start()].strip() not in (".", "!", "?", "…", '"', "“", "«"):
            names.add(word.casefold())
    return frozenset(map(_stem, small)), frozenset(names)


def words(text: str) -> list[tuple[int, str]]:
    """The words of a text with their places, each without what is elided before it: ``l'ONG``."""
    found = []
    for one in _WORD.finditer(text):
        elided = _ELIDED.match(one.group())
        cut = elided.end() if elided and elided.group()[0].islower() else 0
        found.append((one.start() + cut, one.group()[cut:].replace("’", "'")))
    return found


def written(sentence: str) -> tuple[frozenset[str], frozenset[str]]:
    """What a sentence writes small, and what it writes with a capital but at its start or behind a mark: folded.

    Two words with capitals that follow each other are also one: ``la poste`` of ``à La Poste``.
    """
    small: set[str] = set()
    capital: set[str] = set()
    before = ""
    for start, word in words(sentence):
        inside = start > 0 and sentence[start - 1] in _RUNS_ON and any(map(str.isalnum, sentence[:start]))
        if word[0].islower():
            small.add(word.casefold())
        elif inside and word[0].isupper():
            capital.add(word.casefold())
            if before and sentence[start - 1] == " ":
                capital.add(f"{before} {word}".casefold())
        before = word if inside and word[0].isupper() else ""
    return frozenset(small), frozenset(capital)


def written_small(headline: str, small: Collection[str], names: Collection[str]) -> str:
    """A headline with small letters where the prose has them; every offset stays what it was."""

    def lowered(found: re.Match[str]) -> str:
        word = found.group()
        plain = word.lower()
        if not word.istitle() or len(plain) != len(word) or word.casefold() in names or _stem(plain) not in small:
            return word
        return plain

    first = _WORD.search(headline)
    start = first.end() if first else 0
    return headline[:start] + _WORD.sub(lowered, headline[start:])


def _stem(word: str) -> str:
    return word[: max(_STEM, len(word) - 3)]


def with_verbs(small: frozenset[str], verbs: Collection[str]) -> frozenset[str]:
    """Such stems with those of some verbs, which name nobody."""
    return small | frozenset(map(_stem, verbs))
