"""The IRIs of everything in the graph, made of content alone (SPEC of the ids: the head of ``ontology/kg.ttl``)."""

from __future__ import annotations

from rdflib import URIRef

from kg.model import Agent, Run, Span
from kg.model.ids import digest, hashed_name, name
from kg.model.vocab import ARTICLE_GRAPHS, DATA, SHARED_GRAPHS


def article(article_id: str) -> URIRef:
    """An article, by its own id (a file's name or a row's id)."""
    return URIRef(f"{DATA}article/{hashed_name(article_id)}")


def article_graph(article_id: str) -> URIRef:
    """The named graph that holds all that one article says."""
    return URIRef(ARTICLE_GRAPHS + hashed_name(article_id))


def registered_agent(agent_id: str) -> URIRef:
    """An agent whose id holds in every article."""
    return URIRef(f"{DATA}agent/{name(agent_id)}")


def agent(who: Agent, article_id: str) -> URIRef:
    """An agent: one IRI everywhere when registered, else one of the article's own, never shared."""
    return registered_agent(who.id) if who.registered else URIRef(f"{article(article_id)}/agent/{name(who.id)}")


def shared_graph(kind: str, of: str) -> URIRef:
    """The graph of one thing that several articles describe alike: no triple ever stands in two graphs."""
    return URIRef(f"{SHARED_GRAPHS}{kind}/{name(of)}")


def country(code: str) -> URIRef:
    """A country by its ISO 3166-1 alpha-2 code."""
    return URIRef(f"{DATA}country/{name(code.lower()).upper()}")


def place(place_id: str) -> URIRef:
    """A place that a mention resolves to."""
    return URIRef(f"{DATA}place/{name(place_id)}")


def thing(wording: str, article_id: str) -> URIRef:
    """What words stand for that resolve to nothing known: kept in their article."""
    return URIRef(f"{article(article_id)}/thing/{name(wording.casefold())}")


def claim(article_id: str, span: Span) -> URIRef:
    """A sentence, by its half-open code points in the article's text."""
    return URIRef(f"{article(article_id)}/claim/{span.start}-{span.end}")


def span(article_id: str, words: Span) -> URIRef:
    """A stretch of an article's text."""
    return URIRef(f"{article(article_id)}/span/{words.start}-{words.end}")


def span_of(iri: str) -> Span:
    """The code points that the IRI of a claim or of a span ends in.

    Raises:
        ValueError: it does not end in two numbers.
    """
    start, _, end = iri.rpartition("/")[2].partition("-")
    return Span(int(start), int(end))


def part(of: URIRef, index: int) -> URIRef:
    """A part of a claim, counted from 0."""
    return URIRef(f"{of}/part/{index}")


def assertion(article_id: str, span: Span, index: int | None) -> URIRef:
    """A claim, or the part of it with that index."""
    whole = claim(article_id, span)
    return whole if index is None else part(whole, index)


def proposition(proposition_id: str) -> URIRef:
    """A proposition, by its stable id."""
    return URIRef(f"{DATA}proposition/{name(proposition_id)}")


def run(made_by: Run) -> URIRef:
    """What made a set of claims: the same program, models and registry are one run."""
    return URIRef(f"{DATA}run/{run_name(made_by)}")


def run_name(made_by: Run) -> str:
    """A hash of all that a run is made of."""
    models = (part for pair in made_by.models for part in pair)
    return digest(made_by.program, made_by.registry, *models)[:16]
