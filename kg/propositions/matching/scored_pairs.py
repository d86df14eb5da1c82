"""Score candidate pairs one by one: similarity, confidence, and whether their figures exclude each other.

A pair's score depends on its two contents alone, so that it can be kept: ``ScoredPairs`` is columns of numbers, and
only pairs that are not among the known ones are scored. Pairs that come to nothing are kept, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kg.propositions.matching import contradictions
from kg.propositions.matching.constraints import Pair
from kg.propositions.matching.contents import Content
from kg.propositions.matching.encoder import Encoder
from kg.propositions.matching.nearest_neighbours import Candidates
from kg.propositions.matching.pair_scorer import SAME, PairScore, Similarity, pair_score
from kg.propositions.matching.propositions import ComparedContents
from kg.propositions.matching.rulings import Judge, Ruling
from kg.propositions.matching.soft_overlap import Overlap
from kg.propositions.matching.traits import Traits

FLOOR = 0.05  # confidence below which a pair counts as none
NEAR, OPPOSED = 1, 2  # flags of a pair: it was compared, and its figures exclude each other
Column: TypeAlias = NDArray[Any]
Scored = tuple[float, float, float, int]  # shares, confidence, flags


@dataclass(frozen=True, slots=True)
class ScoredPairs:
    """Pairs with what they came to, in columns of one length; a pair's content is its number in some numbering."""

    one: Column  # numbers of contents
    other: Column
    cosine: Column
    share: Column
    other_share: Column
    score: Column  # confidence; 0 for none
    flags: Column

    @classmethod
    def nothing(cls) -> Self:
        """No pair."""
        return cls(*(np.zeros(0, dtype=kind) for kind in KINDS))

    def where(self, places: Column) -> ScoredPairs:
        """The pairs at some places, in their order."""
        return ScoredPairs(*(column[places] for column in self.columns))

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns, in order."""
        return tuple(getattr(self, field.name) for field in fields(self))

    def renumbered(self, numbers: Column) -> ScoredPairs:
        """The same with other numbers for the contents."""
        return ScoredPairs(numbers[self.one], numbers[self.other], *self.columns[2:])


KINDS = ("<i8", "<i8", "<f4", "<f8", "<f8", "<f8", "<i8")  # of the columns


def score_pairs(
    found: Candidates, every: Sequence[Content], encoder: Encoder, known: ScoredPairs | None = None
) -> ScoredPairs:
    """All candidate pairs with what they come to, in order; ``known`` pairs with the same cosine are not scored."""
    before = ScoredPairs.nothing() if known is None else known
    place = _places(found, before)
    missing = place < 0
    more = _score(found.where(missing), every, encoder)
    place[missing] = len(before.one) + np.arange(len(more.one))
    both = (np.concatenate(columns) for columns in zip(before.columns, more.columns, strict=True))
    return ScoredPairs(*both).where(place)


def _places(found: Candidates, known: ScoredPairs) -> Column:
    """Where each pair stands among the known ones, which are in order; -1 where it is none, or its cosine another."""
    if not len(known.one):
        return np.full(len(found.one), -1, dtype=np.int64)
    keys, wanted = (pairs.one << 32 | pairs.other for pairs in (known, found))
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    hit = (keys[at] == wanted) & (known.cosine[at] == found.cosine)
    return np.where(hit, at, -1)


def _score(found: Candidates, every: Sequence[Content], encoder: Encoder) -> ScoredPairs:
    """What pairs come to. Words are looked at only where they can decide: few need it."""
    rows = list(found)
    bases = [pair_score(every[one], every[other], cosine) for one, other, cosine in rows]
    full = (Similarity(cosine, 1.0, 1.0) for _, _, cosine in rows)
    likely = [
        at
        for at, (base, near, (one, other, _)) in enumerate(zip(bases, full, rows, strict=True))
        if (base and base.confidence(near) >= FLOOR) or contradictions.may_oppose(every[one], every[other])
    ]
    shares = dict(zip(likely, _shares([rows[at][:2] for at in likely], every, encoder), strict=True))
    out = [
        _one(every[one], every[other], cosine, bases[at], shares.get(at))
        for at, (one, other, cosine) in enumerate(rows)
    ]
    columns = zip(*out, strict=True) if out else iter([()] * 4)
    numbers = [np.array(column, dtype=kind) for column, kind in zip(columns, KINDS[3:], strict=True)]
    return ScoredPairs(found.one, found.other, found.cosine, *numbers)


def _one(a: Content, b: Content, cosine: float, base: PairScore | None, shares: tuple[float, float] | None) -> Scored:
    counted = bool(a.facets.counts and b.facets.counts)  # the figures may contradict each other, however unlike
    if not counted and shares is None:
        return 0.0, 0.0, 0.0, 0
    near = Similarity(cosine, *(shares or (0.0, 0.0)))
    flags = NEAR | (OPPOSED if counted and contradictions.between(a, b, near) else 0)
    if base is None or shares is None:
        return *(shares or (0.0, 0.0)), 0.0, flags
    score = base.confidence(near)
    return *shares, score if score >= FLOOR else 0.0, flags


def _shares(pairs: Sequence[Pair], every: Sequence[Content], encoder: Encoder) -> list[tuple[float, float]]:
    """The shares of words that the two of each pair have of each other."""
    places = sorted({at for pair in pairs for at in pair})
    place = {at: index for index, at in enumerate(places)}
    overlap = Overlap.of([every[at].tokens for at in places], encoder)
    return [overlap.shares(place[one], place[other]) for one, other in pairs]


@dataclass(frozen=True, slots=True, eq=False)
class NearPairs(Mapping[Pair, Similarity]):
    """How near the pairs are that were compared: they are many, and few of them are asked for."""

    found: ScoredPairs
    places: Mapping[int, int]  # by the two contents in one number

    @classmethod
    def of(cls, found: ScoredPairs) -> Self:
        """Pairs, all of them compared."""
        keys = (found.one << 32 | found.other).tolist()
        return cls(found, dict(zip(keys, range(len(keys)), strict=True)))

    def __getitem__(self, pair: Pair) -> Similarity:
        """How near a pair is."""
        at = self.places[pair[0] << 32 | pair[1]]
        found = self.found
        return Similarity(round(float(found.cosine[at]), 4), float(found.share[at]), float(found.other_share[at]))

    def __iter__(self) -> Iterator[Pair]:
        """The pairs."""
        return zip(self.found.one.tolist(), self.found.other.tolist(), strict=True)

    def __len__(self) -> int:
        """How many pairs."""
        return len(self.places)


def compare(
    every: Sequence[Content], traits: Traits, found: ScoredPairs, judge: Judge | None = None
) -> ComparedContents:
    """The comparison of all contents; a ``judge`` rules on those pairs that are doubtful."""
    near = NearPairs.of(found.where(np.flatnonzero(found.flags & NEAR)))
    scored = near.found.where(np.flatnonzero(near.found.score))
    pairs = zip(scored.one.tolist(), scored.other.tolist(), strict=True)
    scores: dict[Pair, float] = dict(zip(pairs, scored.score.tolist(), strict=True))
    rulings: dict[Pair, Ruling] = {}
    if judge is not None:
        doubtful = [pair for pair, score in scores.items() if score < SAME]
        found_so = judge([(every[one].assertion, every[other].assertion) for one, other in doubtful])
        rulings = {pair: said for pair, said in zip(doubtful, found_so, strict=True) if said is not None}
        scores.update({pair: said.score for pair, said in rulings.items()})
    opposed = found.where(np.flatnonzero(found.flags & OPPOSED))
    against = tuple(zip(opposed.one.tolist(), opposed.other.tolist(), strict=True))
    return ComparedContents(every, traits, near, scores, against, rulings)
