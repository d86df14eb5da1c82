"""The small article of ``question_store`` with two hops without a name in one chain, each with its own candidates."""

from __future__ import annotations

from dataclasses import replace

from kg.graph.rdf import article_quads, iris
from kg.graph.store import Store
from kg.model import Agent, Candidate, Chain, Claim, SourceKind
from tests.support import question_store

SMALL = "small.txt"
HE = Agent("unnamed-he-0", "he", SourceKind.UNNAMED)
AGENCY = Agent("unnamed-the-agency", "the agency", SourceKind.UNNAMED)
CLERK = Agent("jana-nova", "Jana Nová", labels=(("en", "Jana Nová"),))


def agent(name: str) -> Agent:
    """An agent of the registry."""
    found = question_store.registry().get(name)
    assert found is not None
    return found


def claims() -> tuple[Claim, ...]:
    """The first sentence is of a speaker and an agency without names; the others are as they were."""
    first, *rest = question_store.claims()[SMALL]
    origin, relay, *others = first.chains[0].hops
    perhaps = Candidate(CLERK, 0.61), Candidate(agent("russian-mod"), 0.2), Candidate(agent("dmitry-peskov"), 0.1)
    media = Candidate(agent("sputnik"), 0.45), Candidate(agent("reuters"), 0.3)
    origin = replace(origin, agent=HE, rule="verb/pronoun-unresolved", confidence=0.3, candidates=perhaps)
    relay = replace(relay, agent=AGENCY, candidates=media)
    return replace(first, chains=(Chain((origin, relay, *others), first.chains[0].content),)), *rest


def put(store: Store) -> Store:
    """Write the article so into a store that has the others."""
    article = next(one for one in question_store.articles() if one.id == SMALL)
    known = {one.id for one in question_store.registry().agents}
    quads = article_quads(article, claims(), question_store.RUN, known)
    store.replace(iris.article_graph(SMALL), quads)
    return store
