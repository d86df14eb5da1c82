"""What an expression stands for: a value in EDTF by the words, the article's date, and what was named before."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kg.text.times import calendar, dates, offsets, periods
from kg.text.times.calendar import Tense
from kg.text.times.context import Scene, interval
from kg.text.times.patterns import Atom


def resolve(atom: Atom, scene: Scene) -> str | None:
    """The value of one expression; None where it has none that is sure."""
    return _KINDS[atom.kind](atom, scene) if atom.kind in _KINDS else None


def _offset(origin: Callable[[Scene], str | None]) -> Callable[[Atom, Scene], str | None]:
    """Words that stand for a number of days from somewhere; "today" is as fine as its origin."""

    def found(atom: Atom, scene: Scene) -> str | None:
        number = next(
            (count for count, pattern in scene.rules.offsets[atom.kind] if pattern.fullmatch(atom.words["all"])), None
        )
        start = origin(scene)
        if atom.kind == "deictic" and number == 0:
            return start
        return calendar.shifted(start, number, "day") if number is not None else None

    return found


def _nights(atom: Atom, scene: Scene) -> str | None:
    """A night lies between two days: the article's and the one before; "tonight" may be the next."""
    number = next(count for count, pattern in scene.rules.offsets["nights"] if pattern.fullmatch(atom.words["all"]))
    shift = 0 if number == 0 and scene.tense is Tense.FUTURE else -1
    return interval(calendar.shifted(scene.base, shift, "day"), calendar.shifted(scene.base, shift + 1, "day"))


def clock(atom: Atom, scene: Scene) -> str | None:
    """The time of the day as ``T14:30``; None where it may be one of two."""
    words, hour = atom.words, int(atom.words["hour"])
    if "pm" in words and hour < 12:
        hour += 12
    if "am" in words and hour == 12:
        hour = 0
    told = {"am", "pm", "utc"} & words.keys() or hour > 12 or words["hour"].startswith("0")
    if scene.rules.half_day and not told:
        return None
    return f"T{hour:02}:{words.get('minute', '00')}{'Z' if 'utc' in words else ''}"


_KINDS: Mapping[str, Callable[[Atom, Scene], str | None]] = {
    "day": dates.day,
    "span": dates.days,
    "month": dates.month,
    "months": dates.months,
    "year": dates.year,
    "years": dates.years,
    "decade": periods.decade,
    "century": periods.century,
    "season": periods.season,
    "part_of_year": periods.part_of_year,
    "part_of_this_year": periods.part_of_this_year,
    "weekday": dates.weekday,
    "weekdays": dates.weekdays,
    "unit": periods.unit,
    "unit_there": periods.unit_there,
    "ago": lambda atom, scene: offsets.away(atom, scene, scene.base, -1),
    "ahead": lambda atom, scene: offsets.away(atom, scene, scene.base, 1),
    "perhaps_ahead": offsets.perhaps_ahead,
    "earlier": lambda atom, scene: offsets.away(atom, scene, scene.anchor, -1),
    "later": lambda atom, scene: offsets.away(atom, scene, scene.anchor, 1),
    "past": offsets.past,
    "lasting": offsets.lasting,
    "deictic": _offset(lambda scene: scene.base),
    "deictic_there": _offset(lambda scene: scene.anchor),
    "deictic_or_there": _offset(lambda scene: scene.anchor or scene.base),
    "nights": _nights,
}
