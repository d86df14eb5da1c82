"""Chains as pages show them: who stands in each place, how that one stood to a state on the article's day, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.answers.show.phrases import Phrases
from kg.graph.rdf import iris
from kg.languages.profile import LABEL_LANGUAGE
from kg.model import Article, Chain, Hop, SourceKind
from kg.propositions.verdicts.rules import path
from kg.sources.registry import Registry


@dataclass(frozen=True, slots=True)
class Station:
    """A hop of a chain.

    Attributes:
        role: origin, relay or outlet.
        name: of its agent, in English.
        says: the name with what is known of it on the article's day.
        iri: of its agent; empty where nobody is said.
        country: ISO code; empty where it is of none or not known.
        link: to the state of that country, on the article's day.
        basis: what the hop rests on.
        rule: what found it.
        mention: the words that name it.
        cue: the words that report.
        confidence: from 0 to 1.
        candidates: whom it may mean where it is not named, the likeliest first.
        model: the language model that read it, where one did.
    """

    role: str
    name: str
    says: str
    iri: str
    country: str
    link: str
    basis: str
    rule: str
    mention: str
    cue: str
    confidence: float
    candidates: tuple[str, ...] = ()
    model: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """A chain from the origin outward, in words and hop by hop."""

    says: str
    own_voice: bool
    hops: tuple[Station, ...]


def phrases(registry: Registry) -> Phrases:
    """The words of the pages."""
    return Phrases.of(LABEL_LANGUAGE, registry)


def ways(article: Article, chains: Iterable[Chain], words: Phrases) -> tuple[Way, ...]:
    """The chains of an assertion."""
    return tuple(_way(article, chain, words) for chain in chains)


def _way(article: Article, chain: Chain, words: Phrases) -> Way:
    found = path(chain, article.date.value)
    stations = (
        _station(article, hop, words.agent(stand), words.hop(stand))
        for hop, stand in zip(chain.hops, found.hops, strict=True)
    )
    return Way(words.path(found), found.own_voice, tuple(stations))


def _station(article: Article, hop: Hop, name: str, says: str) -> Station:
    held = hop.agent.affiliation_on(article.date.value)
    known = hop.agent.kind is not SourceKind.UNSPECIFIED
    return Station(
        hop.role.value,
        name,
        says,
        str(iris.agent(hop.agent, article.id)) if known else "",
        held.country or "",
        held.link.value,
        hop.basis.value,
        hop.rule,
        hop.mention.of(article.text) if hop.mention else "",
        hop.cue.of(article.text) if hop.cue else "",
        hop.confidence,
        tuple(f"{one.agent.label} ({one.probability:.0%})" for one in hop.candidates),
        hop.answer.model if hop.answer else "",
    )
