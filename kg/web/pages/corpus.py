"""What the store holds: articles and claims by language, outlet and month; what nobody knows; what is in no store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rdflib.term import Identifier

from kg.graph.store import Store, Table
from kg.web.chains import phrases
from kg.web.view import Asked, View, table_of

_ARTICLES = """SELECT ?article ?language ?date ?outlet ?named ?label ?registered ?said ?teaser ?line
  (COUNT(?claim) AS ?claims) WHERE {
  ?article a schema:NewsArticle .
  OPTIONAL { ?article schema:inLanguage ?language }
  OPTIONAL { ?article schema:datePublished ?date }
  OPTIONAL { ?article kg:outletName ?said }
  OPTIONAL {
    ?article schema:publisher ?outlet . ?outlet kg:sourceKind ?named ; skos:prefLabel ?label ; kg:registered ?registered
  }
  OPTIONAL { ?article kg:teaser ?teaser }
  OPTIONAL { ?article kg:dateLine ?line }
  OPTIONAL { ?claim kg:article ?article ; a kg:Claim }
} GROUP BY ?article ?language ?date ?outlet ?named ?label ?registered ?said ?teaser ?line"""
_ORIGINS = """SELECT ?described ?registered (COUNT(DISTINCT ?agent) AS ?agents) (COUNT(?chain) AS ?chains) WHERE {
  ?agent kg:sourceKind ?described ; kg:registered ?registered .
  ?hop prov:agent ?agent .
  ?chain kg:origin ?hop .
} GROUP BY ?described ?registered"""
_COPIES = "SELECT (COUNT(?copying) AS ?copies) WHERE { ?copying a kg:Copying }"
_DECISIONS = """SELECT (COUNT(?decision) AS ?all) (COUNT(?force) AS ?in_force) (COUNT(?not) AS ?not_applied) WHERE {
  ?decision a kg:Decision .
  OPTIONAL { ?decision kg:inForce ?force . FILTER(?force = true) }
  OPTIONAL { ?decision kg:notApplied ?not }
}"""
_UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Count:
    """Articles and claims of one value; ``link`` is the IRI of an outlet that has a page."""

    value: str
    articles: int
    claims: int
    link: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """What is to be known: how many, of what, and what to do."""

    number: int
    what: str
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Corpus:
    """All that a store holds, in numbers.

    Attributes:
        articles: how many.
        claims: how many.
        languages: by the language of the article.
        outlets: by the outlet, most claims first.
        months: by the month of publication.
        unknown: what nobody knows of outlets, days and speakers.
        notes: copies, teasers, decisions.
    """

    articles: int
    claims: int
    languages: tuple[Count, ...]
    outlets: tuple[Count, ...]
    months: tuple[Count, ...]
    unknown: tuple[Note, ...]
    notes: tuple[Note, ...]


def record(asked: Asked) -> Corpus:
    """The corpus of the store."""
    found = asked.store.select(_ARTICLES, timeout=asked.timeout)
    rows = [dict(zip(found.columns, row, strict=True)) for row in found.rows]
    words = phrases(asked.registry)
    outlets = {id(row): _outlet(row) for row in rows}
    links = {label: iri for label, iri in outlets.values()}
    return Corpus(
        len(rows),
        sum(int(str(row["claims"])) for row in rows),
        _counts((str(row["language"] or _UNKNOWN), row) for row in rows),
        tuple(
            Count(words.source(links[each.value], each.value), each.articles, each.claims, links[each.value])
            for each in _counts((outlets[id(row)][0], row) for row in rows)
        ),
        tuple(
            sorted(_counts((_month(row), row) for row in rows), key=lambda each: (each.value == _UNKNOWN, each.value))
        ),
        tuple(_unknown(asked.store, rows)),
        tuple(_notes(asked.store, rows)),
    )


Article = dict[str, Identifier | None]


def _outlet(row: Article) -> tuple[str, str]:
    """What the outlet is called, and its IRI; the IRI is empty where nobody knows it."""
    if str(row["named"] or "").endswith("#named"):
        return str(row["label"]), str(row["outlet"])
    return str(row["said"] or _UNKNOWN), ""


def _month(row: Article) -> str:
    return str(row["date"])[:7] if row["date"] is not None else _UNKNOWN


def _counts(pairs: Iterable[tuple[str, Article]]) -> tuple[Count, ...]:
    """How many articles and claims have each value, most claims first."""
    articles: Counter[str] = Counter()
    claims: Counter[str] = Counter()
    for value, row in pairs:
        articles[value] += 1
        claims[value] += int(str(row["claims"]))
    ranked = sorted(articles, key=lambda value: (-claims[value], value))
    return tuple(Count(value, articles[value], claims[value]) for value in ranked)


def _unknown(store: Store, rows: Iterable[Article]) -> Iterator[Note]:
    several = list(rows)
    outlets = [row for row in several if not _outlet(row)[1]]
    strangers = {str(row["outlet"]) for row in several if _outlet(row)[1] and str(row["registered"]) == "false"}
    yield Note(len(outlets), "articles whose outlet nobody knows", "Say it: kg add --outlet, or in metadata.csv.")
    yield Note(len(strangers), "outlets that are not in the registry", "Give them a row: kg sources --unknown.")
    yield Note(
        sum(row["date"] is None for row in several), "articles whose day nobody knows", "Say it in metadata.csv."
    )
    counts = {
        (str(described).rpartition("#")[2], str(registered)): (int(str(agents)), int(str(chains)))
        for described, registered, agents, chains in store.select(_ORIGINS).rows
    }
    named = counts.get(("named", "false"), (0, 0))
    yield Note(named[0], f"speakers that are not in the registry, in {named[1]:,} chains", "kg sources --unknown")
    unnamed = counts.get(("unnamed", "false"), (0, 0))
    yield Note(unnamed[0], f"sources that their articles do not name, in {unnamed[1]:,} chains")
    unsaid = sum(chains for (kind, _), (_, chains) in counts.items() if kind == "unspecified")
    yield Note(unsaid, "chains whose origin nobody says, or whose outlet speaks and is not known")


def _notes(store: Store, rows: Iterable[Article]) -> Iterator[Note]:
    several = list(rows)
    copies = next(iter(store.select(_COPIES).rows), (None,))[0]
    made, in_force, not_applied = next(iter(store.select(_DECISIONS).rows), (None, None, None))
    yield Note(sum(int(str(row["claims"])) == 0 for row in several), "articles in which no claim was found")
    yield Note(int(str(copies or 0)), "pairs of articles that carry one text")
    yield Note(sum(row["teaser"] is not None for row in several), "teasers: the article itself is longer")
    yield Note(
        sum(row["line"] is not None for row in several),
        "articles whose own date line contradicts the day that is said of them",
    )
    yield Note(int(str(made or 0)), f"decisions of people, {int(str(in_force or 0)):,} of them in force")
    yield Note(int(str(not_applied or 0)), "decisions that could not be applied", "kg review log says why.")


def table(found: Corpus) -> Table:
    """A row for each value that is counted."""
    groups = (("language", found.languages), ("outlet", found.outlets), ("month", found.months))
    rows: list[tuple[object, ...]] = [
        (name, each.value, each.articles, each.claims) for name, counts in groups for each in counts
    ]
    rows += [("note", note.what, note.number, None) for note in (*found.unknown, *found.notes)]
    return table_of(("of", "value", "articles", "claims"), rows)


VIEWS = (View("/corpus", "Corpus", record, table, menu=60, heavy=True),)
