"""Standard output that fails aloud: what could not be written is an error, whoever printed it."""

from __future__ import annotations

import io
import os
import select
import sys
from typing import Any

from kg.model.errors import OutputError
from kg.model.whole_file import unwritable

_OUT = 1  # the file descriptor


class _Outlet(io.FileIO):
    """Writes to a descriptor; a full disk and a reader that has gone are errors of ours."""

    def write(self, data: Any, /) -> int:  # noqa: ANN401 - any buffer
        """Write as much as the system takes at once."""
        try:
            while (written := super().write(data)) is None:  # nothing yet: the descriptor does not block
                select.select([], [self], [])
        except OSError as error:
            raise unwritable("standard output", error) from error
        return written


def open_streams() -> None:
    """Let this process write by streams that lose nothing.

    Python's own, unbuffered (``PYTHONUNBUFFERED``), takes a short write for a whole one. Into files and pipes goes
    UTF-8 whatever the locale; a terminal that has no such letters is shown their numbers.

    Raises:
        OutputError: standard output is closed.
    """
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - print() would take None for the output
    if sys.stdout is None:
        raise OutputError("standard output is closed", "somewhere to write to", "Leave it open, or send it to a file.")
    shown = sys.stdout.isatty()
    encoding = sys.stdout.encoding if shown else "utf-8"
    buffer = io.BufferedWriter(_Outlet(_OUT, "wb", closefd=False))
    sys.stdout = io.TextIOWrapper(buffer, encoding, "backslashreplace", newline="\n", line_buffering=shown)


def flush() -> None:
    """Write what is still held back.

    Raises:
        OutputError: it cannot be written.
    """
    if sys.stdout is not None:
        sys.stdout.flush()


def give_up() -> None:
    """Drop what cannot be written, or Python would try once more at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, _OUT)
    os.close(nowhere)
