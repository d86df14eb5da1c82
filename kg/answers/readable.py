"""An answer as people read it: how many of what it has, its things by their names, as many rows as wanted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from rdflib import URIRef
from rdflib.term import Identifier

from kg.answers.names import ArticleName, article_names, articles_of, iris_of, labels
from kg.answers.queries import Result
from kg.graph.rdf import literals
from kg.graph.store import Store, Table
from kg.languages.profile import LABEL_LANGUAGE
from kg.model.errors import BadParameter
from kg.sources import load_registry
from kg.sources.registry import Registry

_SOURCES = ("who", "other_who", "whom", "via", "outlet", "one", "other")  # columns that name sources by their labels
# What a row is of, by the first of these sets of columns that there is; whether each row is one, or each value.
_KINDS: tuple[tuple[tuple[str, ...], str, str, bool], ...] = (
    (("contradiction",), "pair of claims", "pairs of claims", False),
    (("reuse",), "pair of articles", "pairs of articles", True),
    (("proposition",), "proposition", "propositions", False),
    (("other_claim",), "statement", "statements", True),
    (("claims", "title"), "article", "articles", True),
    (("claims",), "row", "rows", True),
    (("claim",), "claim", "claims", False),
    ((), "row", "rows", True),
)


@dataclass(frozen=True, slots=True)
class Readable:
    """What is said of an answer beside its rows.

    Attributes:
        counts: how many of what it has, all rows counted: ((12, "claims"), (5, "articles")).
        left_out: rows beyond the limit.
        articles: names of its articles by their ids.
        names: what its IRIs are called.
    """

    counts: tuple[tuple[int, str], ...] = ()
    left_out: int = 0
    articles: Mapping[str, ArticleName] = field(default_factory=dict)
    names: Mapping[URIRef, str] = field(default_factory=dict)


def readable(
    store: Store,
    result: Result,
    registry: Registry | None,
    limit: int | None = None,
    language: str = LABEL_LANGUAGE,
    *,
    every: bool = False,
) -> tuple[Result, Readable]:
    """The answer with no more rows than wanted, its words in a language as far as it has them, and what is said of it.

    Args:
        store: that was asked.
        result: the answer; one that is no table comes back as it is.
        registry: has the labels of sources; that of the program and the user where None.
        limit: rows that are wanted; all where None.
        language: of labels.
        every: whether claims and sources are named too, for the formats of machines.

    Raises:
        BadParameter: a limit below one.
        LanguageError: there is no such language.
    """
    if limit is not None and limit < 1:
        raise BadParameter(f"limit = {limit}", "a number of rows, one or more", "Leave --limit out for all of them.")
    table = result.answer
    if not isinstance(table, Table):
        return result, Readable()
    kept = Table(table.columns, table.rows[:limit])
    things = iris_of(kept) if every else {iri for iri in iris_of(kept) if "/country/" in iri or "/proposition/" in iri}
    names = labels(store, sorted(things), language)
    told = Readable(
        counted(table), len(table.rows) - len(kept.rows), article_names(store, sorted(articles_of(kept))), names
    )
    if language != LABEL_LANGUAGE:
        kept = _in_language(kept, names, registry or load_registry(), language)
    return replace(result, answer=kept), told


def counted(table: Table) -> tuple[tuple[int, str], ...]:
    """How many of what the rows are, and in how many articles: ``((12, "claims"), (5, "articles"))``."""
    columns, one, several, whole = next(kind for kind in _KINDS if set(kind[0]) <= set(table.columns))
    places = {name: at for at, name in enumerate(table.columns)}

    def different(name: str) -> int:
        return len({row[places[name]] for row in table.rows if row[places[name]] is not None})

    number = len(table.rows) if whole else different(columns[0])
    found = [(number, one if number == 1 else several)]
    if columns == ("proposition",) and "claim" in places and "claims" not in places:
        found.append((different("claim"), "claim" if different("claim") == 1 else "claims"))
    if "article" in places and (not whole or not columns):
        ids = {row[places[name]] for name in ("article", "other_article") if name in places for row in table.rows}
        found.append((len(ids), "article" if len(ids) == 1 else "articles"))
    return tuple(found)


def _in_language(table: Table, names: Mapping[URIRef, str], registry: Registry, language: str) -> Table:
    """Sources by their labels in the language, propositions by their sentence in it, where there is one."""
    known = {agent.label: label for agent in registry.agents if (label := dict(agent.labels).get(language))}
    propositions = table.columns.index("proposition") if "proposition" in table.columns else None

    def cell(name: str, value: Identifier | None, row: tuple[Identifier | None, ...]) -> Identifier | None:
        if name == "says" and propositions is not None and isinstance(iri := row[propositions], URIRef):
            return literals.text(names[iri]) if iri in names else value
        if name in _SOURCES and str(value) in known:
            return literals.text(known[str(value)])
        return value

    rows = (tuple(cell(name, value, row) for name, value in zip(table.columns, row, strict=True)) for row in table.rows)
    return Table(table.columns, tuple(rows))
