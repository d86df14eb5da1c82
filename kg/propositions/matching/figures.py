"""Read numbers that are said of something: how many of what, what happened to them, how long something lasted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.propositions.matching.tokenized import TokenizedContent

_NUMBER = re.compile(r"\d[\d.,\u00a0\u202f ]*$")
_YEAR = re.compile(r"(?:19|20)\d\d$")
CLOSE = 0.8  # share of the larger figure from which a smaller one may be an earlier count of the same
_REACH = 3  # words between a number and what it counts
_FATES = ("kill", "injure")  # what happened to those counted
_STATES = ("siege", "fight", "control", "ceasefire", "offensive")  # what lasts
TIMES = ("year", "month", "week", "day", "hour")
_HOURS = {"year": 8766.0, "month": 730.5, "week": 168.0, "day": 24.0, "hour": 1.0}


@dataclass(frozen=True, slots=True)
class Count:
    """A number of ``what`` (``year`` … for durations, then in hours) with the fate or the state it is said of."""

    what: str
    value: float
    of: str | None = None
    hedge: str | None = None  # about, at-least

    @property
    def figure(self) -> str:
        """The number as a person says it: "at-least 2 year", "4 soldier"."""
        unit = next((name for name, hours in _HOURS.items() if self.value % hours == 0), "hour")
        number = self.value / _HOURS[unit] if self.what == "duration" else self.value
        return f"{self.hedge or ''} {number:g} {unit if self.what == 'duration' else self.what}".strip()

    def compares(self, other: Count) -> bool:
        """Whether the two say how many of the same there were; how long a state lasted is not said of its event."""
        return self.what == other.what != "duration" and self.of == other.of

    def meets(self, other: Count) -> bool:
        """Whether the two figures are the same, allowing for "about" and for "at least" of the same figure."""
        tolerance = 0.1 if "about" in (self.hedge, other.hedge) else 0.0
        return abs(self.value - other.value) <= tolerance * max(self.value, other.value)

    def excludes(self, other: Count) -> bool:
        """Whether the two figures cannot both hold: "at least 58" leaves room for 86, and 58 does not."""
        if self.meets(other) or self.hedge == other.hedge == "at-least":
            return False
        return not any(p.hedge == "at-least" and q.value >= p.value for p, q in ((self, other), (other, self)))

    def is_near(self, other: Count) -> bool:
        """Whether the two figures may be two of one count: an earlier and a later toll."""
        return min(self.value, other.value) >= CLOSE * max(self.value, other.value)


def counts(tokens: TokenizedContent) -> tuple[Count, ...]:
    """The counts of a content in order of position."""
    counted: dict[int, str] = {}
    for at, name in tokens.table.counted.find(tokens.folded):
        counted.setdefault(at, name)
    hedges = dict(tokens.table.hedges.find(tokens.folded))
    out = []
    for at, value in _numbers(tokens):
        what = _what(at, counted, tokens)
        if what is None and _fate(at, tokens, _REACH + 1) is None:
            continue
        hedge = next((hedges[i] for i in range(at - 1, at - 4, -1) if i in hedges), None)
        out.append(_count(at, value, what or "person", hedge, tokens))
    return tuple(out)


def _numbers(tokens: TokenizedContent) -> Iterator[tuple[int, float]]:
    """(position, value) of numbers in figures or words; years and days of a month are none, nor is "one"."""
    table, folded = tokens.table, tokens.folded
    for at, word in enumerate(folded):
        following = folded[at + 1] if at + 1 < len(folded) else ""
        if _NUMBER.match(word) and not _YEAR.match(word) and following not in table.months:
            yield at, float(re.sub(r"[.,\u00a0\u202f ](?=\d{3}(?!\d))", "", word).replace(",", "."))
        elif table.numbers.get(word, 0) > 1:
            yield at, table.numbers[word]


def _what(at: int, counted: Mapping[int, str], tokens: TokenizedContent) -> str | None:
    """What a number counts: the first noun for something countable close behind it, in the same clause."""
    for near in range(at + 1, min(at + 1 + _REACH, len(tokens.words))):
        if tokens.words[near].breaks:
            return None
        if near in counted:
            return counted[near]
    return None


def _fate(at: int, tokens: TokenizedContent, reach: int) -> str | None:
    """What happened to those counted: the nearest such event, one behind an "and" after all others."""
    parting = tokens.at("conjunctions")
    near = [
        (any(i in parting for i in range(min(pos, at), max(pos, at))), abs(pos - at), pos, name)
        for pos, name in tokens.events
        if name in _FATES and abs(pos - at) <= reach
    ]
    return min(near)[3] if near else None


def _count(at: int, value: float, what: str, hedge: str | None, tokens: TokenizedContent) -> Count:
    if what in TIMES:
        states = [(abs(pos - at), pos, name) for pos, name in tokens.events if name in _STATES and abs(pos - at) <= 10]
        return Count("duration", value * _HOURS[what], min(states)[2] if states else None, hedge)
    return Count(what, value, _fate(at, tokens, 8), hedge)


def differing(some: tuple[Count, ...], others: tuple[Count, ...]) -> list[tuple[Count, Count]]:
    """Figures of the same thing that are not the same figure; durations are left to ``contradictions``."""
    return [(p, q) for p in some for q in others if p.compares(q) and not p.meets(q)]


def agreeing(some: tuple[Count, ...], others: tuple[Count, ...]) -> list[tuple[Count, Count]]:
    """Figures of the same thing that are the same figure."""
    return [(p, q) for p in some for q in others if p.compares(q) and p.meets(q)]


def clashing(some: tuple[Count, ...], others: tuple[Count, ...]) -> bool:
    """Whether figures of one thing differ, and none agrees."""
    return bool(differing(some, others)) and not agreeing(some, others)
