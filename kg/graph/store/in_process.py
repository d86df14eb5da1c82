"""The same store for queries that come with the program: answered in this process, and kept as long as its state is.

No guard reads them first and no child process runs them, so that a page needs milliseconds; hence it is for nobody's
own text. Oxigraph lets go of Python's lock while it works: threads answer side by side.
"""

from __future__ import annotations

import copy
import functools
import threading
import time
from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox
from rdflib import Graph, URIRef

from kg.graph.rdf import Quad
from kg.graph.store import terms
from kg.graph.store.base import TIMEOUT, Answer, Bindings, Store, Table
from kg.graph.store.kept import Kept
from kg.graph.store.oxigraph import OxigraphStore
from kg.graph.store.query_process import planned
from kg.model.errors import QueryError
from kg.model.vocab import PREFIXES

_KEPT = 400_000  # cells of answers that are kept, a few hundred bytes each


def shipped(store: Store) -> Store:
    """The store for queries that come with the program, answered in this process where they can be."""
    return InProcess(store) if isinstance(store, OxigraphStore) else store


class InProcess(Store):
    """A store that is open for reading."""

    def __init__(self, store: OxigraphStore) -> None:
        """Answer from a store, which its owner closes."""
        self.location = store.location
        self.state = store.state
        self._store = store
        self._graphs = functools.cache(store.graphs)
        self._kept: Kept[Answer] = Kept(_KEPT, _cells)
        self._begun: dict[tuple[object, ...], list[float]] = {}  # when each run of a query at work was begun
        self._lock = threading.Lock()
        self._heard: dict[str, Bindings] | None = None

    def listening(self) -> tuple[InProcess, Mapping[str, Bindings]]:
        """The same store with the queries that are put to it from now on, each with its bindings."""
        ears = copy.copy(self)
        ears._heard = {}
        return ears, ears._heard

    def replace(self, graph: URIRef, quads: Iterable[Quad]) -> None:
        """Refused: it is open for reading."""
        self._store.replace(graph, quads)

    def change(self, graph: URIRef, gone: Iterable[str] | None, new: Iterable[str]) -> None:
        """Refused: it is open for reading."""
        self._store.change(graph, gone, new)

    def graphs(self) -> tuple[URIRef, ...]:
        """The named graphs, sorted."""
        return self._graphs()

    def quads(
        self, graph: URIRef | None = None, predicate: URIRef | None = None, subject: URIRef | None = None
    ) -> Iterator[Quad]:
        """The quads of one graph, or of all (see ``Store.quads``)."""
        return self._store.quads(graph, predicate, subject)

    def query(self, text: str, bindings: Bindings | None = None, timeout: float = TIMEOUT) -> Answer:
        """Answer a query of the program (see ``Store.query``).

        Nothing stops it here once it is begun. Where the same one has been at work for longer than its time, this one
        is put to a child process, which is stopped in time.
        """
        if self._heard is not None:
            self._heard[text] = dict(bindings or {})
        key = (text, *sorted((bindings or {}).items()))
        answer = self._kept.get(key)
        if answer is None:
            now = time.monotonic()
            with self._lock:
                runs = self._begun.setdefault(key, [])
                is_stuck = bool(runs) and now - min(runs) > timeout
                if not is_stuck:
                    runs.append(now)
            if is_stuck:
                return self._store.query(text, bindings, timeout)
            try:
                answer = self._answer(text, bindings or {})
            finally:
                self._ended(key, now)
            self._kept.put(key, answer)
        return answer

    def _ended(self, key: tuple[object, ...], begun: float) -> None:
        """One run of a query is over; others may be at work still."""
        with self._lock:
            runs = self._begun[key]
            runs.remove(begun)
            if not runs:
                del self._begun[key]

    def _answer(self, text: str, bindings: Bindings) -> Answer:
        database = self._store.database()
        given: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]
        try:
            given = {ox.Variable(name): terms.to_ox(value) for name, value in bindings.items()}
            try:
                found = _put(database, planned(text, given), given)
            except SyntaxError:  # also where a variable is bound by a BIND of the same group
                found = _put(database, text, given)
            if isinstance(found, ox.QueryBoolean):
                return bool(found)
            if isinstance(found, ox.QueryTriples):
                graph = Graph(bind_namespaces="none")
                for triple in found:
                    graph.add((terms.from_ox(triple[0]), terms.from_ox(triple[1]), terms.from_ox(triple[2])))
                return graph
            columns = tuple(variable.value for variable in found.variables)
            rows = tuple(tuple(None if cell is None else terms.from_ox(cell) for cell in row) for row in found)
        except (SyntaxError, ValueError, OSError, RuntimeError) as error:
            said = " ".join(str(error).split())[-300:]
            raise QueryError(said, "a query that can be evaluated", "Mend the query.") from error
        return Table(columns, rows)

    def close(self) -> None:
        """Nothing: its owner closes the store."""


def _put(
    database: ox.Store, text: str, given: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]
) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    return database.query(text, prefixes=PREFIXES, use_default_graph_as_union=True, substitutions=given)


def _cells(answer: Answer) -> int:
    if isinstance(answer, Table):
        return 1 + len(answer.columns) * len(answer.rows)
    return 1 if isinstance(answer, bool) else 1 + 3 * len(answer)
