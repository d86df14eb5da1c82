"""Read numbers that are said of something: how many of what, what happened to them, how long something lasted."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.languages.profile import LABEL_LANGUAGE, supported
from kg.propositions.matching.tokenized import TokenizedContent
from kg.propositions.matching.tokens import prose
from kg.text.quantities.amounts import amount
from kg.text.quantities.hedges import bounds, hedge
from kg.text.quantities.number_lexicon import lexicon
from kg.text.quantities.tokens import words

_YEARS = range(1900, 2100)  # a bare number of these is a year
_CLOSE = 0.8  # share of the larger figure from which a smaller one may be an earlier count of the same
_REACH = 3  # words between a number and what it counts
_FATES = ("kill", "injure")  # what happened to those counted
_TOLL = "casualties"  # what a word for a toll is of, beside "kill"
_STATES = ("siege", "fight", "control", "ceasefire", "offensive")  # what lasts
_CROWDS = ("protest",)  # what those counted took part in, where nothing happened to them
MEASURES = ("tonne", "litre", "hectare", "percent", "dollar", "euro", "rouble")
TIMES = ("year", "month", "week", "day", "hour")
_HOURS = {"year": 8766.0, "month": 730.5, "week": 168.0, "day": 24.0, "hour": 1.0}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a content: the position of its last word, and the values that the words allow."""

    at: int
    low: float
    high: float
    hedge: str | None


@dataclass(frozen=True, slots=True)
class Count:
    """A number of ``what`` (``duration`` in hours) with the fate or the state it is said of.

    "At least 58" is 58 to infinity, "20 to 30" is just that, and a plain number has equal bounds.
    """

    what: str
    low: float
    high: float
    of: str | None = None
    hedge: str | None = None  # about, at-least, more-than, at-most, less-than

    @property
    def value(self) -> float:
        """The number that is named, of a range the lower."""
        return self.low if math.isfinite(self.low) else self.high

    @property
    def figure(self) -> str:
        """The number as a person says it: "at-least 2 year", "4 soldier"."""
        unit = next((name for name, hours in _HOURS.items() if self.value % hours == 0), "hour")
        hours = _HOURS[unit] if self.what == "duration" else 1.0
        ends = dict.fromkeys(f"{end / hours:g}" for end in (self.low, self.high) if math.isfinite(end))
        return f"{self.hedge or ''} {' to '.join(ends)} {unit if self.what == 'duration' else self.what}".strip()

    def compares(self, other: Count) -> bool:
        """Whether the two say how many of the same there were; how long a state lasted is not said of its event."""
        return self.what == other.what != "duration" and self.of == other.of

    def meets(self, other: Count) -> bool:
        """Whether the two name the same figure, allowing for "about" and for "at least" of the same figure."""
        return abs(self.value - other.value) <= self._tolerance(other)

    def excludes(self, other: Count) -> bool:
        """Whether the two cannot both hold: "at least 58" leaves room for 86, and "20 to 30" does not for 40."""
        slack = self._tolerance(other)
        return self.low > other.high + slack or other.low > self.high + slack

    def is_near(self, other: Count) -> bool:
        """Whether the two figures may be two of one count: an earlier and a later toll."""
        return min(self.value, other.value) >= _CLOSE * max(self.value, other.value)

    def _tolerance(self, other: Count) -> float:
        return 0.1 * max(self.value, other.value) if "about" in (self.hedge, other.hedge) else 0.0


def counts(tokens: TokenizedContent) -> tuple[Count, ...]:
    """The counts of a content in order of position."""
    counted: dict[int, str] = {}
    for at, name in tokens.table.counted.find(tokens.folded):
        counted.setdefault(at, name)
    out = []
    for found in _figures(tokens):
        what = _what(found.at, counted, tokens)
        if what is None and not _is_toll(found.at, tokens) and _fate(found.at, tokens, _REACH + 1) is None:
            continue
        out.append(_count(found, what or "person", tokens))
    return tuple(out)


def _figures(tokens: TokenizedContent) -> Iterator[Figure]:
    """Numbers in figures or words; years, days of a month and what has no value are none, nor is "one"."""
    language = tokens.head.language if tokens.head.language in supported() else LABEL_LANGUAGE
    table, text = lexicon(language), prose(tokens.assertion.text)
    if table is None:
        return
    found, starts, end = words(text, table.spaced), [word.start for word in tokens.words], 0
    for opening, word in enumerate(found):
        read = amount(found, opening, table) if opening >= end and table.may_open(word) else None
        if read is None:
            continue
        end = read.end
        at = bisect_left(starts, found[end - 1].end) - 1
        following = tokens.folded[at + 1] if at + 1 < len(tokens.folded) else ""
        bare = end - opening == 1 and word.figure and read.low in _YEARS
        if read.none or read.vague or read.low == read.high == 1 or bare or at < 0 or following in tokens.table.months:
            continue
        said = hedge(found, read, end, None, table).name
        yield Figure(at, *bounds(read, said), said)


def _what(at: int, counted: Mapping[int, str], tokens: TokenizedContent) -> str | None:
    """What a number counts: the first noun for something countable close behind it, in the same clause."""
    for near in range(at + 1, min(at + 1 + _REACH, len(tokens.words))):
        if tokens.words[near].breaks:
            return None
        if near in counted:
            return counted[near]
    return None


def _fate(at: int, tokens: TokenizedContent, reach: int, fates: Sequence[str] = _FATES) -> str | None:
    """What happened to those counted: the nearest such event, one behind an "and" after all others."""
    parting = tokens.at("conjunctions")
    near = [
        (any(i in parting for i in range(min(pos, at), max(pos, at))), abs(pos - at), pos, name)
        for pos, name in tokens.events
        if name in fates and abs(pos - at) <= reach
    ]
    return min(near)[3] if near else None


def _is_toll(at: int, tokens: TokenizedContent) -> bool:
    """Whether a figure is what a toll comes to, however far behind it: "the toll of the blast has risen to 112"."""
    reached = not tokens.at("reaching").isdisjoint(range(at - _REACH - 1, at))
    return reached and any((pos, "kill") in tokens.events for pos, name in tokens.events if name == _TOLL and pos < at)


def _count(found: Figure, what: str, tokens: TokenizedContent) -> Count:
    at, low, high = found.at, found.low, found.high
    if what in TIMES:
        states = [(abs(pos - at), pos, name) for pos, name in tokens.events if name in _STATES and abs(pos - at) <= 10]
        hours = _HOURS[what]
        return Count("duration", low * hours, high * hours, min(states)[2] if states else None, found.hedge)
    if what in MEASURES:
        return Count(what, low, high, None, found.hedge)
    fate = _fate(at, tokens, 8) or ("kill" if _is_toll(at, tokens) else None)
    if fate is None and what == "person":
        fate = _fate(at, tokens, 8, _CROWDS)
    return Count(what, low, high, fate, found.hedge)


def differing(some: tuple[Count, ...], others: tuple[Count, ...]) -> list[tuple[Count, Count]]:
    """Figures of the same thing that are not the same figure; durations are left to ``contradictions``."""
    return [(p, q) for p in some for q in others if p.compares(q) and not p.meets(q)]


def agreeing(some: tuple[Count, ...], others: tuple[Count, ...]) -> list[tuple[Count, Count]]:
    """Figures of the same thing that are the same figure."""
    return [(p, q) for p in some for q in others if p.compares(q) and p.meets(q)]


def clashing(some: tuple[Count, ...], others: tuple[Count, ...]) -> bool:
    """Whether figures of one thing differ, and none agrees."""
    return bool(differing(some, others)) and not agreeing(some, others)
