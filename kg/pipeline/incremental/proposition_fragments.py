"""Propositions as fragments: each is named by its contents and how they compare, and worded where it is new."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from kg.graph.rdf import contradiction_quads, iris, proposition_quads
from kg.graph.rdf.nquads import line
from kg.model import Contradiction
from kg.model.vocab import PROPOSITIONS_GRAPH
from kg.pipeline.incremental.cache import Cache
from kg.pipeline.incremental.graph_fragments import Fragment
from kg.propositions.matching.assertions import AssertionKey
from kg.propositions.matching.contents import Content
from kg.propositions.matching.joining import Joined
from kg.propositions.matching.propositions import ClusterDraft, ComparedContents

Drafts = Mapping[bytes, ClusterDraft]  # by their keys


def drafts_by_key(joined: Joined, numbers: Sequence[int]) -> Drafts:
    """All drafts of propositions by what they depend on; ``numbers`` are the lasting names of contents."""
    return {_key(draft, joined.compared, numbers): draft for draft in joined.drafts}


def _key(draft: ClusterDraft, found: ComparedContents, numbers: Sequence[int]) -> bytes:
    """A cluster depends on its contents, on how they compare, and on those beside it."""
    pairs = [*combinations(draft.members, 2), *((min(pair), max(pair)) for pair in draft.beside)]
    rulings = found.rulings or {}
    nears = [near and (near.cosine, near.share, near.other_share) for near in map(found.near.get, pairs)]
    depends = (
        [numbers[at] for at in draft.members],
        [(numbers[one], numbers[other]) for one, other in draft.beside],
        [(found.scores.get(pair), near) for pair, near in zip(pairs, nears, strict=True)],
        [(numbers[pair[0]], numbers[pair[1]], said) for pair in pairs if (said := rulings.get(pair)) is not None],
    )
    return key_of(repr(depends).encode())


def key_of(*parts: bytes) -> bytes:
    """A name for something that depends on nothing but these parts."""
    return hashlib.blake2b(b"\0".join(parts), digest_size=16).digest()


def proposition_fragments(wanted: Iterable[tuple[bytes, ClusterDraft]], found: ComparedContents) -> Iterator[Fragment]:
    """Propositions as fragments of their graph."""
    for key, draft in wanted:
        made = draft.proposition(found)
        yield Fragment(key, made.id, frozenset(map(line, proposition_quads([made]))))


def contradiction_lines(found: Sequence[Contradiction], homes: Mapping[AssertionKey, Iterable[str]]) -> frozenset[str]:
    """All contradictions as lines, for they are few; ``homes`` names the propositions of their claims."""
    sides = {side for one in found for side in (one.left, one.right)}
    iri = {
        iris.assertion(side.article, side.span, side.part): sorted(
            map(iris.proposition, homes.get((side.article, side.span, side.part), ()))
        )
        for side in sides
    }
    return frozenset(map(line, contradiction_quads(found, iri)))


def homes_of_assertions(
    asked: set[AssertionKey], contents: Sequence[Content], owners: Sequence[str], wanted: Drafts, cache: Cache
) -> dict[AssertionKey, set[str]]:
    """The propositions that some assertions are members of; ``owners`` are the ids of the contents' articles."""
    articles = {article for article, _, _ in asked}
    places = [at for at, owner in enumerate(owners) if owner in articles]
    known = {at: key for at in places if (key := contents[at].head.key) in asked}
    homes = ((key, draft) for key, draft in wanted.items() if not known.keys().isdisjoint(draft.members))
    near = {key: [known[at] for at in draft.members if at in known] for key, draft in homes}
    out: dict[AssertionKey, set[str]] = {}
    query = "SELECT key, name FROM fragments WHERE graph = ? AND key IN ({})"
    for key, name in cache.rows(query, list(near), PROPOSITIONS_GRAPH):
        for place in near[key]:
            out.setdefault(place, set()).add(name)
    return out
