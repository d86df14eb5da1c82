"""Every store there is: whatever holds of one must hold of all."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.graph.store import Store, open_store
from tests.support.sparql_server import served

STORES = ("memory", "oxigraph", "remote")
_FOLDER = tempfile.TemporaryDirectory(prefix="kg-tests-")  # goes with the process


def scratch() -> Path:
    """A folder of its own for a store that a test process keeps to its end."""
    return Path(tempfile.mkdtemp(dir=_FOLDER.name)) / "store"


@contextmanager
def located(kind: str, folder: Path) -> Iterator[str]:
    """Where an empty store of a kind is; ``folder`` is where one that keeps files puts them."""
    if kind != "remote":
        yield "memory:" if kind == "memory" else str(folder / "store")
        return
    with served() as url:
        yield url


@contextmanager
def opened(kind: str, folder: Path) -> Iterator[Store]:
    """An empty store of a kind."""
    with located(kind, folder) as location, open_store(location) as store:
        yield store
