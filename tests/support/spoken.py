"""Agents, claims of theirs and propositions, put into a store with the verdicts that follow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rdflib import Literal, URIRef

from kg.graph.rdf import Quad, article_quads, iris, proposition_quads
from kg.graph.store import Store
from kg.model import (
    Affiliation,
    Agent,
    Article,
    Basis,
    Chain,
    Claim,
    ClaimKind,
    Commitment,
    Fact,
    Hop,
    Known,
    Link,
    Membership,
    Proposition,
    Quote,
    Role,
    Run,
    Span,
    Stance,
)
from kg.model.vocab import KG, PROPOSITIONS_GRAPH
from kg.propositions.verdicts.materialize import refresh

RUN = Run("0", (), "none")
OUTLET = Agent("gazette", "Gazette", affiliations=(Affiliation("FR", Link.NONE),), registered=True)
MINISTRY = Agent("ministry", "Ministry", affiliations=(Affiliation("RU", Link.ORGAN),), registered=True)
MONITOR = Agent("monitor", "Monitor", affiliations=(Affiliation("GB", Link.NONE),), registered=True)


def fill(store: Store, articles: Iterable[tuple[Article, tuple[Claim, ...]]], propositions: list[Proposition]) -> None:
    """Put articles and propositions into a store, and what derives from them."""
    graphs: dict[URIRef, set[Quad]] = {PROPOSITIONS_GRAPH: set(proposition_quads(propositions))}
    for article, claims in articles:
        for quad in article_quads(article, claims, RUN):
            graphs.setdefault(quad[3], set()).add(quad)
    for one in propositions:
        if one.plan:
            flag = Literal("true", datatype=URIRef("http://www.w3.org/2001/XMLSchema#boolean"))
            graphs[PROPOSITIONS_GRAPH].add((iris.proposition(one.id), KG.plan, flag, PROPOSITIONS_GRAPH))
    for graph, quads in graphs.items():
        store.replace(graph, quads)
    refresh(store)


def spoken(name: str, *agents: Agent, start: int = 0, own: bool = False, **more: object) -> Claim:
    """A claim with one chain, the last agent being the outlet."""
    hops = [
        Hop(
            Role.OUTLET if at == len(agents) - 1 else Role.RELAY if at else Role.ORIGIN,
            agent,
            Basis.OWN_VOICE if own else Basis.EXPLICIT,
            "test",
        )
        for at, agent in enumerate(agents)
    ]
    claim = Claim(
        name,
        start,
        Span(start, start + 1),
        "x",
        ClaimKind.STATEMENT,
        "en",
        (Chain(tuple(hops)),),
        Quote.INDIRECT,
        Commitment.ASSERTED,
    )
    return replace(claim, **more)  # type: ignore[arg-type]


def dated(name: str, date: str | None, *claims: Claim) -> tuple[Article, tuple[Claim, ...]]:
    fact = Fact(date, Known.ASSERTED) if date else Fact()
    return Article(name, "x" * 20, date=fact), claims


def proposition(*claims: Claim, perhaps: tuple[Claim, ...] = (), name: str = "p") -> Proposition:
    members, doubts = (
        tuple(Membership(one.article, one.span, Stance.EXPRESSES, 1.0) for one in group) for group in (claims, perhaps)
    )
    return Proposition(name, (("en", name),), members, doubts)
