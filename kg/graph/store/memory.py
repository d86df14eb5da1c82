"""A store in memory on rdflib: for tests, and for questions to a handful of articles that nobody keeps."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import cast

from rdflib import Dataset, Graph, URIRef, Variable
from rdflib.plugins import sparql

from kg.graph.rdf import Quad
from kg.graph.rdf.nquads import line, term
from kg.graph.store import terms
from kg.graph.store.base import TIMEOUT, Answer, Bindings, Store, by_graph
from kg.graph.store.fork import in_fork
from kg.graph.store.query_guard import check, too_large
from kg.graph.store.query_process import ANSWER, deny_descriptors, deny_network
from kg.model.errors import StoreError
from kg.model.vocab import PREFIXES


class MemoryStore(Store):
    """All graphs in this process; gone when it ends. A query runs in a fork of the process."""

    def __init__(self, read_only: bool = False) -> None:
        """An empty store."""
        self.location: str | None = None
        self._read_only = read_only
        self._data = Dataset(default_union=True)

    def replace(self, graph: URIRef, quads: Iterable[Quad]) -> None:
        """Make a graph hold exactly these quads (see ``Store.replace``)."""
        if self._read_only:
            raise StoreError("memory", "a store open for writing", "Open it without read_only.")
        new = list(quads)
        for name in by_graph(graph, new):
            self._data.remove_graph(self._data.graph(name))
        self._data.addN((*quad[:3], self._data.graph(quad[3])) for quad in new)

    def change(self, graph: URIRef, gone: Iterable[str] | None, new: Iterable[str]) -> None:
        """Take lines out of a graph and put others in (see ``Store.change``)."""
        held = set() if gone is None else set(map(line, self.quads(graph))).difference(gone)
        self.replace(graph, terms.quads("".join(held.union(new))))

    def graphs(self) -> tuple[URIRef, ...]:
        """The named graphs, sorted."""
        return tuple(sorted({graph for *_, graph in self.quads()}))

    def quads(
        self, graph: URIRef | None = None, predicate: URIRef | None = None, subject: URIRef | None = None
    ) -> Iterator[Quad]:
        """The quads of one graph, or of all (see ``Store.quads``)."""
        wanted = None if graph is None else self._data.graph(graph)
        return cast(Iterator[Quad], self._data.quads((subject, predicate, None, wanted)))

    def query(self, text: str, bindings: Bindings | None = None, timeout: float = TIMEOUT) -> Answer:
        """Answer a SPARQL query (see ``Store.query``)."""
        bound = dict(bindings or {})
        plan = check(text, bound, timeout)
        answer = in_fork(lambda: _evaluate(self._data, text, bound), plan.seconds, timeout)
        if plan.form == "SELECT":
            return terms.table(plan.columns, answer)
        if plan.form == "ASK":
            return bool(json.loads(answer)["boolean"])
        return terms.graph(answer)

    def close(self) -> None:
        """Nothing to let go of."""


def _evaluate(data: Dataset, text: str, bindings: Bindings) -> bytes:
    """The answer as the child process of a store on disk gives it; for the fork alone, which it shuts in."""
    if not deny_network():
        deny_descriptors()
    sparql.SPARQL_LOAD_GRAPHS = False  # or FROM would read a file
    found = data.query(text, initNs=PREFIXES, initBindings={Variable(name): value for name, value in bindings.items()})
    if found.type == "ASK":
        return json.dumps({"boolean": bool(found.askAnswer)}).encode()
    if found.type == "SELECT":
        rows = [{str(key): terms.to_json(value) for key, value in row.items()} for row in found.bindings]
        answer = json.dumps({"results": {"bindings": rows}}).encode()
    else:
        graph = cast(Graph, found.graph)
        answer = "".join(f"{' '.join(map(term, triple))} .\n" for triple in graph).encode()
    if len(answer) > ANSWER:
        raise too_large()
    return answer
