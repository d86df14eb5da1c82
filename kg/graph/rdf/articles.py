"""One article, its claims and the agents it brings, as quads of one named graph."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from rdflib import URIRef

from kg.graph.rdf import iris, literals
from kg.graph.rdf.agents import agent_triples
from kg.graph.rdf.claims import claim_triples
from kg.graph.rdf.entities import Entities
from kg.graph.rdf.nquads import Quad, Triple, in_graph
from kg.model import Agent, Article, Claim, Fact, Run
from kg.model.vocab import KG, PROV, RDF, SCHEMA, concept
from kg.model.wording import text_hash
from kg.sources.places import Gazetteer


def article_quads(
    article: Article,
    claims: Sequence[Claim],
    run: Run,
    known: Collection[str] = (),
    gazetteer: Gazetteer | None = None,
) -> Iterator[Quad]:
    """All that one article says, in a graph of its own.

    What several articles say alike (an agent made by rule, a place, the run) stands in shared graphs, one for each:
    Oxigraph's union of graphs counts a triple once for every graph that has it (its issue 1919).

    Args:
        article: the article; its stored text is what all offsets count in.
        claims: its claims, in the order of the text.
        run: what made the claims.
        known: ids of the agents that the registry graph describes; every other agent is described here.
        gazetteer: tells where places are; without one, nothing says so.

    Raises:
        InputError: text or a date that no graph can hold.
    """
    agents = {agent.id: agent for agent in agents_of(claims)}
    entities = Entities(article.id, agents, known, gazetteer)
    yield from in_graph(_triples(article, claims, run, entities), iris.article_graph(article.id))
    for agent in agents.values():
        if not (agent.registered and agent.id in known):
            yield from _agent_quads(agent, article.id)
    yield from entities.quads(claims)
    yield from in_graph(_run_triples(run), iris.shared_graph("run", iris.run_name(run)))


def _triples(article: Article, claims: Sequence[Claim], run: Run, entities: Entities) -> Iterator[Triple]:
    yield from _article_triples(article, run)
    if claims:
        outlet = claims[0].chains[0].hops[-1].agent
        yield iris.article(article.id), SCHEMA.publisher, iris.agent(outlet, article.id)
    for claim in claims:
        yield from claim_triples(article, claim, entities)


def agents_of(claims: Sequence[Claim]) -> Iterator[Agent]:
    """Every agent of every chain, parts and candidates included."""
    for claim in claims:
        other = claim.other.chains if claim.other else ()
        for chains in (claim.chains, other, *(part.chains for part in claim.parts)):
            for chain in chains:
                for hop in chain.hops:
                    yield hop.agent
                    yield from (candidate.agent for candidate in hop.candidates)


def _agent_quads(agent: Agent, article_id: str) -> Iterator[Quad]:
    graph = iris.shared_graph("agent", agent.id) if agent.registered else iris.article_graph(article_id)
    yield from in_graph(agent_triples(agent, iris.agent(agent, article_id)), graph)


def _article_triples(article: Article, run: Run) -> Iterator[Triple]:
    iri = iris.article(article.id)
    yield iri, RDF.type, SCHEMA.NewsArticle
    yield iri, SCHEMA.identifier, literals.text(article.id)
    yield iri, KG.text, literals.text(article.text)
    yield iri, KG.sha256, literals.text(article.digest)
    yield iri, KG.wordsSha256, literals.text(text_hash(article.text))
    yield iri, PROV.wasGeneratedBy, iris.run(run)
    yield from _fact(iri, SCHEMA.name, KG.titleKnown, article.title)
    yield from _fact(iri, KG.outletName, KG.outletKnown, article.outlet)
    yield from _fact(iri, SCHEMA.inLanguage, KG.languageKnown, article.language)
    yield from _fact(iri, SCHEMA.url, KG.urlKnown, article.url)
    if article.author.value:
        yield from _fact(iri, KG.authorName, KG.authorKnown, article.author)
    if article.forwarded is not None:
        yield from _fact(iri, KG.forwardedFrom, KG.forwardedKnown, article.forwarded)
    if article.teaser:
        yield iri, KG.teaser, literals.boolean(True)
    yield iri, KG.dateKnown, concept(article.date.known)
    if article.date.value:
        yield iri, SCHEMA.datePublished, literals.date(article.date.value)
    if article.date_line:
        yield iri, KG.dateLine, literals.date(article.date_line)


def _fact(iri: URIRef, predicate: URIRef, known: URIRef, fact: Fact) -> Iterator[Triple]:
    yield iri, known, concept(fact.known)
    if fact.value:
        yield iri, predicate, literals.text(fact.value)


def _run_triples(run: Run) -> Iterator[Triple]:
    iri = iris.run(run)
    yield iri, RDF.type, KG.Run
    yield iri, RDF.type, PROV.Activity
    yield iri, SCHEMA.softwareVersion, literals.text(run.program)
    yield iri, KG.registrySha256, literals.text(run.registry)
    for model, version in run.models:
        yield iri, KG.model, literals.text(f"{model} {version}")
