"""Progress on standard error: a line that moves where someone looks on, else a line every ten seconds."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from kg.answers.harmless import plain

_EVERY = 10.0  # seconds between lines where nobody looks on
_LONGEST = 60  # characters of a name
_ENOUGH = 3  # things done before what is left can be told


@dataclass(slots=True)
class Pace:
    """How many of about how many things are done, and how long the rest will take at this pace.

    ``total`` is None where nobody knows how many there are.
    """

    total: int | None = None
    now: Callable[[], float] = time.monotonic
    done: int = 0
    started: float = field(init=False)

    def __post_init__(self) -> None:
        """Start the clock."""
        self.started = self.now()

    def says(self, name: str) -> str:
        """``34 of about 97 articles, 1 min 5 s left: TITLE``."""
        of = f" of about {self.total}" if self.total is not None and self.total >= self.done else ""
        left = self._left()
        what = "article" if (self.total if of else self.done) == 1 else "articles"
        return f"{self.done}{of} {what}{f', {left} left' if left else ''}: {plain(name)[:_LONGEST]}"

    def _left(self) -> str:
        if self.total is None or self.done < _ENOUGH or self.total <= self.done:
            return ""
        seconds = round((self.now() - self.started) / self.done * (self.total - self.done))
        minutes, seconds = divmod(seconds, 60)
        return f"{minutes} min {seconds} s" if minutes else f"{seconds} s"


@contextmanager
def progress(total: int | None = None, now: Callable[[], float] = time.monotonic) -> Iterator[Callable[[str], None]]:
    """A function to call with the name of each thing done, of about ``total``."""
    pace = Pace(total, now)
    if not sys.stderr.isatty():
        told = pace.started

        def tell(name: str) -> None:
            nonlocal told
            pace.done += 1
            if now() - told >= _EVERY:
                told = now()
                print(f"kg: {pace.says(name)}", file=sys.stderr, flush=True)

        yield tell
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn

    columns = (SpinnerColumn(), TextColumn("{task.fields[says]}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None, says="")

        def show(name: str) -> None:
            pace.done += 1
            bar.update(task, says=pace.says(name))

        yield show
