"""``kg graph``, ``kg check`` and ``kg export``: the whole store as a page, checked, and as text."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import STORE, StoreOption, WithoutModel, seen
from kg.languages.profile import PAGE_LANGUAGE
from kg.model.whole_file import write_whole

_FORMATS = "nquads, trig, turtle, jsonld, schema, nanopubs, annotations, gexf, graphml, csv or parquet."


def graph(
    output: Annotated[Path, typer.Option("--output", "-o", help="Where to write the page.")] = Path("out/graph.html"),
    lang: Annotated[str, typer.Option(help="Language of the page: fr, en or ru.")] = PAGE_LANGUAGE,
    store: StoreOption = STORE,
    without_model: WithoutModel = False,
) -> None:
    """Write the graph as one page that opens from disk.

    Example: kg graph -o out/graph.html
    """
    from kg.answers import service
    from kg.graph.store import open_store

    with open_store(store, read_only=True) as kept, seen(kept, without_model) as opened:
        write_whole(output, [service.graph_page(opened, lang)])
    print(output)


def check(store: StoreOption = STORE) -> None:
    """Check every stored claim against the shapes; exit code 1 where one breaks them.

    Example: kg check
    """
    from kg.answers import service
    from kg.cli.draw.listings import check_lines
    from kg.graph.store import open_store

    with open_store(store, read_only=True) as opened:
        checked = service.check(opened)
    print("\n".join(check_lines(checked)))
    if checked.violations:
        raise typer.Exit(1)


def export(
    form: Annotated[str, typer.Option("--format", help=_FORMATS)] = "nquads",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="A file, for csv and parquet a folder; else standard output.")
    ] = None,
    store: StoreOption = STORE,
    without_model: WithoutModel = False,
) -> None:
    """Write the whole graph to a file or a folder, whole or not at all, or to standard output.

    Examples: kg export --format turtle -o graph.ttl · kg export --format parquet -o tables
    """
    from kg.answers import service
    from kg.graph.store import open_store

    with open_store(store, read_only=True) as kept, seen(kept, without_model) as opened:
        export = service.export(opened, form)
        if output is None:
            sys.stdout.writelines(export.pieces())
        else:
            export.write(output)
            print(output)
