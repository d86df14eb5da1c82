"""Articles that carry one text, as quads of a graph of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rdflib import URIRef

from kg.graph.rdf import iris, literals
from kg.graph.rdf.nquads import Quad, Triple, in_graph
from kg.model import Copy
from kg.model.ids import digest
from kg.model.vocab import COPIES_GRAPH, DATA, KG, RDF, concept


def copy_quads(copies: Iterable[Copy]) -> Iterator[Quad]:
    """Each pair as a direct edge (``kg:copiedFrom``, or ``kg:sharesTextWith`` both ways) and a node that says why."""
    for copy in copies:
        yield from in_graph(_triples(copy), COPIES_GRAPH)


def _triples(copy: Copy) -> Iterator[Triple]:
    one, other = iris.article(copy.copy), iris.article(copy.original)
    iri = URIRef(f"{DATA}copy/{digest(*sorted((one, other)))[:16]}")
    yield iri, RDF.type, KG.Copying
    yield iri, KG.carrier, one
    yield iri, KG.carrier, other
    yield iri, KG.reuse, concept(copy.reuse)
    yield iri, KG.share, literals.decimal(copy.share)
    if copy.directed:
        yield one, KG.copiedFrom, other
    else:
        yield one, KG.sharesTextWith, other
        yield other, KG.sharesTextWith, one
