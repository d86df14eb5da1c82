"""Score whether two contents say the same: features that say why, a confidence, and three bands.

Cosine alone cannot decide: a sentence is 0.94 near its own negation and 0.73 near itself with roles swapped. So what
happened, where, when and how many are compared one by one, and some disagreements end the matter. The weights of a
logistic regression are in ``pair_scorer.json``; ``python -m bench.train_joining`` makes them.
"""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from kg.model import Commitment
from kg.propositions.matching.actors import GOVERNMENT
from kg.propositions.matching.contents import Content
from kg.propositions.matching.document_frequency import event_weight
from kg.propositions.matching.figures import agreeing, clashing, differing
from kg.propositions.matching.tokens import skeleton
from kg.propositions.matching.verbatim import is_verbatim

SAME = 0.3  # average confidence over a cluster's pairs above which contents are joined
PERHAPS = 0.28  # confidence of one pair above which they may say the same
UNLIKE = 0.25  # cosine in one language; the same event in two sentences of one language was never below 0.3
MONTHS = 2  # between articles, from which the same words are taken to tell of something else
REAL = (Commitment.ASSERTED, Commitment.HEDGED, Commitment.HEARSAY, Commitment.DENIED)

_UNLIKELY = 0.6  # what is left of the confidence where another does it or something else happens
_COPIED = 2.2  # what a copy comes to at least, on the scale of the logistic regression: 0.9
_RICH = 10.0  # shared weight of events that counts in full
_WORDS = "words of one"  # the one feature of words: the larger of the two shares
AGAINST = ("other ", "only one")  # how features that speak against a pair begin
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Similarity:
    """How near two contents are: the cosine of the two, and the share of each one's words found in the other."""

    cosine: float
    share: float = 0.0
    other_share: float = 0.0


@dataclass(frozen=True, slots=True)
class Decision:
    """What the comparison of two contents came to. ``against`` names what ends the matter, or speaks against."""

    confidence: float
    reasons: tuple[str, ...]
    against: tuple[str, ...]
    model: str = ""  # the language model that ruled on it


@functools.cache
def weights() -> Mapping[str, float]:
    """The weights by feature, and the bias."""
    found: dict[str, float] = json.loads((Path(__file__).parent / "pair_scorer.json").read_text("utf-8"))
    return found


@dataclass(frozen=True, slots=True)
class PairScore:
    """What everything but the words of two contents comes to, before their words are compared."""

    total: float  # on the scale of the logistic regression
    unlikely: bool  # another side does it, or something else happens
    doubtful: bool  # nobody may join them

    def confidence(self, near: Similarity) -> float:
        """How sure it is with the shares of words found in each other: 0 to 1."""
        total = self.total + weights()[_WORDS] * max(near.share, near.other_share)
        score = 1.0 / (1.0 + math.exp(-total))
        if self.unlikely and not self.doubtful:
            score *= _UNLIKELY
        return min(score, PERHAPS) if self.unlikely or self.doubtful else score


def pair_score(one: Content, other: Content, cosine: float) -> PairScore | None:
    """Score two contents by all but their words; None where they cannot say the same, nor one negate the other."""
    alike = one.head.language != other.head.language or cosine >= UNLIKE
    if not alike or next(vetoes(one, other), None) is not None:
        return None
    table = weights()
    total = table["bias"] + math.fsum(table[name] * value for name, value in features(one, other, Similarity(cosine)))
    if is_verbatim(one, other, cosine):
        doubtful = clashing(one.facets.counts, other.facets.counts)
        return PairScore(max(total, _COPIED), doubtful, doubtful)
    doubtful = next(_doubts(one, other), None) is not None
    return PairScore(total, doubtful or next(_differences(one, other), None) is not None, doubtful)


def confidence(one: Content, other: Content, near: Similarity) -> float:
    """How sure it is that two contents say the same, or one the negation of the other: 0 to 1; 0 is a veto."""
    found = pair_score(one, other, near.cosine)
    return found.confidence(near) if found else 0.0


def decide(one: Content, other: Content, near: Similarity) -> Decision:
    """The comparison with its reasons in plain words."""
    a, b = one.facets, other.facets
    shared = (
        ("event", a.events & b.events),
        ("name", _written(a.names & b.names, one)),
        ("agent", one.doers & other.doers),
        ("country", a.countries & b.countries),
    )
    reasons = [f"same {kind}: {', '.join(sorted(values))}" for kind, values in shared if values]
    reasons += [f"same number: {p.figure}" for p, _ in agreeing(a.counts, b.counts)]
    reasons.append(f"cosine {near.cosine:.2f}")
    doubts = (*_doubts(one, other), *_differences(one, other))
    if is_verbatim(one, other, near.cosine):
        reasons.append("copied word for word")
        doubts = ()
    weighed = [name for name, value in features(one, other, near) if name.startswith(AGAINST) and value]
    return Decision(confidence(one, other, near), tuple(reasons), (*vetoes(one, other), *doubts, *weighed))


def _written(names: Set[str], content: Content) -> set[str]:
    """Keys of names as a content writes them; what extraction resolved has no word of its own."""
    capitals = (word for word in content.tokens.words if word.text[:1].isupper())
    return {word.text for word in capitals if skeleton(word.folded, content.head.language) in names}


def features(one: Content, other: Content, near: Similarity) -> Iterator[tuple[str, float]]:
    """The features of a pair by name of their weight, about 0 to 1 each."""
    a, b = one.facets, other.facets
    yield "meaning", near.cosine
    yield "language", float(one.head.language != other.head.language)
    yield _WORDS, max(near.share, near.other_share)
    yield "events", min(1.0, math.fsum(map(event_weight, sorted(a.events & b.events))) / _RICH)
    yield "number", float(bool(agreeing(a.counts, b.counts)))
    yield "beside", float(_beside(one, other))
    yield "other names", float(apart(a.names, b.names))
    yield "other place", float(apart(a.places, b.places))
    yield "other country", float(apart(a.countries, b.countries))
    yield "other day", float(apart(a.days, b.days))
    yield "other year", float(apart(a.years, b.years))
    yield "other number", float(bool(differing(a.counts, b.counts)))
    yield "only one dated", float(bool(a.years) != bool(b.years))


def _beside(one: Content, other: Content) -> bool:
    """Whether two sentences that stand side by side in an article name one event: the second goes on about it."""
    a, b = one.head, other.head
    adjacent = a.article == b.article and abs(a.position - b.position) == 1
    return adjacent and not one.facets.events.isdisjoint(other.facets.events)


def vetoes(one: Content, other: Content) -> Iterator[str]:
    """What ends the matter whatever else agrees."""
    if (one.head.commitment in REAL) != (other.head.commitment in REAL):
        yield "one says what is, the other what may or should be"
    a, b = one.facets, other.facets
    if apart({month for month, _ in a.days}, {month for month, _ in b.days}):
        yield "other month"
    figures = differing(a.counts, b.counts)
    if figures and not agreeing(a.counts, b.counts) and not any(p.is_near(q) for p, q in figures):
        yield "other number"
    if _far_in_time(one, other):
        yield "other time"
    if one.head.language == other.head.language and _elsewhere(one, other):
        yield "other place"  # a town's name may differ from language to language


def _elsewhere(one: Content, other: Content) -> bool:
    """Whether each names places, and none that the other or its article is about."""
    a, b = one.facets.places, other.facets.places
    return apart(a, b) and a.isdisjoint(other.context.main) and b.isdisjoint(one.context.main)


def _doubts(one: Content, other: Content) -> Iterator[str]:
    """What keeps two contents from being taken for the same, however alike; they may be so still."""
    if clashing(one.facets.counts, other.facets.counts):
        yield "another figure, not far off"
    if bool(one.context.years) != bool(other.context.years):
        yield "only one names another year"


def _differences(one: Content, other: Content) -> Iterator[str]:
    """What makes it unlikely that two contents say the same, and lets nobody join them."""
    a, b = one.facets, other.facets
    if _other_side(one.actors, other.actors) or _turned(one, other) or apart(one.doers, other.doers):
        yield "another side does it"
    if one.context.several != other.context.several:
        yield "only one speaks of several such events"
    if one.head.language != other.head.language:
        return  # the tables of two languages never hold quite the same words, and they negate in other places
    if apart(a.events, b.events):
        yield "what happens is another thing"
    if a.negated != b.negated and Commitment.DENIED not in (one.head.commitment, other.head.commitment):
        yield "one says that it is so, the other that it is not"


def _other_side(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the actors of each are none of the other's; a government of no named state may be any state's."""
    return apart(set(one), set(other)) and GOVERNMENT not in (*one, *other)


def _turned(one: Content, other: Content) -> bool:
    """Whether the same two actors stand the other way round, and both or neither in the passive."""
    if len(set(one.actors)) != 2 or one.actors[:2] != other.actors[1::-1]:
        return False
    return one.tokens.passive == other.tokens.passive


def _far_in_time(one: Content, other: Content) -> bool:
    """Whether the articles are months apart and the contents name no common date: the same words, another event."""
    months = one.head.month, other.head.month
    if months[0] is None or months[1] is None or abs(months[0] - months[1]) < MONTHS:
        return False
    return not (one.facets.years & other.facets.years or one.facets.days & other.facets.days)


def apart(a: Set[_T], b: Set[_T]) -> bool:
    """Whether both say something and share none of it."""
    return bool(a) and bool(b) and a.isdisjoint(b)
