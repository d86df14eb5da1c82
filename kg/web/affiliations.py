"""How sources stand to states, with the days and where that is written, as pages show it."""

from __future__ import annotations

from dataclasses import dataclass

from kg.answers.show.phrases import Phrases
from kg.model import Agent


@dataclass(frozen=True, slots=True)
class Row:
    """An affiliation.

    Attributes:
        country: ISO code; empty for none.
        name: of the country.
        link: organ, controlled, captured, funded, none or unknown.
        start: ISO day, month or year; empty where it is open.
        end: likewise.
        office: that the person holds.
        source: the words of an article that tell it; empty where it is a row of the registry.
    """

    country: str
    name: str
    link: str
    start: str
    end: str
    office: str
    source: str


def rows(agent: Agent, words: Phrases) -> tuple[Row, ...]:
    """The affiliations of an agent."""
    return tuple(
        Row(
            row.country or "",
            words.country(row.country) if row.country else "",
            row.link.value,
            row.start or "",
            row.end or "",
            row.office or "",
            row.source or "",
        )
        for row in agent.affiliations
    )
