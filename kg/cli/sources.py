"""``kg sources``: the registry of sources, its unknowns, its check, and lists of others brought in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import PARTLY, STORE, StoreOption, complain, width

app = typer.Typer(invoke_without_command=True)


@app.callback()
def sources(
    context: typer.Context,
    unknown: Annotated[
        bool, typer.Option("--unknown", help="Speakers of the store that the registry has not, with proposals.")
    ] = False,
    store: StoreOption = STORE,
) -> None:
    """List the registry of sources, or the speakers that are missing in it.

    Examples: kg sources · kg sources --unknown · kg sources check · kg sources import csv mine.csv
    """
    if context.invoked_subcommand is not None:
        return
    from kg.answers import service
    from kg.cli.draw.listings import source_lines
    from kg.graph.store import open_store
    from kg.review import registry_care

    if not unknown:
        print("\n".join(source_lines(service.list_sources(), width())))
        return
    with open_store(store, read_only=True) as found:
        print(registry_care.unknown_text(found))


@app.command()
def check(store: StoreOption = STORE) -> None:
    """Look for duplicates, collisions, missing labels, and undated rows that a verdict depends on.

    Example: kg sources check
    """
    from kg.graph.store import folder_of, open_store
    from kg.review import registry_care

    folder = folder_of(store)
    if folder is None or folder.exists():
        with open_store(store, read_only=True) as found:
            text, sound = registry_care.check_text(found)
    else:
        text, sound = registry_care.check_text(None)
    print(text)
    if not sound:
        raise typer.Exit(1)


@app.command(name="import")
def bring_in(
    kind: Annotated[str, typer.Argument(help="state-media-matrix, wikidata or csv.")],
    path: Annotated[Path, typer.Argument(help="The list.")],
) -> None:
    """Bring in a list of sources; its rows wait for a review.

    Example: kg sources import state-media-matrix State_Media_Matrix.csv
    """
    from kg.review import registry_care

    text, done = registry_care.bring_in(kind, path)
    print(text)
    for row in done.refused:
        complain(f"set aside: {row.place}: {row.reason}")
    if done.refused:
        raise typer.Exit(PARTLY)
