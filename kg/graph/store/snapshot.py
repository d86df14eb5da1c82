"""A state of a store for its readers, beside it: hard links to the files of its database, which nobody writes to again.

So whoever reads holds up no writer, and sees one state however long he reads. A state is published under the store's
lock, when no writer is at work: by the first reader who comes after a writer, and by a writer before he begins. While
he works, readers get the last state that was *whole*: what is derived says what its articles say. RocksDB never changes
a table once it is written; what it appends to or replaces (log, manifest) is copied.

::

    STORE/readers/3f2a77b01c9d5e40/data/    the database
    STORE/readers/3f2a77b01c9d5e40/lock     held by its readers (flock); nobody removes a state under them
    STORE/readers/whole                     the name of the last whole state
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import uuid
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.graph.store.graph_hashes import database_files
from kg.graph.store.lock import Lock
from kg.model.errors import KgError, StoreError
from kg.model.vocab import ARTICLE_GRAPHS, CURRENT_GRAPH
from kg.model.whole_file import write_whole

_TABLES = (".sst", ".blob")
_LEFT_OUT = ("LOG", "LOCK")


def state_of(store: Path) -> str:
    """The name of the state that a store's files are in: another one once a writer has been there."""
    return hashlib.blake2b(database_files(store / "data").encode(), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A state that is being read, until it is let go.

    Attributes:
        name: of the state.
        data: the folder of its database.
        lock: keeps it from being removed.
    """

    name: str
    data: Path
    lock: Lock


def publish(store: Path) -> str | None:
    """Make the state that a store is in readable beside its writers; whoever calls holds the store's lock.

    Returns its name, None where nothing can be written beside the store.
    """
    name, home = state_of(store), store / "readers"
    try:
        if not (home / name).exists():
            _link(store / "data", home, name)
            if _is_whole(home / name / "data"):
                write_whole(home / "whole", [name])
                _sweep(home, name)
    except (OSError, KgError):
        return None
    return name


def last_whole(store: Path) -> str | None:
    """The name of the last whole state that was published; None where there is none."""
    try:
        return (store / "readers" / "whole").read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None


def forget(store: Path) -> None:
    """No state that was published is read any more by whoever comes: this program does not understand them."""
    (store / "readers" / "whole").unlink(missing_ok=True)


def hold(store: Path, name: str) -> Snapshot | None:
    """Keep a state from being removed; None where it is gone."""
    folder = store / "readers" / name
    if not name.isalnum() or not folder.is_dir():
        return None
    try:
        lock = Lock(folder / "lock", shared=True, wait=0)
    except StoreError:
        return None
    if (folder / "data").is_dir():
        return Snapshot(name, folder / "data", lock)
    lock.release()
    return None


def _link(data: Path, home: Path, name: str) -> None:
    """The files of a database under another folder, which is there whole or not at all."""
    draft = home / f"draft-{uuid.uuid4().hex}"
    (draft / "data").mkdir(parents=True)
    try:
        made = Lock(draft / "lock", shared=True)  # nobody sweeps it away
        for file in data.iterdir():
            if file.name.startswith(_LEFT_OUT):
                continue
            target = draft / "data" / file.name
            if file.suffix in _TABLES:
                with contextlib.suppress(OSError):  # a file system without hard links
                    os.link(file, target)
            if not target.exists():
                shutil.copy2(file, target)
        with contextlib.suppress(OSError):  # another reader was as quick
            draft.rename(home / name)
        made.release()
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _is_whole(data: Path) -> bool:
    """Whether what is derived says what the articles say, or there is nothing to derive from."""
    try:
        graphs = [graph.value for graph in ox.Store.read_only(str(data)).named_graphs()]
    except (OSError, RuntimeError):
        return False
    return str(CURRENT_GRAPH) in graphs or not any(graph.startswith(ARTICLE_GRAPHS) for graph in graphs)


def _sweep(home: Path, kept: str) -> None:
    """Remove states that nobody reads any more, and drafts of those who were stopped."""
    for folder in home.iterdir():
        if folder.name == kept or not folder.is_dir():
            continue
        with contextlib.suppress(StoreError):
            lock = Lock(folder / "lock", shared=False, wait=0)
            shutil.rmtree(folder, ignore_errors=True)
            lock.release()
