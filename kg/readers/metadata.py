"""What is said about articles from outside: options of the command and the sidecar file ``metadata.csv``.

The sidecar stands beside the files it describes: a header ``file,title,outlet,date,language,url,author`` (only
``file`` is needed) and a row a file. An empty cell says nothing: what nobody asserts stays unknown.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kg.languages.profile import supported
from kg.model import Fact, Known
from kg.model.errors import InputError
from kg.readers.days import SLASHED, day
from kg.readers.tables import Table
from kg.text.dateline import iso

_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_FIELDS = ("title", "outlet", "date", "language", "url", "author")
DATE_FORMATS = ("iso", "dmy", "mdy")
SIDECAR = "metadata.csv"


@dataclass(frozen=True, slots=True)
class Given:
    """Metadata that somebody asserts. ``columns`` maps our names (id, text, title, …) to those of a table."""

    title: str | None = None
    outlet: str | None = None
    date: str | None = None
    language: str | None = None
    url: str | None = None
    author: str | None = None
    columns: dict[str, str] = field(default_factory=dict)
    date_format: str | None = None

    def under(self, options: Given) -> Given:
        """These facts, overridden by what the options of a command say."""
        said = {name: getattr(options, name) for name in _FIELDS if getattr(options, name)}
        return replace(self, columns=options.columns, date_format=options.date_format or self.date_format, **said)

    def facts(self) -> dict[str, Fact]:
        """The facts for an article; an ISO date, a supported language.

        Raises:
            InputError: a date or a language that cannot be used.
        """
        values = {name: (getattr(self, name) or "").strip() for name in _FIELDS}
        if values["date"]:
            values["date"] = iso_date(values["date"], self.date_format)
        if values["language"]:
            values["language"] = _language(values["language"])
        return {name: Fact(value, Known.ASSERTED) for name, value in values.items() if value}


def _language(text: str) -> str:
    """The primary subtag of a language tag (BCP 47): "en" of "en-GB"."""
    code = text.casefold().replace("_", "-").partition("-")[0]
    if code not in supported():
        raise InputError(text, f"a language out of {', '.join(supported())}", "Mend --lang, the sidecar or the table.")
    return code


def iso_date(text: str, date_format: str | None = None) -> str:
    """A date as ISO 8601, as coarse as it was given. ``4/5/2017`` needs a format: it is never guessed.

    Raises:
        InputError: it is no date, or one that can be read in two ways.
    """
    if found := _ISO.fullmatch(text):
        year, month, number = (int(part) if part else None for part in found.groups())
        if year and iso(year, month or 1, number):
            return text
    if date_format in ("dmy", "mdy") and (found := SLASHED.fullmatch(text)):
        first, second, year = (int(part) for part in found.groups())
        number, month = (first, second) if date_format == "dmy" else (second, first)
        if date := iso(year, month, number):
            return date
    if date := day(text):  # with an hour, or a month in words
        return date
    raise InputError(text, "a date like 2017, 2017-09 or 2017-09-04", "Write it so, or give --date-format dmy or mdy.")


@functools.lru_cache(maxsize=8)
def _rows(path: Path, changed: int) -> dict[str, dict[str, str]]:
    """The rows of a sidecar by the file they describe, read once for each state of it (``changed``, nanoseconds)."""
    table = Table.of(path, str(path), ("file", *_FIELDS))
    if table.encoding.remark:
        raise InputError(path, "a CSV file in UTF-8", f"{table.encoding.remark.fix} Save it in UTF-8.")
    if "file" not in table.header:
        raise InputError(path, "a column named file", f"Begin it with: file,{','.join(_FIELDS)}")
    rows: dict[str, dict[str, str]] = {}
    for _, row in table.rows():
        if isinstance(row, InputError):
            raise row
        rows[_composed(row.get("file", ""))] = row
    return rows


def _composed(name: str) -> str:
    """The name of a file with its accents in one character each: macOS and what it packs write them apart."""
    return unicodedata.normalize("NFC", name)


def sidecar(path: Path, name: str) -> Given:
    """What the sidecar beside a file says of it; nothing where there is none.

    Raises:
        InputError: the sidecar cannot be read.
    """
    beside = path.parent / name
    row = _rows(beside, beside.stat().st_mtime_ns).get(_composed(path.name), {}) if beside.is_file() else {}
    said: dict[str, Any] = {field_name: row[field_name] for field_name in _FIELDS if row.get(field_name)}
    return Given(**said)


def given(
    outlet: str | None,
    date: str | None,
    url: str | None,
    language: str | None,
    columns: list[str],
    date_format: str | None,
) -> Given:
    """Metadata from the options of a command; ``columns`` are written ``text=body``.

    Raises:
        InputError: a column without ``=`` or of a name that no column has, an unknown date format.
    """
    pairs = dict(_pair(column) for column in columns)
    if date_format not in (None, *DATE_FORMATS):
        raise InputError(date_format, f"one of {', '.join(DATE_FORMATS)}", "Mend --date-format.")
    found = Given(outlet=outlet, date=date, url=url, language=language, columns=pairs, date_format=date_format)
    found.facts()
    return found


def _pair(column: str) -> tuple[str, str]:
    ours, _, theirs = column.partition("=")
    if ours not in ("id", "text", *_FIELDS) or not theirs:
        raise InputError(
            column, f"NAME=COLUMN with one of id, text, {', '.join(_FIELDS)}", "For example: --columns text=body"
        )
    return ours, theirs
