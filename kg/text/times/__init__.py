"""When: words of a text that say it, and the dates they stand for, by the article's date at its granularity.

Nothing is invented. Of an article of ``2017-09`` "yesterday" has no day, and "on 5 September" of one of ``2017`` has no
year. The values are those of EDTF (ISO 8601-2, level 0 and 1), written so:

- a day, month or year: ``2017-09-05``, ``2017-09``, ``2017``; decades ``199X``, centuries ``18XX``;
- the time of a day in the place's own time: ``2017-09-05T14:30``, with ``Z`` where the words say GMT;
- parts are not finer than what they are part of: "the morning of 5 September" is the day, "mid-July" the month,
  "early 2016" the year; the words keep the rest;
- seasons: spring ``2017-21``, summer ``22``, autumn ``23``, winter ``24`` (that begins in the year);
- weeks, weekends, quarters and nights are intervals of days or months: "last week" ``2017-08-28/2017-09-03``
  (Monday to Sunday), "the night of Monday to Tuesday" ``2017-09-04/2017-09-05``;
- units away from a date keep the unit: "two years ago" is ``2015``, "three days ago" a day; with a hedge ``2015~``;
- "since" and "for three years now": ``2014/..``; "until": ``../2016``;
  "before 2011": ``../2010``; "after 2014": ``2014/..``;
- "the last three months": ``2017-06/2017-09``; "recent months", with a begin that nobody says: ``/2017-09``.

A weekday, a month or a day without its year is the last one in the past tense, the next one in the future. "The day
before" is reckoned from the day that the text named last, within a few sentences; where there is none it has no value.
What is said inside quotation marks is reckoned from the day of the speech, where the same sentence tells it.
No value have durations, frequencies ("every Tuesday") and whatever is vague ("some years ago").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.model import Span, TimeExpression
from kg.text.times import calendar, resolving
from kg.text.times.calendar import Tense
from kg.text.times.context import Scene, interval
from kg.text.times.patterns import atoms, starts_in
from kg.text.times.phrases import Phrase, phrases
from kg.text.times.rules import Rules, finder, rules
from kg.text.times.tense import tense

__all__ = ["Times"]

_REMEMBERED = 3  # sentences after which no "day before" means the one before a day named there
_EITHER = ("starting", "until", "by", "before")  # without a verb they may look back or ahead
_SPOKEN = frozenset({"deictic", "nights", "weekday", "unit", "ago", "ahead", "perhaps_ahead", "past", "lasting"})


@dataclass(slots=True)
class Times:
    """Reads the sentences of one text in order. ``date`` is the article's, ISO and as coarse as known."""

    date: str | None
    anchor: str | None = None  # the year, month or day named last
    age: int = 0  # sentences since then

    def __post_init__(self) -> None:
        """A date that is none counts as unknown."""
        if not calendar.is_point(self.date):
            self.date = None

    def read(self, text: str, language: str, quotes: Sequence[Span] = ()) -> tuple[TimeExpression, ...]:
        """The expressions of the next sentence, in order; ``quotes`` are what stands in quotation marks in it.

        Spans are half-open code points of ``text``.

        Raises:
            LanguageError: there is no folder for the language.
        """
        pattern = finder(language)
        if pattern is None:
            return ()
        self.age += 1
        if self.age > _REMEMBERED:
            self.anchor = None
        starts = list(starts_in(text, pattern))
        table = rules(language) if starts else None
        if table is None:
            return ()
        found = phrases(text, atoms(text, starts, table), table)
        inside = [any(quote.covers(phrase.span) for quote in quotes) for phrase in found]
        values: dict[Span, str | None] = {}
        day: str | None = None
        for quoted in (False, True):
            for phrase in (one for one, within in zip(found, inside, strict=True) if within is quoted):
                base = day if quoted and day and phrase.atom.kind in _SPOKEN else self.date
                value = self._value(phrase, text, base, day, table)
                values[phrase.span] = value
                day = value[:10] if value and not quoted and calendar.is_day(value[:10]) and "/" not in value else day
        return tuple(TimeExpression(phrase.span, phrase.span.of(text), values[phrase.span]) for phrase in found)

    def _value(self, phrase: Phrase, text: str, base: str | None, day: str | None, table: Rules) -> str | None:
        scene = Scene(base, self.anchor, _tense(phrase, text, table), table)
        if phrase.atom.kind == "clock":
            time = resolving.clock(phrase.atom, scene)
            return f"{day}{time}" if day and time else None
        value = resolving.resolve(phrase.atom, scene)
        if value is None:
            return None
        if (
            phrase.relation in _EITHER
            and len({resolving.resolve(phrase.atom, one) for one in _sides(phrase, scene)}) > 1
        ):
            return None
        if phrase.first is not None:
            first = resolving.resolve(phrase.first.atom, replace(scene, limit=value))
            return interval(first, value)
        if phrase.relation is None and calendar.is_point(value):
            self.anchor, self.age = value, 0
        if phrase.clock is not None and calendar.is_day(value):
            value += resolving.clock(phrase.clock, scene) or ""
        return _related(value, phrase.relation) if phrase.relation else value


def _sides(phrase: Phrase, scene: Scene) -> tuple[Scene, ...]:
    """The scene as past and as to come, where no verb decides; what starts may be to come beside a past verb."""
    if scene.tense is Tense.FUTURE or (scene.tense is Tense.PAST and phrase.relation != "starting"):
        return (scene,)
    return tuple(replace(scene, tense=tense) for tense in Tense)


def _tense(phrase: Phrase, text: str, table: Rules) -> Tense:
    """What the words tell; "since" looks back."""
    return Tense.PAST if phrase.relation == "since" else tense(text, phrase.span, table)


def _related(value: str, relation: str) -> str | None:
    """The interval that a relation makes of a value; of an interval the side that it needs."""
    first, _, last = value.partition("/")
    last = last or first
    if ".." in (first, last) or not first:
        return None
    if relation in ("since", "starting", "after"):
        return f"{last if relation == 'after' else first}/.."
    if relation in ("until", "by"):
        return f"../{last}"
    earlier = calendar.before(first[:10])
    if earlier is None:
        return None
    return f"../{earlier}" if relation == "before" else f"{earlier}/{first[:10]}"
