"""Propositions and verdicts of an event as rows: by the whole program, or from the claims of a person."""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.event import Event
from kg import readers
from kg.graph.rdf import article_quads, iris
from kg.graph.rdf.from_quads import articles
from kg.graph.store import Store, open_store
from kg.model import Article, Claim, Stance
from kg.pipeline import ingest
from kg.propositions.verdicts.materialize import evidence
from kg.propositions.verdicts.rules import Variant, judge, of_country

COUNTRIES = ("RU", "SY", "IR")
Row = dict[str, Any]


def predict(store: Store, countries: Sequence[str] = COUNTRIES) -> Iterator[Row]:
    """The rows of a store that has been joined and judged."""
    places = dict(spans(articles(store.quads())))
    verdicts = []
    for proposition, claims, plan in evidence(store):
        name = proposition.rsplit("/", 1)[-1]
        for claim in claims:
            if not claim.perhaps:
                yield {**places[claim.claim], "proposition": name, "stance": str(claim.stance or Stance.EXPRESSES)}
        for country in countries:
            values = {variant.value: judge(claims, of_country(country), variant, plan).value for variant in Variant}
            verdicts.append({"proposition": name, "country": country, **values})
    yield from verdicts


def spans(found: Iterable[tuple[Article, tuple[Claim, ...]]]) -> Iterator[tuple[str, Row]]:
    """Where each assertion stands, by its IRI; a part from the first to the last of its words."""
    for article, claims in found:
        for claim in claims:
            whole = iris.claim(article.id, claim.span)
            yield str(whole), {"article": article.id, "start": claim.span.start, "end": claim.span.end}
            for at, part in enumerate(claim.parts):
                content = part.content or (claim.span,)
                yield (
                    str(iris.part(whole, at)),
                    {"article": article.id, "start": content[0].start, "end": content[-1].end},
                )


def from_articles(table: Path) -> list[Row]:
    """Everything by the program: a table of articles in, rows out."""
    with open_store(None) as store:
        done = ingest.add(store, [str(table)], readers.Given())
        for failure in done.failures:
            raise failure.error
        return list(predict(store))


def from_event(event: Event) -> list[Row]:
    """Everything by the program, on the articles of a labelled event."""
    with tempfile.TemporaryDirectory() as place:
        table = Path(place) / "articles.csv"
        with table.open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, list(event.table[0]))
            writer.writeheader()
            writer.writerows(event.table)
        return from_articles(table)


def from_claims(event: Event) -> list[Row]:
    """Only the joining by the program: claims, chains and parts are those of a labelled event."""
    run = ingest.this_run()
    with open_store(None) as store:
        for article, claims in event.articles():
            store.replace(iris.article_graph(article.id), article_quads(article, claims, run))
        ingest.rebuild(store)
        return list(predict(store))


def write(rows: Iterable[Row], out: Path) -> None:
    """One JSON object a line."""
    out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
