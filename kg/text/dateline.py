"""Dates that a date line gives: ``6 novembre 2012``, ``April 11 2017``, ``2017-09``. As coarse as they are written."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from kg.languages.profile import supported, text_rules

_ISO = re.compile(r"(?<![\d-])(\d{4})-(\d\d)(?:-(\d\d))?(?![\d-])")
_DOTTED = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")
_DAY_MONTH = re.compile(r"(?<!\d)(\d{1,2})(?:er|st|nd|rd|th)?\s+([^\W\d_]+)\.?,?\s*(\d{4})(?!\d)")
_MONTH_DAY = re.compile(r"([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s*(\d{4})(?!\d)")


def find_date(text: str) -> str | None:
    """The first date in a date line as ISO 8601, or None where there is none.

    ``05.04.2017`` is day, month, year, as is the custom where dots are written; slashes are not read at all.
    """
    return next((date for parts in _written(text) if (date := iso(*parts))), None)


def in_words(text: str) -> str | None:
    """The first day whose month is a word, as ISO 8601: "Пн, 30 июл 2018 14:30", "18 Sept 2018"; None without one."""
    found = (date for parts in _in_words(text) if (date := iso(*parts)))
    return next(found, None)


def iso(year: int, month: int, day: int | None = None) -> str | None:
    """A date as ISO 8601, as coarse as it is given; None where the calendar has no such day."""
    try:
        found = datetime.date(year, month, 1 if day is None else day)
    except ValueError:
        return None
    return found.isoformat()[: 7 if day is None else 10]


def _written(text: str) -> Iterator[tuple[int, int, int | None]]:
    """Year, month and day of whatever is written like a date, the clearest notation first."""
    for found in _ISO.finditer(text):
        yield int(found[1]), int(found[2]), int(found[3]) if found[3] else None
    for found in _DOTTED.finditer(text):
        yield int(found[3]), int(found[2]), int(found[1])
    yield from _in_words(text)


def _in_words(text: str) -> Iterator[tuple[int, int, int]]:
    for found in _DAY_MONTH.finditer(text):
        yield int(found[3]), _month(found[2]), int(found[1])
    for found in _MONTH_DAY.finditer(text):
        yield int(found[3]), _month(found[1]), int(found[2])


def _month(word: str) -> int:
    """The number of a month in any language; 0, which no calendar has, for any other word."""
    folded = word.casefold()
    months = (text_rules(language).months_folded for language in supported())
    return next((table[folded] for table in months if folded in table), 0)
