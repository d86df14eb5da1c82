"""How many claims, articles, outlets, origins and independent groups stand behind a proposition: counted, never scored.

A group is origins that are one agent, speak for one body, belong to one state, or carry copied text (the same wording,
a long run of words that nobody finds twice, the same sentence of articles that carry one text). Origins without a name
form none: nobody knows where they lead. Two allied states stay two groups; that is no proof of independence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from kg.model import Commitment, SourceKind
from kg.propositions.verdicts.rules import DatedAgent, Evidence, attributing, is_restated, supporting

Words: TypeAlias = tuple[str, ...]
_WORD = re.compile(r"\w+")
_SHINGLE = 5  # words
_COPY = 0.6  # share of the shorter text's shingles found in the other
_RUN = 10  # words in a row that two texts share: no name of a body is as long, and nobody finds them twice
_HOLDERS = 32  # texts remembered for a shingle: of one that hundreds have, the first are compared


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
        groups=_groups(counted),
        restated=len(behind) - len(counted),
        unsure=sum(claim.commitment in (Commitment.HEDGED, Commitment.HEARSAY) for claim in counted),
    )


def _outlets(claim: Evidence) -> Iterable[DatedAgent]:
    last = (found.hops[-1] for found in claim.paths)
    return (stand for stand in last if stand.kind is SourceKind.NAMED)


def _groups(counted: Sequence[Evidence]) -> int:
    """How many connected components the named origins form, with the bodies and states that they stand for."""
    import networkx as nx  # takes its time to load, and most commands count nothing

    links: nx.Graph[tuple[str, str]] = nx.Graph()
    for origin in {origin for claim in counted for origin in _named(claim)}:
        node = ("agent", origin.agent)
        links.add_node(node)
        links.add_edges_from((node, ("agent", body)) for body in origin.bodies)
        if origin.state:
            links.add_edge(node, ("state", origin.state))
    links.add_edges_from((("agent", one), ("agent", other)) for one, other in _copied_origins(counted))
    return nx.number_connected_components(links)


def _named(claim: Evidence) -> list[DatedAgent]:
    return [found.hops[0] for found in claim.paths if found.hops[0].kind is SourceKind.NAMED]


def _copied_origins(counted: Sequence[Evidence]) -> Iterator[tuple[str, str]]:
    """An origin of each of two claims that are copies, where they name no common one: one word, two names for it."""
    ordered = sorted(counted, key=lambda claim: (claim.claim, claim.text))
    for one, other in (*_copies(ordered), *_of_one_text(ordered)):
        first, second = ({stand.agent for stand in _named(claim)} for claim in (one, other))
        if one.article != other.article and first and second and not first & second:
            yield min(first), min(second)


def _copies(counted: Sequence[Evidence]) -> Iterator[tuple[Evidence, Evidence]]:
    """Claims whose wording is one, or nearly so; each wording is compared once."""
    texts: dict[Words, list[Evidence]] = {}
    for claim in counted:
        found = _words(claim)
        if len(found) >= _SHINGLE:
            texts.setdefault(found, []).append(claim)
    for claims in texts.values():
        yield from ((claims[0], other) for other in claims[1:])
    for one, other in _alike(list(texts)):
        yield from ((one_claim, other_claim) for one_claim in texts[one] for other_claim in texts[other][:1])


def _words(claim: Evidence) -> Words:
    return tuple(_WORD.findall(claim.text.casefold()))


def _alike(texts: Sequence[Words]) -> Iterator[tuple[Words, Words]]:
    """Wordings that share most of the shorter one's runs of words, or one run that nobody finds twice."""
    shingles = [_runs(words, _SHINGLE) for words in texts]
    holders: dict[Words, list[int]] = {}
    firsts: dict[Words, int] = {}
    for at, words in enumerate(texts):
        shared = Counter(other for shingle in shingles[at] for other in holders.get(shingle, ()))
        near = {
            other for other, number in shared.items() if number >= _COPY * min(len(shingles[at]), len(shingles[other]))
        }
        near |= {firsts.setdefault(run, at) for run in _runs(words, _RUN)} - {at}
        yield from ((words, texts[other]) for other in sorted(near))
        for shingle in shingles[at]:
            holders.setdefault(shingle, []).extend([at] if len(holders.get(shingle, ())) < _HOLDERS else [])


def _runs(words: Words, size: int) -> set[Words]:
    return {words[at : at + size] for at in range(len(words) - size + 1)}


def _of_one_text(counted: Sequence[Evidence]) -> Iterator[tuple[Evidence, Evidence]]:
    """Claims of articles that carry one text and share most of their words: short sentences have no runs."""
    groups: dict[str, list[Evidence]] = {}
    for claim in counted:
        if claim.shared:
            groups.setdefault(claim.shared, []).append(claim)
    for first, *others in groups.values():
        words = set(_words(first))
        for other in others:
            found = set(_words(other))
            if len(words & found) >= _COPY * min(len(words), len(found)) > 0:
                yield first, other
