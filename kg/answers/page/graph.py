"""The drawn graph: country, source, relays, outlet, claim, as a directed graph built from records.

An agent has a node for every way that leads to it (``RU > ministry > agencies`` and ``RU > ministry`` are two
nodes of one outlet), so that each claim's own way can be followed by eye; such nodes share ``agent``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

import networkx as nx

from kg.answers.harmless import plain
from kg.model import Basis, ClaimKind, Commitment, Link, Quote, Role, SourceKind

UNKNOWN_COUNTRY = "?"
STATELESS = "-"
_LABEL_LIMIT = 66  # characters of a sentence beside its node; the panel shows it whole

Key: TypeAlias = tuple[str, ...]


class NodeKind(StrEnum):
    """What a node stands for; the page gives each a colour and a shape."""

    COUNTRY = "country"
    SOURCE = "source"
    UNNAMED = "unnamed"  # a source without a name, described or not
    RELAY = "relay"
    OUTLET = "outlet"
    CLAIM = "claim"


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


@dataclass(frozen=True, slots=True)
class GraphClaim:
    """One sentence as the page shows it; ``before`` and ``after`` are its surroundings in the article."""

    id: str
    text: str
    before: str
    after: str
    article: str
    date: str | None
    kind: ClaimKind
    language: str
    quote: Quote
    commitment: Commitment
    chains: tuple[tuple[GraphHop, ...], ...]
    single_origin: bool
    subject: str | None = None
    proposition: str | None = None
    perhaps: int = 0  # claims of other origins that perhaps say the same


def build(claims: Iterable[GraphClaim]) -> nx.DiGraph[Key]:
    """The graph of the claims; edges point from the country to the claim, the way the words travelled.

    Nodes carry ``kind``, ``label``, ``country`` and ``layer``; agents also ``agent``; claims also ``claim`` (their
    place in ``claims``), ``home`` (the node they are drawn beside) and ``single``. Edges from a country carry ``link``.
    """
    graph: nx.DiGraph[Key] = nx.DiGraph()
    for index, claim in enumerate(claims):
        for chain in claim.chains:
            _add_chain(graph, index, claim, chain)
    return graph


def _add_chain(graph: nx.DiGraph[Key], index: int, claim: GraphClaim, chain: tuple[GraphHop, ...]) -> None:
    if not chain:
        return
    country = country_of(chain[0])
    before: Key = (country,)
    graph.add_node(before, kind=NodeKind.COUNTRY, label=country, country=country, layer=0)
    for key, layer, hop in _steps(chain):
        graph.add_node(key, kind=_kind(hop), label=plain(hop.label), agent=hop.agent_id, country=country, layer=layer)
        graph.add_edge(before, key, **({"link": str(hop.link)} if len(key) == 2 else {}))
        before = key
    node: Key = ("", claim.id)
    if node not in graph:
        graph.add_node(
            node,
            kind=NodeKind.CLAIM,
            label=shorten(plain(claim.text)),
            country=country,
            layer=0,
            claim=index,
            home=before,
            single=claim.single_origin,
        )
    graph.add_edge(before, node)


def _steps(chain: tuple[GraphHop, ...]) -> Iterator[tuple[Key, int, GraphHop]]:
    """Each hop with its node and its layer: 1 for the origin, 2 and on for relays, 0 for an outlet (placed last)."""
    key: Key = (country_of(chain[0]),)
    for position, hop in enumerate(chain, start=1):
        key = (*key, hop.agent_id)
        yield key, 0 if hop.role is Role.OUTLET else position, hop


def _kind(hop: GraphHop) -> NodeKind:
    if hop.role is Role.OUTLET:
        return NodeKind.OUTLET
    if hop.kind is not SourceKind.NAMED:
        return NodeKind.UNNAMED
    return NodeKind.SOURCE if hop.role is Role.ORIGIN else NodeKind.RELAY


def country_of(hop: GraphHop) -> str:
    """The hop's country; one sign for agents known to belong to no state, another where nothing is known."""
    if hop.country:
        return hop.country
    return UNKNOWN_COUNTRY if hop.link is Link.UNKNOWN else STATELESS


def shorten(text: str, limit: int = _LABEL_LIMIT) -> str:
    """The text cut at a word's end (a very long word inside it), with an ellipsis where something was left out."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    end = head.rfind(" ")
    return head[: end if end > limit // 2 else limit].rstrip(" ,;:") + "…"
