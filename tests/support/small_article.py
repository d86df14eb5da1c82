"""One small made-up article with everything a graph can hold, for tests of the graph code."""

from __future__ import annotations

from dataclasses import replace

from kg.graph.rdf import Quad, article_quads, iris, proposition_quads, registry_quads
from kg.graph.store import Store
from kg.model import (
    Affiliation,
    Agent,
    AgentType,
    Article,
    Basis,
    Chain,
    Claim,
    ClaimKind,
    Commitment,
    Contradiction,
    Fact,
    Hop,
    Known,
    Link,
    Membership,
    Mention,
    Part,
    Proposition,
    Quantity,
    Quote,
    Role,
    Run,
    SourceKind,
    Span,
    Stance,
    TimeExpression,
)
from kg.model.vocab import PROPOSITIONS_GRAPH, REGISTRY_GRAPH
from kg.sources.registry import Registry
from tests.support.gold_claims import seed_articles, seed_claims

TEXT = (
    "Le pont de Vély a rouvert\n\n"
    "Le maire et le préfet ont annoncé lundi, cités par Radio Vély, que 30 à 40 camions “attendent”.\n"
    "Selon un riverain, la mairie nie tout.\n"
)
RUN = Run("0.1.0", (("fr_core", "3.8.0"),), "0" * 64)
RADIO = Agent(
    "radio-vely",
    "Radio Vély",
    type=AgentType.PUBLIC_MEDIA,
    labels=(("en", "Radio Vély"), ("fr", "Radio Vély"), ("ru", "Радио Вели")),
    aliases=(("fr", "RV"),),
    affiliations=(Affiliation("FR", Link.FUNDED, "1999", "2017-05-01"), Affiliation("FR", Link.NONE, "2017-06")),
    domains=("radio-vely.example",),
    handles=("@radiovely",),
    wikidata="Q1",
    registered=True,
)
MAYOR = Agent(
    "mayor-fr-vely",
    "Mayor of Vély",
    type=AgentType.STATE_BODY,
    labels=(("en", "Mayor of Vély"), ("fr", "maire de Vély")),
    affiliations=(Affiliation("FR", Link.ORGAN),),
    office="mayor",
    registered=True,
)
PREFECT = Agent("le préfet", "le préfet", labels=(("fr", "le préfet"),), type=AgentType.PERSON)
NEIGHBOUR = Agent("un riverain", "un riverain", SourceKind.UNNAMED, labels=(("fr", "un riverain"),))
OUTLET = Agent("outlet", "unknown outlet", SourceKind.UNSPECIFIED, labels=(("en", "unknown outlet"),))
REGISTRY = Registry((RADIO,))
KNOWN = frozenset({RADIO.id})


def at(words: str) -> Span:
    """Where the words stand for the first time."""
    start = TEXT.index(words)
    return Span(start, start + len(words))


ARTICLE = Article(
    "le-pont.txt",
    TEXT,
    title=Fact("Le pont de Vély a rouvert", Known.TEXT),
    date=Fact("2017-09", Known.ASSERTED),
    language=Fact("fr", Known.TEXT),
)
_OUTLET_HOP = Hop(Role.OUTLET, OUTLET, Basis.METADATA, "outlet")
_RELAY = Hop(Role.RELAY, RADIO, Basis.EXPLICIT, "cited-by", at("Radio Vély"), at("cités par"), 0.9)
_CONTENT = (at("30 à 40 camions “attendent”"),)


def _origin(agent: Agent, words: str) -> Hop:
    return Hop(Role.ORIGIN, agent, Basis.EXPLICIT, "verb-before", at(words), at("ont annoncé"), 0.95)


CLAIMS = (
    Claim(
        ARTICLE.id,
        0,
        at("Le pont de Vély a rouvert"),
        "Le pont de Vély a rouvert",
        ClaimKind.HEADLINE,
        "fr",
        (Chain((replace(_OUTLET_HOP, basis=Basis.OWN_VOICE, rule="own-voice"),)),),
        Quote.NONE,
        Commitment.ASSERTED,
        subject=Mention(at("Le pont"), "Le pont"),
        mentions=(Mention(at("Vély"), "Vély", "vely", "Vély", "place"),),
        terms=("pont", "Vély", "rouvrir"),
    ),
    Claim(
        ARTICLE.id,
        1,
        at(TEXT.splitlines()[2]),
        TEXT.splitlines()[2],
        ClaimKind.STATEMENT,
        "fr",
        (
            Chain((_origin(MAYOR, "Le maire"), _RELAY, _OUTLET_HOP), _CONTENT),
            Chain((_origin(PREFECT, "le préfet"), _RELAY, _OUTLET_HOP), _CONTENT),
        ),
        Quote.MIXED,
        Commitment.ASSERTED,
        subject=Mention(at("Le maire"), "Le maire", MAYOR.id, MAYOR.label, "agent"),
        times=(TimeExpression(at("lundi"), "lundi"),),
        quantities=(Quantity(at("30 à 40"), "30 à 40", 30, 40, None, "about", "camion", at("camions")),),
    ),
    Claim(
        ARTICLE.id,
        2,
        at("Selon un riverain, la mairie nie tout."),
        "Selon un riverain, la mairie nie tout.",
        ClaimKind.STATEMENT,
        "fr",
        (
            Chain(
                (
                    Hop(Role.ORIGIN, NEIGHBOUR, Basis.EXPLICIT, "according-to", at("un riverain"), at("Selon")),
                    _OUTLET_HOP,
                ),
                (at("la mairie nie tout"),),
            ),
        ),
        Quote.INDIRECT,
        Commitment.DENIED,
        negated=True,
        parts=(
            Part(
                (at("tout"),),
                (Chain((Hop(Role.ORIGIN, MAYOR, Basis.EXPLICIT, "verb", at("la mairie"), at("nie")), _OUTLET_HOP)),),
                Quote.INDIRECT,
                Commitment.DENIED,
            ),
        ),
        times=(TimeExpression(at("tout"), "tout", "2017-09-05"),),
    ),
)

PROPOSITIONS = (
    Proposition(
        "p-trucks",
        (("fr", "30 à 40 camions attendent"), ("en", "30 to 40 lorries wait")),
        (Membership(ARTICLE.id, CLAIMS[1].span, Stance.EXPRESSES, 1.0, ("same words",)),),
        (Membership(ARTICLE.id, CLAIMS[2].span, Stance.EXPRESSES, 0.42, ("cosine 0.42",)),),
    ),
    Proposition("p-all", (("fr", "tout"),), (Membership(ARTICLE.id, CLAIMS[2].span, Stance.DENIES, 0.8, part=0),)),
)
CONTRADICTIONS = (
    Contradiction(
        "polarity",
        PROPOSITIONS[0].members[0],
        PROPOSITIONS[1].members[0],
        ("one says it, the other denies it",),
    ),
)


def article() -> list[Quad]:
    """The small article's quads."""
    return list(article_quads(ARTICLE, CLAIMS, RUN, KNOWN))


def fill(store: Store) -> None:
    """Put the small article, its registry and its propositions into a store."""
    store.replace(REGISTRY_GRAPH, registry_quads(REGISTRY))
    store.replace(iris.article_graph(ARTICLE.id), article())
    store.replace(PROPOSITIONS_GRAPH, proposition_quads(PROPOSITIONS, CONTRADICTIONS))


def fill_seeds(store: Store) -> None:
    """Put the seed articles' gold claims and a registry of their agents into a store."""
    claims = seed_claims()
    agents = {hop.agent.id: hop.agent for found in claims.values() for claim in found for hop in claim.chains[0].hops}
    registry = Registry(tuple(agent for agent in agents.values() if agent.registered))
    store.replace(REGISTRY_GRAPH, registry_quads(registry))
    known = {agent.id for agent in registry.agents}
    for one in seed_articles():
        store.replace(iris.article_graph(one.id), article_quads(one, claims[one.id], RUN, known))
