"""Claims by the day on which their articles were published, of all sources or of some."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from rdflib.term import Identifier

from kg.graph.store import Table
from kg.web.cells import PAGE, Sheet
from kg.web.chains import phrases
from kg.web.claim_list import Cells, claims_query, claims_sheet
from kg.web.judged import COUNTRY, all_countries, checked
from kg.web.view import Asked, Field, View

_DAYS = 62  # days that are shown one by one; more are shown by month, then by year
_UNKNOWN = "unknown"
_ARTICLES = """SELECT ?home ?date ?claims WHERE {
  { SELECT ?home (COUNT(?assertion) AS ?claims) WHERE { ?assertion kg:article ?home } GROUP BY ?home }
  OPTIONAL { ?home schema:datePublished ?date }
}"""


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

    rows: list[Cells] = []
    if source or country or words or when or asked.everything:
        found = [row for row in asked.store.select(claims_query(), timeout=asked.timeout).rows if is_asked(row)]
        times = _times(found)
        rows = [row for row in found if not when or _is_of(_day(row[6]), when)]
    else:  # nothing but numbers is asked of the claims
        homes = asked.store.select(_ARTICLES, timeout=asked.timeout).rows
        times = [(_day(date), str(home), int(str(claims))) for home, date, claims in homes]
    by, bars = _bars(times)
    total = sum(claims for _, _, claims in times)
    claims = claims_sheet(asked, rows) if when or asked.everything else None
    return Timeline(source, country, words, when, by, total, bars, claims, tuple(all_countries()))


def _times(rows: Iterable[Cells]) -> list[tuple[str, str, int]]:
    """The articles of rows: the day of each, its id, and how many claims, parts of sentences among them, are in it."""
    claims: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        claims.setdefault((_day(row[6]), str(row[5])), set()).add(str(row[0]))
    return [(day, article, len(found)) for (day, article), found in claims.items()]


def _day(date: Identifier | None) -> str:
    """The day of an article; where only its month or year is known, as EDTF has it: ``2017-09-XX``."""
    return _UNKNOWN if date is None else str(date) + "-XX-XX"[len(str(date)) - 4 :]


def _is_of(day: str, when: str) -> bool:
    """Whether a day is the one, or of the month or year, that is asked for."""
    return day == when or day.startswith(f"{when}-")


def _bars(times: list[tuple[str, str, int]]) -> tuple[str, tuple[Bar, ...]]:
    by, length = next(
        (
            (name, cut)
            for name, cut in (("day", 10), ("month", 7))
            if len({_cut(day, cut) for day, *_ in times}) <= _DAYS
        ),
        ("year", 4),
    )
    claims: Counter[str] = Counter()
    articles: Counter[str] = Counter()
    for day, _, number in times:
        claims[_cut(day, length)] += number
        articles[_cut(day, length)] += 1
    widest = max(claims.values(), default=1)
    order = sorted(claims, key=lambda when: (when == _UNKNOWN, when))
    return by, tuple(
        Bar(when, claims[when], articles[when], max(1, round(100 * claims[when] / widest))) for when in order
    )


def _cut(day: str, length: int) -> str:
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
