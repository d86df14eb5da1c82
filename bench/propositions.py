"""Propositions and verdicts of an event by the whole program, and their table beside plain baselines.

``python -m bench.propositions predict ARTICLES.csv OUT.jsonl`` (columns as in FA-KES) extracts, stores, joins and
judges; it writes a row an assertion ``{article, start, end, proposition, stance}``, and after them a row a proposition
and country ``{proposition, country, origin, bottleneck, closed}``. With ``--gold FOLDER`` the claims are a person's and
only the joining is the program's. ``python -m bench.propositions table --gold FOLDER`` scores both on a labelled
event, and plain baselines whose threshold is the best one for that very event.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

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
    spans = dict(_spans(articles(store.quads())))
    verdicts = []
    for proposition, claims, plan in evidence(store):
        name = proposition.rsplit("/", 1)[-1]
        for claim in claims:
            if not claim.perhaps:
                yield {**spans[claim.claim], "proposition": name, "stance": str(claim.stance or Stance.EXPRESSES)}
        for country in countries:
            values = {variant.value: judge(claims, of_country(country), variant, plan).value for variant in Variant}
            verdicts.append({"proposition": name, "country": country, **values})
    yield from verdicts


def _spans(found: Iterable[tuple[Article, tuple[Claim, ...]]]) -> Iterator[tuple[str, Row]]:
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


def from_claims(folder: Path) -> list[Row]:
    """Only the joining by the program: claims, chains and parts are those of a labelled event."""
    from bench.event import Event

    run = ingest.this_run()
    with open_store(None) as store:
        for article, claims in Event(folder).articles():
            store.replace(iris.article_graph(article.id), article_quads(article, claims, run))
        ingest.rebuild(store)
        return list(predict(store))


def write(rows: Iterable[Row], out: Path) -> None:
    """One JSON object a line."""
    out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")


def main() -> None:
    """Predict or print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("predict", help="propositions and verdicts of a table of articles")
    one.add_argument("articles", type=Path)
    one.add_argument("out", type=Path)
    one.add_argument("--gold", type=Path, help="a labelled event whose claims are taken as they are")
    two = commands.add_parser("table", help="scores on a labelled event, beside baselines")
    two.add_argument("--gold", type=Path, required=True, help="the folder with fakes/ and score_propositions.py")
    two.add_argument("--event", default="fakes")
    wanted = parser.parse_args()
    if wanted.command == "predict":
        write(from_claims(wanted.gold) if wanted.gold else from_articles(wanted.articles), wanted.out)
    else:
        from bench.joining import show  # it loads the scorer of the user's folder

        show(wanted.gold, wanted.event)


if __name__ == "__main__":
    main()
