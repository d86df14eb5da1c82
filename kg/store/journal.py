"""A graph's replacement as a file, so that a crash halfway is finished at the next start (a redo log).

Oxigraph clears a graph in one transaction and loads one in another; between the two a crash would lose the graph.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path


class Journal:
    """At most one replacement: the names of the graphs, on one line, and their new quads as N-Quads."""

    def __init__(self, path: Path) -> None:
        """Use a file of this path."""
        self._path = path

    def write(self, graphs: Iterable[str], nquads: str) -> None:
        """Note what is about to be done; it is on the disk when this returns."""
        draft = self._path.with_suffix(".tmp")
        with draft.open("w", encoding="utf-8", newline="\n") as file:
            file.write(f"{' '.join(graphs)}\n{nquads}")
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._path)

    def read(self) -> tuple[tuple[str, ...], str] | None:
        """What was being done when the process died, or None."""
        if not self._path.exists():
            return None
        head, _, nquads = self._path.read_text("utf-8").partition("\n")
        return tuple(head.split()), nquads

    def done(self) -> None:
        """Forget it."""
        self._path.unlink(missing_ok=True)
