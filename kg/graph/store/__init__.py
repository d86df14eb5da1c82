"""Where the graph is kept. Every store holds the same quads and answers the same queries alike."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from kg.graph.store.base import TIMEOUT, Answer, Bindings, GraphStore, SparqlService, Store, Table
from kg.graph.store.workspace import Workspace
from kg.model.errors import StoreError

__all__ = [
    "DECISIONS",
    "TIMEOUT",
    "Answer",
    "Bindings",
    "GraphStore",
    "SparqlService",
    "Store",
    "Table",
    "Workspace",
    "decisions_file",
    "folder_of",
    "open_store",
]
DECISIONS = "decisions.ttl"  # beside a store's folder


def folder_of(location: str | Path | None) -> Path | None:
    """The folder that a location names, by its path or its ``file:`` URL; None where a store is no folder."""
    text = "memory:" if location is None else str(location)
    scheme = "" if isinstance(location, Path) else _scheme(text)
    if scheme == "file":
        return Path(unquote(urlsplit(text).path))
    return None if scheme else Path(text)


def decisions_file(given: Path | None, store: str) -> Path:
    """Where the decisions on a store stand: the file that is named, or ``decisions.ttl`` beside the store's folder.

    Raises:
        StoreError: the store is no folder, and no file is named.
    """
    folder = folder_of(store)
    if given is None and folder is None:
        raise StoreError(store, "a file of decisions, since nothing stands beside this store", "Name it: --decisions.")
    return given or (folder or Path()).parent / DECISIONS


def _scheme(location: str) -> str:
    found = re.match(r"[a-z][a-z0-9+.-]*(?=://)|file(?=:)|memory(?=:)", location)
    return found[0] if found else ""


def _folder(location: str, read_only: bool) -> Store:
    from kg.graph.store.oxigraph import OxigraphStore

    folder = folder_of(location)
    assert folder is not None  # noqa: S101 - the table of openers says so
    return OxigraphStore(folder, read_only)


def _memory(location: str, read_only: bool) -> Store:
    from kg.graph.store.memory import MemoryStore

    return MemoryStore(read_only)


def _server(location: str, read_only: bool) -> Store:
    from kg.graph.store.remote import RemoteStore

    return RemoteStore(location, read_only)


_OPENERS: dict[str, Callable[[str, bool], Store]] = {
    "": _folder,
    "file": _folder,
    "memory": _memory,
    "http": _server,
    "https": _server,
}
_KINDS = ("FOLDER", "file:///FOLDER", "memory:", "http://SERVER", "https://SERVER")


def open_store(location: str | Path | None, read_only: bool = False) -> Store:
    """The store at a location: a folder (Oxigraph), a SPARQL server, or an empty one in memory (rdflib).

    A folder that does not exist is made, unless the store is opened for reading only. A new store is a class beside
    ``oxigraph.py`` and a row of ``_OPENERS``.

    Args:
        location: a folder, its ``file:`` URL, the URL of a server, or ``memory:``, which None is short for.
        read_only: whether nothing will be written.

    Raises:
        StoreError: there is no store, another process is using it, it is damaged, or no such store is supported.
        ConfigError: the URL cannot be used.
    """
    text = "memory:" if location is None else str(location)
    name = "" if isinstance(location, Path) else _scheme(text)
    if name not in _OPENERS:
        raise StoreError(f"{name}:", f"a store of one of {', '.join(_KINDS)}", "Name another location.")
    return _OPENERS[name](text, read_only)
