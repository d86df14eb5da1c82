"""A file to read, with the name that its article gets; and the reading of its lines in bounded pieces."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from kg.model import Article
from kg.model.errors import InputError

if TYPE_CHECKING:
    from kg.readers.metadata import Given

LARGEST = 20_000_000  # bytes; no article is longer, and nothing is read in one piece that is
HEAD = 4096  # bytes that tell a format


@dataclass(frozen=True, slots=True)
class Source:
    """A file. ``name`` is its path inside the folder or archive that was named; ``depth`` counts archives around it.

    ``id`` is that of its article, where it holds just one. ``content`` is what is read: another file where it had to be
    written in UTF-8 first. What stands beside it stands beside ``path``.
    """

    path: Path
    name: str
    id: str
    depth: int = 0
    written: Path | None = None

    @property
    def content(self) -> Path:
        """The file to read."""
        return self.written or self.path

    @property
    def suffix(self) -> str:
        """The end of its name, which tells its format: ".txt"."""
        return self.path.suffix.lower()

    def head(self) -> bytes:
        """Its first bytes."""
        with self.content.open("rb") as handle:
            return handle.read(HEAD)

    def whole(self) -> bytes:
        """All its bytes.

        Raises:
            InputError: they are more than any article has.
        """
        with self.content.open("rb") as handle:
            raw = handle.read(LARGEST + 1)
        if len(raw) > LARGEST:
            raise InputError(self.name, f"a text of at most {LARGEST:,} bytes", "Split it: one article a file.")
        return raw

    def inside(self, name: str) -> str:
        """The name of something inside the file."""
        return f"{self.name}/{name}"


def standard_input() -> bytes:
    """All of standard input, as one text.

    Raises:
        InputError: it is more than any article has.
    """
    raw = sys.stdin.buffer.read(LARGEST + 1)
    if len(raw) > LARGEST:
        raise InputError("standard input", f"a text of at most {LARGEST:,} bytes", "Split it: one article a file.")
    return raw


Reader = Callable[[Source, "Given"], Iterator["Article | InputError"]]


def lines(name: str, handle: TextIO) -> Iterator[str | InputError]:
    """The lines of an open text file, ends included; one that is longer than any article gives an error, and is left.

    A file may hold forty megabytes and no line end: it is never held in one piece.
    """
    number = 0
    while piece := handle.readline(LARGEST):
        number += 1
        if len(piece) < LARGEST:
            yield piece
            continue
        while piece and not piece.endswith("\n"):
            piece = handle.readline(LARGEST)
        yield InputError(f"{name}:{number}", f"lines of at most {LARGEST:,} characters", "Split the line.")
