"""What reaches a terminal: text without control characters, and progress on standard error."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_KEPT = "\n\t\u200d"  # the last joins emoji, and turns nothing
_SILENT = "\u00ad\u200b\u200c\u2060\ufeff"  # shown as nothing, so that nothing is missed
_OBEYED = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


def clean(text: str) -> str:
    """Text without what a terminal would obey: control characters, and marks that turn the direction of writing.

    Each of them leaves a replacement character, so that it is seen; line ends become those of Unix.
    """
    return "".join(_shown(character) for character in text.replace("\r\n", "\n"))


def _shown(character: str) -> str:
    if character in _KEPT:
        return character
    if character in _SILENT:
        return ""
    return "\ufffd" if unicodedata.category(character) in _OBEYED else character


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """A function to call with the name of each thing done; it shows a count where someone looks on."""
    if not sys.stderr.isatty():
        yield lambda name: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.completed} done · {task.fields[name]}", markup=False),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None, name="")
        yield lambda name: bar.update(task, advance=1, name=clean(name)[:60])
