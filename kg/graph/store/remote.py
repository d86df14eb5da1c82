"""A SPARQL 1.1 server by its URL as a store: Oxigraph, Fuseki, GraphDB, Virtuoso and their like (docs/servers.md).

A graph is replaced by one request, which a server does wholly or not at all; a large one by several, and shared graphs
come before the one that is replaced. So whoever is stopped in between leaves nothing that the same command does not
mend. Nothing locks a server: one writes, and readers are told while what is derived is out of date.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import cast

import pyoxigraph as ox
from rdflib import URIRef

from kg.graph.rdf import Quad
from kg.graph.rdf.nquads import term
from kg.graph.store import terms
from kg.graph.store.base import TIMEOUT, Answer, Bindings, Store, by_graph
from kg.graph.store.bound_query import with_values
from kg.graph.store.fork import out_of_time
from kg.graph.store.graph_hashes import graph_hash
from kg.graph.store.query_guard import check
from kg.graph.store.query_process import ANSWER
from kg.graph.store.sparql_client import Client
from kg.model.errors import QueryTimeout, StoreError
from kg.model.vocab import PREFIXES

_BATCH = 20_000  # lines of N-Triples that go in one request
_JSON, _NTRIPLES = "application/sparql-results+json", "application/n-triples"
_PROLOGUE = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
_ANY = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"
_MERGED = "ASK { { SELECT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } } LIMIT 1 } ?s ?p ?o }"
_QUADS = "SELECT ?s ?p ?o ?g WHERE { GRAPH ?g { ?s ?p ?o } }"
_Form = tuple[tuple[str, str], ...]
_OWN: tuple[_Form, ...] = ((), (("union-default-graph", ""),))  # as the server is set up; as Oxigraph is asked for it


class RemoteStore(Store):
    """The named graphs of a server."""

    def __init__(self, location: str, read_only: bool = False) -> None:
        """Open the store at a URL.

        Raises:
            StoreError: no SPARQL server answers there, or it lets this user not in.
            ConfigError: the address cannot be used.
        """
        self._client = Client(location)
        self.location: str | None = self._client.addresses.shown
        self._read_only, self._open = read_only, True
        self._dataset: _Form | None = None  # parameters by which the default graph is the union of the named ones
        self._marks: dict[URIRef, str | None] = {}
        try:
            self._is_so("ASK { }")
        except BaseException:
            self.close()
            raise

    def replace(self, graph: URIRef, quads: Iterable[Quad]) -> None:
        """Make a graph hold exactly these quads (see ``Store.replace``)."""
        self._check_writable()
        found = by_graph(graph, quads)
        for name in (*(name for name in found if name != graph), graph):
            self._put(name, found[name])

    def change(self, graph: URIRef, gone: Iterable[str] | None, new: Iterable[str]) -> None:
        """Take lines out of a graph and put others in (see ``Store.change``)."""
        self._check_writable()
        if gone is None:
            self._put(graph, set(new))
            return
        taken, added = sorted(gone), sorted(new)
        if any("\\\\u" in line.replace("U", "u") for line in taken):  # servers differ on it where it stands in SPARQL
            self._put(graph, set(self._lines(graph)).difference(taken).union(added))
            return
        self._changed(graph)
        for batch in _batches(taken):
            self._client.update(f"DELETE DATA {{ GRAPH {term(graph)} {{\n{_triples(graph, batch)}}} }}")
        for batch in _batches(added):
            self._client.add_to_graph(graph, _triples(graph, batch))

    def _put(self, graph: URIRef, lines: set[str]) -> None:
        self._changed(graph)
        batches = [_triples(graph, batch) for batch in _batches(sorted(lines))]
        self._client.put_graph(graph, batches[0] if batches else "")
        for batch in batches[1:]:
            self._client.add_to_graph(graph, batch)
        self._marks[graph] = graph_hash(lines) if lines else None

    def _changed(self, graph: URIRef) -> None:
        self._marks.pop(graph, None)
        self._dataset = None

    def _check_writable(self) -> None:
        if self._read_only:
            raise StoreError(self.location, "a store open for writing", "Open it without read_only.")
        self._check_open()

    def _check_open(self) -> None:
        if not self._open:
            raise StoreError(self.location, "an open store", "Open it again: this one was closed.")

    def mark(self, graph: URIRef) -> str | None:
        """The hash of what a graph holds (see ``Store.mark``); it is read where this store has not written it."""
        if graph not in self._marks:
            held = self._lines(graph)
            mark = graph_hash(held) if held else None
            if self._read_only:
                return mark
            self._marks[graph] = mark
        return self._marks[graph]

    def _lines(self, graph: URIRef) -> list[str]:
        """What a graph holds as lines of N-Quads."""
        found = self._solutions(_QUADS, {"g": graph})
        return [f"{subject} {verb} {value} {home} .\n" for subject, verb, value, home in found]

    def graphs(self) -> tuple[URIRef, ...]:
        """The named graphs, sorted."""
        return tuple(sorted(URIRef(str(graph.value)) for (graph,) in self._solutions(_ANY, {})))  # type: ignore[union-attr]

    def quads(
        self, graph: URIRef | None = None, predicate: URIRef | None = None, subject: URIRef | None = None
    ) -> Iterator[Quad]:
        """The quads of one graph, or of all (see ``Store.quads``)."""
        pattern = {"g": graph, "p": predicate, "s": subject}
        for nodes in self._solutions(_QUADS, {name: value for name, value in pattern.items() if value is not None}):
            yield cast(Quad, tuple(map(terms.from_ox, nodes)))

    def _solutions(self, text: str, bindings: Bindings) -> Iterator[Sequence[terms.OxTerm]]:
        """The rows of a query of this module, which come whole before the first is given."""
        self._check_open()
        with self._client.ask([("query", with_values(text, bindings))], _JSON) as found:
            try:
                rows = ox.parse_query_results(found, format=ox.QueryResultsFormat.JSON)
                for row in cast(Iterable[ox.QuerySolution], rows):
                    yield tuple(cast(terms.OxTerm, cell) for cell in row)
            except (SyntaxError, ValueError) as error:
                raise self._no_answer() from error

    def query(self, text: str, bindings: Bindings | None = None, timeout: float = TIMEOUT) -> Answer:
        """Answer a SPARQL query (see ``Store.query``); the server alone can keep it from going on after its time."""
        bound = dict(bindings or {})
        plan = check(text, bound, timeout)
        self._check_open()
        is_graph = plan.form in ("CONSTRUCT", "DESCRIBE")
        asked = f"{_PROLOGUE}{with_values(text, bound)}"
        try:
            answer = self._asked(asked, _NTRIPLES if is_graph else _JSON, plan.seconds, self._union(plan.seconds))
        except QueryTimeout as error:
            raise out_of_time(timeout) from error
        try:
            if is_graph:
                return terms.graph(answer)
            return terms.table(plan.columns, answer) if plan.form == "SELECT" else _truth(answer)
        except (SyntaxError, ValueError, KeyError, TypeError) as error:
            raise self._no_answer() from error

    def _asked(self, text: str, accept: str, seconds: float = TIMEOUT, more: _Form = ()) -> bytes:
        with self._client.ask([("query", text), *more], accept, seconds, ANSWER) as found:
            return found.read()

    def _is_so(self, text: str, seconds: float = TIMEOUT, more: _Form = ()) -> bool:
        try:
            return _truth(self._asked(text, _JSON, seconds, more))
        except (ValueError, KeyError, TypeError) as error:
            raise self._no_answer() from error

    def _no_answer(self) -> StoreError:
        expected = "a server that answers as SPARQL 1.1 does"
        return StoreError(self.location, expected, "Is it the address of queries? See docs/servers.md.")

    def _union(self, seconds: float) -> _Form:
        """What makes the default graph the union of all named graphs on this server; else each of them is named."""
        if self._dataset is None:
            for form in _OWN:
                if self._is_so(_MERGED, seconds, form):
                    self._dataset = form
                    return form
            kinds = ("default-graph-uri", "named-graph-uri")
            self._dataset = tuple((kind, str(graph)) for graph in self.graphs() for kind in kinds)
        return self._dataset

    def close(self) -> None:
        """Let go of the connections."""
        self._open = False
        self._client.close()


def _truth(answer: bytes) -> bool:
    """What an ASK was answered; Virtuoso 7.2.5 answers with a table of one cell, 1 or none.

    Raises:
        ValueError, KeyError, TypeError: it is no such answer.
    """
    found = json.loads(answer)
    if "boolean" in found:
        return bool(found["boolean"])
    rows = found["results"]["bindings"]
    return bool(rows) and rows[0]["__ASK_RETVAL"]["value"] == "1"


def _batches(lines: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(lines)
    while batch := list(islice(rest, _BATCH)):
        yield batch


def _triples(graph: URIRef, lines: Iterable[str]) -> str:
    """Lines of N-Quads of one graph as N-Triples."""
    end = f" {term(graph)} .\n"
    return "".join(f"{line.removesuffix(end)} .\n" for line in lines)
