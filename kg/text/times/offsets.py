"""Numbers of units away from a date, up to it, or since: "three days ago", "the last two years"."""

from __future__ import annotations

from kg.text.times import calendar
from kg.text.times.calendar import Tense
from kg.text.times.context import Scene, interval
from kg.text.times.patterns import Atom

_UNITS = {  # as multiples of what can be reckoned with
    "fortnight": (2, "week"),
    "decade": (10, "year"),
    "century": (100, "year"),
    "half_year": (6, "month"),
}


def _count(atom: Atom, scene: Scene) -> tuple[int, str] | None:
    """How many of which unit, in units that can be reckoned with; None for hours and for "several"."""
    words, rules = atom.words, scene.rules
    unit = rules.choice("unit", words["unit"])
    said = words.get("n") or words.get("n2")
    number = 1 if said is None else int(said) if said.isdigit() else rules.choice("n", said)
    if number is None or unit == "minute":
        return None
    if unit == "hour":
        return (number // 24, "day") if number and number % 24 == 0 else None
    times, unit = _UNITS.get(unit, (1, unit))
    return None if unit == "weekend" else (number * times, unit)


def away(atom: Atom, scene: Scene, origin: str | None, direction: int) -> str | None:
    """So many units before (-1) or after (1) a date; about so many where the words hedge."""
    found = _count(atom, scene)
    value = calendar.shifted(origin, direction * found[0], found[1]) if found else None
    about = "hedge" in atom.words or scene.rules.choice("unit", atom.words["unit"]) in ("decade", "century")
    return f"{value}~" if value and about and "/" not in value else value


def past(atom: Atom, scene: Scene) -> str | None:
    """An interval up to the article's date: "the last three months"; without a number its begin is unknown."""
    words, rules = atom.words, scene.rules
    name = rules.choice("unit", words["unit"])
    single = "one" in words or ("many" not in words and rules.singular[name].fullmatch(words["unit"]))
    said = words.get("n") or words.get("n2")
    vague = said is not None and not said.isdigit() and rules.choice("n", said) is None
    if vague or (said is None and not single):
        unit = _UNITS.get(name, (1, name))[1]
        here = calendar.truncated(scene.base, {"month": "month", "year": "year"}.get(unit, "day")) or scene.base
        return f"/{here}" if here else None
    begin, unit = _begin(atom, scene)
    return interval(begin, calendar.truncated(scene.base, unit)) if begin and unit else None


def _begin(atom: Atom, scene: Scene) -> tuple[str | None, str]:
    """When what lasts so long began, and how fine that is; weeks are counted in days, and only about."""
    found = _count(atom, scene)
    if found is None:
        return None, ""
    number, unit = found
    week = unit == "week"
    begin = calendar.shifted(scene.base, -number * (7 if week else 1), "day" if week else unit)
    about = "~" if week or "hedge" in atom.words else ""
    return (f"{begin}{about}" if begin else None), unit


def lasting(atom: Atom, scene: Scene) -> str | None:
    """An interval from so many units ago, that goes on: "for three years now"."""
    begin, _ = _begin(atom, scene)
    return f"{begin}/.." if begin else None


def perhaps_ahead(atom: Atom, scene: Scene) -> str | None:
    """So many units ahead, where the sentence speaks of what is to come: "in three days"."""
    return away(atom, scene, scene.base, 1) if scene.tense is Tense.FUTURE else None
