"""The command line. A command parses its words, calls one function, and prints; nothing else happens here.

Imports stand inside the commands: ``kg --help`` must not wait for a language model, nor for RDF.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg import __version__
from kg.cli import review, sources
from kg.cli.options import PARTLY, STORE, DecisionsOption, StoreOption, complain, decisions_file
from kg.cli.options import opened as opened_store
from kg.languages.profile import LABEL_LANGUAGE, PAGE_LANGUAGE
from kg.model.errors import KgError

if TYPE_CHECKING:
    from kg.readers import Failure, Given

app = typer.Typer(
    help="Who asserted what, through whom, and what a statement rests on.",
    epilog="First steps: kg demo · kg add seeds · kg ask “quelles affirmations ne reposent que sur une source russe ?”",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(sources.app, name="sources")
app.add_typer(review.app, name="review")

Paths = Annotated[list[str], typer.Argument(help="Files, folders, or - for standard input.")]
Outlet = Annotated[str | None, typer.Option(help="Who published: name, registry id or web domain.")]
Date = Annotated[str | None, typer.Option(help="When: 2017, 2017-09 or 2017-09-05.")]
Url = Annotated[str | None, typer.Option(help="Web address of the article.")]
Lang = Annotated[str | None, typer.Option(help="Language: fr, en or ru.")]
Columns = Annotated[list[str] | None, typer.Option(help="Name a column of a table: text=body. May be repeated.")]
DateFormat = Annotated[str | None, typer.Option(help="How a table writes dates: iso, dmy or mdy.")]
Timeout = Annotated[float, typer.Option(help="Seconds until a query is given up.")]
Format = Annotated[str, typer.Option("--format", help="table, csv, json, ttl or geojson.")]


def main() -> None:
    """Run the command line; errors of use are one line on standard error and exit code 2."""
    try:
        app()
    except KgError as error:
        complain(error)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)


def _given(
    outlet: str | None, date: str | None, url: str | None, lang: str | None, columns: list[str] | None, form: str | None
) -> Given:
    from kg.readers.metadata import given

    return given(outlet, date, url, lang, columns or [], form)


def _report(failures: list[Failure]) -> None:
    for failure in failures:
        complain(f"set aside: {failure.error}")
    if failures:
        raise typer.Exit(PARTLY)


@app.command()
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
) -> None:
    """Add articles to the store: text, HTML, feeds, WARC, PDF, CSV, JSON, exports, folders and zips of them.

    Examples: kg add seeds · kg add article.txt --outlet rt.com --date 2017-09-05 · cat a.txt | kg add -
    """
    from kg.answers.terminal import progress
    from kg.pipeline import ingest
    from kg.pipeline.ingest_report import report as written
    from kg.propositions.decisions import load

    given = _given(outlet, date, url, lang, columns, date_format)
    log = load(decisions_file(decisions, store))
    with written(report) as listed, opened_store(store, read_only=False) as opened, progress() as tick:
        done = ingest.add(opened, paths, given, tick, listed, log)
    print(done.summary())
    _report(done.failures)


@app.command()
def extract(
    paths: Paths,
    outlet: Outlet = None,
    date: Date = None,
    url: Url = None,
    lang: Lang = None,
    columns: Columns = None,
    date_format: DateFormat = None,
) -> None:
    """Write claims as JSON lines, one a sentence; no store is touched.

    Example: kg extract seeds | head -1
    """
    from kg.pipeline import ingest

    failures: list[Failure] = []
    for line in ingest.json_lines(paths, _given(outlet, date, url, lang, columns, date_format), failures):
        print(line)
    _report(failures)


@app.command()
def query(
    name: Annotated[str | None, typer.Argument(help="Name of a question, or a file.rq.")] = None,
    param: Annotated[list[str] | None, typer.Option(help="A parameter: country=RU. May be repeated.")] = None,
    form: Format = "table",
    list_: Annotated[bool, typer.Option("--list", help="List the questions.")] = False,
    store: StoreOption = STORE,
    timeout: Timeout = 30.0,
) -> None:
    """Put one of the questions, or a query of your own, to the store.

    Examples: kg query --list · kg query rests-only-on --param country=RU · kg query mine.rq --format csv
    """
    from kg.answers import service

    if list_ or name is None:
        print(service.list_questions())
        return
    with opened_store(store) as opened:
        print(service.query(opened, name, param or [], form, timeout))


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="In plain words, in French, English or Russian.")],
    form: Format = "table",
    store: StoreOption = STORE,
    timeout: Timeout = 30.0,
) -> None:
    """Ask in plain words.

    Example: kg ask "Quelles affirmations ne reposent que sur une source russe ?"
    """
    from kg.answers import service

    with opened_store(store) as opened:
        text, understood = service.ask(opened, question, form, timeout)
    print(text)
    if not understood:
        raise typer.Exit(1)


@app.command()
def show(
    name: Annotated[str, typer.Argument(metavar="CLAIM", help="A claim or proposition, as the answers name it.")],
    lang: Annotated[str, typer.Option(help="Language of a proposition's words: fr, en or ru.")] = LABEL_LANGUAGE,
    store: StoreOption = STORE,
) -> None:
    """Show a claim in its context, its chain hop by hop, and what it rests on; or a proposition and why.

    Examples: kg show 004_cb98e6dd4b5ccfbd.txt:192-388 · kg show proposition/3f2a9c10 --lang fr
    """
    from kg.answers import service

    with opened_store(store) as opened:
        print(service.show(opened, name, lang))


@app.command()
def graph(
    output: Annotated[Path, typer.Option("--output", "-o", help="Where to write the page.")] = Path("out/graph.html"),
    lang: Annotated[str, typer.Option(help="Language of the page: fr or en.")] = PAGE_LANGUAGE,
    store: StoreOption = STORE,
) -> None:
    """Write the graph as one page that opens from disk.

    Example: kg graph -o out/graph.html
    """
    from kg.answers import service

    with opened_store(store) as opened:
        service.write_graph(opened, output, lang)
    print(output)


@app.command()
def check(store: StoreOption = STORE) -> None:
    """Check every stored claim against the shapes; exit code 1 where one breaks them.

    Example: kg check
    """
    from kg.answers import service

    with opened_store(store) as opened:
        text, sound = service.check(opened)
    print(text)
    if not sound:
        raise typer.Exit(1)


@app.command()
def export(
    form: Annotated[str, typer.Option("--format", help="nquads, turtle or jsonld.")] = "nquads",
    store: StoreOption = STORE,
) -> None:
    """Write the whole graph to standard output.

    Example: kg export --format turtle > graph.ttl
    """
    from kg.answers import service

    with opened_store(store) as opened:
        sys.stdout.write(service.export(opened, form))


@app.command()
def demo(folder: Annotated[Path, typer.Option(help="Where to put the store and the page.")] = Path("out")) -> None:
    """Read the three seed articles, answer the first question, and write the graph.

    Example: kg demo
    """
    from kg.answers.terminal import progress
    from kg.pipeline import ingest

    with progress() as tick:
        text, failures = ingest.demo(folder, tick)
    print(text)
    _report(failures)


@app.callback(invoke_without_command=True)
def _version(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    if version:
        print(__version__)
        raise typer.Exit
