"""What joining asks of every content, as one number each, so that all pairs can be asked at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.propositions.matching.atomic_facts import AtomicFact
from kg.propositions.matching.contents import Content
from kg.propositions.matching.contradictions import FACT
from kg.propositions.matching.nearest_neighbours import Candidates
from kg.propositions.matching.pair_scorer import MONTHS, REAL

_REAL, _COUNTED, _DATED, _VAGUE, _STATED, _NEGATED = (1 << bit for bit in range(6))
_LANGUAGE, _MONTH = 8, 32  # bits below the letters of the language's code, and below the month: 0 where not known
_LETTERS = 3  # of a code
Column = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Traits:
    """The traits of some contents, in their order."""

    numbers: NDArray[np.int64]
    doers: NDArray[np.int64]  # the places of contents that say who did something, or did not
    done: NDArray[np.uint64]  # for each of these which deed it is, by a hash

    @classmethod
    def of(cls, contents: Sequence[Content]) -> Traits:
        """Those of some contents."""
        deeds = [(at, _hash(fact)) for at, one in enumerate(contents) for fact in one.facts if fact.kind == "culprit"]
        return cls(
            np.array([_traits(content) for content in contents], dtype=np.int64),
            np.array([at for at, _ in deeds], dtype=np.int64),
            np.array([deed for _, deed in deeds], dtype=np.uint64),
        )

    @classmethod
    def joined(cls, every: Iterable[Traits]) -> Traits:
        """Those of contents one after the other."""
        rows = [Traits.of(()), *every]
        begins = np.cumsum([0, *(len(one.numbers) for one in rows)])
        doers = [one.doers + begin for one, begin in zip(rows, begins, strict=False)]
        numbers, done = ([getattr(one, name) for one in rows] for name in ("numbers", "done"))
        return cls(np.concatenate(numbers), np.concatenate(doers), np.concatenate(done))

    @property
    def vague(self) -> frozenset[int]:
        """The places of contents that say too little to be measured by."""
        return frozenset(np.flatnonzero(self.numbers & _VAGUE).tolist())

    @property
    def negated(self) -> frozenset[int]:
        """The places of contents that say that something is not so."""
        return frozenset(np.flatnonzero(self.numbers & _NEGATED).tolist())

    @property
    def stated(self) -> frozenset[int]:
        """The places of contents that say that something is so."""
        return frozenset(np.flatnonzero(self.numbers & (_STATED | _NEGATED) == _STATED).tolist())

    def deeds(self) -> Iterator[tuple[int, ...]]:
        """The places of contents that say of one actor that he did something, or did not."""
        order = np.lexsort((self.doers, self.done))
        ends = np.flatnonzero(np.diff(self.done[order])) + 1
        yield from (tuple(places.tolist()) for places in np.split(self.doers[order], ends) if len(places) > 1)

    @property
    def languages(self) -> list[int]:
        """The language of each content, as a number."""
        found: list[int] = (self.numbers >> _LANGUAGE & ((1 << _MONTH - _LANGUAGE) - 1)).tolist()
        return found

    def worthwhile(self, found: Candidates) -> Candidates:
        """The pairs that may say the same, and those whose figures may contradict each other.

        What is dropped can come to nothing: ``pair_score`` would refuse it one by one.
        """
        one, other = self.numbers[found.one], self.numbers[found.other]
        known = (one >> _MONTH > 0) & (other >> _MONTH > 0)
        far = known & (np.abs((one >> _MONTH) - (other >> _MONTH)) >= MONTHS)
        hopeless = (far & ~_both(one, other, _DATED)) | (((one ^ other) & _REAL) > 0)
        return found.where(_both(one, other, _COUNTED) | ~hopeless)


def _both(one: Column, other: Column, trait: int) -> Column:
    found: Column = (one & other & trait) > 0
    return found


def _hash(fact: AtomicFact) -> int:
    return int.from_bytes(hashlib.blake2b(repr(fact).encode(), digest_size=8).digest(), "big")


def _traits(content: Content) -> int:
    month, facets = content.head.month, content.facets
    said = {
        _REAL: content.head.commitment in REAL,
        _COUNTED: bool(facets.counts),
        _DATED: bool(facets.years or facets.days),
        _VAGUE: content.vague,
        _STATED: content.head.commitment in FACT,
        _NEGATED: facets.negated,
    }
    language = int.from_bytes(content.head.language.encode()[:_LETTERS], "big") << _LANGUAGE
    return sum(trait for trait, has in said.items() if has) | language | (0 if month is None else month + 1) << _MONTH
