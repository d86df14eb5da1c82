"""Whether the stored graph keeps its rules: SHACL graph by graph, then the links between graphs."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyshacl
from rdflib import Graph, Namespace, URIRef
from rdflib.term import Node

from kg.graph.rdf import Quad
from kg.graph.store import GraphStore
from kg.model import package_data
from kg.model.errors import ConfigError
from kg.model.vocab import DATA, RDF, SCHEMA

SH = Namespace("http://www.w3.org/ns/shacl#")
DESCRIBED = "described in the store"
ONE_GRAPH = "described in one graph only"


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One rule broken at one node. ``path`` is the property looked at, ``value`` what was found there; or empty."""

    focus: str
    path: str
    message: str
    value: str


def check(store: GraphStore, graphs: Iterable[URIRef] | None = None) -> list[Violation]:
    """All violations of ``ontology/shapes.ttl``, and links that lead nowhere; sorted.

    Each graph is validated by itself, so that time grows with the number of articles and memory does not.

    Args:
        store: the store to look at.
        graphs: the graphs to validate; all by default.
    """
    found: list[Violation] = []
    links = _Links()
    for graph in store.graphs() if graphs is None else graphs:
        quads = list(store.quads(graph))
        found.extend(validate(quads))
        links.add(graph, quads)
    found.extend(links.doubles)
    found.extend(links.broken(store))
    return sorted(found)


def validate(quads: Iterable[Quad]) -> list[Violation]:
    """The violations of the shapes in one graph."""
    data = Graph()
    for subject, predicate, value, _ in quads:
        data.add((subject, predicate, value))
    _, report, _ = pyshacl.validate(data, shacl_graph=_shapes(), inplace=True, advanced=False, js=False)
    return list(_violations(report)) if isinstance(report, Graph) else []


_DESCRIBING = (RDF.type, SCHEMA.text)  # what says that a node is there: its class, or the wording of a span


@functools.cache
def _shapes() -> Graph:
    """The shapes, the targets of each node shape written at its property shapes.

    That is the same by the standard (SHACL 2.1.3, 2.3), and half the time: pySHACL looks at all targets of a shape at
    once, but at a property of a node shape anew for each node.
    """
    shapes = Graph().parse(package_data.path("ontology/shapes.ttl"), format="turtle")
    targets = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
    aimed = [row for target in targets for row in shapes.triples((None, target, None))]
    for shape, target, nodes in aimed:
        for checked in list(shapes.objects(shape, SH.property)):
            shapes.add((checked, target, nodes))
    elsewhere = {*shapes.subjects(SH.targetNode), *shapes.objects(None, SH.node)}
    for shape in {shape for shape, _, _ in aimed}:
        if shape in elsewhere:  # its properties are asked of other nodes too, and would be lost
            raise ConfigError(shape, "a shape with targets by class or property alone", "Mend ontology/shapes.ttl.")
        shapes.remove((shape, SH.property, None))
    return shapes


def _violations(report: Graph) -> Iterator[Violation]:
    for result in report.objects(None, SH.result):
        yield Violation(
            _text(report, result, SH.focusNode),
            _text(report, result, SH.resultPath),
            _text(report, result, SH.resultMessage),
            _text(report, result, SH.value),
        )


def _text(report: Graph, result: Node, predicate: URIRef) -> str:
    """A field of a result; of several messages the first by the alphabet, for the order in a graph is by chance."""
    return min((str(value) for value in report.objects(result, predicate)), default="")


class _Links:
    """Which nodes are described where, and which links lead out of their graph."""

    def __init__(self) -> None:
        self.doubles: list[Violation] = []
        self._homes: dict[str, URIRef] = {}
        self._open: dict[str, tuple[str, str]] = {}

    def add(self, graph: URIRef, quads: Iterable[Quad]) -> None:
        for subject, predicate, value, _ in quads:
            if predicate in _DESCRIBING:
                self._describe(subject, graph)
            if isinstance(value, URIRef) and value.startswith(DATA):
                self._open.setdefault(str(value), (str(subject), str(predicate)))

    def _describe(self, subject: URIRef, graph: URIRef) -> None:
        home = self._homes.setdefault(str(subject), graph)
        if home != graph:
            self.doubles.append(Violation(str(subject), "", f"Not {ONE_GRAPH}, but also in {home}.", str(graph)))

    def broken(self, store: GraphStore) -> Iterator[Violation]:
        """Links to nothing: the rest of the store is looked through only where some graph was left out."""
        missing = {iri: link for iri, link in self._open.items() if iri not in self._homes}
        if missing:
            for described, predicate, _, _ in store.quads():
                if predicate in _DESCRIBING:
                    missing.pop(str(described), None)
        for iri, (focus, path) in missing.items():
            yield Violation(focus, path, f"Leads to nothing {DESCRIBED}.", iri)
