"""Dates that a date line gives: ``6 novembre 2012``, ``April 11 2017``, ``2017-09``. As coarse as they are written."""

from __future__ import annotations

import re

from kg.language import supported, text_rules

_ISO = re.compile(r"(?<!\d)(\d{4})-(\d\d)(?:-(\d\d))?(?!\d)")
_DOTTED = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")
_DAY_MONTH = re.compile(r"(?<!\d)(\d{1,2})(?:er|st|nd|rd|th)?\s+([^\W\d_]+)\.?,?\s*(\d{4})(?!\d)")
_MONTH_DAY = re.compile(r"([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s*(\d{4})(?!\d)")


def find_date(text: str) -> str | None:
    """The one date in a date line as ISO 8601, or None where there is none.

    ``05.04.2017`` is day, month, year, as is the custom where dots are written; slashes are not read at all.
    """
    if found := _ISO.search(text):
        return _date(*found.groups())
    if found := _DOTTED.search(text):
        day, month, year = found.groups()
        return _date(year, month, day)
    if (found := _DAY_MONTH.search(text)) and (month_number := _month(found[2])):
        return _date(found[3], month_number, found[1])
    if (found := _MONTH_DAY.search(text)) and (month_number := _month(found[1])):
        return _date(found[3], month_number, found[2])
    return None


def _month(word: str) -> str | None:
    folded = word.casefold()
    for language in supported():
        rules = text_rules(language)
        if folded in rules.months_folded:
            return str(rules.months_folded[folded])
    return None


def _date(year: str, month: str, day: str | None) -> str | None:
    if not 1 <= int(month) <= 12 or (day and not 1 <= int(day) <= 31):
        return None
    return f"{int(year):04}-{int(month):02}" + (f"-{int(day):02}" if day else "")
