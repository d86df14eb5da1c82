"""Keep what was worked out in a file that can be deleted at any time: an SQLite file of packed rows.

Everything in it is of one edition: a name for all that decides what is worked out, the program's own code first. A file
of another edition, or a spoilt one, is made anew. Rows are MessagePack or numbers, never pickled objects: nothing that
stands in the file can make the program do something; and each carries a checksum (Adler-32, RFC 1950).
"""

from __future__ import annotations

import functools
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec
import numpy as np

from kg.model.errors import StoreError
from kg.model.sqlite_faults import is_spoilt

_BUSY = 60.0  # seconds
_ASKED = 500  # keys a query
_TABLES = """
CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE IF NOT EXISTS articles (graph TEXT PRIMARY KEY, id TEXT, deps BLOB, first INTEGER, number INTEGER,
    trait_numbers BLOB, summaries BLOB, fingerprints BLOB, text BLOB, vectors BLOB, facts BLOB,
    standing BLOB, hops BLOB);
CREATE TABLE IF NOT EXISTS claims (graph TEXT, start INTEGER, stop INTEGER, value BLOB,
    PRIMARY KEY (graph, start, stop)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tables (name TEXT PRIMARY KEY, value BLOB);
CREATE TABLE IF NOT EXISTS fragments (graph TEXT, key BLOB, name TEXT, lines BLOB, common BLOB,
    PRIMARY KEY (graph, key)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS named ON fragments (graph, name);
"""


class CorruptCacheError(Exception):
    """The file does not hold what it should: it is made anew, and nobody hears of it."""


class Cache:
    """An open cache of one edition; a transaction lasts until ``commit``."""

    def __init__(self, path: Path, edition: str) -> None:
        """Open a cache, emptied where it is of another edition.

        Raises:
            StoreError: the disk is full, or somebody else keeps the file to himself.
        """
        self._path = path
        try:
            self.database = self._open(edition)
        except sqlite3.DatabaseError as error:
            if not is_spoilt(error):
                raise StoreError(f"{path}: {error}", "a file to write to", "Make room and try again.") from error
            discard(path)
            self.database = self._open(edition)

    def _open(self, edition: str) -> sqlite3.Connection:
        database = self._connect()
        if database.execute("SELECT value FROM notes WHERE name = 'edition'").fetchone() != (edition,):
            database.close()
            discard(self._path)
            database = self._connect()
            database.execute("INSERT INTO notes VALUES ('edition', ?)", (edition,))
            database.commit()
        return database

    def _connect(self) -> sqlite3.Connection:
        database = sqlite3.connect(self._path, timeout=_BUSY)
        database.executescript("PRAGMA synchronous = NORMAL;" + _TABLES)
        return database

    def note(self, name: str) -> str | None:
        """A note."""
        found = self.database.execute("SELECT value FROM notes WHERE name = ?", (name,)).fetchone()
        return None if found is None else str(found[0])

    def write_note(self, name: str, value: str | None) -> None:
        """Write a note, or strike it out."""
        self.database.execute("DELETE FROM notes WHERE name = ?", (name,))
        if value is not None:
            self.database.execute("INSERT INTO notes VALUES (?, ?)", (name, value))

    def rows(self, query: str, keys: Sequence[object], *more: object) -> Iterator[tuple[Any, ...]]:
        """The rows of a query for some keys, whose place in it is written ``{}``; other values come first."""
        for at in range(0, len(keys), _ASKED):
            some = keys[at : at + _ASKED]
            yield from self.database.execute(query.format(",".join("?" * len(some))), (*more, *some))

    def table(self, name: str, kind: Any) -> Any:  # noqa: ANN401 (as decode)
        """A value that is kept as a whole; None where there is none."""
        found = self.database.execute("SELECT value FROM tables WHERE name = ?", (name,)).fetchone()
        return None if found is None else decode(found[0], kind)

    def write_table(self, name: str, value: object) -> None:
        """Keep a value as a whole, in place of what was kept under its name."""
        self.write("INSERT OR REPLACE INTO tables VALUES (?, ?)", [(name, encode(value))])

    def columns(self, names: Sequence[str], kinds: Sequence[str]) -> list[np.ndarray[Any, Any]] | None:
        """Numbers that are kept in columns; None where one of them is missing."""
        rows = dict(self.rows("SELECT name, value FROM tables WHERE name IN ({})", names))
        if len(rows) < len(names):
            return None
        return [np.frombuffer(decompress(rows[name]), dtype=kind) for name, kind in zip(names, kinds, strict=True)]

    def write_columns(
        self, names: Sequence[str], kinds: Sequence[str], columns: Sequence[np.ndarray[Any, Any]]
    ) -> None:
        """Keep numbers in columns, in place of what was kept under their names."""
        rows = zip(names, kinds, columns, strict=True)
        packed = [(name, compress(column.astype(kind).tobytes())) for name, kind, column in rows]
        self.write("INSERT OR REPLACE INTO tables VALUES (?, ?)", packed)

    def write(self, query: str, rows: Iterable[Sequence[object]]) -> None:
        """Write many rows."""
        self.database.executemany(query, rows)

    def commit(self) -> None:
        """What was written stays."""
        self.database.commit()

    def __enter__(self) -> Self:
        """The cache itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the file; what was not committed is gone."""
        self.database.close()


def discard(path: Path) -> None:
    """Delete a cache, with what SQLite has beside it to undo a transaction: that would be undone in the next file."""
    for name in (path.name, f"{path.name}-journal"):
        path.with_name(name).unlink(missing_ok=True)


def encode(value: object) -> bytes:
    """Frozen records, numbers, texts and collections of these as a row: MessagePack, for JSON has no infinity."""
    return zlib.compress(_ENCODER.encode(value), 1)


def decode(row: bytes, kind: Any) -> Any:  # noqa: ANN401 (a type, or what else stands as one)
    """The value of a row.

    Raises:
        CorruptCacheError: it is of another kind, or not what was written.
    """
    try:
        return _decoder(kind).decode(decompress(row))
    except msgspec.MsgspecError as error:
        raise CorruptCacheError(str(error)) from error


def compress(data: bytes) -> bytes:
    """Numbers as a row."""
    return zlib.compress(data, 0)


def decompress(row: bytes) -> bytes:
    """The bytes of a row.

    Raises:
        CorruptCacheError: they are not those that were written.
    """
    try:
        return zlib.decompress(row)
    except (zlib.error, TypeError) as error:
        raise CorruptCacheError(str(error)) from error


_ENCODER = msgspec.msgpack.Encoder()


@functools.cache
def _decoder(kind: Any) -> msgspec.msgpack.Decoder[Any]:  # noqa: ANN401
    return msgspec.msgpack.Decoder(kind)
