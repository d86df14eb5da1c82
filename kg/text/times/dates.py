"""Days, months, years and weekdays that are named, and ranges of them in one expression."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from kg.text.times import calendar
from kg.text.times.calendar import Tense
from kg.text.times.context import Scene, interval
from kg.text.times.patterns import Atom


def year_of(words: Mapping[str, str], scene: Scene) -> str | None:
    """The year that the words give, or that they reckon from the article's."""
    if "year" in words:
        return words["year"]
    if "last_year" in words:
        return calendar.shifted(scene.base, -1, "year")
    return calendar.truncated(scene.base, "year") if "this_year" in words else None


def _dated(rest: str, words: Mapping[str, str], scene: Scene) -> str | None:
    """A month or a day in its own year, else in the one that the article's date or the range implies."""
    if {"year", "last_year", "this_year"} & words.keys():
        found = f"{year_of(words, scene)}-{rest}"
        return found if calendar.is_point(found) else None
    if scene.limit:
        return calendar.in_year(_as_long(scene.limit), rest, Tense.PAST)
    if "last" in words:
        return calendar.in_year(scene.base, rest, Tense.PAST, strict=True)
    if "next" in words:
        return calendar.in_year(scene.base, rest, Tense.FUTURE, strict=True)
    return calendar.in_year(scene.base, rest, scene.tense)


def _as_long(limit: str) -> str:
    """A limit that is a year ends with its December."""
    return f"{limit}-12" if len(limit) == len("2017") else limit


def _number(slot: str, words: Mapping[str, str], scene: Scene, copy: str = "") -> str:
    return f"{scene.rules.choice(slot, words[slot + copy]) + 1:02}"


def day(atom: Atom, scene: Scene, copy: str = "") -> str | None:
    """A day by its month, or in figures."""
    words = atom.words
    if "iso" in words:
        return words["iso"] if calendar.is_day(words["iso"]) else None
    if "written" in words:
        return _written(words["written"], scene)
    return _dated(f"{_number('month', words, scene, copy)}-{int(words['day' + copy]):02}", words, scene)


def _written(text: str, scene: Scene) -> str | None:
    """A day in figures: day, month, year; with strokes in English perhaps the month first, then only if it is sure."""
    first, second, year = (int(part) for part in re.split(r"[./]", text))
    month_first = scene.rules.half_day and "/" in text
    if month_first and first <= 12 and second <= 12 and first != second:
        return str(year)
    if month_first and first <= 12:
        first, second = second, first
    found = f"{year}-{second:02}-{first:02}"
    return found if calendar.is_day(found) else None


def days(atom: Atom, scene: Scene) -> str | None:
    """From a day to another that shares its month or its year."""
    words = atom.words
    last = day(
        Atom("day", atom.span, {**words, "day": words["day2"], "month": words.get("month2", words["month"])}), scene
    )
    if last is None:
        return None
    plain = {name: value for name, value in words.items() if name not in ("year", "last_year", "this_year")}
    return interval(day(Atom("day", atom.span, plain), replace(scene, limit=last)), last)


def month(atom: Atom, scene: Scene) -> str | None:
    """A month."""
    return _dated(_number("month", atom.words, scene), atom.words, scene)


def months(atom: Atom, scene: Scene) -> str | None:
    """From a month to another of the same year or the year after."""
    last = _dated(_number("month", atom.words, scene, "2"), atom.words, scene)
    if last is None:
        return None
    return interval(calendar.in_year(last, _number("month", atom.words, scene), Tense.PAST), last)


def year(atom: Atom, scene: Scene) -> str | None:
    """A year by its number."""
    return year_of(atom.words, scene)


def years(atom: Atom, scene: Scene) -> str | None:
    """From a year to another."""
    return interval(atom.words["year"], atom.words["year2"])


def weekday(atom: Atom, scene: Scene) -> str | None:
    """A weekday near the article's day: "Tuesday", "last Tuesday"."""
    number, words = scene.rules.choice("weekday", atom.words["weekday"]), atom.words
    if scene.limit:
        return calendar.weekday(scene.limit, number, Tense.PAST, strict=True)
    if "last" in words:
        return calendar.weekday(scene.base, number, Tense.PAST, strict=True)
    if "next" in words:
        return calendar.weekday(scene.base, number, Tense.FUTURE, strict=True)
    return calendar.weekday(scene.base, number, scene.tense, strict=False)


def weekdays(atom: Atom, scene: Scene) -> str | None:
    """From a weekday to another; the second is looked for first."""
    last = weekday(Atom("weekday", atom.span, {"weekday": atom.words["weekday2"]}), scene)
    first = calendar.weekday(last, scene.rules.choice("weekday", atom.words["weekday"]), Tense.PAST, strict=True)
    return interval(first, last)
