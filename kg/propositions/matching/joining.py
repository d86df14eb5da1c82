"""Join compared contents into clusters that say the same, with those beside them that perhaps do."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain

from kg.model import Contradiction
from kg.propositions.matching import contradictions
from kg.propositions.matching.clustering import Cluster, clusters
from kg.propositions.matching.constraints import LinkConstraints, Pair
from kg.propositions.matching.contents import Content
from kg.propositions.matching.pair_scorer import SAME, may_be_same, vetoes
from kg.propositions.matching.propositions import ClusterDraft, ComparedContents

# Share of the confidence of "perhaps" that an outsider must have on average over a cluster. Of no set of its own: what
# the test does as a whole is a switch of ``python -m bench.joining_ablation`` ("perhaps: like most of the cluster").
RATHER = 0.5
TRANSLATED = 0.7  # confidence from which two short sentences of two languages are one another's translation
_TELLING = 4  # words that tell what is said: fewer point at what was said before (*denied this information*)
_APART = 4  # days between articles, from which the same few words may tell of something else


@dataclass(frozen=True, slots=True)
class Joined:
    """Drafts of propositions, which are put into words each from its own group alone, and contradictions."""

    compared: ComparedContents
    drafts: Sequence[ClusterDraft]
    contradictions: tuple[Contradiction, ...]


def join(found: ComparedContents, links: LinkConstraints) -> Joined:
    """Join contents that were compared, as far as people's decisions let them."""
    vague = found.traits.vague
    groups = clusters(len(found.contents), found.scores, SAME, vague - _said_again(vague, found), links)
    home = {at: index for index, group in enumerate(groups) for at in group}
    beside = _beside(found, groups, home, links)
    drafts = tuple(ClusterDraft(group, tuple(beside.get(index, ()))) for index, group in enumerate(groups))
    return Joined(found, drafts, tuple(_contradictions(groups, home, found)))


def _said_again(vague: Set[int], found: ComparedContents) -> frozenset[int]:
    """Those of the vague contents that are the same, however short: said in another language, or printed again."""
    likely = [pair for pair, score in found.scores.items() if score >= TRANSLATED and vague >= {*pair}]
    short = {at for at in {*chain(*likely)} if len(found.contents[at].tokens.folded) < _TELLING}
    language = found.traits.languages
    return frozenset(
        at
        for one, other in likely
        if short.isdisjoint((one, other))
        and (language[one] != language[other] or _is_reprint(found.contents[one], found.contents[other]))
        for at in (one, other)
    )


def _is_reprint(one: Content, other: Content) -> bool:
    """Whether two articles of about one day have the same words of the same source, by what it is called."""
    gap = abs(one.context.day - other.context.day) if one.context.day and other.context.day else _APART
    if one.head.article == other.head.article or gap >= _APART or one.tokens.folded != other.tokens.folded:
        return False
    names = ({hop.origin.agent.label for hop in content.assertion.chains} for content in (one, other))
    return next(names) == next(names)


def _beside(
    found: ComparedContents, groups: Sequence[Cluster], home: Mapping[int, int], links: LinkConstraints
) -> dict[int, list[Pair]]:
    """Pairs that may say the same across two clusters, as (inside, outside) by the cluster of the first."""
    out: dict[int, list[Pair]] = {}
    for inside, outside in _alike(found, groups, home):
        if home[inside] != home[outside] and not links.parted((outside,), groups[home[inside]]):
            out.setdefault(home[inside], []).append((inside, outside))
    return out


def _alike(found: ComparedContents, groups: Sequence[Cluster], home: Mapping[int, int]) -> Iterator[Pair]:
    """Pairs of two clusters that are alike, but not enough; both ways round."""
    language = found.traits.languages
    fitting: dict[Pair, bool] = {}  # by content and cluster: sentences that many print meet one cluster again and again
    for (one, other), score in found.scores.items():
        if home[one] != home[other] and score >= may_be_same(language[one] != language[other]):
            for inside, outside in ((one, other), (other, one)):
                place = (outside, home[inside])
                if place not in fitting:
                    fitting[place] = _fits(outside, groups[home[inside]], found, language)
                if fitting[place]:
                    yield inside, outside


def _fits(outside: int, group: Cluster, found: ComparedContents, language: Sequence[int]) -> bool:
    """Whether a content near one of a cluster is not wholly unlike the rest, nor against half of it.

    A pair that has a score has no veto.
    """
    if len(group) == 1:
        return True
    scores = [found.scores.get((min(outside, inside), max(outside, inside)), 0.0) for inside in group]
    fewest = math.fsum(may_be_same(language[outside] != language[inside]) for inside in group)
    if math.fsum(scores) < RATHER * fewest:
        return False
    unlike = [inside for inside, score in zip(group, scores, strict=True) if not score]
    if 2 * len(unlike) < len(group):
        return True
    pairs = ((found.contents[outside], found.contents[inside]) for inside in unlike)
    return 2 * sum(next(vetoes(*pair), None) is not None for pair in pairs) < len(group)


def _contradictions(groups: Iterable[Cluster], home: Mapping[int, int], found: ComparedContents) -> list[Contradiction]:
    """Figures of different propositions that exclude each other, and what some deny; the surest first."""
    pairs = [(one, other) for one, other in found.opposed if home[one] != home[other]]  # of two sources: ``opposed``
    candidates = [
        opposed
        for one, other in pairs
        for opposed in contradictions.by_figures(found.contents[one], found.contents[other], found.near[one, other])
    ]
    stated, negated = found.traits.stated, found.traits.negated
    for group in (*groups, *found.traits.deeds()):
        if len(group) > 1 and not negated.isdisjoint(group):
            facts, denied = ([at for at in group if at in side] for side in (stated, negated))
            candidates += contradictions.polarity(facts, denied, found.contents, found.scores, found.near)
    return contradictions.strongest(candidates)
