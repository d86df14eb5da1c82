"""Where the graph is kept. Every store holds the same quads and answers the same queries alike."""

from __future__ import annotations

from pathlib import Path

from kg.graph.store.base import TIMEOUT, Answer, Bindings, Store, Table

__all__ = ["TIMEOUT", "Answer", "Bindings", "Store", "Table", "open_store"]


def open_store(location: str | Path | None, read_only: bool = False) -> Store:
    """The store in a folder (Oxigraph), or an empty one in memory (rdflib) where no folder is given.

    A folder that does not exist is made, unless the store is opened for reading only.

    Raises:
        StoreError: there is no store, another process is using it, or it is damaged.
    """
    if location is None:
        from kg.graph.store.memory import MemoryStore

        return MemoryStore(read_only)
    from kg.graph.store.oxigraph import OxigraphStore

    return OxigraphStore(Path(location), read_only)
