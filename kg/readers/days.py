"""Days as files write them: ISO 8601, RFC 822, and slashed ones, which only their whole column can tell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from email.utils import parsedate

from kg.text.dateline import in_words, iso

SLASHED = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(?![0-9-])(?:[T ].*)?", re.DOTALL)
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T.*)?", re.DOTALL)


def day(text: str | None) -> str | None:
    """A date as ISO 8601, as coarse as it is written and where it was written: no hour is moved to another zone.

    ISO 8601 ("2017-09", "2017-09-05T23:30:00+02:00", "20170905T2330Z"), RFC 822 ("Tue, 05 Sep 2017 23:30:00 GMT"),
    what networks make of it, and days whose month is a word of a language ("Пн, 30 июл 2018", "18 Sept 2018"). Anything
    else is None: it is never guessed.
    """
    written = (text or "").strip()
    if found := _ISO.fullmatch(written) or _COMPACT.fullmatch(written):
        year, month, number = (int(part) if part else None for part in found.groups())
        day_of = iso(year or 0, month or 1, number)
        return day_of and (day_of if month else written[:4])
    parsed = parsedate(written) if re.search(r"[A-Za-z]", written) else None
    known = iso(*parsed[:3]) if parsed and re.search(r"[0-9]{4}", written) else None
    return known or in_words(written)


def order(dates: Iterable[str]) -> str | None:
    """How a column of slashed dates is written, told by all of them: "dmy", "mdy", or None where none of them tells.

    ``25/12/2017`` and ``4/5/2017`` in one column are day, month, year. A column that contradicts itself tells nothing.
    """
    found = {_order(match) for match in map(SLASHED.fullmatch, dates) if match}
    told = found - {None}
    return told.pop() if len(told) == 1 else None


def _order(match: re.Match[str]) -> str | None:
    first, second = int(match[1]), int(match[2])
    if first > 12 >= second:
        return "dmy"
    return "mdy" if second > 12 >= first else None
