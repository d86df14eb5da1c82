"""Every IRI that the program mints: what the graph says of it, and the page that it opens."""

from __future__ import annotations

import re
from itertools import chain
from urllib.parse import quote

from rdflib import Graph, URIRef

from kg.graph.store import Store
from kg.model.errors import NotFound, QueryError
from kg.model.vocab import DATA
from kg.web.pages import views

_MOST = 100_000  # triples of one answer


def described(store: Store, iri: URIRef) -> Graph:
    """What the graph says of a thing: all triples that begin with it; of a named graph also those that it holds.

    Raises:
        NotFound: nothing.
        QueryError: a named graph that is too large for one answer.
    """
    graph = Graph(bind_namespaces="none")
    for subject, predicate, value, _ in chain(store.quads(subject=iri), store.quads(iri)):
        graph.add((subject, predicate, value))
        if len(graph) > _MOST:
            raise QueryError(str(iri), f"a graph of at most {_MOST} triples", "Write all of it: kg export.")
    if not graph:
        raise NotFound(str(iri)[:200], "a thing of this store", "Names stand in the last column of the answers.")
    return graph


def page_of(iri: str) -> str:
    """The address of the page of an IRI: that of the view which says so, else of what the graph says of it."""
    name = iri.removeprefix(DATA)
    for view, _ in views():
        if view.opens and (found := re.fullmatch(view.opens, name)):
            return re.sub(r"\{name(:path)?\}", quote(found["name"], safe="/:@-._~"), view.path)
    return f"/thing/{quote(name, safe='/:@-._~')}"
