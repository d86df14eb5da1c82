"""Claims of all articles and languages joined into propositions, and candidates for contradictions.

The way through: ``items`` (what is compared) → ``anchors`` (what it says of what, who, where, when, how many) and
``embed`` → ``candidates`` (near pairs) → ``pairs`` (same, perhaps, different, with reasons) → ``clusters`` →
``propositions`` and ``contradictions``. Nothing depends on the order in which articles came.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.corroborate import contradictions
from kg.corroborate.anchors import anchors
from kg.corroborate.candidates import candidates
from kg.corroborate.clusters import Cluster, Pair, central, clusters
from kg.corroborate.embed import Encoder, default_encoder, vectors
from kg.corroborate.items import Item, items
from kg.corroborate.pairs import PERHAPS, SAME, Content, confidence, vetoes
from kg.corroborate.propositions import Compared, proposition
from kg.corroborate.rarity import Weights
from kg.model import Article, Claim, Contradiction, Proposition, Stance

__all__ = ["Encoder", "propose"]


def propose(
    articles: Iterable[Article], claims: Iterable[Claim], encoder: Encoder | None = None
) -> tuple[tuple[Proposition, ...], tuple[Contradiction, ...]]:
    """What the claims of all articles say alike, and where they disagree.

    Args:
        articles: The articles of the claims, for their dates.
        claims: All claims; each is a member of one proposition, each of its parts likewise.
        encoder: Texts to vectors, one row each; the multilingual sentence encoder where None.

    Raises:
        ConfigError: no encoder is given and the default one is not installed.
    """
    found = _compare(items(articles, claims), encoder)
    weak = frozenset(at for at, content in enumerate(found.contents) if content.vague)
    groups = clusters(len(found.contents), found.scores, SAME, weak)
    home = {at: index for index, group in enumerate(groups) for at in group}
    beside = _beside(found, groups, home)
    propositions = tuple(proposition(group, beside.get(index, ()), found) for index, group in enumerate(groups))
    return propositions, tuple(_contradictions(groups, home, propositions, found))


def _compare(found: Sequence[Item], encoder: Encoder | None) -> Compared:
    """Anchors, vectors and the confidence of every candidate pair that has any."""
    contents = [Content(item, anchors(item)) for item in found]
    weights = Weights.of([content.anchors for content in contents])
    rows = vectors([item.text for item in found], encoder or default_encoder()) if found else None
    cosines = {(one, other): cosine for one, other, cosine in candidates(rows)} if rows is not None else {}
    scores = {
        (one, other): score
        for (one, other), cosine in cosines.items()
        if (score := confidence(contents[one], contents[other], cosine, weights)) > 0.0
    }
    return Compared(contents, cosines, scores, weights)


def _beside(found: Compared, groups: Sequence[Cluster], home: Mapping[int, int]) -> dict[int, list[Pair]]:
    """Pairs that may say the same across two clusters, as (inside, outside) under each of the two."""
    out: dict[int, list[Pair]] = {}
    for (one, other), score in found.scores.items():
        if score >= PERHAPS and home[one] != home[other]:
            for inside, outside in ((one, other), (other, one)):
                if not _contradicted(outside, groups[home[inside]], found):
                    out.setdefault(home[inside], []).append((inside, outside))
    return out


def _contradicted(outside: int, group: Cluster, found: Compared) -> bool:
    """Whether half of a cluster disagrees with a content in a way that ends the matter: it is no perhaps then."""
    pairs = ((found.contents[outside], found.contents[inside]) for inside in group)
    return 2 * sum(next(vetoes(*pair), None) is not None for pair in pairs) >= len(group)


def _contradictions(
    groups: Sequence[Cluster], home: Mapping[int, int], propositions: Sequence[Proposition], found: Compared
) -> Iterator[Contradiction]:
    """One candidate of a kind for each two propositions, by their most alike claims; denials inside one."""
    seen: set[tuple[str, int, int]] = set()
    for one, other in sorted(found.cosines, key=lambda pair: (-found.cosines[pair], pair)):
        if home[one] == home[other]:
            continue
        for candidate in contradictions.between(found.contents[one], found.contents[other]):
            place = (candidate.kind, min(home[one], home[other]), max(home[one], home[other]))
            if place not in seen:
                seen.add(place)
                yield candidate
    for group, named in zip(groups, propositions, strict=True):
        stances = {member.stance for member in named.members}
        if stances == {Stance.EXPRESSES, Stance.DENIES}:
            ranked = central(group, found.scores)
            first = {found.contents[at].anchors.negated: found.contents[at] for at in reversed(ranked)}
            yield contradictions.polarity(first[False], first[True])
