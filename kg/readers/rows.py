"""Tables: a row an article, in CSV or in JSON lines. Columns are found by name in any language, or named by options.

The names of FA-KES (Abu Salem et al. 2019) are known, so that the corpus loads as it is.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from kg.languages.profile import profile, supported
from kg.model import Article
from kg.model.errors import InputError, InputRemark
from kg.readers.days import order
from kg.readers.encoding import Encoding, of_file
from kg.readers.metadata import Given
from kg.readers.source import Source, lines
from kg.readers.tables import Table
from kg.readers.text import article
from kg.readers.tweets import is_tweet, tweet
from kg.readers.wrapping import unwrapped

# Our name for a column -> the names it is known by, the first found counts.
COLUMNS = {
    "id": ("id", "unit_id", "article_id", "uuid"),
    "text": ("text", "article_content", "content", "body", "maintext"),
    "title": ("title", "article_title", "headline"),
    "outlet": ("outlet", "source", "publisher", "source_domain"),
    "date": ("date", "published", "datePublished", "date_publish"),
    "language": ("language", "lang"),
    "url": ("url", "link"),
    "author": ("author", "byline"),
}
# Corpora that are known by their columns, and how they write dates.
_DATE_FORMATS = {frozenset({"unit_id", "article_title", "article_content"}): "mdy"}

Row = Mapping[str, object]


def read_csv(source: Source, given: Given) -> Iterator[Article | InputError]:
    """The articles of a table of separated values with a header.

    Raises:
        InputError: no text, no header, or no column with the text.
    """
    known = (name for ours in COLUMNS for name in _names(ours))
    table = Table.of(source.path, source.name, {*known, *map(str.casefold, given.columns.values())})
    has = _folded(table.header)
    wanted = [(name,) for name in given.columns.values()] + ([] if "text" in given.columns else [_names("text")])
    for names in wanted:
        if table.header and not has.keys() & set(map(str.casefold, names)):
            columns = f"Its columns: {', '.join(table.header)}."
            fix = f"{columns} Name the one with the text: --columns text=NAME."
            raise InputError(source.name, f"a column named {' or '.join(names)}", fix)
    yield from _articles(source, table.rows, given)
    if table.encoding.remark:
        yield table.encoding.remark


def read_jsonl(source: Source, given: Given) -> Iterator[Article | InputError]:
    """The articles of a file with one JSON object a line; posts of X are known by their fields."""
    with source.path.open("rb") as file:
        encoding = of_file(source.name, file)
    yield from _articles(source, lambda: _objects(source, encoding), given)
    if encoding.remark:
        yield encoding.remark


def _objects(source: Source, encoding: Encoding) -> Iterator[tuple[int, Row | InputError]]:
    with source.path.open(encoding=encoding.name, errors=encoding.errors) as handle:
        for number, line in enumerate(lines(source.name, handle), 1):
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
    number = 0
    for line, row in rows():
        if isinstance(row, InputRemark):
            yield row
            continue
        number += 1
        place = f"{source.name}:{line}"
        if isinstance(row, InputError):
            yield row
            continue
        try:
            yield tweet(place, row, given) if is_tweet(row) else row_article(place, row, given, number)
        except InputError as error:
            yield error if str(error.value).startswith(place) else _in_row(place, error)
    if not number:
        raise InputError(source.name, "a table with a row for each article", "Is the file empty?")


def _date_format(rows: Callable[[], Iterator[tuple[int, Row | InputError]]], given: Given) -> str | None:
    """How the table writes dates: as the options say, as its corpus does, or as the column as a whole tells."""
    if given.date_format or given.date:
        return given.date_format
    first = next((row for _, row in rows() if not isinstance(row, InputError)), {})
    if known := corpus_date_format(first):
        return known
    cells = (_cell("date", row, given) for _, row in rows() if not isinstance(row, InputError))
    return order(cell for cell in cells if cell)


def corpus_date_format(header: Iterable[str]) -> str | None:
    """How a corpus writes dates that is known by the names of its columns."""
    there = set(header)
    return next((form for names, form in _DATE_FORMATS.items() if names <= there), None)


def _in_row(place: str, error: InputError) -> InputError:
    """The error, with the row that it is about."""
    return InputError(f"{place}: {error.value}", error.expected, error.fix)


def row_article(place: str, row: Row, given: Given, number: int) -> Article:
    """The article of a row.

    Args:
        place: the file and the row, for errors.
        row: its cells.
        given: what is asserted of it.
        number: of the row in its table, from 1; where the row has no id, its article is named by file and number.

    Raises:
        InputError: a cell that is needed is missing, or cannot be used.
    """
    text = row.get(_column("text", row, given))
    if not isinstance(text, str) or not text.strip():
        wanted = given.columns.get("text") or " or ".join(_names("text"))
        raise InputError(place, f"a column {wanted} with the text", "Name it: --columns text=NAME.")
    name = _cell("id", row, given) or f"{place.rpartition(':')[0]}#{number}"
    return article(name, unwrapped(text), _said(row, given).under(given).facts())


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


def known_columns(ours: str, header: Iterable[str], given: Given) -> list[str]:
    """The columns of a header that our column may stand in: the named one, else the known ones, the likeliest first."""
    if ours in given.columns:
        return [given.columns[ours]]
    there = _folded(header)
    return [there[name] for name in _names(ours) if name in there]


def _column(ours: str, row: Row, given: Given) -> str:
    """The name of our column in a row: the first one that says something."""
    known = known_columns(ours, row, given)
    return next(
        (name for name in known if str(row.get(name, "")).strip() not in ("", "None")), known[0] if known else ""
    )


@functools.lru_cache(maxsize=16)
def _names(ours: str) -> tuple[str, ...]:
    """The names that our column is known by, in small letters."""
    words = " ".join(profile(code).columns.get(ours, "") for code in supported()).split()
    return tuple(dict.fromkeys(name.casefold() for name in (*COLUMNS[ours], *words)))


def _folded(row: Iterable[str]) -> dict[str, str]:
    """The names of columns by what they are in small letters."""
    return {name.strip().casefold(): name for name in row}


def _cell(ours: str, row: Row, given: Given) -> str | None:
    """What a cell says, without the space around it; None where it is empty or holds neither text nor a number."""
    value = row.get(_column(ours, row, given))
    return str(value).strip() or None if isinstance(value, (str, int, float)) and not isinstance(value, bool) else None
