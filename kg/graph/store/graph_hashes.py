"""What each graph of a store held last, as a hash: so nobody reads a graph to learn that it has not changed.

The hashes stand in an SQLite file beside the store, and are believed only as long as the store's files are as this
program left them: they are sealed with the names, sizes and times of these when the store is let go of, and the seal
is broken before the first write. So another program's writing, a crash and a copy of the folder cost a reading anew,
never a wrong answer.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

_BUSY = 60  # seconds
_NO_DATA = ("LOG", "LOCK")  # files of the database that say nothing of what it holds


class GraphHashes:
    """The hashes of a store's graphs; a file that is gone, or spoilt, is made anew."""

    def __init__(self, path: Path, data: Path) -> None:
        """Use a file of this path for the store whose database is the folder ``data``, which is closed yet."""
        self._path, self._data = path, data
        self._known: dict[str, str] = {}
        self._broken = False
        try:
            self._known = self._read()
        except (sqlite3.DatabaseError, ValueError):
            self.break_seal()

    def get(self, graph: str) -> str | None:
        """What a graph is known to hold; None where nobody knows."""
        return self._known.get(str(graph))  # an rdflib term equals no plain string

    def put(self, graph: str, mark: str | None) -> None:
        """Note what a graph holds from now on; None where that is not known."""
        self._known.pop(str(graph), None)
        if mark is not None:
            self._known[str(graph)] = mark

    def forget(self) -> None:
        """Believe nothing any more."""
        self._known.clear()
        self.break_seal()

    def break_seal(self) -> None:
        """Before a write: what stands in the file is not to be believed until the next seal."""
        if not self._broken:
            self._path.unlink(missing_ok=True)
            self._broken = True

    def seal(self) -> None:
        """After the last write, the database being closed: what is known holds for the files as they are now."""
        self.break_seal()
        draft = self._path.with_suffix(".tmp")
        draft.unlink(missing_ok=True)
        with closing(sqlite3.connect(draft, timeout=_BUSY)) as database, database:
            database.execute("CREATE TABLE seal (files TEXT)")
            database.execute("INSERT INTO seal VALUES (?)", (database_files(self._data),))
            database.execute("CREATE TABLE marks (graph TEXT PRIMARY KEY, mark TEXT)")
            database.executemany("INSERT INTO marks VALUES (?, ?)", self._known.items())
        draft.replace(self._path)
        self._broken = False

    def _read(self) -> dict[str, str]:
        if not self._path.exists():
            return {}
        with closing(sqlite3.connect(self._path, timeout=_BUSY)) as database:
            sealed = database.execute("SELECT files FROM seal").fetchone()
            if sealed is None or sealed[0] != database_files(self._data):
                raise ValueError("the store's files are not as they were left")
            return dict(database.execute("SELECT graph, mark FROM marks").fetchall())


def graph_hash(lines: Iterable[str]) -> str:
    """The hash of a graph's lines, in whatever order."""
    found = hashlib.blake2b(digest_size=16)
    for line in sorted(lines):
        found.update(line.encode())
    return found.hexdigest()


def database_files(data: Path) -> str:
    """The database's files by name, with sizes in bytes and times in nanoseconds."""
    if not data.is_dir():
        return "[]"
    found = ((path.name, path.stat()) for path in sorted(data.iterdir()) if not path.name.startswith(_NO_DATA))
    return json.dumps([[name, file.st_size, file.st_mtime_ns] for name, file in found])
