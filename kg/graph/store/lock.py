"""One writer or many readers of a store's folder, between processes (flock), with a short wait."""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path

from kg.model.errors import StoreError

WAIT = 3.0  # seconds that a process waits for another to finish
_PAUSE = 0.05


class Lock:
    """Holds a file's lock from the start until ``release``; the system lets go of it when the process dies.

    By flock(2): of filelock's locks only the one that is a database of SQLite, with rules of its own for threads, has a
    shared mode.
    """

    def __init__(self, path: Path, shared: bool, wait: float = WAIT) -> None:
        """Take the lock.

        Raises:
            StoreError: another process keeps it for longer than ``wait`` seconds, or the file cannot be opened.
        """
        try:
            self._file: int | None = os.open(path, os.O_RDONLY | os.O_CREAT, 0o644)
        except OSError as error:
            raise StoreError(path, "a folder this user may write to", "Choose another store.") from error
        deadline = time.monotonic() + wait
        while True:
            try:
                fcntl.flock(self._file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
            except BlockingIOError as error:
                if time.monotonic() >= deadline:
                    self.release()
                    expected = f"a store that no other process is {'writing to' if shared else 'using'}"
                    fix = "Wait until the other kg command has finished, or choose another store."
                    raise StoreError(path.parent, expected, fix) from error
                time.sleep(_PAUSE)
            else:
                return

    @property
    def held(self) -> bool:
        """Whether the lock has not been let go."""
        return self._file is not None

    def release(self) -> None:
        """Let go; releasing twice does nothing."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
