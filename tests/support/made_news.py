"""A small collection made by rule: merges, copies, denials, tolls that grow, several months, agents that are shared."""

from __future__ import annotations

import random
import zlib
from collections.abc import Sequence

import numpy as np

from kg.graph.rdf import article_quads, iris, registry_quads
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
    Fact,
    Hop,
    Known,
    Link,
    Mention,
    Quote,
    Role,
    Run,
    SourceKind,
    Span,
)
from kg.model.vocab import REGISTRY_GRAPH
from kg.propositions.matching.encoder import Vectors
from kg.propositions.matching.tokens import words
from kg.sources.registry import Registry

RUN = Run("0.1.0", (("none", "0"),), "0" * 64)
Made = tuple[Article, tuple[Claim, ...]]
PLACES = ("Idlib", "Aleppo", "Douma")
DATES = ("2017-04-04", "2017-04-05", "2017-04-28", "2017-05-20", "2017-09-01", "2017-04", None)
SENTENCES = (
    ("The Syrian army shelled {place} on Tuesday, killing {number} people.", Commitment.ASSERTED),
    ("At least {number} people were killed in an airstrike on {place}.", Commitment.HEDGED),
    ("Russian planes bombed a hospital in {place}, killing {number} civilians.", Commitment.ASSERTED),
    ("Russian planes did not bomb a hospital in {place}.", Commitment.ASSERTED),
    ("Russia had nothing to do with the chemical attack on {place}.", Commitment.DENIED),
    ("The Syrian army is responsible for the chemical attack on {place}, which killed {number} people.", None),
    ("There must be an investigation of the attack on {place} in 2013.", Commitment.PROSPECTIVE),
    ("Rebels attacked a village near {place} and {number} soldiers were injured.", Commitment.HEARSAY),
    ("It was calm.", Commitment.ASSERTED),
)


def _agent(name: str, kind: AgentType, country: str, link: Link, **more: object) -> Agent:
    held = (Affiliation(country, link),)
    return Agent(
        name, name.title(), type=kind, labels=(("en", name.title()),), affiliations=held, registered=True, **more
    )


REGISTERED = (
    _agent("russian-mod", AgentType.STATE_BODY, "RU", Link.ORGAN, acts_for="kremlin"),
    _agent("kremlin", AgentType.STATE_BODY, "RU", Link.ORGAN),
    _agent("syrian-army", AgentType.ARMED_FORCES, "SY", Link.ORGAN),
    _agent("reuters", AgentType.NEWS_AGENCY, "GB", Link.NONE),
    _agent("russian-state-media", AgentType.STATE_MEDIA, "RU", Link.CONTROLLED, office="state-media"),
)
RULED = _agent("turkish-army", AgentType.ARMED_FORCES, "TR", Link.ORGAN)  # in a graph that articles share
OUTLETS = (
    _agent("sputnik", AgentType.STATE_MEDIA, "RU", Link.CONTROLLED),
    Agent("the-post", "The Post"),
    Agent("the-quay", "The Quay"),
)


def bag(texts: Sequence[str]) -> Vectors:
    """A cheap encoder: hashed words."""
    out = np.zeros((len(texts), 64), dtype=np.float32)
    for row, text in enumerate(texts):
        for word in words(text):
            out[row, zlib.crc32(word.folded.encode()) % 64] += 1
    return out


def collection(seed: int, number: int) -> list[Made]:
    """So many articles; every fourth prints the words of another."""
    chance = random.Random(seed)  # noqa: S311
    made: list[Made] = []
    for at in range(number):
        sentences = [_sentence(chance) for _ in range(chance.randint(2, 4))]
        if at % 4 == 3:
            sentences = [(claim.text, claim.commitment) for claim in made[at - chance.randint(1, 3)][1]]
        made.append(article(f"a{at}", sentences, chance.choice(DATES), chance))
    return made


def _sentence(chance: random.Random) -> tuple[str, Commitment]:
    text, commitment = chance.choice(SENTENCES)
    said = text.format(place=chance.choice(PLACES), number=chance.choice((14, 20, 58, 86)))
    return said, commitment or Commitment.ASSERTED


def article(name: str, sentences: Sequence[tuple[str, Commitment]], date: str | None, chance: random.Random) -> Made:
    """An article of some sentences."""
    outlet = chance.choice(OUTLETS)
    claims: list[Claim] = []
    start = 0
    for position, (text, commitment) in enumerate(sentences):
        span = Span(start, start + len(text))
        start = span.end + 1
        origin = chance.choice((*REGISTERED[:4], RULED, None, Agent(f"{name}-?", "a source", SourceKind.UNNAMED)))
        hops = (Hop(Role.OUTLET, outlet, Basis.METADATA if origin else Basis.OWN_VOICE, "made"),)
        if origin:
            hops = (Hop(Role.ORIGIN, origin, Basis.EXPLICIT, "made"), *hops)
        claims.append(
            Claim(
                *(name, position, span, text, ClaimKind.STATEMENT, "en", (Chain(hops),), Quote.NONE, commitment),
                mentions=tuple(_places(text, span)),
            )
        )
    known = Fact(date, Known.ASSERTED) if date else Fact()
    text = " ".join(claim.text for claim in claims)
    return Article(name, text, date=known, language=Fact("en", Known.ASSERTED)), tuple(claims)


def _places(text: str, span: Span) -> list[Mention]:
    found = [(text.index(place), place) for place in PLACES if place in text]
    return [
        Mention(Span(span.start + at, span.start + at + len(place)), place, place.lower(), place, "place")
        for at, place in found
    ]


def put(store: Store, made: Made) -> None:
    """Put an article into its graph."""
    found = article_quads(*made, RUN, {agent.id for agent in REGISTERED})
    store.replace(iris.article_graph(made[0].id), found)


def fill(store: Store, made: Sequence[Made]) -> Store:
    """The registry and some articles."""
    store.replace(REGISTRY_GRAPH, registry_quads(Registry(REGISTERED)))
    for one in made:
        put(store, one)
    return store
