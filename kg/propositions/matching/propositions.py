"""Clusters made into propositions: stance, labels, stable names, and the claims that perhaps belong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.model import Commitment, Membership, Proposition, Stance
from kg.model.ids import digest
from kg.propositions.matching.clustering import Cluster, central
from kg.propositions.matching.constraints import Pair
from kg.propositions.matching.fact_groups import FactGroup
from kg.propositions.matching.pair_scorer import Content, Decision, Similarity, decide
from kg.propositions.matching.undecided import deciding, evidence

_EDGES = ' \t\n«»"“”„.,;:–—-\u00a0\u202f'
_SHARED, _DOUBT = 0.8, 0.45  # share of right pairs among those of one point and event, on the labelled event; the band
_LINK = re.compile(r"\s*(?:https?://|pic\.twitter\.com/)\S+")


@dataclass(frozen=True, slots=True)
class ComparedContents:
    """All contents with what was found of their pairs."""

    contents: Sequence[Content]
    near: Mapping[Pair, Similarity]
    scores: Mapping[Pair, float]
    opposed: Sequence[Pair] = ()  # whose figures exclude each other, in order

    def decision(self, one: int, other: int) -> Decision:
        """The comparison of two contents with its reasons; pairs never compared are not near."""
        pair = (min(one, other), max(one, other))
        return decide(self.contents[one], self.contents[other], self.near.get(pair, Similarity(0.0)))


def proposition(cluster: Cluster, perhaps: Iterable[Pair], found: ComparedContents) -> Proposition:
    """One cluster as a proposition.

    Args:
        cluster: Its contents.
        perhaps: Pairs of a content of the cluster and one outside that may say the same.
        found: The comparison of all contents.
    """
    ranked = central(cluster, found.scores)
    turned = _negative(cluster, found.contents)
    plan = _plan(cluster, found.contents)
    return Proposition(
        id=_name(cluster, found.contents),
        labels=_labels(ranked, found.contents),
        members=tuple(_member(at, ranked[0], turned, found) for at in cluster),
        perhaps=_shown(cluster, _perhaps(perhaps, turned, found), turned, plan, found.contents),
        plan=plan,
    )


def of_point(found: FactGroup, all_of: ComparedContents) -> Proposition:
    """A point that several contents make of one event, as a proposition; its label is the shortest that says it."""
    contents = all_of.contents
    turned = _negative(found.group, contents)
    plan = _plan(found.group, contents)
    ranked = sorted(found.group, key=lambda at: (len(contents[at].item.text), at))
    why = (f"same {found.point}", "one event")
    doubt = (
        f"perhaps the same {found.point}",
        "against: nobody can tell whether it is one event, one count, one denial",
    )
    first = contents[found.group[0]].item
    doubtful = {at: contents[at].item.member(_stance(contents[at], turned), _DOUBT, doubt) for at in found.doubtful}
    return Proposition(
        id=digest(found.point.kind, *found.point.of, *map(str, first.key), first.text)[:16],
        labels=_labels(ranked, contents),
        members=tuple(contents[at].item.member(_stance(contents[at], turned), _SHARED, why) for at in found.group),
        perhaps=_shown(found.group, doubtful, turned, plan, contents),
        plan=plan,
    )


def _shown(
    cluster: Cluster, perhaps: Mapping[int, Membership], turned: bool, plan: bool, contents: Sequence[Content]
) -> tuple[Membership, ...]:
    """Of the claims that perhaps belong those that a person reads and verdicts need, in order."""
    if not perhaps:
        return ()
    members = [evidence(contents[at], _stance(contents[at], turned)) for at in cluster]
    likely = sorted(perhaps, key=lambda at: (-perhaps[at].confidence, at))
    kept = deciding(members, [evidence(contents[at], perhaps[at].stance) for at in likely], plan)
    return tuple(perhaps[at] for at in sorted(likely[place] for place in kept))


def _name(cluster: Cluster, contents: Sequence[Content]) -> str:
    """Named by its earliest content that is not vague, so that the order in which articles came does not matter."""
    first = next((at for at in cluster if not contents[at].vague), cluster[0])
    item = contents[first].item
    return digest(*map(str, item.key), item.text)[:16]


def _negative(cluster: Cluster, contents: Sequence[Content]) -> bool:
    """Whether the proposition itself is a negative one: then who says that it is not so expresses it."""
    put_forward = [contents[at].anchors.negated for at in cluster if not _denies(contents[at])]
    return bool(put_forward) and all(put_forward)


def _denies(content: Content) -> bool:
    return content.item.commitment is Commitment.DENIED


def _stance(content: Content, turned: bool) -> Stance:
    return Stance.EXPRESSES if content.anchors.negated == turned else Stance.DENIES


def _member(at: int, centre: int, turned: bool, found: ComparedContents) -> Membership:
    content = found.contents[at]
    if at == centre:
        return content.item.member(_stance(content, turned), 1.0, ("most central claim",))
    decision = found.decision(at, centre)
    return content.item.member(_stance(content, turned), decision.confidence, _reasons(decision))


def _reasons(decision: Decision) -> tuple[str, ...]:
    return (*decision.reasons, *(f"against: {words}" for words in decision.against))


def _perhaps(pairs: Iterable[Pair], turned: bool, found: ComparedContents) -> dict[int, Membership]:
    """Each outsider once, by its best pair."""
    best: dict[int, int] = {}
    for inside, outside in sorted(pairs, key=lambda pair: (found.scores.get((min(pair), max(pair)), 0.0), pair)):
        best[outside] = inside
    out: dict[int, Membership] = {}
    for outside, inside in sorted(best.items()):
        decision, content = found.decision(outside, inside), found.contents[outside]
        out[outside] = content.item.member(_stance(content, turned), decision.confidence, _reasons(decision))
    return out


def _labels(ranked: Sequence[int], contents: Sequence[Content]) -> tuple[tuple[str, str], ...]:
    """The wording of the most central claim in each language."""
    labels: dict[str, str] = {}
    for at in ranked:
        item = contents[at].item
        words = _LINK.sub("", item.text).strip(_EDGES)
        labels.setdefault(item.claim.language, words or item.claim.text.strip())
    return tuple(sorted(labels.items()))


def _plan(cluster: Cluster, contents: Sequence[Content]) -> bool:
    """Whether the proposition is itself a plan or a call: most of its claims are, and none states it as a fact."""
    prospective = [at for at in cluster if contents[at].item.commitment is Commitment.PROSPECTIVE]
    plans = [at for at in prospective if contents[at].anchors.plan]
    return 2 * len(prospective) > len(cluster) and 2 * len(plans) >= len(prospective)
