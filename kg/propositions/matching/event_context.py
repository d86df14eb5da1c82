"""Tell which event a content speaks of: by its years and places, else by those its article is about.

Two contents that share a fact say the same only if they say it of one event. An article mostly speaks of one; what
names another year or place speaks of another, and what points back ("that attack") of the one just spoken of.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kg.propositions.matching.actors import Actor
from kg.propositions.matching.facets import Facets
from kg.propositions.matching.tokenized import TokenizedContent
from kg.propositions.matching.tokens import skeleton

_PART = 2  # a place named half as often as the one named most is one the article is about
_STRIKES = ("attack", "airstrike", "shelling", "kill")
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

    @property
    def months(self) -> tuple[int | None, ...]:
        """The months in which its event may be reported elsewhere: its own and the next; None where undated."""
        return (None,) if self.month is None else (self.month, self.month + 1)

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

    def may_meet(self, other: EventContext) -> bool:
        """Whether nothing said tells the two events apart."""
        if self.meets(other):
            return True
        if self.years and other.years and self.years != other.years:
            return False
        places, others = self.elsewhere or self.main, other.elsewhere or other.main
        undated = self.month is None or other.month is None
        return not places or not others or (undated and not places.isdisjoint(others))


def event_contexts(every: Sequence[TokenizedContent], found: Sequence[Facets]) -> list[EventContext]:
    """The event of each content of one article, in the order of its text."""
    places = frozenset(place for facets in found for place in facets.places)
    main = _main_places(found, places)
    date = every[0].head.date
    published = int(date[:4]) if date else None
    day = datetime.date.fromisoformat(date).toordinal() if date and len(date) == len("2017-04-05") else None
    out: list[EventContext] = []
    for tokens, facets in zip(every, found, strict=True):
        context = EventContext(
            elsewhere=frozenset() if facets.names & main else facets.names & places,
            main=main,
            years=frozenset(year for year in facets.years if year != published),
            several=any(count.what == "attack" and count.value > 1 for count in facets.counts),
            day=day,
            month=tokens.head.month,
            article=tokens.head.article,
        )
        if not context.years and out and _points_back(tokens) and not facets.names & places:
            context = out[-1]
        elif not context.years and context.elsewhere and _is_called_by_place(tokens, context.elsewhere):
            earlier = (one for one in reversed(out) if one.years and one.elsewhere & context.elsewhere)
            context = next(earlier, context)
        out.append(context)
    return out


def _main_places(found: Sequence[Facets], places: frozenset[str]) -> frozenset[str]:
    """The places named most, those named with another year left out."""
    number = Counter(place for facets in found if not facets.years for place in facets.names & places)
    most = max(number.values(), default=0)
    return frozenset(place for place, count in number.items() if _PART * count >= most)


def _points_back(tokens: TokenizedContent) -> bool:
    """Whether an event stands behind a word that points back: "that attack"."""
    back = tokens.at("back")
    return any(at - 1 in back or at - 2 in back for at, _ in tokens.events)


def _is_called_by_place(tokens: TokenizedContent, places: frozenset[str]) -> bool:
    """Whether an event is called by its place, "the Ghouta attack": one already told of, and in the year said then."""
    named = {at for at, word in enumerate(tokens.folded) if skeleton(word, tokens.head.language) in places}
    beside = (at + step for at in tokens.event_positions(*_STRIKES) for step in (-1, -2, 2, 3))
    return any(at in named and at - 1 not in tokens.at("locatives") for at in beside)


def home_state(found: Sequence[Sequence[Actor]]) -> str | None:
    """The state that an article's "government" is of: the one whose bodies and forces it speaks of most.

    Args:
        found: The actors of each content of the article.
    """
    ranked = Counter(actor.who for actors in found for actor in actors if len(actor.who) == 2).most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]
