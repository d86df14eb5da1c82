"""Reckoning with dates that are as coarse as they are known: ``2017``, ``2017-09`` or ``2017-09-05``.

Every function gives None where the date is too coarse for what is asked: of ``2017-09`` nobody knows the day before.
"""

from __future__ import annotations

import datetime
import re
from enum import StrEnum

_POINT = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?)?")
_LENGTHS = {"day": 10, "week": 10, "month": 7, "year": 4}
_FIRST_YEAR, _LAST_YEAR = 1000, 2999
_LONG_AGO = 300  # days: no writer leaves out the year of a day so far back


class Tense(StrEnum):
    """On which side of the article's date something lies, by the words around it."""

    PAST = "past"
    FUTURE = "future"
    UNKNOWN = "unknown"


def is_point(value: str | None) -> bool:
    """Whether a value is a plain year, month or day."""
    return bool(value and _POINT.fullmatch(value) and (len(value) < _LENGTHS["day"] or _day(value)))


def is_day(value: str | None) -> bool:
    """Whether a value is a plain day."""
    return bool(value) and _day(value or "") is not None


def truncated(value: str | None, unit: str) -> str | None:
    """A date as coarse as a unit; None where it is coarser."""
    length = _LENGTHS[unit]
    return value[:length] if value and len(value) >= length else None


def shifted(value: str | None, count: int, unit: str) -> str | None:
    """The day, week (Monday to Sunday, an interval), month or year so many units later; earlier where negative."""
    if value is None or (cut := truncated(value, unit)) is None:
        return None
    if unit == "year":
        return _year(int(cut) + count)
    if unit == "month":
        year, month = divmod(int(cut[:4]) * 12 + int(cut[5:]) - 1 + count, 12)
        return f"{_year(year)}-{month + 1:02}" if _year(year) else None
    if unit == "day":
        return _later(cut, count)
    return week(_later(cut, 7 * count))


def week(value: str | None) -> str | None:
    """The Monday-to-Sunday week of a day, an interval."""
    found = _day(value or "")
    if found is None:
        return None
    monday = found - datetime.timedelta(days=found.weekday())
    return f"{monday}/{monday + datetime.timedelta(days=6)}"


def weekend(value: str | None, tense: Tense) -> str | None:
    """The Saturday and Sunday before a day (or around it), after it where the tense is future."""
    saturday = weekday(value, 5, tense, strict=False)
    return f"{saturday}/{_later(saturday, 1)}" if saturday else None


def weekday(value: str | None, number: int, tense: Tense, strict: bool) -> str | None:
    """The nearest such weekday on the tense's side of a day (Monday is 0); ``strict``: not that day itself."""
    found = _day(value or "")
    if found is None:
        return None
    if tense is Tense.FUTURE:
        ahead = (number - found.weekday()) % 7
        return _later(str(found), ahead or 7 * strict)
    back = (found.weekday() - number) % 7
    return _later(str(found), -(back or 7 * strict))


def in_year(value: str | None, rest: str, tense: Tense, strict: bool = False) -> str | None:
    """A month (``09``) or a day (``09-05``) with the year that a date implies.

    It is the latest that is not behind the date, in the future tense the earliest that is not before it. Without a
    tense, the one to come counts where the last is more than nine months back. ``strict``: not the date itself.
    """
    if value is None or len(value) < _LENGTHS["month"]:
        return None
    year = int(value[:4])
    around = [f"{near}-{rest}" for near in range(year - 4, year + 5)]  # 29 February comes every fourth year
    known = [date for date in around if is_point(date)]
    cut = min(_LENGTHS["month"] if len(rest) == 2 else _LENGTHS["day"], len(value))
    here = [date for date in known if date[:cut] == value[:cut]]
    past = [date for date in known if date[:cut] < value[:cut]] + ([] if strict else here)
    ahead = ([] if strict else here) + [date for date in known if date[:cut] > value[:cut]]
    last, following = max(past, default=None), min(ahead, default=None)
    if tense is Tense.FUTURE:
        return following
    if last is None or following is None or (months := _months_between(last, value)) <= 9:
        return last
    if tense is Tense.UNKNOWN and not strict:
        return following
    return last if len(rest) == 2 or months * 30 < _LONG_AGO else None


def before(value: str) -> str | None:
    """The date of the same length just before a plain one."""
    unit = {4: "year", 7: "month", 10: "day"}.get(len(value))
    return shifted(value, -1, unit) if unit and is_point(value) else None


def _months_between(early: str, late: str) -> int:
    return (int(late[:4]) - int(early[:4])) * 12 + int(late[5:7]) - int(early[5:7])


def _later(value: str | None, days: int) -> str | None:
    found = _day(value or "")
    try:
        return str(found + datetime.timedelta(days=days)) if found else None
    except OverflowError:
        return None


def _day(value: str) -> datetime.date | None:
    if len(value) != _LENGTHS["day"]:
        return None
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        return None


def _year(number: int) -> str | None:
    return f"{number:04}" if _FIRST_YEAR <= number <= _LAST_YEAR else None
