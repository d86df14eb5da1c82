"""What reaches a terminal: text without control characters, and progress on standard error."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_KEPT = "\n\t"


def clean(text: str) -> str:
    """Text without what a terminal would obey: control characters, and marks that turn the direction of writing."""
    return "".join(
        character if character in _KEPT or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co") else "\ufffd"
        for character in text
    )


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """A function to call with the name of each thing done; it shows a count where someone looks on."""
    if not sys.stderr.isatty():
        yield lambda name: None
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.completed} done · {task.fields[name]}", markup=False),
        TimeElapsedColumn(),
    )
    with Progress(*columns, transient=True) as bar:
        task = bar.add_task("reading", total=None, name="")
        yield lambda name: bar.update(task, advance=1, name=clean(name)[:60])
