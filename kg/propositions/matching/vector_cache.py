"""Sentence vectors kept on disk by the hash of their text, so that no text is ever encoded twice."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from kg.model.errors import StoreError
from kg.model.sqlite_faults import is_spoilt
from kg.propositions.matching.encoder import Encoder, Vectors

_ASKED = 500  # keys a query


def cached(load: Callable[[], Encoder], name: str, path: Path) -> Encoder:
    """An encoder with a cache in an SQLite file; vectors of another encoder's name are not seen.

    Vectors are kept as they come, 4 bytes a dimension: 2 kB a text. A file that is gone, or spoilt, is made anew. The
    encoder is loaded only where a text is new.

    Raises:
        StoreError: the disk is full, or somebody else has kept the file to himself for a minute.
    """

    def encode(texts: Sequence[str]) -> Vectors:
        keys = [hashlib.sha256(f"{name}\0{text}".encode("utf-8", "surrogatepass")).digest() for text in texts]
        asked = dict(zip(keys, texts, strict=True))
        try:
            known = _vectors(load, path, asked)
            return np.stack([known[key] for key in keys])
        except sqlite3.DatabaseError as error:
            if not is_spoilt(error):
                raise StoreError(f"{path}: {error}", "a file to write to", "Make room and try again.") from error
        except (ValueError, TypeError):  # a row that is no vector, or a shorter one
            pass
        path.unlink()
        known = _vectors(load, path, asked)
        return np.stack([known[key] for key in keys])

    return encode


def _vectors(load: Callable[[], Encoder], path: Path, asked: Mapping[bytes, str]) -> dict[bytes, Vectors]:
    with closing(sqlite3.connect(path, timeout=60)) as database:
        database.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB)")
        known = _known(database, list(asked))
        missing = {key: text for key, text in asked.items() if key not in known}
        if missing:
            found = np.asarray(load()(list(missing.values())), dtype=np.float32)
            known.update(zip(missing, found, strict=True))
            with database:
                rows = ((key, row.tobytes()) for key, row in zip(missing, found, strict=True))
                database.executemany("INSERT OR IGNORE INTO vectors VALUES (?, ?)", rows)
    return known


def _known(database: sqlite3.Connection, keys: Sequence[bytes]) -> dict[bytes, Vectors]:
    found: dict[bytes, Vectors] = {}
    for at in range(0, len(keys), _ASKED):
        some = keys[at : at + _ASKED]
        marks = ",".join("?" * len(some))
        rows = database.execute(f"SELECT key, vector FROM vectors WHERE key IN ({marks})", some)  # noqa: S608 (marks only)
        found.update((key, np.frombuffer(vector, dtype=np.float32)) for key, vector in rows)
    return found
