"""What several claims say alike: the verdicts for a country, who says it and who denies it, and how it spread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.answers import service
from kg.answers.show import PropositionRecord
from kg.answers.show.summary import summary
from kg.graph.store import Store, Table
from kg.model.errors import NotFound, QueryError
from kg.web.chains import phrases
from kg.web.judged import COUNTRY, Choice, Judged, all_countries, checked, choices, judged
from kg.web.members import Said, grouped, members
from kg.web.view import Asked, View, table_of


@dataclass(frozen=True, slots=True)
class Spread:
    """How many claims of how many articles say it, by the day and outlet; both are empty where nobody knows them."""

    date: str
    outlet: str
    articles: int
    claims: int


@dataclass(frozen=True, slots=True)
class Against:
    """Two claims that perhaps contradict each other; ``confirmed`` where a person says that they do."""

    kind: str
    left: str
    right: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class OneProposition:
    """A proposition.

    Attributes:
        iri: its name.
        says: what it says, in the words of one of its claims.
        labels: in which words its claims say it, by language.
        summary: what it rests on, in plain words.
        counts: claims, articles, outlets, origins, independent groups.
        states: countries whose states stand in its chains.
        countries: all that can be chosen.
        judged: the verdicts for the country that is chosen, else for the first of the states; None where there is none.
        said: the claims that stand to it.
        spread: over days and outlets.
        contradictions: between its claims and others.
    """

    iri: str
    says: str
    labels: tuple[tuple[str, str], ...]
    summary: str
    counts: tuple[tuple[str, int], ...]
    states: tuple[Choice, ...]
    countries: tuple[tuple[str, str], ...]
    judged: Judged | None
    said: tuple[Said, ...]
    spread: tuple[Spread, ...]
    contradictions: tuple[Against, ...]

    @property
    def groups(self) -> Iterator[tuple[str, tuple[Said, ...]]]:
        """The claims by how they stand to it."""
        return grouped(self.said)


def find(store: Store, name: str) -> PropositionRecord:
    """The proposition of an address.

    Raises:
        NotFound: there is none.
    """
    try:
        found = service.show(store, f"proposition/{name}")
    except QueryError as error:
        raise NotFound(error.value, error.expected, error.fix) from error
    if not isinstance(found, PropositionRecord):
        raise NotFound(ascii(name[:80]), "a proposition of this store", "Open one from an answer.")
    return found


def record(asked: Asked) -> OneProposition:
    """The proposition of the address."""
    found = find(asked.store, asked.place["name"])
    words = phrases(asked.registry)
    states = choices(found.case, words)
    country = checked(asked.value("country")) or next((each.code for each in states), "")
    said = members(asked.store, found, words)
    return OneProposition(
        found.iri,
        found.says,
        tuple(label for label in found.labels if label[1] != found.says),
        summary(found.case, words),
        found.counts,
        states,
        tuple(all_countries()),
        judged(found.case, country, words) if country else None,
        said,
        tuple(_spread(said)),
        tuple(Against(*row) for row in found.contradictions),
    )


def _spread(said: Iterable[Said]) -> Iterator[Spread]:
    claims: Counter[tuple[str, str]] = Counter()
    articles: dict[tuple[str, str], set[str]] = {}
    for one in said:
        if one.group in ("supports", "adds no support"):
            claims[one.date, one.outlet] += 1
            articles.setdefault((one.date, one.outlet), set()).add(one.article)
    for place in sorted(claims, key=lambda row: (row[0] or "9999", row[1])):
        yield Spread(*place, len(articles[place]), claims[place])


def table(found: OneProposition) -> Table:
    """A row a claim."""
    columns = ("stands", "who", "date", "outlet", "title", "text", "confidence", "reasons", "claim")
    rows = (
        (one.group, one.who, one.date, one.outlet, one.title, one.text, one.confidence, "; ".join(one.reasons),
         one.claim)
        for one in found.said
    )  # fmt: skip
    return table_of(columns, rows)


VIEWS = (
    View(
        "/proposition/{name}",
        "Proposition",
        record,
        table,
        fields=(COUNTRY,),
        heavy=True,
        opens=r"proposition/(?P<name>[^/]+)",
    ),
)
