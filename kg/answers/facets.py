"""By what the rows of an answer can be narrowed: country, source, outlet, day, commitment, verdict, with counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rdflib import URIRef
from rdflib.term import Identifier

from kg.answers.ask import rows as made
from kg.answers.ask import sparql
from kg.graph.store import Store, Table
from kg.languages.profile import LABEL_LANGUAGE
from kg.sources.countries import load_countries

FACETS = ("country", "source", "outlet", "day", "commitment", "verdict")
VERDICTS = ("yes", "undetermined", "no")
NONE = "none"  # the choice of rows that have no value
_NONE = {"country": "no state, or not known", "verdict": "no verdict"}
_AT_ONCE = 1_000  # claims asked about in one query
_COLUMNS = {"country": "state", "source": "who", "outlet": "outlet", "day": "date", "commitment": "commitment"}


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet, in words, and how many rows are left once it is chosen."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of one facet, most rows first."""

    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The rows that are left, the facets, and the language of each claim (IRI)."""

    table: Table
    facets: tuple[Facet, ...]
    languages: Mapping[str, str]


def narrow(store: Store, table: Table, chosen: Mapping[str, str], country: str, timeout: float) -> Narrowed:
    """The rows of an answer that agree with what is chosen, where its rows are of claims.

    Args:
        store: where the claims are.
        table: the rows; those of an answer without a column ``claim`` have no facets.
        chosen: the value chosen of each facet.
        country: whose verdicts are counted, by its ISO code; none where empty.
        timeout: seconds until a query is given up.

    Raises:
        QueryTimeout: the time is up.
    """
    if "claim" not in table.columns:
        return Narrowed(table, (), {})
    place = table.columns.index("claim")
    claims = list(dict.fromkeys(claim for row in table.rows if isinstance(claim := row[place], URIRef)))
    traits, languages = _traits(store, claims, timeout)
    known = country in load_countries(LABEL_LANGUAGE).countries
    country = country if known and "value" not in table.columns else ""  # else the rows say their verdicts themselves
    if country:
        _add_verdicts(store, claims, traits, country, timeout)
    of_rows = [traits.get(str(row[place]), [{}]) for row in table.rows]
    kept = [row for row, each in zip(table.rows, of_rows, strict=True) if _agrees(each, chosen)]
    names = FACETS if country else FACETS[:-1]
    return Narrowed(
        Table(table.columns, tuple(kept)), tuple(_facet(name, of_rows, chosen) for name in names), languages
    )


def _traits(
    store: Store, claims: list[URIRef], timeout: float
) -> tuple[dict[str, list[dict[str, str]]], dict[str, str]]:
    traits: dict[str, list[dict[str, str]]] = {}
    languages: dict[str, str] = {}
    for cells in _of_claims(store, "facets", claims, timeout):
        values = {facet: _value(cells[column]) for facet, column in _COLUMNS.items()}
        traits.setdefault(str(cells["claim"]), []).append(values)
        if cells["language"] is not None:
            languages[str(cells["claim"])] = str(cells["language"])
    return traits, languages


def _of_claims(
    store: Store, query: str, claims: list[URIRef], timeout: float, **slots: list[URIRef]
) -> Iterator[Mapping[str, Identifier | None]]:
    """What a query of the folder says of claims, some at once."""
    for start in range(0, len(claims), _AT_ONCE):
        text = sparql.filled(query, claims=claims[start : start + _AT_ONCE], **slots)
        yield from made.of_table(store.select(text, timeout=timeout))


def _value(term: Identifier | None) -> str:
    if term is None:
        return NONE
    return str(term).rpartition("/")[2].rpartition("#")[2] if isinstance(term, URIRef) else str(term)


def _add_verdicts(
    store: Store, claims: list[URIRef], traits: dict[str, list[dict[str, str]]], country: str, timeout: float
) -> None:
    """Whether what a claim says rests only on sources of a country, where it supports a proposition."""
    found: dict[str, set[str]] = {}
    slots = {"countries": [sparql.country_iri(country)]}
    for cells in _of_claims(store, "facet-verdicts", claims, timeout, **slots):
        found.setdefault(str(cells["claim"]), set()).add(_value(cells["value"]))
    for claim, values in found.items():
        for each in traits.get(claim, ()):  # of several propositions the surest counts
            each["verdict"] = next(value for value in VERDICTS if value in values)


def _agrees(traits: list[dict[str, str]], chosen: Mapping[str, str]) -> bool:
    """Whether one origin of a claim has all that is chosen."""
    return any(all(each.get(name, NONE) == value for name, value in chosen.items()) for each in traits)


def _facet(name: str, of_rows: list[list[dict[str, str]]], chosen: Mapping[str, str]) -> Facet:
    others = {key: value for key, value in chosen.items() if key != name}
    counts: Counter[str] = Counter()
    for traits in of_rows:
        counts.update({each.get(name, NONE) for each in traits if _agrees([each], others)})
    ranked = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    return Facet(
        name, tuple(Choice(value, _label(name, value), count, chosen.get(name) == value) for value, count in ranked)
    )


def _label(name: str, value: str) -> str:
    if value == NONE:
        return _NONE.get(name, "not known")
    if name == "country":
        known = load_countries(LABEL_LANGUAGE).countries.get(value)
        return known.label if known else value
    return value
