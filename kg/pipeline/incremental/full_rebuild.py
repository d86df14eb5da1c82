"""Join all claims of a store with nothing remembered: what every other way must come to."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kg.graph.rdf import copy_quads, proposition_quads
from kg.graph.rdf.from_quads import articles
from kg.graph.rdf.quad_index import PREDICATES
from kg.graph.store import Store
from kg.model.vocab import COPIES_GRAPH, PROPOSITIONS_GRAPH
from kg.propositions.decisions import Revision, homes_of, judged
from kg.propositions.matching.constraints import Constraint
from kg.propositions.matching.encoder import Encoder
from kg.propositions.matching.propose import propose
from kg.propositions.matching.rulings import Judge
from kg.propositions.near_duplicates import copies


def join_at_once(
    store: Store,
    revision: Revision,
    load: Callable[[], Encoder],
    judge: Judge | None,
    officials: Mapping[str, str],
) -> None:
    """Propositions and copies of a store; what they were made of is let go of before they are judged.

    Args:
        store: The store; its articles are as decided.
        revision: What people have decided.
        load: Gives the encoder, where there is anything to encode.
        judge: Rules on doubtful pairs.
        officials: Surnames of persons in office, each with the code of the state that it stands for.
    """
    rows = list(articles(store.edges(PREDICATES)))
    store.replace(COPIES_GRAPH, copy_quads(copies(article for article, _ in rows)))
    claims = [claim for _, found in rows for claim in found]
    propositions, contradictions = propose(
        [article for article, _ in rows],
        claims,
        encoder=load() if claims else None,
        constraints=[Constraint(pair.left.key, pair.right.key, pair.same) for pair in revision.alike],
        judge=judge,
        officials=officials,
    )
    contradictions = judged(contradictions, homes_of(propositions), revision.judged)
    store.replace(PROPOSITIONS_GRAPH, proposition_quads(propositions, contradictions))
