"""The store as it would be if no model had been asked: for every answer to be had both ways.

What a model read otherwise is taken back to the reading of the rules, which the graph keeps beside it; all claims are
then joined and judged anew. The result is kept in the store's workspace until the store changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from rdflib import URIRef

from kg.graph.rdf import article_quads, from_quads, iris, registry_quads
from kg.graph.rdf.nquads import line
from kg.graph.store import Store, Workspace, open_store
from kg.graph.store.graph_hashes import graph_hash
from kg.model import Claim
from kg.model.ids import digest
from kg.model.vocab import ARTICLE_GRAPHS, DERIVED_GRAPH, KG, REGISTRY_GRAPH
from kg.pipeline.ingest import rebuild, this_run
from kg.pipeline.second_reading import JoinedBy
from kg.propositions.decisions import stored
from kg.propositions.matching.assertions import Assertion
from kg.propositions.matching.cross_encoder import configured
from kg.propositions.matching.rulings import Ruling
from kg.sources import load_resources

_NAME, _MARK = "without-model", "without-model.mark"


def rules_alone(claim: Claim) -> Claim:
    """A claim as the rules read it."""
    if claim.answer is None or claim.other is None:
        return replace(claim, other=None)
    other = claim.other
    return replace(claim, chains=other.chains, quote=other.quote, commitment=other.commitment, other=None)


@contextmanager
def without_model(store: Store) -> Iterator[Store]:
    """The store without what models said; itself where no model was believed.

    Raises:
        StoreError: there is no room for it.
    """
    told = next(iter(store.quads(predicate=KG.modelName)), None) is not None
    if not told and not JoinedBy.of(store).edition:  # a pair that a model takes for two leaves no trace of its own
        yield store
        return
    with TemporaryDirectory() as folder:
        home = Workspace.of(store.location).folder or Path(folder)
        mark = digest(repr(this_run()), *(f"{graph} {_content(store, graph)}" for graph in store.graphs()))
        written = home / _MARK
        made = written.exists() and written.read_bytes() == mark.encode()
        if not made:
            written.unlink(missing_ok=True)
            _make(store, home / _NAME)
            written.write_text(mark, "utf-8")
        with open_store(home / _NAME, read_only=True) as twin:
            yield twin


def _content(store: Store, graph: URIRef) -> str:
    """A hash of what a graph holds; verdicts follow from the others."""
    return "" if graph == DERIVED_GRAPH else graph_hash(map(line, store.quads(graph)))


def _nobody(pairs: Sequence[tuple[Assertion, Assertion]]) -> list[Ruling | None]:
    """A judge that leaves in doubt what is in doubt."""
    return [None] * len(pairs)


def _make(store: Store, folder: Path) -> None:
    """Write the rules' reading of all articles of a store into another one."""
    resources, run = load_resources(), this_run()
    known = frozenset(agent.id for agent in resources.registry.agents)
    with open_store(folder) as twin:
        wanted = {REGISTRY_GRAPH}
        twin.replace(REGISTRY_GRAPH, list(registry_quads(resources.registry)))
        for article, claims in from_quads.articles(store.quads()):
            graph = iris.article_graph(article.id)
            wanted.add(graph)
            quads = article_quads(article, tuple(map(rules_alone, claims)), run, known, resources.gazetteer)
            twin.replace(graph, list(quads))
        for graph in twin.graphs():
            if graph.startswith(ARTICLE_GRAPHS) and graph not in wanted:
                twin.replace(graph, ())
        rebuild(twin, stored(store), resources, configured() or _nobody)
