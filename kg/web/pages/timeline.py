"""Claims by the day on which their articles were published, of all sources or of some."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from kg.graph.store import Table
from kg.web.cells import PAGE, Sheet
from kg.web.chains import phrases
from kg.web.claim_list import Cells, claims_query, claims_sheet
from kg.web.judged import COUNTRY, all_countries, checked
from kg.web.view import Asked, Field, View

_DAYS = 62  # days that are shown one by one; more are shown by month, then by year
_UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Bar:
    """A day, month or year (ISO; ``unknown`` where articles have no date): claims, articles, and the bar's width."""

    when: str
    claims: int
    articles: int
    width: int  # per cent of the widest


@dataclass(frozen=True, slots=True)
class Timeline:
    """The claims by time.

    Attributes:
        source: words of the names of sources that are asked for.
        country: ISO code of the state whose sources are asked for.
        words: that the sentences hold.
        when: the day, month or year whose claims are listed.
        by: day, month or year.
        total: how many claims agree with what is asked.
        bars: the times in their order.
        claims: those of ``when``; None where none was chosen.
        countries: that can be chosen.
    """

    source: str
    country: str
    words: str
    when: str
    by: str
    total: int
    bars: tuple[Bar, ...]
    claims: Sheet | None
    countries: tuple[tuple[str, str], ...]


def record(asked: Asked) -> Timeline:
    """The timeline that the address asks for."""
    source, words, when = asked.value("source"), asked.value("words"), asked.value("when")
    country = checked(asked.value("country"))
    known = phrases(asked.registry)

    def is_asked(row: Cells) -> bool:
        state = str(row[9] or "").rpartition("/")[2]
        if (country and state != country) or (words and words.casefold() not in str(row[2]).casefold()):
            return False
        return not source or source.casefold() in known.source(str(row[7]), str(row[8])).casefold()

    rows = [row for row in asked.store.select(claims_query(), timeout=asked.timeout).rows if is_asked(row)]
    by, bars = _bars(rows)
    chosen = [row for row in rows if _is_of(_day(row), when)] if when else []
    total = len({row[0] for row in rows})
    claims = claims_sheet(asked, chosen if when else rows) if when or asked.everything else None
    return Timeline(source, country, words, when, by, total, bars, claims, tuple(all_countries()))


def _day(row: Cells) -> str:
    """The day of an article; where only its month or year is known, as EDTF has it: ``2017-09-XX``."""
    return _UNKNOWN if row[6] is None else str(row[6]) + "-XX-XX"[len(str(row[6])) - 4 :]


def _is_of(day: str, when: str) -> bool:
    """Whether a day is the one, or of the month or year, that is asked for."""
    return day == when or day.startswith(f"{when}-")


def _bars(rows: list[Cells]) -> tuple[str, tuple[Bar, ...]]:
    by, length = next(
        ((name, cut) for name, cut in (("day", 10), ("month", 7)) if len({_cut(row, cut) for row in rows}) <= _DAYS),
        ("year", 4),
    )
    claims: Counter[str] = Counter()
    articles: dict[str, set[str]] = {}
    for when, _, article in {(_cut(row, length), str(row[0]), str(row[5])) for row in rows}:
        claims[when] += 1
        articles.setdefault(when, set()).add(article)
    widest = max(claims.values(), default=1)
    order = sorted(claims, key=lambda when: (when == _UNKNOWN, when))
    return by, tuple(
        Bar(when, claims[when], len(articles[when]), max(1, round(100 * claims[when] / widest))) for when in order
    )


def _cut(row: Cells, length: int) -> str:
    day = _day(row)
    return day if day == _UNKNOWN else day[:length]


def table(found: Timeline) -> Table:
    """A row a claim: those of the time that was chosen, else all that agree with what is asked."""
    return found.claims.table if found.claims else Table((), ())


FIELDS = (
    Field("source", "words of the name of who asserts it", example="Reuters"),
    COUNTRY,
    Field("words", "words of the sentence", example="hospital"),
    Field(
        "when",
        "whose claims are listed: a day, month or year, 2017-09-XX for articles of unknown day, or unknown",
        example="2017-09",
    ),
    PAGE,
)
VIEWS = (View("/timeline", "Timeline", record, table, fields=FIELDS, menu=40, heavy=True),)
