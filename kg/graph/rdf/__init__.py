"""Records in, quads out: pure, without blank nodes, the same input giving the same sorted N-Quads byte for byte."""

from kg.graph.rdf.agents import registry_quads
from kg.graph.rdf.articles import article_quads
from kg.graph.rdf.copies import copy_quads
from kg.graph.rdf.nquads import Quad, nquads
from kg.graph.rdf.propositions import contradiction_quads, proposition_quads

__all__ = [
    "Quad",
    "article_quads",
    "contradiction_quads",
    "copy_quads",
    "nquads",
    "proposition_quads",
    "registry_quads",
]
