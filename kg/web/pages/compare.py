"""Two sources, or two countries, side by side: how much each asserts and how, what both say, where one denies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rdflib import URIRef

from kg.answers.names import labels
from kg.graph.rdf import iris
from kg.graph.store import Store, Table
from kg.languages.profile import LABEL_LANGUAGE, supported
from kg.model.errors import BadParameter
from kg.model.vocab import DATA, PREFIXES
from kg.sources.countries import load_countries
from kg.sources.registry import Registry
from kg.web.chains import phrases
from kg.web.pages.source import agent_of
from kg.web.view import Asked, Field, View, named, table_of

_OF_SOURCE = """SELECT ?assertion ?commitment ?stance ?proposition ?side WHERE {
  ?hop prov:agent ?side .
  ?chain kg:origin ?hop .
  ?assertion kg:attribution ?chain ; kg:commitment ?commitment .
  OPTIONAL { ?assertion ?stance ?proposition . FILTER(?stance IN (kg:expresses, kg:denies)) }
}"""
_OF_COUNTRY = """SELECT ?assertion ?commitment ?stance ?proposition ?side WHERE {
  ?hop kg:ofState ?side .
  ?chain kg:origin ?hop .
  ?assertion kg:attribution ?chain ; kg:commitment ?commitment .
  OPTIONAL { ?assertion ?stance ?proposition . FILTER(?stance IN (kg:expresses, kg:denies)) }
}"""
_SHOWN = 50  # propositions of a kind on the page


@dataclass(frozen=True, slots=True)
class Side:
    """A source, or the sources of a country's state, with what they assert.

    Attributes:
        given: as it was typed, or the IRI.
        iri: of the source or the country.
        name: in English.
        claims: of which it is the origin.
        articles: in which they stand.
        commitments: how they are put, most first.
        propositions: that they say or deny.
    """

    given: str
    iri: str
    name: str
    claims: int
    articles: int
    commitments: tuple[tuple[str, int], ...]
    propositions: int


@dataclass(frozen=True, slots=True)
class Shared:
    """A proposition that both speak of: how each stands to it (says, denies, says and denies)."""

    proposition: str
    says: str
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both sides, the propositions that both speak of, and what is wrong where one cannot be found."""

    given: tuple[str, str]
    left: Side | None = None
    right: Side | None = None
    agreed: tuple[Shared, ...] = ()
    opposed: tuple[Shared, ...] = ()
    problem: str = ""
    fix: str = ""

    @property
    def sides(self) -> tuple[Side, ...]:
        """Those that were found."""
        return tuple(side for side in (self.left, self.right) if side)


Stances = Mapping[str, str]  # a proposition, and how a side stands to it


def record(asked: Asked) -> Comparison:
    """The comparison that the address asks for."""
    given = asked.value("left"), asked.value("right")
    if not any(given):
        return Comparison(given)
    try:
        sides = [_side(asked, value) for value in given if value]
    except BadParameter as error:
        return Comparison(given, problem=f"{error.value}: expected {error.expected}", fix=error.fix)
    if len(sides) < 2:
        return Comparison(given, sides[0][0])
    (left, of_left), (right, of_right) = sides
    both = [URIRef(one) for one in sorted(of_left.keys() & of_right.keys())]
    says = labels(asked.store, both)
    rows = [Shared(str(one), says.get(one, ""), of_left[str(one)], of_right[str(one)]) for one in both]
    agreed = tuple(row for row in rows if row.left == row.right != "says and denies")
    opposed = tuple(row for row in rows if row not in agreed)
    return Comparison(given, left, right, agreed, opposed)


def _side(asked: Asked, given: str) -> tuple[Side, Stances]:
    iri = _meant(asked.store, asked.registry, given)
    country = str(iri).startswith(PREFIXES["country"])
    words = phrases(asked.registry)
    if country:
        name = f"Sources of the state, {words.country(str(iri).rpartition('/')[2])}"
    else:
        name = words.source(str(iri), agent_of(asked.store, iri).label)
    found = asked.store.select(_OF_COUNTRY if country else _OF_SOURCE, {"side": iri}, asked.timeout).rows
    how = {str(row[0]): str(row[1]).rpartition("#")[2] for row in found}
    stands: dict[str, set[str]] = {}
    for row in found:
        if row[3] is not None:
            stands.setdefault(str(row[3]), set()).add("denies" if str(row[2]).endswith("denies") else "says")
    commitments = tuple(sorted(Counter(how.values()).items(), key=lambda row: (-row[1], row[0])))
    articles = {assertion.partition("/claim/")[0] for assertion in how}
    side = Side(given, str(iri), name, len(how), len(articles), commitments, len(stands))
    return side, {one: " and ".join(sorted(several, reverse=True)) for one, several in stands.items()}


def _meant(store: Store, registry: Registry, given: str) -> URIRef:
    """A source or a country, by its IRI, its ISO code, or a name in any language.

    Raises:
        BadParameter: it is none.
    """
    if given.startswith(DATA):
        return named(given.removeprefix(DATA))
    for language in (LABEL_LANGUAGE, *supported()):
        if agent := registry.by_alias(given, language, any_case=True):
            return iris.registered_agent(agent.id)
        for code, country in load_countries(language).countries.items():
            if given.casefold() in (code.casefold(), country.label.casefold()):
                return iris.country(code)
    raise BadParameter(given[:80], "a source of the registry or a country", "Find it in the list of sources.")


def table(found: Comparison) -> Table:
    """A row for each proposition that both speak of."""
    rows: Iterator[tuple[object, ...]] = (
        (row.says, row.left, row.right, URIRef(row.proposition)) for row in (*found.opposed, *found.agreed)
    )
    return table_of(("says", "left", "right", "proposition"), rows)


FIELDS = (
    Field("left", "a source or a country: a name, an ISO code, or an IRI", example="Reuters"),
    Field("right", "another", example="RU"),
)
VIEWS = (View("/compare", "Compare", record, table, fields=FIELDS, menu=50, heavy=True),)
