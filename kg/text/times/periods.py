"""Decades, centuries, seasons, quarters, and "last week", "this year"."""

from __future__ import annotations

from kg.languages.letters import latin_numeral
from kg.text.times import calendar
from kg.text.times.calendar import Tense
from kg.text.times.context import Scene
from kg.text.times.dates import year_of
from kg.text.times.patterns import Atom

_SPRING = 3  # the first month of the first season
# the first month of the first season
_ROMAN = {"I": 1, "V": 5, "X": 10}


def decade(atom: Atom, scene: Scene) -> str | None:
    """A decade: "the 1990s", "the nineties"."""
    words = atom.words
    if "decade" in words:
        return f"{words['decade'][:3]}X"
    digit = int(words["tens"][0]) if "tens" in words else scene.rules.choice("tens_word", words["tens_word"])
    return f"19{digit}X" if digit >= 3 else None  # "the twenties" may be those of either century


def century(atom: Atom, scene: Scene) -> str | None:
    """A century by its number."""
    words = atom.words
    number = int(words["century"]) if "century" in words else _roman(latin_numeral(words["roman"]))
    return f"{number - 1}XX" if 11 <= number <= 21 else None


def _roman(text: str) -> int:
    values = [_ROMAN[letter] for letter in text]
    return sum(-one if one < following else one for one, following in zip(values, [*values[1:], 0], strict=True))


def season(atom: Atom, scene: Scene) -> str | None:
    """A season, of a year that is named or that is the nearest."""
    number = scene.rules.choice("season", atom.words["season"])
    if year := year_of(atom.words, scene):
        return f"{year}-{21 + number}"
    month = calendar.truncated(scene.base, "month")
    if month is None:
        return None
    years = range(int(month[:4]) - 2, int(month[:4]) + 3)
    around = [(f"{year}-{21 + number}", *_season_months(year, number)) for year in years]
    if "last" in atom.words:
        return max(value for value, _, end in around if end < month)
    if "next" in atom.words:
        return min(value for value, begin, _ in around if begin > month)
    if scene.tense is Tense.FUTURE:
        return min(value for value, _, end in around if end >= month)
    if "this" in atom.words:
        here = [value for value, begin, end in around if begin <= month <= end]
        return here[0] if here else f"{month[:4]}-{21 + number}"
    return max(value for value, begin, _ in around if begin <= month)


def _season_months(year: int, number: int) -> tuple[str, str]:
    first = _SPRING + 3 * number
    begin = f"{year}-{first:02}"
    return begin, calendar.shifted(begin, 2, "month") or begin


def part_of_year(atom: Atom, scene: Scene) -> str | None:
    """A quarter or a half of a year, an interval of months."""
    words = atom.words
    year = words.get("year") or (calendar.truncated(scene.base, "year") if "this" in words else None)
    length = 3 if "quarter" in words else 6
    first = (scene.rules.choice("ordinal", words["ordinal"]) - 1) * length + 1
    return f"{year}-{first:02}/{year}-{first + length - 1:02}" if year and first + length <= 13 else None


def part_of_this_year(atom: Atom, scene: Scene) -> str | None:
    """The article's year: "earlier this year", "the end of the year" are no finer."""
    return calendar.truncated(scene.base, "year")


def unit(atom: Atom, scene: Scene) -> str | None:
    """The last, this or the next week, weekend, month or year."""
    words = atom.words
    unit = scene.rules.choice("unit", words["period"]) if "period" in words else "weekend"
    count = -1 if "last" in words else 1 if "next" in words else 0
    if unit != "weekend":
        return calendar.shifted(scene.base, count, unit)
    return calendar.weekend(scene.base, (Tense.PAST, scene.tense, Tense.FUTURE)[count + 1])


def unit_there(atom: Atom, scene: Scene) -> str | None:
    """Reckoned from what the text named last: "that year", "the previous week"."""
    words = atom.words
    unit = scene.rules.choice("unit", words["period"])
    count = -1 if "last_there" in words else 1 if "next_there" in words else 0
    return None if unit == "weekend" else calendar.shifted(scene.anchor, count, unit)
