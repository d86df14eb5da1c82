"""Claims of all articles and languages joined into propositions, and candidates for contradictions.

The way through: ``items`` (what is compared) → ``anchors`` (what it says of what, who, where, when, how many) and
``embed`` → ``candidates`` (near pairs) → ``pairs`` (same, perhaps, different, with reasons) → ``clusters`` →
``propositions`` and ``contradictions``. Beside these clusters of whole contents, ``points`` names the single things a
content says and ``settings`` the event it says them of, and ``shared`` groups the contents that share both: so a
sentence is in as many propositions as it says things. Nothing depends on the order in which articles came.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from kg.model import Article, Claim, Contradiction, Proposition
from kg.propositions.matching import contradictions
from kg.propositions.matching.clustering import Cluster, clusters
from kg.propositions.matching.constraints import Constraint, LinkConstraints, Pair
from kg.propositions.matching.contents import Assertion, items
from kg.propositions.matching.count_updates import FigureIndex
from kg.propositions.matching.cross_encoder import Judge
from kg.propositions.matching.denials import denials
from kg.propositions.matching.encoder import Encoder, default_encoder, vectors
from kg.propositions.matching.facets import anchors
from kg.propositions.matching.fact_groups import FactGroup, Groups, shared, told
from kg.propositions.matching.nearest_neighbours import candidates
from kg.propositions.matching.pair_scorer import PERHAPS, SAME, Content, vetoes
from kg.propositions.matching.prefilter import worthwhile
from kg.propositions.matching.propositions import ComparedContents, of_point, proposition
from kg.propositions.matching.scored_pairs import compared, weighed
from kg.propositions.matching.tokenized import NOBODY, read

__all__ = ["Constraint", "Encoder", "Joined", "contents", "join", "propose"]

RATHER = 0.75  # share of the band's confidence that an outsider must have on average over a cluster
TRANSLATED = 0.7  # confidence from which two short sentences of two languages are one another's translation


@dataclass(frozen=True, slots=True)
class Joined:
    """What was joined, before it is put into words: groups of positions of contents."""

    compared: ComparedContents
    clusters: Sequence[tuple[Cluster, tuple[Pair, ...]]]  # with pairs of a content and one outside that perhaps belongs
    points: Sequence[FactGroup]
    contradictions: tuple[Contradiction, ...]


def propose(
    articles: Iterable[Article],
    claims: Iterable[Claim],
    encoder: Encoder | None = None,
    constraints: Iterable[Constraint] = (),
    judge: Judge | None = None,
    officials: Mapping[str, str] = NOBODY,
) -> tuple[tuple[Proposition, ...], tuple[Contradiction, ...]]:
    """What the claims of all articles say alike, and where they disagree.

    Args:
        articles: The articles of the claims, for their dates.
        claims: All claims; each is a member of one proposition by its whole content and of others by its points, each
            of its parts likewise.
        encoder: Texts to vectors, one row each; the multilingual sentence encoder where None.
        constraints: What a person has decided: it holds whatever the texts say.
        judge: Rules on the pairs that are neither surely the same nor surely different; none where None.
        officials: Surnames of persons in office, each with the code of the state that it stands for.

    Raises:
        ConfigError: no encoder is given and the default one is not installed.
    """
    gathered = items(articles, claims)
    if not gathered:
        return (), ()
    every, chosen = contents(gathered, officials), encoder or default_encoder()
    near = worthwhile(candidates(vectors([item.text for item in gathered], chosen)), every)
    found = join(compared(every, weighed(near, every, chosen), judge), LinkConstraints.of(constraints, gathered))
    whole = (proposition(*one, found.compared) for one in found.clusters)
    return (*whole, *(of_point(one, found.compared) for one in found.points)), found.contradictions


def join(found: ComparedContents, bonds: LinkConstraints, grouping: Groups | None = None) -> Joined:
    """Contents that were compared, as groups: of these propositions are made, each of its own group alone.

    ``grouping`` gives the groups of a point (see ``shared``).
    """
    vague = frozenset(at for at, content in enumerate(found.contents) if content.vague)
    weak = vague - _translated(vague, found)
    groups = clusters(len(found.contents), found.scores, SAME, weak, bonds)
    home = {at: index for index, group in enumerate(groups) for at in group}
    beside = _beside(found, groups, home, bonds)
    several = shared(found.contents, bonds, grouping)
    deeds = [one.group for one in several if one.point.kind == "culprit"]
    return Joined(
        found,
        tuple((group, tuple(beside.get(index, ()))) for index, group in enumerate(groups)),
        tuple(_of_points(several, found, {frozenset(group) for group in groups}, bonds)),
        tuple(_contradictions([*groups, *deeds], home, found)),
    )


def _translated(vague: Set[int], found: ComparedContents) -> frozenset[int]:
    """Those of the vague contents that another language says likewise: a translation is the same, however short."""
    likely = (pair for pair, score in found.scores.items() if score >= TRANSLATED and vague >= {*pair})
    language = [content.item.claim.language for content in found.contents]
    return frozenset(at for one, other in likely if language[one] != language[other] for at in (one, other))


def _of_points(
    several: Iterable[FactGroup], found: ComparedContents, known: Set[frozenset[int]], bonds: LinkConstraints
) -> Iterator[FactGroup]:
    """The groups of points, but for those that are clusters anyway, with all who perhaps belong."""
    guarded: dict[int, set[int]] = {}
    for inside, outside in _guarded(found.contents):
        guarded.setdefault(inside, set()).add(outside)
    for one in several:
        if frozenset(one.group) not in known:
            beside = {outside for inside in one.group for outside in guarded.get(inside, ())} - {*one.group}
            kept = sorted(at for at in beside.union(one.doubtful) if not bonds.parted((at,), one.group))
            yield replace(one, doubtful=tuple(kept))


def contents(found: Sequence[Assertion], officials: Mapping[str, str] = NOBODY) -> list[Content]:
    """What is compared of each item: its words read, its anchors, its points and its event."""
    readings = [read(item, officials) for item in found]
    every = [anchors(reading) for reading in readings]
    said = told(readings, every)
    return [Content(*row) for row in zip(readings, every, said.points, said.settings, said.actors, strict=True)]


def _beside(
    found: ComparedContents, groups: Sequence[Cluster], home: Mapping[int, int], bonds: LinkConstraints
) -> dict[int, list[Pair]]:
    """Pairs that may say the same across two clusters, as (inside, outside) under each of the two."""
    out: dict[int, list[Pair]] = {}
    for inside, outside in _doubtful(found, groups, home):
        if home[inside] != home[outside] and not bonds.parted((outside,), groups[home[inside]]):
            out.setdefault(home[inside], []).append((inside, outside))
    return out


def _doubtful(found: ComparedContents, groups: Sequence[Cluster], home: Mapping[int, int]) -> Iterator[Pair]:
    """What is alike but not enough, denials of one actor, and figures that may be one count; both ways round."""
    fitting: dict[Pair, bool] = {}  # by content and cluster: sentences that many print meet one cluster again and again
    for (one, other), score in found.scores.items():
        if score >= PERHAPS and home[one] != home[other]:
            for inside, outside in ((one, other), (other, one)):
                place = (outside, home[inside])
                if place not in fitting:
                    fitting[place] = _fits(outside, groups[home[inside]], found)
                if fitting[place]:
                    yield inside, outside
    yield from _guarded(found.contents)


def _guarded(contents: Sequence[Content]) -> Iterator[Pair]:
    """Denials of one actor, and figures that may be one count: too unlike in words to be told by likeness."""
    for one, other in denials(contents):
        yield one, other
        yield other, one
    tolls = FigureIndex.of(contents)
    for inside in range(len(contents)):
        for outside in tolls.near(inside):
            yield inside, outside


def _fits(outside: int, group: Cluster, found: ComparedContents) -> bool:
    """Whether a content near one of a cluster is not wholly unlike the rest, nor against half of it."""
    pairs = [(found.contents[outside], found.contents[inside]) for inside in group]
    if 2 * sum(next(vetoes(*pair), None) is not None for pair in pairs) >= len(group):
        return False
    scores = (found.scores.get((min(outside, inside), max(outside, inside)), 0.0) for inside in group)
    return math.fsum(scores) >= RATHER * PERHAPS * len(group)


def _contradictions(groups: Sequence[Cluster], home: Mapping[int, int], found: ComparedContents) -> list[Contradiction]:
    """Figures of different propositions that exclude each other, and deeds that some deny; the surest first."""
    pairs = ((found.contents[one], found.contents[other]) for one, other in found.opposed if home[one] != home[other])
    candidates = [opposed for pair in pairs for opposed in contradictions.between(*pair)]
    for group in groups:
        candidates += contradictions.polarity(group, found.contents, found.scores, found.near)
    return contradictions.strongest(candidates)
