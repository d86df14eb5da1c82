"""What commands share: where the store is, how errors are told, exit codes."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kg.graph.store import Store

STORE = Path("out/store")
PARTLY = 3  # exit code: something was set aside, the rest is done

DecisionsOption = Annotated[
    Path | None, typer.Option("--decisions", envvar="KG_DECISIONS", help="File of decisions; else beside the store.")
]
StoreOption = Annotated[Path, typer.Option("--store", envvar="KG_STORE", help="Folder of the store.")]


def complain(message: object) -> None:
    """One line on standard error."""
    from kg.answers.terminal import clean

    print(f"kg: {clean(str(message))}", file=sys.stderr)


def decisions_file(given: Path | None, store: Path) -> Path:
    """Where the decisions on a store stand: the file that is named, or ``decisions.ttl`` beside the store."""
    return given or store.parent / "decisions.ttl"


@contextmanager
def opened(location: Path, *, read_only: bool = True) -> Iterator[Store]:
    """The store in a folder, closed at the end."""
    from kg.graph.store import open_store

    with open_store(location, read_only=read_only) as store:
        yield store
