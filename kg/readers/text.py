"""Plain text: one file, one article."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.errors import InputError
from kg.model import Article, Fact
from kg.readers.metadata import Given

LARGEST = 20_000_000  # bytes; no article is longer


def read_text(path: Path, given: Given) -> Iterator[Article | InputError]:
    """The article in a text file. Its id is the file's name."""
    if path.stat().st_size > LARGEST:
        raise InputError(path, f"a file of at most {LARGEST:,} bytes", "Split it: one article a file.")
    yield text_article(path.name, path.read_bytes(), given)


def text_article(name: str, raw: bytes, given: Given) -> Article:
    """An article from the bytes of its text.

    Raises:
        InputError: no text in UTF-8, or nothing in it.
    """
    return article(name, decoded(name, raw), given.facts())


def article(name: str, text: str, facts: dict[str, Fact]) -> Article:
    """An article from its text and what is asserted of it.

    Raises:
        InputError: there is no letter in the text.
    """
    if not any(character.isalpha() for character in text):
        raise InputError(name, "a text with words in it", "Is the file empty?")
    return Article(name, text, **facts)


def decoded(name: str, raw: bytes) -> str:
    """Bytes as text, line ends as they are.

    Raises:
        InputError: not UTF-8, or binary.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(name, "text in UTF-8", f"Convert it: byte {error.start} is {raw[error.start]:#x}.") from error
    if "\x00" in text:
        raise InputError(name, "a text file", "It holds zero bytes, as binary files do.")
    return text
