"""``kg add`` and ``kg extract``: articles into the store, or their claims as JSON lines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import second_reader as model_options
from kg.cli.options import PARTLY, STORE, DecisionsOption, StoreOption, complain, decisions_file
from kg.cli.options import report as tell

if TYPE_CHECKING:
    from kg.readers import Failure

Paths = Annotated[list[str], typer.Argument(help="Files, folders, or - for standard input.")]
Outlet = Annotated[str | None, typer.Option(help="Who published: name, registry id or web domain.")]
Date = Annotated[str | None, typer.Option(help="When: 2017, 2017-09 or 2017-09-05.")]
Url = Annotated[str | None, typer.Option(help="Web address of the article.")]
Lang = Annotated[str | None, typer.Option(help="Language: fr, en or ru.")]
Columns = Annotated[list[str] | None, typer.Option(help="Name a column of a table: text=body. May be repeated.")]
DateFormat = Annotated[str | None, typer.Option(help="How a table writes dates: iso, dmy or mdy.")]


def add(
    paths: Paths,
    store: StoreOption = STORE,
    outlet: Outlet = None,
    date: Date = None,
    url: Url = None,
    lang: Lang = None,
    columns: Columns = None,
    date_format: DateFormat = None,
    report: Annotated[Path | None, typer.Option(help="List what is set aside, and why: FILE.csv or .jsonl.")] = None,
    decisions: DecisionsOption = None,
    model: model_options.Url = None,
    model_name: model_options.Name = None,
    ask: model_options.AskOption = "doubt",
    budget: model_options.BudgetOption = None,
    yes: model_options.Yes = False,
    answers: model_options.AnswersOption = None,
) -> None:
    """Add articles to the store: text, HTML, feeds, WARC, PDF, CSV, JSON, exports, folders and zips of them.

    Examples: kg add seeds · kg add article.txt --outlet rt.com --date 2017-09-05 · cat a.txt | kg add - ·
    kg add seeds --model http://localhost:11434 --model-name qwen3
    """
    from kg.cli.progress import progress
    from kg.graph.store import open_store
    from kg.pipeline import ingest
    from kg.pipeline.ingest_report import report as written
    from kg.propositions.decisions import load
    from kg.readers.expected import expected
    from kg.readers.metadata import given

    known = given(outlet, date, url, lang, columns or [], date_format)
    log = load(decisions_file(decisions, store), complain)
    kept = model_options.answers_file(answers, store, wanted=model is not None)
    with (
        model_options.second_reader(model, model_name, ask, budget, yes, kept) as second,
        written(report) as listed,
        open_store(store) as opened,
        progress(expected(paths)) as tick,
    ):
        done = ingest.add(opened, paths, known, tick, listed, log, second)
        failed = model_options.told(second)
    print("\n".join((done.summary(), *done.found.lines())))
    tell([*done.remarks, *done.failures])
    if failed:
        raise typer.Exit(PARTLY)


def extract(
    paths: Paths,
    outlet: Outlet = None,
    date: Date = None,
    url: Url = None,
    lang: Lang = None,
    columns: Columns = None,
    date_format: DateFormat = None,
    model: model_options.Url = None,
    model_name: model_options.Name = None,
    ask: model_options.AskOption = "doubt",
    budget: model_options.BudgetOption = None,
    yes: model_options.Yes = False,
    answers: model_options.AnswersOption = None,
) -> None:
    """Write claims as JSON lines, one a sentence; no store is touched.

    Example: kg extract seeds | head -1
    """
    from kg.answers.claim_rows import row
    from kg.pipeline import extraction, ingest
    from kg.readers import Failure
    from kg.readers.metadata import given

    failures: list[Failure] = []
    known = given(outlet, date, url, lang, columns or [], date_format)
    kept = model_options.answers_file(answers, STORE, wanted=True) if model or answers else None
    with model_options.second_reader(model, model_name, ask, budget, yes, kept) as second:
        read = second.at_once if second else extraction.claims
        for found in ingest.extract(paths, known, read=read):
            if isinstance(found, Failure):
                failures.append(found)
                continue
            article, claims = found
            for claim in claims:
                print(json.dumps(row(article, claim), ensure_ascii=False))
        failed = model_options.told(second)
    tell(failures)
    if failed:
        raise typer.Exit(PARTLY)
