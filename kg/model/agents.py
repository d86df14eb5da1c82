"""Sources, and their dated links to states."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass

from kg.model.kinds import AgentType, Gender, Link, SourceKind


@dataclass(frozen=True, slots=True)
class Affiliation:
    """A dated link of an agent to a country's state. ``start`` and ``end`` are ISO dates, None when open.

    Both days belong to it, and a coarse one is taken whole: "2014" starts on 1 January and ends on 31 December.
    """

    country: str | None  # ISO 3166-1 alpha-2
    link: Link
    start: str | None = None
    end: str | None = None
    office: str | None = None  # the office that the person holds: "ministry-of-defence" for its minister
    source: str | None = None  # the words of an article that tell it; None for what the registry has


UNAFFILIATED = Affiliation(None, Link.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Agent:
    """A source. Registered agents come from the registry; others are minted in one article and stay in it."""

    id: str
    label: str
    kind: SourceKind = SourceKind.NAMED
    type: AgentType | None = None
    labels: tuple[tuple[str, str], ...] = ()  # (language, label)
    aliases: tuple[tuple[str, str], ...] = ()  # (language, alias)
    affiliations: tuple[Affiliation, ...] = ()
    acts_for: str | None = None  # id of the body a spokesperson or an account speaks for
    office: str | None = None  # id of an office in kg/languages/*/offices.toml: "ministry-of-defence"
    domains: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    wikidata: str | None = None
    registered: bool = False
    source: str | None = None  # where a row of the registry was taken from: list, row, hash of the file
    gender: Gender | None = None

    @property
    def has_name(self) -> bool:
        """Whether it is told by a name: an institution may go by common nouns (``the regional health agency``)."""
        return self.kind is SourceKind.NAMED and (self.registered or not self.label[:1].islower())

    def affiliation_on(self, date: str | None) -> Affiliation:
        """The affiliation in force on the whole of an ISO date (year, month or day); unknown where that is not sure.

        It is sure where every affiliation that the date touches names the same country and link, and together they
        leave no day of the date open. Where the date is unknown, all affiliations must name the same.
        """
        wanted = _days(date)
        touched = [row for row in self.affiliations if not wanted or _meets(_days_in_force(row), wanted)]
        if len({(row.country, row.link) for row in touched}) != 1:
            return UNAFFILIATED
        if wanted and not _cover([_days_in_force(row) for row in touched], wanted):
            return UNAFFILIATED
        return touched[0]


def _days(date: str | None) -> tuple[int, int] | None:
    """The first and last day of an ISO date as ordinals: a year has 365 or 366; None where it is no date."""
    if not date or not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", date):
        return None
    year, month, day = (int(part) for part in f"{date}-00-00".split("-")[:3])
    try:
        first = datetime.date(year, month or 1, day or 1)
        last = datetime.date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])
    except ValueError:
        return None
    return first.toordinal(), last.toordinal()


def _days_in_force(row: Affiliation) -> tuple[int, int]:
    """From the first day of the start to the last day of the end; an open or unreadable side never ends."""
    first, last = _days(row.start), _days(row.end)
    return first[0] if first else 1, last[1] if last else datetime.date.max.toordinal()


def _meets(days: tuple[int, int], other: tuple[int, int]) -> bool:
    return days[0] <= other[1] and other[0] <= days[1]


def _cover(rows: list[tuple[int, int]], wanted: tuple[int, int]) -> bool:
    """Whether the stretches, laid one after another, leave no day of the wanted one open."""
    day, last = wanted
    for first, end in sorted(rows):
        if first > day:
            return False
        day = max(day, end + 1)
    return day > last
