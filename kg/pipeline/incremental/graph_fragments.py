"""A graph made of blocks, each named by all that it depends on: only blocks that are new are worked out and written."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from rdflib import URIRef

from kg.graph.store import Store
from kg.pipeline.incremental.cache import Cache, opened, shut

_COMMON = b"common"  # key of the block of what several others say alike


@dataclass(frozen=True, slots=True)
class Fragment:
    """Lines of N-Quads that no block of another name has, and those that others may have, too."""

    key: bytes
    name: str
    lines: frozenset[str]
    common: frozenset[str] = frozenset()


Make = Callable[[list[bytes]], Iterator[Fragment]]


def settle(
    store: Store,
    memo: Cache,
    graph: URIRef,
    wanted: Collection[bytes],
    make: Make,
    last: Callable[[], frozenset[str]] = frozenset,
) -> None:
    """Make a graph hold the blocks of some keys: those that the memo has not are made.

    The memo knows what the graph holds as long as the store has the same mark for it; else the graph is read.

    Args:
        store: The store of the graph.
        memo: What was made before.
        graph: The graph, which holds nothing else.
        wanted: The keys.
        make: Makes the blocks of some keys, in any order.
        last: Makes more lines when all blocks are there, each time anew.
    """
    known = memo.said(graph)
    trusted = known is not None and known == store.mark(graph)
    memo.say(graph, None)  # a run that is stopped leaves a graph of which nobody knows what it holds
    memo.commit()
    had = {key for (key,) in memo.database.execute("SELECT key FROM blocks WHERE graph = ?", (graph,))} - {_COMMON}
    shared = {line for _, _, lines in _lines(memo, graph, [_COMMON]) for line in lines}
    old = sorted(had.difference(wanted))
    gone, names = set(shared), set()
    for _, name, lines in _lines(memo, graph, old):
        gone.update(lines)
        names.add(name)
    memo.write("DELETE FROM blocks WHERE graph = ? AND key = ?", [(graph, key) for key in [*old, _COMMON]])
    kept = _named(memo, graph, names)
    new: set[str] = set()
    for block in make(sorted(set(wanted).difference(had))):
        row = (graph, block.key, block.name, shut(sorted(block.lines)), shut(sorted(block.common)))
        memo.write("INSERT OR REPLACE INTO blocks VALUES (?, ?, ?, ?, ?)", [row])
        new |= block.lines
    alike = _all_common(memo, graph) | last()
    memo.write("INSERT INTO blocks VALUES (?, ?, '', ?, ?)", [(graph, _COMMON, shut(sorted(alike)), shut([]))])
    if trusted:
        gone, new = gone - kept - alike, new | alike
        store.change(graph, gone - new, new - gone - shared)
    else:
        store.change(graph, None, _whole(memo, graph))
    memo.say(graph, store.mark(graph))
    memo.commit()


def _lines(memo: Cache, graph: URIRef, keys: list[bytes]) -> Iterator[tuple[bytes, str, list[str]]]:
    query = "SELECT key, name, lines FROM blocks WHERE graph = ? AND key IN ({})"
    for key, name, lines in memo.rows(query, keys, graph):
        yield key, name, opened(lines)


def _all_common(memo: Cache, graph: URIRef) -> set[str]:
    rows = memo.database.execute("SELECT common FROM blocks WHERE graph = ?", (graph,))
    return {line for (row,) in rows for line in opened(row)}


def _named(memo: Cache, graph: URIRef, names: Collection[str]) -> set[str]:
    """The lines of blocks of the same names, which may be those of blocks that go."""
    rows = memo.rows("SELECT lines FROM blocks WHERE graph = ? AND name IN ({})", sorted(names), graph)
    return {line for (row,) in rows for line in opened(row)}


def _whole(memo: Cache, graph: URIRef) -> Iterator[str]:
    for (row,) in memo.database.execute("SELECT lines FROM blocks WHERE graph = ?", (graph,)):
        yield from opened(row)
