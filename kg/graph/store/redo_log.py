"""What a replacement takes out and puts in, as a file: a crash halfway is finished at the next start (a redo log).

Oxigraph takes quads out in some transactions and loads others in another; between the two a crash would lose some.
"""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path


class RedoLog:
    """At most one replacement: how many quads it takes out, on one line, these, and those that it puts in (N-Quads)."""

    def __init__(self, path: Path) -> None:
        """Use a file of this path."""
        self._path = path

    def write(self, gone: str, new: str) -> None:
        """Note what is about to be done; it is on the disk when this returns."""
        draft = self._path.with_suffix(".tmp")
        with draft.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines((str(gone.count("\n")), "\n", gone, new))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._path)

    def read(self) -> tuple[str, str] | None:
        """What was being taken out and put in when the process died, or None."""
        if not self._path.exists():
            return None
        with self._path.open(encoding="utf-8", newline="\n") as file:
            gone = "".join(islice(file, int(next(file))))
            return gone, file.read()

    def done(self) -> None:
        """Forget it."""
        self._path.unlink(missing_ok=True)
