"""Tables: a row an article, in CSV or in JSON lines. Columns are found by name, or named by options.

The names of FA-KES (Abu Salem et al. 2019) are known, so that the corpus loads as it is.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kg.errors import InputError
from kg.model import Article
from kg.readers.metadata import Given
from kg.readers.text import LARGEST, article

csv.field_size_limit(LARGEST)

# Our name for a column -> the names it is known by, the first found counts.
COLUMNS = {
    "id": ("id", "unit_id", "article_id", "uuid"),
    "text": ("text", "article_content", "content", "body"),
    "title": ("title", "article_title", "headline"),
    "outlet": ("outlet", "source", "publisher"),
    "date": ("date", "published", "datePublished"),
    "language": ("language", "lang"),
    "url": ("url", "link"),
}
# Corpora that are known by their columns, and how they write dates.
_DATE_FORMATS = {frozenset({"unit_id", "article_title", "article_content"}): "mdy"}

Row = Mapping[str, object]


def read_csv(path: Path, given: Given) -> Iterator[Article | InputError]:
    """The articles of a CSV (or tab-separated) file with a header."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            table = csv.DictReader(handle, delimiter="\t" if path.suffix.lower() == ".tsv" else ",")
            header = table.fieldnames or ()
            if missing := [name for name in given.columns.values() if name not in header]:
                raise InputError(path, f"a column named {missing[0]}", f"Its columns: {', '.join(header) or 'none'}.")
            yield from _articles(path, ((table.line_num, row) for row in table), given)
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(path, "a CSV file in UTF-8 with a header", f"{error}.") from error


def read_jsonl(path: Path, given: Given) -> Iterator[Article | InputError]:
    """The articles of a file with one JSON object a line."""
    try:
        with path.open(encoding="utf-8-sig") as handle:
            yield from _articles(path, _objects(path, handle), given)
    except UnicodeDecodeError as error:
        raise InputError(path, "JSON lines in UTF-8", f"{error}.") from error


def _objects(path: Path, lines: Iterable[str]) -> Iterator[tuple[int, Row | InputError]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:  # ValueError: no JSON, and numbers too long to be read
            yield number, InputError(f"{path}:{number}", "a JSON object", f"{error}.")
            continue
        yield (
            number,
            row if isinstance(row, dict) else InputError(f"{path}:{number}", "a JSON object", "Mend the line."),
        )


def _articles(path: Path, rows: Iterable[tuple[int, Row | InputError]], given: Given) -> Iterator[Article | InputError]:
    """Articles and failures row by row.

    Raises:
        InputError: there is no row at all.
    """
    empty = True
    for number, row in rows:
        empty = False
        if isinstance(row, InputError):
            yield row
            continue
        try:
            yield _article(f"{path}:{number}", row, given)
        except InputError as error:
            yield error if str(error.value).startswith(str(path)) else _in_row(f"{path}:{number}", error)
    if empty:
        raise InputError(path, "a table with a row for each article", "Is the file empty?")


def _in_row(place: str, error: InputError) -> InputError:
    """The error, with the row that it is about."""
    return InputError(f"{place}: {error.value}", error.expected, error.fix)


def _article(place: str, row: Row, given: Given) -> Article:
    text = row.get(_column("text", row, given))
    if not isinstance(text, str) or not text.strip():
        wanted = given.columns.get("text") or " or ".join(COLUMNS["text"])
        raise InputError(place, f"a column {wanted} with the text", "Name it: --columns text=NAME.")
    name = _cell("id", row, given)
    if not name:
        wanted = given.columns.get("id") or " or ".join(COLUMNS["id"])
        raise InputError(place, f"a column {wanted} that tells rows apart", "Name it: --columns id=NAME.")
    return article(name, text, _said(row, given).under(given).facts())


def _said(row: Row, given: Given) -> Given:
    """What a row says of its article, under what the options say; dates as its corpus writes them."""
    written = given.date_format or next((form for names, form in _DATE_FORMATS.items() if names <= set(row)), None)
    return Given(
        title=_cell("title", row, given),
        outlet=_cell("outlet", row, given),
        date=_cell("date", row, given) if not given.date else None,
        language=_cell("language", row, given),
        url=_cell("url", row, given),
        date_format=written,
    )


def _column(ours: str, row: Row, given: Given) -> str:
    """The name of our column in a row: the named one, else the first known one that says something."""
    known = (given.columns[ours],) if ours in given.columns else COLUMNS[ours]
    return next((name for name in known if str(row.get(name, "")).strip() not in ("", "None")), known[0])


def _cell(ours: str, row: Row, given: Given) -> str | None:
    """What a cell says, without the space around it; None where it is empty or holds neither text nor a number."""
    value = row.get(_column(ours, row, given))
    return str(value).strip() or None if isinstance(value, (str, int, float)) and not isinstance(value, bool) else None
