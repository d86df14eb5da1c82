"""Which event a content speaks of: its years and places, else those its article is about.

Two contents that share a point say the same only if it is said of one event. An article mostly speaks of one; what
names another year or place speaks of another, and what points back ("that attack") of the one just spoken of.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kg.propositions.matching.actors import Actor
from kg.propositions.matching.atomic_facts import STRIKES
from kg.propositions.matching.facets import Facets
from kg.propositions.matching.tokenized import TokenizedContent
from kg.propositions.matching.tokens import skeleton

_PART = 2  # a place named half as often as the one named most is one the article is about
_DAYS = 31  # between articles on one event, at most


@dataclass(frozen=True, slots=True)
class EventContext:
    """Where and when. ``several`` is set where it is said of several events at once: "at least three attacks"."""

    elsewhere: frozenset[str]  # the places of another event than the article's
    main: frozenset[str]  # the places that the article is about
    years: frozenset[int]  # explicit ones other than the article's
    several: bool
    day: int | None  # of the article, as an ordinal
    month: int | None  # of the article, counted from year 0
    article: str

    def meets(self, other: EventContext) -> bool:
        """Whether the two may be one event; what is not said is no difference."""
        if self.years != other.years or self.several != other.several:
            return False
        if self.elsewhere or other.elsewhere:
            return bool(self.elsewhere & other.elsewhere)
        if self.article == other.article or self.years:
            return True
        return self._near(other) and bool(self.main & other.main)

    def _near(self, other: EventContext) -> bool:
        """Whether the articles are known to be of one month, or of days near each other."""
        if self.day is not None and other.day is not None:
            return abs(self.day - other.day) <= _DAYS
        return self.month is not None and self.month == other.month

    def tells_apart(self, other: EventContext) -> bool:
        """Whether the articles' days alone, no year being named, are too far from each other."""
        return not self.years and not other.years and not self._near(other)

    def may_meet(self, other: EventContext) -> bool:
        """Whether nothing said tells the two events apart."""
        if self.meets(other):
            return True
        if self.years and other.years and self.years != other.years:
            return False
        places, others = self.elsewhere or self.main, other.elsewhere or other.main
        undated = self.month is None or other.month is None
        return not places or not others or (undated and not places.isdisjoint(others))


def settings(readings: Sequence[TokenizedContent], found: Sequence[Facets]) -> list[EventContext]:
    """The setting of each content of one article, in the order of its text."""
    every = frozenset(place for anchors in found for place in anchors.places)
    main = _main(found, every)
    published = _year(readings[0])
    out: list[EventContext] = []
    for reading, anchors in zip(readings, found, strict=True):
        said = EventContext(
            elsewhere=frozenset() if anchors.names & main else anchors.names & every,
            main=main,
            years=frozenset(year for year in anchors.years if year != published),
            several=any(count.what == "attack" and count.value > 1 for count in anchors.counts),
            day=_day(reading),
            month=reading.item.month,
            article=reading.item.claim.article,
        )
        if not said.years and out and _points_back(reading) and not anchors.names & every:
            said = out[-1]
        elif not said.years and said.elsewhere and _of_a_place(reading, said.elsewhere):
            said = next((one for one in reversed(out) if one.years and one.elsewhere & said.elsewhere), said)
        out.append(said)
    return out


def near(found: Sequence[EventContext]) -> set[tuple[int, int]]:
    """Pairs (i < j) of settings that can meet: of one article, or of one place and, both dated by day, of one month.

    So the work grows with the reports of a place and month, not with all that make the point.
    """
    buckets: dict[tuple[str, str], list[int]] = {}
    for at, setting in enumerate(found):
        for place in setting.elsewhere or setting.main:
            buckets.setdefault(("place", place), []).append(at)
        buckets.setdefault(("article", setting.article), []).append(at)
    out: set[tuple[int, int]] = set()
    for members in buckets.values():
        ordered = sorted(members, key=lambda at: (found[at].day or 0, at))
        for index, one in enumerate(ordered):
            for other in ordered[index + 1 :]:
                if found[one].day and found[other].day and found[one].tells_apart(found[other]):
                    break
                out.add((min(one, other), max(one, other)))
    return out


def months(setting: EventContext) -> tuple[int | None, ...]:
    """The months in which a report's event may be reported elsewhere: its own and the next; None where undated."""
    return (None,) if setting.month is None else (setting.month, setting.month + 1)


def home(found: Sequence[Sequence[Actor]]) -> str | None:
    """The state that an article's "government" is of: the one whose bodies and forces it speaks of most.

    Args:
        found: The actors of each content of the article.
    """
    number = Counter(actor.who for actors in found for actor in actors if len(actor.who) == 2)
    ranked = number.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _main(found: Sequence[Facets], every: frozenset[str]) -> frozenset[str]:
    """The places named most, those named with another year left out; ties go by name."""
    number = Counter(place for anchors in found if not anchors.years for place in anchors.names & every)
    most = number.most_common(1)[0][1] if number else 0
    return frozenset(place for place, count in number.items() if _PART * count >= most)


def _points_back(reading: TokenizedContent) -> bool:
    """Whether an event stands behind a word that points back, early in the content."""
    back = reading.at("back")
    return any(at - 1 in back or at - 2 in back for at, _ in reading.events)


def _of_a_place(reading: TokenizedContent, places: frozenset[str]) -> bool:
    """Whether an event is called by its place, "the Ghouta attack": one already told of, and in the year said then."""
    named = {at for at, word in enumerate(reading.folded) if skeleton(word, reading.language) in places}
    called = (
        at for at, name in reading.events if name in STRIKES | {"kill"} for at in (at - 1, at - 2, at + 2, at + 3)
    )
    return any(at in named and at - 1 not in reading.at("locatives") for at in called)


def _year(reading: TokenizedContent) -> int | None:
    date = reading.item.date
    return int(date[:4]) if date else None


def _day(reading: TokenizedContent) -> int | None:
    date = reading.item.date
    return datetime.date.fromisoformat(date).toordinal() if date and len(date) == len("2017-04-05") else None
