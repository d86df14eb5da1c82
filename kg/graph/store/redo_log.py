"""What has been written to a store since it last was put on the disk: after a crash it is done once more (a redo log).

Oxigraph takes quads out in some transactions and loads others in another; between the two a crash would lose some, and
what it has not flushed is gone when the power fails. Done again in their order, writes that are on the disk already
change nothing.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from kg.model.errors import StoreError
from kg.model.whole_file import sync_folder, write_all

_DIGEST = 16  # bytes


class RedoLog:
    """A file of writes: a line with two lengths in bytes and a hash, the quads taken out, those put in (N-Quads)."""

    def __init__(self, path: Path) -> None:
        """Use a file of this path."""
        self._path = path

    def add(self, gone: str, new: str) -> None:
        """Note what is about to be done; it is on the disk when this returns, or not there when it raises.

        Raises:
            OSError: the disk fails.
        """
        parts = gone.encode(), new.encode()
        header = f"{len(parts[0])} {len(parts[1])} {_hash(*parts)}\n".encode()
        there = self._path.exists()
        with self._path.open("ab", buffering=0) as file:
            before = file.tell()
            try:
                for part in (header, *parts):
                    write_all(file, part)
                os.fsync(file.fileno())
            except BaseException:
                file.truncate(before)
                raise
        if not there:
            sync_folder(self._path.parent)

    def read(self) -> list[tuple[str, str]]:
        """What was taken out and put in, in its order; the last one, where it is cut short, had not been begun.

        Raises:
            StoreError: it is not what this program wrote.
        """
        try:
            return [(gone.decode(), new.decode()) for gone, new in _records(self._path.read_bytes())]
        except FileNotFoundError:
            return []
        except (ValueError, OSError) as error:
            expected = "what kg was writing when it was stopped"
            fix = "Some graph may be half written: add the articles to a new store; decisions can stay where they are."
            raise StoreError(f"{self._path}: {error}", expected, fix) from error

    def done(self) -> None:
        """Forget it: all of it is on the disk."""
        if self._path.exists():
            self._path.unlink()
            sync_folder(self._path.parent)


def _records(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The records of a file.

    Raises:
        ValueError: a record is spoilt.
    """
    at = 0
    while at < len(data):
        header, line_end, _ = data[at : at + 200].partition(b"\n")
        fields = header.decode("ascii", "replace").split(" ")
        if at == 0 and len(fields) == 1 and header.isdigit() and line_end:
            yield _first_format(data)
            return
        if not line_end and at + 200 > len(data):
            return
        if len(fields) != 3 or not all(field.isdecimal() for field in fields[:2]):
            raise ValueError(f"no record at byte {at}")
        start, middle, end = accumulate((at + len(header) + 1, int(fields[0]), int(fields[1])))
        gone, new = data[start:middle], data[middle:end]
        if end > len(data):
            return
        if _hash(gone, new) != fields[2]:
            if end == len(data) and b"\0" in gone + new:  # blocks that a power failure left empty
                return
            raise ValueError(f"a spoilt record at byte {at}")
        yield gone, new
        at = end


def _first_format(data: bytes) -> tuple[bytes, bytes]:
    """The one record of a file of the first format: how many lines are taken out, and all lines."""
    count, *lines = data.splitlines(keepends=True)
    return b"".join(lines[: int(count)]), b"".join(lines[int(count) :])


def _hash(gone: bytes, new: bytes) -> str:
    found = hashlib.blake2b(gone, digest_size=_DIGEST)
    found.update(new)
    return found.hexdigest()
