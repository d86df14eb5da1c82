"""Make a graph of fragments, each named by all that it depends on: only new ones are worked out and written."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from rdflib import URIRef

from kg.graph.store import Store
from kg.pipeline.incremental.cache import Cache, decode, encode

_COMMON = b"common"  # key of the fragment of what several others say alike


@dataclass(frozen=True, slots=True)
class Fragment:
    """Lines of N-Quads that no fragment of another name has, and those that others may have, too."""

    key: bytes
    name: str
    lines: frozenset[str]
    common: frozenset[str] = frozenset()


def update_graph(
    store: Store,
    cache: Cache,
    graph: URIRef,
    wanted: Collection[bytes],
    make: Callable[[list[bytes]], Iterator[Fragment]],
    last: Callable[[frozenset[str]], frozenset[str]],
) -> None:
    """Make a graph hold the fragments of some keys: those that the cache has not are made.

    The cache knows what the graph holds as long as the store has the same hash for it; else the graph is read.

    Args:
        store: The store of the graph.
        cache: What was made before.
        graph: The graph, which holds nothing else.
        wanted: The keys.
        make: Makes the fragments of some keys, in any order.
        last: Makes more lines when all fragments are there, each time anew, of the lines that several may have.
    """
    known = cache.note(graph)
    trusted = known is not None and known == store.mark(graph)
    cache.write_note(graph, None)  # a run that is stopped leaves a graph of which nobody knows what it holds
    cache.commit()
    of_graph, of_keys = "FROM fragments WHERE graph = ?", "FROM fragments WHERE graph = ? AND key IN ({})"
    had = {key for (key,) in cache.database.execute(f"SELECT key {of_graph}", (graph,))} - {_COMMON}
    shared = _lines(cache.rows(f"SELECT lines {of_keys}", [_COMMON], graph))
    old = sorted(had.difference(wanted))
    gone = shared | _lines(cache.rows(f"SELECT lines {of_keys}", old, graph))
    names = sorted({name for (name,) in cache.rows(f"SELECT name {of_keys}", old, graph)})
    cache.write(f"DELETE {of_graph} AND key = ?", [(graph, key) for key in [*old, _COMMON]])
    # Fragments of the same names may hold some of the lines of those that go.
    kept = _lines(cache.rows(f"SELECT lines {of_graph} AND name IN ({{}})", names, graph))
    new: set[str] = set()
    for fragment in make(sorted(set(wanted).difference(had))):
        row = (graph, fragment.key, fragment.name, encode(sorted(fragment.lines)), encode(sorted(fragment.common)))
        cache.write("INSERT OR REPLACE INTO fragments VALUES (?, ?, ?, ?, ?)", [row])
        new |= fragment.lines
    alike = frozenset(_lines(cache.database.execute(f"SELECT common {of_graph}", (graph,))))
    alike |= last(alike)
    cache.write("INSERT INTO fragments VALUES (?, ?, '', ?, ?)", [(graph, _COMMON, encode(sorted(alike)), encode([]))])
    if trusted:
        gone, new = gone - kept - alike, new | alike
        store.change(graph, gone - new, new - gone - shared)
    else:
        rows = cache.database.execute(f"SELECT lines {of_graph}", (graph,))
        store.change(graph, None, (line for (row,) in rows for line in decode(row, list[str])))
    cache.write_note(graph, store.mark(graph))
    cache.commit()


def _lines(rows: Iterable[tuple[bytes]]) -> set[str]:
    return {line for (row,) in rows for line in decode(row, list[str])}
