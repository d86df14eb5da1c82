"""Whom a pronoun or a description stands for: the entities of the article, ranked, or none of them.

Mention ranking with a candidate for *none of these* (Denis & Baldridge 2008; Durrett & Klein 2013): a softmax over a linear
score of features that know no language. What contradicts a mention is no candidate. Whoever comes first is named only
where he comes first by so much that of a hundred such, at least as many were right as ``reference.json`` asks for; else the mention
stays without a name and keeps its candidates.
"""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.claims.resolve.entities import Description, Entity, contradicts
from kg.model import Agent, SourceKind
from kg.sources.registry import MEDIA

if TYPE_CHECKING:
    from kg.claims.resolve.discourse import Discourse
    from kg.languages.cue_lexicon import Lexicon

WEIGHTS = Path(__file__).with_suffix(".json")
SORTS = ("pronoun", "person", "body")
FEATURES = (
    "bias", "same head", "words in common", "words that differ", "noun known", "other nouns known", "office", "country",
    "gender", "person", "distance", "same sentence", "last sentence", "same paragraph", "most recent", "last speaker",
    "spoke before", "spoke in the last sentence", "subject", "named", "registered", "mentions", "owned", "medium",
)  # fmt: skip
NONE = ("none", "none: words", "none: candidates", "none: no candidate")


@dataclass(frozen=True, slots=True)
class Query:
    """A mention that may refer back: what it says, where it stands, what sort it is."""

    description: Description
    sort: str  # pronoun, person, body
    sentence: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """An agent that a mention may stand for, and how probable it is."""

    agent: Agent
    probability: float


@dataclass(frozen=True, slots=True)
class Weights:
    """The learnt weights: a row for each sort of mention, and the probability above which somebody is named."""

    candidate: dict[str, tuple[float, ...]]
    none: dict[str, tuple[float, ...]]
    threshold: dict[str, float]


@functools.cache
def weights() -> Weights:
    """The weights that come with the program (``python -m bench.train_reference``)."""
    raw = json.loads(WEIGHTS.read_text("utf-8"))
    rows = {name: {sort: tuple(raw[name][sort]) for sort in SORTS} for name in ("candidate", "none")}
    return Weights(rows["candidate"], rows["none"], raw["threshold"])


def rank(query: Query, discourse: Discourse, lexicon: Lexicon) -> list[Candidate]:
    """The candidates for a mention, the likeliest first; what is missing to 1 is *none of these*."""
    left = possible(query, discourse, lexicon)
    learnt = weights()
    scores = [_dot(learnt.candidate[query.sort], row) for row in candidate_features(query, left, discourse)]
    scores.append(_dot(learnt.none[query.sort], none_features(query, left)))
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    found = [Candidate(one.agent, power / sum(powers)) for one, power in zip(left, powers, strict=False)]
    return sorted(found, key=lambda one: -one.probability)


def possible(query: Query, discourse: Discourse, lexicon: Lexicon) -> list[Entity]:
    """The entities that nothing in a mention contradicts, the one mentioned last first."""
    rest = (one for one in discourse.entities.values() if one.agent.kind is not SourceKind.UNSPECIFIED)
    fitting = [one for one in rest if not contradicts(query.description, one, discourse.date, lexicon)]
    return sorted(fitting, key=lambda one: -one.last.sentence)


def none_features(query: Query, left: list[Entity]) -> tuple[float, ...]:
    """Of *none of these*: how much the mention describes, and how many it may be."""
    return (1.0, min(len(query.description.words), 4) / 2, math.log1p(len(left)), float(not left))


def candidate_features(query: Query, left: list[Entity], discourse: Discourse) -> list[tuple[float, ...]]:
    """A row of ``FEATURES`` for each candidate."""
    speaking = [one for one in left if any(row.speaks for row in one.occurrences)]
    last_speaker = max(speaking, key=_spoke, default=None)
    return [_features(query, one, at, one is last_speaker, discourse.date) for at, one in enumerate(left)]


def _spoke(entity: Entity) -> int:
    return max((row.sentence for row in entity.occurrences if row.speaks), default=-1)


def _features(query: Query, entity: Entity, at: int, last_speaker: bool, date: str | None) -> tuple[float, ...]:
    asked, last = query.description, entity.last
    words, nouns = entity.told("words") | entity.told("nouns"), entity.told("nouns")
    heads = {row.description.head for row in entity.occurrences}
    distance = query.sentence - last.sentence
    offices = {office for office, _ in entity.offices_on(date)}
    spoke = _spoke(entity)
    return tuple(
        map(
            float,
            (
                1,
                asked.head in heads,
                bool(asked.words & words),
                bool(asked.words) and not asked.words & words,
                asked.head in nouns,
                bool(nouns) and asked.head not in nouns,
                asked.office is not None and asked.office in offices,
                bool(asked.countries & entity.countries_on(date)),
                asked.gender is not None and asked.gender == entity.gender,
                asked.human is not None and asked.human == entity.human,
                math.log1p(distance),
                distance == 0,
                distance == 1,
                query.paragraph == last.paragraph,
                at == 0,
                last_speaker,
                spoke >= 0,
                spoke == query.sentence - 1,
                last.subject,
                entity.agent.kind is SourceKind.NAMED,
                entity.agent.registered,
                math.log(len(entity.occurrences)),
                last.owned,
                entity.agent.type in MEDIA,
            ),
        )
    )


def _dot(weight: Iterable[float], row: Iterable[float]) -> float:
    return sum(one * other for one, other in zip(weight, row, strict=True))
