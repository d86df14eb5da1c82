"""What words are resolved against, and the intervals that values make."""

from __future__ import annotations

from dataclasses import dataclass

from kg.text.times.calendar import Tense
from kg.text.times.rules import Rules


@dataclass(frozen=True, slots=True)
class Scene:
    """What words are resolved against. Dates are ISO, as coarse as known; None where nothing is known."""

    base: str | None  # the article's date
    anchor: str | None  # the year, month or day that the text named last
    tense: Tense
    rules: Rules
    limit: str | None = None  # the end of the range that this begins


def interval(first: str | None, last: str | None) -> str | None:
    """The interval of two values; None where one is missing or they stand in the wrong order."""
    if first is None or last is None or first[: len(last)] > last[: len(first)] or first == last:
        return None
    return f"{first}/{last}"
