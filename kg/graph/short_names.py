"""How a person names a claim or a proposition: short forms of their IRIs, and back.

``af15cd88/0-89`` is the sentence at code points 0 to 89 of the article whose IRI ends in af15cd88; so is
``small.txt:0-89``, by the article's own id. ``proposition/3f2a…`` may be cut as long as it stays one.
"""

from __future__ import annotations

import re

from rdflib import URIRef

from kg.graph.rdf import iris, literals
from kg.graph.store import Store
from kg.model.errors import QueryError
from kg.model.vocab import ARTICLE_GRAPHS, DATA, ONTOLOGY, PREFIXES, PROPOSITIONS_GRAPH

_PLACE = r"(?P<place>\d+-\d+(?:/part/\d+)?)"
_CLAIM = re.compile(rf"article/(?:.*-)?(?P<article>[0-9a-f]{{8}})/claim/{_PLACE}")
_SHORT = re.compile(rf"(?P<article>[0-9a-f]{{8}})/{_PLACE}")
_BY_ID = re.compile(rf"(?P<article>.+):{_PLACE}", re.DOTALL)
_HASH = re.compile(r"proposition/[0-9a-f]{16}")
_WHOLE = re.compile(r"[A-Za-z0-9_-]+")
_PROPOSITIONS = f"{DATA}proposition/"
_BEGINNING = """SELECT DISTINCT ?proposition ?start WHERE {
  ?proposition a kg:Proposition . FILTER(STRSTARTS(STR(?proposition), STR(?start)))
} ORDER BY STR(?proposition) LIMIT 4"""


def short(iri: str) -> str:
    """An IRI of the graph as a person would type it; any other as it is."""
    name = iri.removeprefix(DATA)
    if found := _CLAIM.fullmatch(name):
        return f"{found['article']}/{found['place']}"
    if iri.startswith(_PROPOSITIONS):
        return name[: len("proposition/") + 8] if _HASH.fullmatch(name) else name
    if iri.startswith(ONTOLOGY):
        return iri.removeprefix(ONTOLOGY)
    bases = [(base, prefix) for prefix, base in PREFIXES.items() if iri.startswith(base)]
    base, prefix = max(bases, default=("", ""))
    return f"{prefix}:{iri.removeprefix(base)}" if base else iri


def find(store: Store, text: str) -> URIRef:
    """The claim, the part of a claim, or the proposition that a person names.

    Raises:
        QueryError: nothing in the store has that name, or several things have.
    """
    given = text.strip()
    name = given.removeprefix("id:").removeprefix(DATA)
    if found := _CLAIM.fullmatch(name):
        return URIRef(DATA + name)
    if found := _SHORT.fullmatch(name):
        graphs = [graph for graph in store.graphs() if graph.startswith(ARTICLE_GRAPHS)]
        articles = [graph.removeprefix(ARTICLE_GRAPHS) for graph in graphs if graph.endswith(found["article"])]
        return URIRef(f"{DATA}article/{_one(given, articles)}/claim/{found['place']}")
    if found := _BY_ID.fullmatch(given):
        return URIRef(f"{iris.article(found['article'])}/claim/{found['place']}")
    return _proposition(store, given, name.removeprefix("proposition/"))


def _one(given: str, found: list[str]) -> str:
    if len(found) != 1:
        expected = "a claim (af15cd88/0-89 or small.txt:0-89) or a proposition of this store"
        several = f" It may be {', '.join(found)}." if found else ""
        raise QueryError(ascii(given[:80]), expected, f"Names stand in the last column of the answers.{several}")
    return found[0]


def _proposition(store: Store, given: str, name: str) -> URIRef:
    whole = URIRef(_PROPOSITIONS + name)
    if _WHOLE.fullmatch(name) and next(store.quads(PROPOSITIONS_GRAPH, subject=whole), None):
        return whole
    known = name.isascii() and name.isprintable() and name
    start = literals.text(_PROPOSITIONS + name if known else "")
    found = [str(row[0]) for row in store.select(_BEGINNING, {"start": start}).rows] if known else []
    return URIRef(_PROPOSITIONS + _one(given, [iri.removeprefix(_PROPOSITIONS) for iri in found]))
