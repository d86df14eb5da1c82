"""Put groups of contents into propositions: stance, labels, stable names, and the claims that perhaps belong."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kg.model import Commitment, Membership, Proposition, Stance
from kg.model.ids import digest
from kg.propositions.matching.clustering import Cluster, central
from kg.propositions.matching.constraints import Pair
from kg.propositions.matching.contents import Content
from kg.propositions.matching.pair_scorer import Decision, Similarity, decide
from kg.propositions.matching.rulings import Ruling
from kg.propositions.matching.traits import Traits
from kg.propositions.matching.undecided import deciding, evidence

_EDGES = ' \t\n«»"“”„.,;:–—-\u00a0\u202f'
_LINK = re.compile(r"\s*(?:https?://|pic\.twitter\.com/)\S+")


@dataclass(frozen=True, slots=True)
class ComparedContents:
    """All contents with what was found of their pairs."""

    contents: Sequence[Content]
    traits: Traits
    near: Mapping[Pair, Similarity]
    scores: Mapping[Pair, float]
    opposed: Sequence[Pair] = ()  # whose figures exclude each other, in order
    rulings: Mapping[Pair, Ruling] | None = None  # of a judge, on what was in doubt

    def decision(self, one: int, other: int) -> Decision:
        """The comparison of two contents with its reasons; pairs never compared are not near."""
        pair = (min(one, other), max(one, other))
        found = decide(self.contents[one], self.contents[other], self.near.get(pair, Similarity(0.0)))
        ruling = self.rulings.get(pair) if self.rulings else None
        if ruling is None or not ruling.words:
            return found
        reasons = (ruling.words, *found.reasons)
        return replace(found, confidence=ruling.score, reasons=reasons, against=(), model=ruling.model)


@dataclass(frozen=True, slots=True)
class ClusterDraft:
    """A cluster that says the same, and pairs of a content of it and one outside that may say the same."""

    members: Cluster
    beside: tuple[Pair, ...] = ()

    @property
    def outsiders(self) -> tuple[int, ...]:
        """The contents that perhaps belong."""
        return tuple(outside for _, outside in self.beside)

    def proposition(self, found: ComparedContents) -> Proposition:
        """The cluster as a proposition, labelled by its most central content."""
        wording = _Wording.of(self.members, found.contents)
        ranked = central(self.members, found.scores)
        first = next((at for at in self.members if not found.contents[at].vague), self.members[0])
        return Proposition(
            id=_name(found.contents[first]),
            labels=_labels(ranked, found.contents),
            members=tuple(self._member(at, ranked[0], wording, found) for at in self.members),
            perhaps=wording.shown(self._perhaps(wording, found)),
            plan=wording.plan,
        )

    def _member(self, at: int, centre: int, wording: _Wording, found: ComparedContents) -> Membership:
        if at == centre:
            return wording.member(at, 1.0, ("most central claim",))
        return wording.compared(at, found.decision(at, centre))

    def _perhaps(self, wording: _Wording, found: ComparedContents) -> dict[int, Membership]:
        """Each outsider once, by its best pair."""
        best: dict[int, int] = {}
        for inside, outside in sorted(self.beside, key=lambda pair: (found.scores.get(_ordered(pair), 0.0), pair)):
            best[outside] = inside
        return {outside: wording.compared(outside, found.decision(outside, best[outside])) for outside in sorted(best)}


@dataclass(frozen=True, slots=True)
class _Wording:
    """How a proposition is put: ``negative`` where who says that it is not so expresses it."""

    members: Cluster
    contents: Sequence[Content]
    negative: bool
    plan: bool

    @classmethod
    def of(cls, members: Cluster, contents: Sequence[Content]) -> _Wording:
        """As its members put it: a plan or a call where most of them are, and none states it as a fact."""
        every = [contents[at] for at in members]
        put_forward = [one.facets.negated for one in every if one.head.commitment is not Commitment.DENIED]
        prospective = [one for one in every if one.head.commitment is Commitment.PROSPECTIVE]
        plans = [one for one in prospective if one.facets.plan]
        plan = 2 * len(prospective) > len(members) and 2 * len(plans) >= len(prospective)
        return cls(members, contents, bool(put_forward) and all(put_forward), plan)

    def stance(self, at: int) -> Stance:
        """Whether a content expresses the proposition or denies it."""
        return Stance.EXPRESSES if self.contents[at].facets.negated == self.negative else Stance.DENIES

    def member(self, at: int, confidence: float, reasons: Sequence[str]) -> Membership:
        """A content as a member."""
        return self.contents[at].head.member(self.stance(at), confidence, reasons)

    def compared(self, at: int, decision: Decision) -> Membership:
        """A content as a member by a comparison."""
        reasons = (*decision.reasons, *(f"against: {words}" for words in decision.against))
        return replace(self.member(at, decision.confidence, reasons), model=decision.model)

    def shown(self, perhaps: Mapping[int, Membership]) -> tuple[Membership, ...]:
        """Of the claims that perhaps belong those that a person reads and verdicts need, in order."""
        if not perhaps:
            return ()
        members = [evidence(self.contents[at], self.stance(at)) for at in self.members]
        likely = sorted(perhaps, key=lambda at: (-perhaps[at].confidence, at))
        kept = deciding(members, [evidence(self.contents[at], perhaps[at].stance) for at in likely], self.plan)
        return tuple(perhaps[at] for at in sorted(likely[place] for place in kept))


def _ordered(pair: Pair) -> Pair:
    return min(pair), max(pair)


def _text(content: Content) -> str:
    return content.assertion.text


def _name(first: Content) -> str:
    """Named by its earliest content that is not vague, so that the order in which articles came does not matter."""
    return digest(*map(str, first.head.order), _text(first))[:16]


def _labels(ranked: Sequence[int], contents: Sequence[Content]) -> tuple[tuple[str, str], ...]:
    """The wording of the first claim in each language."""
    labels: dict[str, str] = {}
    for at in ranked:
        if contents[at].head.language not in labels:
            assertion = contents[at].assertion
            words = _LINK.sub("", assertion.text).strip(_EDGES)
            labels[assertion.head.language] = words or assertion.claim.text.strip()
    return tuple(sorted(labels.items()))
