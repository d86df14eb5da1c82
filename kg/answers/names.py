"""What people call the things of an answer: an article by its title, outlet and date, whatever else by its label."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from textwrap import shorten

from rdflib import Literal, URIRef
from rdflib.term import Identifier

from kg.graph.rdf import iris, literals
from kg.graph.rdf.nquads import term
from kg.graph.store import SparqlService, Table
from kg.languages.profile import LABEL_LANGUAGE, check_supported
from kg.model.vocab import DATA, ONTOLOGY
from kg.sources.countries import load_countries

ARTICLES = ("article", "other_article", "other", "via")  # columns that may hold ids of articles
_CHUNK = 200  # things asked about in one query
_COUNTRIES = f"{DATA}country/"
_NAMED = """SELECT ?iri ?title ?first ?outlet ?said ?date WHERE {
  VALUES ?iri { %s }
  ?iri a schema:NewsArticle .
  OPTIONAL { ?iri schema:name ?title }
  OPTIONAL { ?claim kg:article ?iri ; kg:position 0 ; schema:text ?first }
  OPTIONAL { ?iri schema:publisher ?publisher . ?publisher kg:sourceKind kg:named ; skos:prefLabel ?outlet }
  OPTIONAL { ?iri kg:outletName ?said }
  OPTIONAL { ?iri schema:datePublished ?date }
}"""
_LABELS = """SELECT ?iri ?label ?main WHERE {
  VALUES ?iri { %s }
  { ?iri skos:prefLabel ?label . BIND(true AS ?main) } UNION { ?iri rdfs:label ?label }
  UNION { ?iri schema:text ?label }
} ORDER BY ?iri STR(?label)"""


@dataclass(frozen=True, slots=True)
class ArticleName:
    """How an article is named to people. ``title`` is its own, or its first sentence where nobody says one."""

    title: str
    outlet: str | None = None
    date: str | None = None
    titled: bool = True

    def __str__(self) -> str:
        """Title, outlet and date; the first sentence stands in quotation marks."""
        return self.within()

    def heading(self, longest: int = 140) -> str:
        """The title alone, cut at a word; the first sentence in quotation marks."""
        title = shorten(self.title, longest, placeholder=" …")
        return title if self.titled else f"“{title}”"

    def within(self, longest: int | None = None, unknown: tuple[str, str] = ("outlet unknown", "date unknown")) -> str:
        """The name, its title cut where all would be longer than so many characters; the words for what is unknown."""
        rest = f", {self.outlet or unknown[0]}, {self.date or unknown[1]}"
        title = " ".join(self.title.split())
        room = max((longest or len(rest) + len(title) + 2) - len(rest) - 2, 20)
        if len(title) > room:
            title = f"{title[: room - 1].rsplit(' ', 1)[0]}…"
        return f"{title if self.titled else f'“{title}”'}{rest}"


def article_names(store: SparqlService, ids: Iterable[str]) -> dict[str, ArticleName]:
    """The names of articles by their ids; those that the store has not are left out."""
    known = {str(iris.article(one)): one for one in dict.fromkeys(ids)}
    found: dict[str, ArticleName] = {}
    for iri, title, first, outlet, said, date in _rows(store, _NAMED, map(URIRef, known)):
        one = known[str(iri)]
        shown = title or first
        name = ArticleName(
            str(shown) if shown is not None else one,
            None if (who := outlet or said) is None else str(who),
            None if date is None else str(date),
            title is not None or shown is None,
        )
        found.setdefault(one, name)
    return found


def labels(store: SparqlService, things: Iterable[URIRef], language: str = LABEL_LANGUAGE) -> dict[URIRef, str]:
    """What IRIs of an answer are called in a language, else as the graph prefers; without what has no name.

    A claim is called by its sentence, a term of the ontology by its own name.

    Raises:
        LanguageError: there is no such language.
    """
    check_supported(language)
    countries = load_countries(language).countries
    asked: list[URIRef] = []
    found: dict[URIRef, str] = {}
    for iri in dict.fromkeys(things):
        if iri.startswith(_COUNTRIES):
            code = str(iri).removeprefix(_COUNTRIES)
            found[iri] = countries[code].label if code in countries else code
        elif iri.startswith(ONTOLOGY):
            found[iri] = str(iri).removeprefix(ONTOLOGY).replace("-", " ")
        elif iri.startswith(DATA):
            asked.append(iri)
    best: dict[URIRef, int] = {}
    for thing, label, main in _rows(store, _LABELS, asked):
        rank = 2 if isinstance(label, Literal) and label.language == language else 1 if main is not None else 0
        if isinstance(thing, URIRef) and rank > best.get(thing, -1):
            best[thing], found[thing] = rank, str(label)
    return found


def _rows(store: SparqlService, query: str, things: Iterable[URIRef]) -> Iterator[tuple[Identifier | None, ...]]:
    """The rows of a query about things that are written into it as terms, a part of them at a time."""
    left = iter(things)
    while some := list(islice(left, _CHUNK)):
        yield from store.select(query % " ".join(map(term, some))).rows


def articles_of(table: Table) -> set[str]:
    """The ids of articles that stand in a table."""
    places = [at for at, name in enumerate(table.columns) if name in ARTICLES]
    return {str(row[at]) for row in table.rows for at in places if isinstance(row[at], Literal)}


def iris_of(table: Table) -> set[URIRef]:
    """The IRIs that stand in a table."""
    return {cell for row in table.rows for cell in row if isinstance(cell, URIRef)}


def labelled(table: Table, names: Mapping[URIRef, str], articles: Mapping[str, ArticleName]) -> Table:
    """The table with a column ``x_label`` behind each column ``x`` whose IRIs, or ids of articles, have names."""
    columns: list[str] = []
    cells: list[Sequence[Identifier | None]] = []
    for at, name in enumerate(table.columns):
        column = [row[at] for row in table.rows]
        columns.append(name)
        cells.append(column)
        called = [_called(cell, name, names, articles) for cell in column]
        if any(called) and f"{name}_label" not in table.columns:
            columns.append(f"{name}_label")
            cells.append([None if label is None else literals.text(label) for label in called])
    return Table(tuple(columns), tuple(zip(*cells, strict=True)) if table.rows else ())


def _called(
    cell: Identifier | None, column: str, names: Mapping[URIRef, str], articles: Mapping[str, ArticleName]
) -> str | None:
    if isinstance(cell, URIRef):
        return names.get(cell)
    found = articles.get(str(cell)) if column in ARTICLES and cell is not None else None
    return None if found is None else str(found)
