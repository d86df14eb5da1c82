"""How many claims, articles, outlets, origins and independent groups stand behind a proposition: counted, never scored.

A group is origins that are one agent, speak for one body, belong to one state, or carry copied text. Origins without a
name form none: nobody knows where they lead. Two allied states stay two groups; that is no proof of independence.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from kg.model import Commitment, SourceKind
from kg.verdicts import Evidence, Stand, attributing, is_restated, supporting

_WORD = re.compile(r"\w+")
_SHINGLE = 5  # words
_COPY = 0.6  # share of the shorter text's shingles found in the other


@dataclass(frozen=True, slots=True)
class Counts:
    """What stands behind a proposition, restatements left out: they are counted apart.

    claims ≥ articles ≥ outlets, and origins ≥ groups; one article may well name more origins than there are outlets.
    Outlets and origins nobody knows are not counted; ``unsure`` are the claims that are hedged or hearsay.
    """

    claims: int = 0
    articles: int = 0
    outlets: int = 0
    origins: int = 0
    groups: int = 0
    restated: int = 0
    unsure: int = 0


def count(claims: Sequence[Evidence], plan: bool = False) -> Counts:
    """The counts over the claims that vouch for a proposition."""
    behind = supporting(claims, plan)
    told = attributing(claims, plan)
    counted = [claim for claim in behind if not is_restated(claim, told)]
    origins = {found.hops[0].agent: found.hops[0] for claim in counted for found in claim.paths}
    known = {agent: stand for agent, stand in origins.items() if stand.kind is not SourceKind.UNSPECIFIED}
    return Counts(
        claims=len(counted),
        articles=len({claim.article for claim in counted}),
        outlets=len({stand.agent for claim in counted for stand in _outlets(claim)}),
        origins=len(known),
        groups=len(_groups(counted)),
        restated=len(behind) - len(counted),
        unsure=sum(claim.commitment in (Commitment.HEDGED, Commitment.HEARSAY) for claim in counted),
    )


def _outlets(claim: Evidence) -> Iterable[Stand]:
    last = (found.hops[-1] for found in claim.paths)
    return (stand for stand in last if stand.kind is SourceKind.NAMED)


def _groups(counted: Sequence[Evidence]) -> set[Hashable]:
    """Roots of the connected components of named origins."""
    parent: dict[Hashable, Hashable] = {}

    def root(node: Hashable) -> Hashable:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    named = [stand for claim in counted for stand in _named(claim)]
    for stand in named:
        agent = ("agent", stand.agent)
        root(agent)
        for tie, value in (("agent", stand.acts_for), ("state", stand.state)):
            if value:
                parent[root(agent)] = root((tie, value))
    for one, other in _copies(counted):
        first, second = next(iter(_named(one)), None), next(iter(_named(other)), None)
        if first and second:
            parent[root(("agent", first.agent))] = root(("agent", second.agent))
    return {root(("agent", stand.agent)) for stand in named}


def _named(claim: Evidence) -> list[Stand]:
    return [found.hops[0] for found in claim.paths if found.hops[0].kind is SourceKind.NAMED]


def _copies(counted: Sequence[Evidence]) -> Iterable[tuple[Evidence, Evidence]]:
    """Claims of different articles whose wording is one: five words in a row shared, over and over."""
    shingles = [_shingles(claim.text) for claim in counted]
    holders: dict[tuple[str, ...], int] = {}
    for at, claim in enumerate(counted):
        shared: dict[int, int] = {}
        for shingle in shingles[at]:
            first = holders.setdefault(shingle, at)
            if first != at:
                shared[first] = shared.get(first, 0) + 1
        for other, number in shared.items():
            shorter = min(len(shingles[at]), len(shingles[other]))
            if claim.article != counted[other].article and number >= _COPY * shorter:
                yield claim, counted[other]


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return {tuple(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1)}
