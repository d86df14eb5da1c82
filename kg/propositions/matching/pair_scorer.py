"""Score whether two contents say the same: four features, a confidence, and what speaks against it.

A logistic regression over the cosine of the two contents above that of unlike sentences of their languages, the words
of the one that the other has in its own words or language, a common figure, and a common fact of one event. On events
left out of the training a fact makes it some seven times likelier, and by itself it is right in two pairs of five.
Cosine alone cannot decide: a sentence is near its own negation and near itself with roles swapped, so that some
disagreements end the matter and others lower the confidence. ``python -m bench.train_joining`` makes the weights.
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
from kg.propositions.matching.atomic_facts import AtomicFact
from kg.propositions.matching.contents import Content
from kg.propositions.matching.facets import stems
from kg.propositions.matching.figures import agreeing, clashing, differing
from kg.propositions.matching.tokens import skeleton
from kg.propositions.matching.verbatim import is_verbatim

SAME = 0.3  # average confidence over a cluster's pairs above which contents are joined
# Confidence of one pair above which they may say the same, in one language. Chosen over seven labelled events, each
# left out in turn: up to 0.2 no wrong "yes" more comes of it. Of 189 sentences scored 0.05 to 0.2 beside what would be
# a "yes", 6 said the same; of all pairs scored 0.3 to 0.4, 44 of 100 share a proposition of the labels (README).
PERHAPS = 0.2
# In two languages, of which there is one event to learn from: of all pairs scored 0.05 to 0.1, 22 of 100.
PERHAPS_TRANSLATED = 0.05
MONTHS = 2  # between articles, from which the same words are taken to tell of something else
REAL = (Commitment.ASSERTED, Commitment.HEDGED, Commitment.HEARSAY, Commitment.DENIED)

_DOUBTFUL = 0.15  # what a doubt leaves of the confidence: less than joins, however alike the two are
_FEW, _NEARLY_ALL = 6, 0.8  # stems of a short content; share of its words from which another says the same
_FEWEST = 3  # stems of a content that may be nothing but a word for what was said before
_COPIED = 2.2  # what a copy comes to at least, on the scale of the logistic regression: 0.9
_MOST = 0.7  # share of the stems of the shorter one that two contents in another order have in common
_STATE = 2  # letters of a code of a state
_WORDS, _TRANSLATED = "words", "words translated"  # the features of words: the larger of the two shares
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
def _learnt() -> Mapping[str, Mapping[str, float]]:
    found: dict[str, dict[str, float]] = json.loads((Path(__file__).parent / "pair_scorer.json").read_text("utf-8"))
    return found


def weights() -> Mapping[str, float]:
    """The weights by feature, and the bias."""
    return _learnt()["weights"]


@functools.lru_cache(maxsize=1_024)
def unlike(one: str, other: str) -> float:
    """The mean cosine of sentences that have nothing in common, of two languages: French ones lie nearer together."""
    known = _learnt()["unlike"]
    return known.get(" ".join(sorted((one, other))), math.fsum(known.values()) / len(known))


@dataclass(frozen=True, slots=True)
class PairScore:
    """What everything but the words of two contents comes to, before their words are compared."""

    total: float  # on the scale of the logistic regression
    doubts: int  # how many things speak against it: with one, nobody may join them
    translated: bool  # whether they are of two languages
    short: bool = False  # so few words that whoever says it in others may say something else
    pointing: bool = False  # in two languages, so few that they may point at what was said: ``denied this information``

    def confidence(self, near: Similarity) -> float:
        """How sure it is with the shares of words found in each other: 0 to 1."""
        words = max(near.share, near.other_share)
        both = min(near.share, near.other_share)
        doubts = self.doubts + ((self.short and words < _NEARLY_ALL) or (self.pointing and both < _NEARLY_ALL))
        return _confidence(self.total + weights()[_words(self.translated)] * words, _DOUBTFUL**doubts)


def _confidence(total: float, most: float = 1.0) -> float:
    """A sum on the scale of the logistic regression as a confidence: 0 to ``most``."""
    return most / (1.0 + math.exp(-total))


def _words(translated: bool) -> str:
    return _TRANSLATED if translated else _WORDS


def pair_score(one: Content, other: Content, cosine: float) -> PairScore | None:
    """Score two contents by all but their words; None where they cannot say the same, nor one negate the other."""
    if next(vetoes(one, other), None) is not None:
        return None
    table = weights()
    total = table["bias"] + math.fsum(table[name] * value for name, value in features(one, other, Similarity(cosine)))
    translated = one.head.language != other.head.language
    if is_verbatim(one, other, cosine):
        return PairScore(max(total, _COPIED), int(clashing(one.facets.counts, other.facets.counts)), translated)
    fewest = min(len(one.facets.stems), len(other.facets.stems))
    doubts = sum(1 for _ in _doubts(one, other))
    return PairScore(total, doubts, translated, not translated and fewest < _FEW, translated and fewest < _FEWEST)


def likeness(one: Content, other: Content, near: Similarity) -> float:
    """How sure the likeness of two contents alone makes it, whatever speaks against: 0 to 1."""
    table = weights()
    return _confidence(table["bias"] + math.fsum(table[name] * at for name, at in features(one, other, near)))


def confidence(one: Content, other: Content, near: Similarity) -> float:
    """How sure it is that two contents say the same, or one the negation of the other: 0 to 1; 0 is a veto."""
    found = pair_score(one, other, near.cosine)
    return found.confidence(near) if found else 0.0


def decide(one: Content, other: Content, near: Similarity) -> Decision:
    """The comparison with its reasons in plain words."""
    a, b = one.facets, other.facets
    shared = (
        ("name", _written(a.names & b.names, one)),
        ("country", a.countries & b.countries),
    )
    reasons = [f"same {kind}: {', '.join(sorted(values))}" for kind, values in shared if values]
    reasons += [f"same {fact}" for fact in sorted(shared_facts(one, other))]
    reasons += [f"same number: {p.figure}" for p, _ in agreeing(a.counts, b.counts)]
    reasons.append(f"cosine {near.cosine:.2f}")
    doubts = tuple(_doubts(one, other))
    if is_verbatim(one, other, near.cosine):
        reasons.append("copied word for word")
        doubts = ()
    return Decision(confidence(one, other, near), tuple(reasons), (*vetoes(one, other), *doubts))


def _written(names: Set[str], content: Content) -> set[str]:
    """Keys of names as a content writes them; what extraction resolved has no word of its own."""
    capitals = (word for word in content.tokens.words if word.text[:1].isupper())
    return {word.text for word in capitals if skeleton(word.folded, content.head.language) in names}


def may_be_same(translated: bool) -> float:
    """The confidence from which two contents may say the same, be they of one language or of two."""
    return PERHAPS_TRANSLATED if translated else PERHAPS


def features(one: Content, other: Content, near: Similarity) -> Iterator[tuple[str, float]]:
    """The features of a pair by name of their weight, about 0 to 1 each."""
    yield "meaning", near.cosine - unlike(one.head.language, other.head.language)
    translated = one.head.language != other.head.language
    yield "translated", float(translated)
    yield _words(translated), max(near.share, near.other_share)
    yield "number", float(bool(agreeing(one.facets.counts, other.facets.counts)))
    yield "fact", float(bool(shared_facts(one, other)))


def shared_facts(one: Content, other: Content) -> frozenset[AtomicFact]:
    """The facts that both state, of events that may be one, and of no two counts of it."""
    found = one.facts & other.facts
    if not found or not one.context.meets(other.context) or clashing(one.facets.counts, other.facets.counts):
        return frozenset()
    return found


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
    a, b = one.facets, other.facets
    if clashing(a.counts, b.counts):
        yield "another figure, not far off"
    if apart({day for _, day in a.days if day}, {day for _, day in b.days if day}):
        yield "another day"
    if bool(one.context.years) != bool(other.context.years):
        yield "only one names another year"
    if _other_side(one.actors, other.actors) or _turned(one, other):
        yield "another side does it"
    if one.head.language != other.head.language:
        return  # the tables of two languages never hold quite the same words, and they negate in other places
    if apart(a.events, b.events):
        yield "what happens is another thing"
    if a.negated != b.negated and Commitment.DENIED not in (one.head.commitment, other.head.commitment):
        yield "one says that it is so, the other that it is not"


def _other_side(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the actors of each are none of the other's; a government of no named state may be any state's."""
    states = any(len(who) == _STATE for who in (*one, *other))
    return apart(set(one), set(other)) and not (states and GOVERNMENT in (*one, *other))


def _turned(one: Content, other: Content) -> bool:
    """Whether the same two actors, or nearly the same words, stand the other way round, and in the same voice."""
    actors = len(set(one.actors)) == 2 and one.actors[:2] == other.actors[1::-1]
    return (actors or _reordered(one, other)) and one.tokens.passive == other.tokens.passive


def _reordered(one: Content, other: Content) -> bool:
    """Whether what the one begins with the other ends with, and they have nearly all words in common."""
    if one.head.language != other.head.language:
        return False
    common = one.facets.stems & other.facets.stems
    if len(common) < _MOST * max(1, min(len(one.facets.stems), len(other.facets.stems))):
        return False
    first, second = ([root for root in stems(content.tokens) if root in common] for content in (one, other))
    return first[0] != second[0] and (first[0] == second[-1] or second[0] == first[-1])


def _far_in_time(one: Content, other: Content) -> bool:
    """Whether the articles are months apart and the contents name no common date: the same words, another event."""
    months = one.head.month, other.head.month
    if months[0] is None or months[1] is None or abs(months[0] - months[1]) < MONTHS:
        return False
    return not (one.facets.years & other.facets.years or one.facets.days & other.facets.days)


def apart(a: Set[_T], b: Set[_T]) -> bool:
    """Whether both say something and share none of it."""
    return bool(a) and bool(b) and a.isdisjoint(b)
