"""Tables: a row an article, in CSV or in JSON lines. Columns are found by name, or named by options.

The names of FA-KES (Abu Salem et al. 2019) are known, so that the corpus loads as it is.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TextIO

from kg.model import Article
from kg.model.errors import InputError
from kg.readers.days import order
from kg.readers.metadata import Given
from kg.readers.source import LARGEST, Source, lines
from kg.readers.text import article
from kg.readers.tweets import is_tweet, tweet

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
    "author": ("author", "byline"),
}
# Corpora that are known by their columns, and how they write dates.
_DATE_FORMATS = {frozenset({"unit_id", "article_title", "article_content"}): "mdy"}

Row = Mapping[str, object]


def read_csv(source: Source, given: Given) -> Iterator[Article | InputError]:
    """The articles of a CSV (or tab-separated) file with a header."""
    try:
        yield from _articles(source, lambda: _csv_rows(source, given), given)
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(source.name, "a CSV file in UTF-8 with a header", f"{error}.") from error


def _csv_rows(source: Source, given: Given) -> Iterator[tuple[int, Row | InputError]]:
    with source.path.open(encoding="utf-8-sig", newline="") as handle:
        table = csv.DictReader(_whole_lines(source, handle), delimiter="\t" if source.suffix == ".tsv" else ",")
        header = table.fieldnames or ()
        if missing := [name for name in given.columns.values() if name not in header]:
            raise InputError(
                source.name, f"a column named {missing[0]}", f"Its columns: {', '.join(header) or 'none'}."
            )
        yield from ((table.line_num, row) for row in table)


def _whole_lines(source: Source, handle: TextIO) -> Iterator[str]:
    """Lines for the CSV reader. One that is too long ends the table: nobody knows which row goes on behind it."""
    for line in lines(source, handle):
        if isinstance(line, InputError):
            raise line
        yield line


def read_jsonl(source: Source, given: Given) -> Iterator[Article | InputError]:
    """The articles of a file with one JSON object a line; posts of X are known by their fields."""
    try:
        yield from _articles(source, lambda: _objects(source), given)
    except UnicodeDecodeError as error:
        raise InputError(source.name, "JSON lines in UTF-8", f"{error}.") from error


def _objects(source: Source) -> Iterator[tuple[int, Row | InputError]]:
    with source.path.open(encoding="utf-8-sig") as handle:
        for number, line in enumerate(lines(source, handle), 1):
            if isinstance(line, InputError):
                yield number, line
            elif line.strip():
                yield number, _object(f"{source.name}:{number}", line)


def _object(place: str, line: str) -> Row | InputError:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:  # ValueError: no JSON, and numbers too long to be read
        return InputError(place, "a JSON object", f"{error}.")
    return row if isinstance(row, dict) else InputError(place, "a JSON object", "Mend the line.")


def _articles(
    source: Source, rows: Callable[[], Iterator[tuple[int, Row | InputError]]], given: Given
) -> Iterator[Article | InputError]:
    """Articles and failures row by row; the table is read twice, for its dates are read as the whole column tells.

    Raises:
        InputError: there is no row at all.
    """
    given = replace(given, date_format=_date_format(rows, given))
    empty = True
    for number, row in rows():
        empty = False
        place = f"{source.name}:{number}"
        if isinstance(row, InputError):
            yield row
            continue
        try:
            yield tweet(place, row, given) if is_tweet(row) else row_article(place, row, given)
        except InputError as error:
            yield error if str(error.value).startswith(place) else _in_row(place, error)
    if empty:
        raise InputError(source.name, "a table with a row for each article", "Is the file empty?")


def _date_format(rows: Callable[[], Iterator[tuple[int, Row | InputError]]], given: Given) -> str | None:
    """How the table writes dates: as the options say, as its corpus does, or as the column as a whole tells."""
    if given.date_format or given.date:
        return given.date_format
    first = next((row for _, row in rows() if not isinstance(row, InputError)), {})
    if known := next((form for names, form in _DATE_FORMATS.items() if names <= set(first)), None):
        return known
    cells = (_cell("date", row, given) for _, row in rows() if not isinstance(row, InputError))
    return order(cell for cell in cells if cell)


def _in_row(place: str, error: InputError) -> InputError:
    """The error, with the row that it is about."""
    return InputError(f"{place}: {error.value}", error.expected, error.fix)


def row_article(place: str, row: Row, given: Given) -> Article:
    """The article of a row; ``place`` names the row for errors.

    Raises:
        InputError: a cell that is needed is missing, or cannot be used.
    """
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
    """What a row says of its article, under what the options say."""
    return Given(
        title=_cell("title", row, given),
        outlet=_cell("outlet", row, given),
        date=_cell("date", row, given) if not given.date else None,
        language=_cell("language", row, given),
        url=_cell("url", row, given),
        author=_cell("author", row, given),
        date_format=given.date_format,
    )


def _column(ours: str, row: Row, given: Given) -> str:
    """The name of our column in a row: the named one, else the first known one that says something."""
    known = (given.columns[ours],) if ours in given.columns else COLUMNS[ours]
    return next((name for name in known if str(row.get(name, "")).strip() not in ("", "None")), known[0])


def _cell(ours: str, row: Row, given: Given) -> str | None:
    """What a cell says, without the space around it; None where it is empty or holds neither text nor a number."""
    value = row.get(_column(ours, row, given))
    return str(value).strip() or None if isinstance(value, (str, int, float)) and not isinstance(value, bool) else None
