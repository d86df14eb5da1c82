"""Plain text: one file, one article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.errors import InputError
from kg.model import Article, Fact
from kg.readers.metadata import Given

LARGEST = 20_000_000  # bytes; no article is longer
_NO_TEXT = re.compile("[\0\ud800-\udfff]")


def read_text(path: Path, given: Given) -> Iterator[Article | InputError]:
    """The article in a text file. Its id is the file's name."""
    with path.open("rb") as handle:
        yield text_article(path.name, handle.read(LARGEST + 1), given)


def text_article(name: str, raw: bytes, given: Given) -> Article:
    """An article from the bytes of its text.

    Raises:
        InputError: too much, no text in UTF-8, or nothing in it.
    """
    if len(raw) > LARGEST:
        raise InputError(name, f"a text of at most {LARGEST:,} bytes", "Split it: one article a file.")
    return article(name, decoded(name, raw), given.facts())


def article(name: str, text: str, facts: Mapping[str, Fact]) -> Article:
    """An article from its text and what is asserted of it.

    Raises:
        InputError: there is no letter in the text, or there is something in it or its facts that no text holds.
    """
    for given in (name, text, *(fact.value or "" for fact in facts.values())):
        if found := _NO_TEXT.search(given):
            what = "zero bytes, as binary files do" if found.group() == "\0" else "half of a surrogate pair"
            raise InputError(name, "text", f"It holds {what}, at {found.start()}.")
    if not any(character.isalpha() for character in text):
        raise InputError(name, "a text with words in it", "Is the file empty?")
    return Article(name, text, **facts)


def decoded(name: str, raw: bytes) -> str:
    """Bytes as text, line ends as they are, less a byte order mark.

    Raises:
        InputError: not UTF-8.
    """
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(name, "text in UTF-8", f"Convert it: byte {error.start} is {raw[error.start]:#x}.") from error
