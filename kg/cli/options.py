"""What commands share: where the store is, how wide the terminal is, how errors are told, exit codes."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kg.graph.store import Store
    from kg.readers import Failure

STORE = "out/store"
PARTLY = 3  # exit code: something was set aside, the rest is done

DecisionsOption = Annotated[
    Path | None, typer.Option("--decisions", envvar="KG_DECISIONS", help="File of decisions; else beside the store.")
]
StoreOption = Annotated[
    str, typer.Option("--store", envvar="KG_STORE", metavar="PATH", help="Folder, or URL of a server.")
]

WithoutModel = Annotated[bool, typer.Option("--without-model", help="As if no language model had been asked.")]


@contextmanager
def seen(store: Store, without_model: bool) -> Iterator[Store]:
    """A store as it is, or as it would be if no language model had been asked; what an answer leaves out is told."""
    from kg.graph.store import DECISIONS, folder_of
    from kg.pipeline.cautions import cautions

    named = os.environ.get("KG_DECISIONS")
    folder = folder_of(store.location)
    for caution in cautions(store, Path(named) if named else folder and folder.parent / DECISIONS):
        complain(caution)
    if not without_model:
        yield store
        return
    from kg.pipeline.without_model import without_model as rules_alone

    with rules_alone(store) as found:
        yield found


def complain(message: object) -> None:
    """One line on standard error, where that takes one."""
    from kg.answers.harmless import clean

    with suppress(OSError):
        print(f"kg: {clean(str(message))}", file=sys.stderr, flush=True)


def report(failures: Iterable[Failure]) -> None:
    """Tell what was set aside, and what is to be known of the rest; the exit code says whether all was done."""
    told = list(failures)
    for failure in told:
        complain(f"{'read, but' if failure.is_remark else 'set aside'}: {failure.error}")
    if not all(failure.is_remark for failure in told):
        raise typer.Exit(PARTLY)


def decisions_file(given: Path | None, store: str) -> Path:
    """Where the decisions on a store stand (see ``kg.graph.store.decisions_file``)."""
    from kg.graph import store as stores

    return stores.decisions_file(given, store)


def width() -> int:
    """The columns to draw for: those of the terminal, within reason."""
    return max(60, min(shutil.get_terminal_size((120, 24)).columns, 160))
