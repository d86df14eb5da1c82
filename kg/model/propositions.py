"""What several claims say alike, and where they contradict each other."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.model.articles import Span
from kg.model.kinds import Stance


@dataclass(frozen=True, slots=True)
class Membership:
    """A claim's place in a proposition, and why. ``part`` is the index of a part, None for the sentence."""

    article: str
    span: Span
    stance: Stance
    confidence: float
    reasons: tuple[str, ...] = ()  # "same place: deir-ez-zor", "cosine 0.74"
    part: int | None = None
    model: str = ""  # the language model that decided, where one did


@dataclass(frozen=True, slots=True)
class Proposition:
    """What several claims say alike. ``perhaps`` holds claims that may say the same: they block a verdict of yes."""

    id: str
    labels: tuple[tuple[str, str], ...]  # (language, wording of its most central claim in that language)
    members: tuple[Membership, ...]
    perhaps: tuple[Membership, ...] = ()
    plan: bool = False  # it is itself about a plan or a call: then calls and pledges support it


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two propositions (or two claims) that cannot both be right as they stand: a candidate, for a person to judge.

    ``confidence``, 0 to 1, ranks: how surely the two speak of one event, less where they disagree little.
    """

    kind: str  # numeric, duration, temporal, polarity
    left: Membership
    right: Membership
    reasons: tuple[str, ...] = field(default=())
    confirmed: bool = False  # a person has judged that it is one
    confidence: float = 1.0
