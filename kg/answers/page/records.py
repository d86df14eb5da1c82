"""What the graph page draws, as records: claims with their chains, propositions, contradictions and copies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from kg.model import AgentType, Basis, ClaimKind, Commitment, Link, Quote, Role, SourceKind, Stance
from kg.propositions.verdicts.rules import Value, Variant

UNKNOWN_COUNTRY = "?"
STATELESS = "-"
ELSEWHERE = ""  # the key of the verdict for every state that stands in none of a proposition's chains

Verdict: TypeAlias = Mapping[Variant, Value | None]


@dataclass(frozen=True, slots=True)
class GraphHop:
    """One agent of a chain as the page shows it; ``country`` and ``link`` hold at the article's date."""

    role: Role
    agent_id: str
    label: str
    kind: SourceKind
    country: str | None  # ISO 3166-1 alpha-2
    link: Link
    mention: str | None  # the words that name the agent
    cue: str | None  # the words that report
    rule: str
    basis: Basis
    labels: tuple[tuple[str, str], ...] = ()  # (language, label)
    type: AgentType | None = None


@dataclass(frozen=True, slots=True)
class GraphClaim:
    """One assertion as the page shows it: a sentence, or the part of one that has a speaker of its own."""

    id: str
    text: str  # of the whole sentence
    article: str
    date: str | None
    kind: ClaimKind
    language: str
    quote: Quote
    commitment: Commitment
    chains: tuple[tuple[GraphHop, ...], ...]
    subject: str | None = None
    propositions: tuple[tuple[str, Stance], ...] = ()  # ids of those it surely says or denies
    part: bool = False
    title: str | None = None  # of the article


@dataclass(frozen=True, slots=True)
class GraphProposition:
    """What claims say alike, and what it rests on.

    ``verdicts``: by country, for each variant; ``ELSEWHERE`` stands for the states that are in none of its chains.
    ``perhaps``: the ids of claims of other origins that perhaps say the same.
    """

    id: str
    label: str
    single_origin: bool = False
    perhaps: tuple[str, ...] = ()
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GraphTie:
    """Two claims that perhaps contradict each other, or two articles that carry the same text (``kind`` says how)."""

    left: str
    right: str
    kind: str


@dataclass(frozen=True, slots=True)
class GraphData:
    """All that the page is made of; claims by article and position."""

    claims: tuple[GraphClaim, ...] = ()
    propositions: tuple[GraphProposition, ...] = ()
    contradictions: tuple[GraphTie, ...] = ()
    copies: tuple[GraphTie, ...] = ()


def country_of(hop: GraphHop) -> str:
    """The hop's country; one sign for agents known to belong to no state, another where nothing is known."""
    if hop.country:
        return hop.country
    return UNKNOWN_COUNTRY if hop.link is Link.UNKNOWN else STATELESS
