"""How many articles files may hold, counted without reading them: what is left of a long run can be told by it."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from kg.readers.metadata import SIDECAR

_ONE = frozenset((".txt", ".html", ".htm", ".pdf", ".nitf"))  # formats of which a file is mostly one article
_TABLES = frozenset((".csv", ".tsv"))


def expected(paths: Iterable[str]) -> int | None:
    """About so many articles; None where a file may hold any number: an archive, a feed, standard input."""
    total = 0
    for name in paths:
        path = Path(name)
        for file in (found for found in path.rglob("*") if found.is_file()) if path.is_dir() else (path,):
            count = _in_file(file)
            if count is None:
                return None
            total += count
    return total


def _in_file(file: Path) -> int | None:
    suffix = file.suffix.lower()
    if file.name == SIDECAR:
        return 0
    if suffix in _ONE:
        return 1
    if suffix not in (*_TABLES, ".jsonl") or not file.is_file():
        return None
    try:
        with file.open(encoding="utf-8", errors="replace", newline="") as lines:
            if suffix == ".jsonl":
                return sum(1 for line in lines if line.strip())
            separator = max(",;\t|", key=(first := lines.readline()).count)
            return sum(1 for row in csv.reader(lines, delimiter=separator) if row) if first else 0
    except (OSError, csv.Error):
        return None
