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
from kg.readers.text import article

csv.field_size_limit(50_000_000)

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


def read_csv(path: Path, given: Given) -> Iterator[Article | InputError]:
    """The articles of a CSV (or tab-separated) file with a header."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            table = csv.DictReader(handle, delimiter="\t" if path.suffix.lower() == ".tsv" else ",")
            yield from _articles(path, enumerate(table, 2), given)
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(path, "a CSV file in UTF-8 with a header", f"{error}.") from error


def read_jsonl(path: Path, given: Given) -> Iterator[Article | InputError]:
    """The articles of a file with one JSON object a line."""
    try:
        with path.open(encoding="utf-8-sig") as handle:
            yield from _articles(path, _objects(path, handle), given)
    except UnicodeDecodeError as error:
        raise InputError(path, "JSON lines in UTF-8", f"{error}.") from error


def _objects(path: Path, lines: Iterable[str]) -> Iterator[tuple[int, Mapping[str, object] | InputError]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            yield number, InputError(f"{path}:{number}", "a JSON object", f"{error}.")
            continue
        yield (
            number,
            row if isinstance(row, dict) else InputError(f"{path}:{number}", "a JSON object", "Mend the line."),
        )


def _articles(
    path: Path, rows: Iterable[tuple[int, Mapping[str, object] | InputError]], given: Given
) -> Iterator[Article | InputError]:
    for number, row in rows:
        if isinstance(row, InputError):
            yield row
            continue
        try:
            yield _article(f"{path}:{number}", row, given)
        except InputError as error:
            yield error


def _article(place: str, row: Mapping[str, object], given: Given) -> Article:
    cells = {ours: _cell(row, given.columns.get(ours), known) for ours, known in COLUMNS.items()}
    if not cells["text"]:
        wanted = given.columns.get("text") or " or ".join(COLUMNS["text"])
        raise InputError(place, f"a column {wanted} with the text", "Name it: --columns text=NAME.")
    name = cells.pop("id")
    if not name:
        raise InputError(
            place, f"a column {' or '.join(COLUMNS['id'])} that tells rows apart", "Name it: --columns id=NAME."
        )
    text = str(cells.pop("text"))
    known_format = next((form for names, form in _DATE_FORMATS.items() if names <= set(row)), None)
    said = Given(**cells, date_format=given.date_format or known_format)
    return article(name, text, said.under(Given(**_options(given), date_format=said.date_format)).facts())


def _options(given: Given) -> dict[str, str | None]:
    return {name: getattr(given, name) for name in ("title", "outlet", "date", "language", "url")}


def _cell(row: Mapping[str, object], named: str | None, known: tuple[str, ...]) -> str | None:
    for name in (named,) if named else known:
        value = row.get(name)
        if value is not None and str(value).strip():
            return str(value).strip() if known is not COLUMNS["text"] else str(value)
    return None
