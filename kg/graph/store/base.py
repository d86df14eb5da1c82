"""What every store can do: two protocols, one that keeps named graphs and one that answers read-only queries."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self, TypeAlias

from rdflib import Graph, Literal, URIRef
from rdflib.term import Identifier

from kg.graph.rdf import Quad
from kg.graph.rdf.nquads import line
from kg.model.errors import InputError, QueryError
from kg.model.vocab import SHARED_GRAPHS

TIMEOUT = 30.0  # seconds
Bindings: TypeAlias = Mapping[str, URIRef | Literal]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a SELECT, cells as rdflib terms, None where a variable is unbound."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Identifier | None, ...], ...]


Answer: TypeAlias = Table | Graph | bool


def by_graph(graph: URIRef, quads: Iterable[Quad]) -> dict[URIRef, set[str]]:
    """The graph to replace, and each shared graph that comes with it, as lines of N-Quads.

    The quads are read one by one and not kept: those of verdicts are more than half of a store.

    Raises:
        InputError: a quad is of a third graph or cannot be written.
    """
    found: dict[URIRef, set[str]] = {graph: set()}
    for quad in quads:
        home = found.get(quad[3])
        if home is None:
            if not quad[3].startswith(SHARED_GRAPHS):
                raise InputError(quad[3], f"a quad of {graph} or of a shared graph", "Replace one graph at a time.")
            home = found[quad[3]] = set()
        home.add(line(quad))
    return found


class GraphStore(Protocol):
    """Keeps named graphs and nothing else."""

    @abstractmethod
    def replace(self, graph: URIRef, quads: Iterable[Quad]) -> None:
        """Make a graph hold exactly its quads, all or nothing; the shared graphs among the quads likewise.

        Raises:
            StoreError: the store is open for reading only, or its disk fails.
            InputError: a quad is of a third graph or cannot be written.
        """

    @abstractmethod
    def change(self, graph: URIRef, gone: Iterable[str] | None, new: Iterable[str]) -> None:
        """Take lines of N-Quads out of a graph and put others in, all or nothing.

        For whoever knows what the graph holds: it is not read. Where ``gone`` is None, all that is not new goes.

        Raises:
            StoreError: the store is open for reading only, or its disk fails.
        """

    @abstractmethod
    def graphs(self) -> tuple[URIRef, ...]:
        """The named graphs, sorted."""

    @abstractmethod
    def quads(
        self, graph: URIRef | None = None, predicate: URIRef | None = None, subject: URIRef | None = None
    ) -> Iterator[Quad]:
        """The quads of one graph, or of all; with one predicate, or any; of one subject, or any."""

    def edges(self, predicates: Iterable[URIRef]) -> Iterator[Quad]:
        """The quads of all graphs that have one of some predicates: far fewer to look at than all quads."""
        for predicate in predicates:
            yield from self.quads(predicate=predicate)

    def mark(self, graph: URIRef) -> str | None:
        """A name for what a graph holds, another one once it holds something else; None where it holds nothing.

        Also None where a store does not keep such names: whoever remembers something of a graph has a store that does.
        """
        return None


class SparqlService(Protocol):
    """Answers read-only SPARQL 1.1 queries; the default graph of each is the union of all named graphs."""

    @abstractmethod
    def query(self, text: str, bindings: Bindings | None = None, timeout: float = TIMEOUT) -> Answer:
        """Answer a SPARQL query: SELECT gives a Table, ASK a bool, CONSTRUCT and DESCRIBE a Graph.

        The prefixes of ``kg.model.vocab`` are bound. Runs in a child process that can open no network connection.

        Args:
            text: the query; SERVICE, FROM and every update are refused.
            bindings: terms for variables by name without "?"; each must be a column (or in CONSTRUCT's template).
            timeout: seconds until the child is killed.

        Raises:
            QueryError: the query cannot be read, is not allowed, or fails.
            BadParameter: a binding for a variable that is no column.
            QueryTimeout: the time is up.
        """

    def select(self, text: str, bindings: Bindings | None = None, timeout: float = TIMEOUT) -> Table:
        """Answer a SELECT query.

        Raises:
            QueryError: as ``query``, or the query is of another form.
        """
        answer = self.query(text, bindings, timeout)
        if not isinstance(answer, Table):
            raise QueryError(text.strip()[:60], "a SELECT query", "Ask for columns: SELECT ?x WHERE { … }.")
        return answer


class Store(GraphStore, SparqlService, Protocol):
    """Named graphs that can be queried, open until it is closed.

    Attributes:
        location: the folder, or whatever else ``open_store`` found it by; None in memory.
    """

    location: str | None

    @abstractmethod
    def close(self) -> None:
        """Let go of the store; closing twice does nothing."""

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store."""
        self.close()
