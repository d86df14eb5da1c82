"""Every store there is: whatever holds of one must hold of all."""

from __future__ import annotations

from pathlib import Path

from kg.graph.store import Store, open_store

STORES = ("memory", "oxigraph")


def opened(kind: str, folder: Path) -> Store:
    """An empty store of a kind; ``folder`` is where one that keeps files puts them."""
    return open_store(None if kind == "memory" else folder / "store")
