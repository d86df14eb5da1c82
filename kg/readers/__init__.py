"""From files to articles: a reader for each format, one row each in ``READERS``; every reader streams.

A path gives articles and failures side by side: a bad file or row is set aside with its reason, the rest goes on.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError, KgError
from kg.model import Article
from kg.readers.metadata import Given, sidecar
from kg.readers.rows import read_csv, read_jsonl
from kg.readers.text import LARGEST, read_text, text_article

__all__ = ["READERS", "Failure", "Given", "read"]

Reader = Callable[[Path, Given], Iterator["Article | InputError"]]

READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".text": read_text,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".csv": read_csv,
    ".tsv": read_csv,
}
_SIDECAR = "metadata.csv"


@dataclass(frozen=True, slots=True)
class Failure:
    """A file or row that was set aside, and why."""

    source: str
    error: KgError


def read(paths: Iterable[str], given: Given) -> Iterator[Article | Failure]:
    """The articles of files, folders (searched through, hidden files left out) and ``-`` for standard input."""
    for name in paths:
        if name == "-":
            yield from _from_stdin(given)
        else:
            yield from _from_path(Path(name), given)


def _from_stdin(given: Given) -> Iterator[Article | Failure]:
    try:
        yield text_article("stdin", sys.stdin.buffer.read(LARGEST + 1), given)
    except InputError as error:
        yield Failure("standard input", error)


def _from_path(path: Path, given: Given) -> Iterator[Article | Failure]:
    if path.is_dir():
        files = list(_files(path))
        for found in files:
            yield from _from_file(found, given)
        if not files:
            yield Failure(str(path), InputError(path, "a folder with files in it", "Check the path."))
    elif path.exists():
        yield from _from_file(path, given)
    else:
        yield Failure(str(path), InputError(path, "a file or folder that exists", "Check the spelling of the path."))


def _files(folder: Path) -> Iterator[Path]:
    for found in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in found.relative_to(folder).parts)
        if found.is_file() and not hidden and found.name != _SIDECAR:
            yield found


def _from_file(path: Path, given: Given) -> Iterator[Article | Failure]:
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(READERS)
        yield Failure(str(path), InputError(path, f"one of the formats {known}", "Convert the file, or leave it out."))
        return
    try:
        for found in reader(path, sidecar(path, _SIDECAR).under(given)):
            yield Failure(str(path), found) if isinstance(found, InputError) else found
    except InputError as error:
        yield Failure(str(path), error)
    except OSError as error:
        yield Failure(str(path), InputError(path, "a file that can be read", f"{error.strerror}."))
