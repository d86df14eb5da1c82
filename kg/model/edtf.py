"""The days that a date in the Extended Date/Time Format can mean (EDTF, ISO 8601-2; Library of Congress, 2019).

Understood are level 0 and what the program writes of level 1: ``2017``, ``2017-09``, ``2017-09-05``,
``2017-09-05T14:30`` (``Z`` behind it for UTC), seasons ``2017-21`` (spring) to ``2017-24`` (winter), ``199X``,
``18XX``, ``~``, ``?`` and ``%`` behind any of them, intervals ``2014/2016``, open ones ``2014/..`` and ``../2016``, and
such with an unknown side: ``/2017-09``.

Days are those of the Gregorian calendar in the place's own time. A season is taken at its widest, meteorological and
astronomical, in the northern hemisphere; a winter by its year can be the one that ends in it or the one that begins.
What is approximate or uncertain keeps its days: by how much it may be off, nobody says.
"""

from __future__ import annotations

import calendar
import datetime
import re
from typing import TypeAlias

from kg.model.errors import InputError

Days: TypeAlias = tuple[datetime.date | None, datetime.date | None]

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:T([0-9]{2}):([0-9]{2})(?::[0-9]{2})?Z?)?)?)?")
_DIGITS = re.compile(r"([0-9]{2})([0-9])?(X{1,2})")
_QUALIFIED = re.compile(r"[~?%]$")
_SEASONS = {21: (3, 6), 22: (6, 9), 23: (9, 12)}  # first and last month
_WINTER = 24


def days(value: str) -> Days:
    """The first and the last day that a value can mean; None for a side that is open or unknown.

    Raises:
        InputError: it is no date of the kind above, or its calendar has no such day.
    """
    if "/" not in value:
        return _days_of(value)
    begin, _, end = value.partition("/")
    first = None if begin in ("", "..") else _days_of(begin)[0]
    last = None if end in ("", "..") else _days_of(end)[1]
    if begin == end or (first is None and last is None) or (first and last and first > last):
        raise _wrong(value)
    return first, last


def _days_of(value: str) -> tuple[datetime.date, datetime.date]:
    plain = _QUALIFIED.sub("", value)
    try:
        if found := _DATE.fullmatch(plain):
            return _of_date(*(int(part) if part else None for part in found.groups()))
        if found := _DIGITS.fullmatch(plain):
            return _of_digits(plain, len(found[3]))
    except ValueError as error:
        raise _wrong(value) from error
    raise _wrong(value)


def _of_date(
    year: int | None, month: int | None, day: int | None, hour: int | None, minute: int | None
) -> tuple[datetime.date, datetime.date]:
    assert year is not None  # noqa: S101 - the pattern has four digits
    if month is None:
        return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    if day is not None:
        if hour is not None:
            datetime.time(hour, minute or 0)
        found = datetime.date(year, month, day)
        return found, found
    if month == _WINTER:
        return datetime.date(year - 1, 12, 1), datetime.date(year + 1, 3, 31)
    first, last = _SEASONS.get(month, (month, month))
    return datetime.date(year, first, 1), datetime.date(year, last, calendar.monthrange(year, last)[1])


def _of_digits(value: str, unknown: int) -> tuple[datetime.date, datetime.date]:
    if len(value) != len("199X"):
        raise ValueError(value)
    known = value[:-unknown]
    return datetime.date(int(known + "0" * unknown), 1, 1), datetime.date(int(known + "9" * unknown), 12, 31)


def _wrong(value: str) -> InputError:
    return InputError(value, "a date in EDTF: 2017-09-05, 2017-09, 2014/2016, 199X", "Mend the value or leave it out.")
