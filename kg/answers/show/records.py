"""What there is to show of a claim and of a proposition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.answers.names import ArticleName
from kg.model import Article, Claim
from kg.propositions.verdicts.evidence import Case


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a proposition rests only on sources of a country (ISO code), and why."""

    country: str
    variant: str  # origin, bottleneck, closed
    value: str  # yes, no, undetermined
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a person has decided of a claim: the concept of the kind without its prefix, an ISO day, the entry's id."""

    kind: str
    who: str
    day: str
    why: str
    id: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A claim's place in a proposition. ``part`` is the IRI of the part that stands there, None for the sentence.

    ``counts`` are (what, how many) of the proposition, ``denied`` and ``perhaps_too`` the others that deny it, and
    that perhaps say it.
    """

    proposition: str  # IRI
    says: str
    stance: str  # expressing, denying
    perhaps: bool
    confidence: float
    reasons: tuple[str, ...]
    part: str | None
    verdicts: tuple[Verdict, ...]
    counts: tuple[tuple[str, int], ...] = ()
    denied: int = 0
    perhaps_too: int = 0


@dataclass(frozen=True, slots=True)
class Carrier:
    """Another article (id) with the article’s text. ``direction``: 1 the other is older, -1 younger, 0 unknown."""

    article: str
    share: float  # of the shorter text, 0 to 1
    direction: int


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """A claim with its article and its propositions. ``asked`` is the IRI of the claim, or of a part of it.

    ``names``: what the articles that it speaks of are called, by their ids.
    """

    iri: str
    asked: str
    article: Article
    claim: Claim
    standings: tuple[Standing, ...]
    carriers: tuple[Carrier, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    names: Mapping[str, ArticleName] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Member:
    """A claim, or a part of one, as a proposition's member; offsets are the sentence's, in code points."""

    assertion: str  # IRI
    article: str
    begin: int
    end: int
    text: str
    who: tuple[str, ...]
    stance: str
    perhaps: bool
    counts: bool  # it supports: no denial, hypothesis, question or restatement
    confidence: float
    reasons: tuple[str, ...]
    rulings: tuple[Ruling, ...] = ()


@dataclass(frozen=True, slots=True)
class PropositionRecord:
    """A proposition with its claims and verdicts. ``counts`` are (what, how many), the widest first."""

    iri: str
    says: str
    labels: tuple[tuple[str, str], ...]  # (language, label)
    counts: tuple[tuple[str, int], ...]
    members: tuple[Member, ...]
    verdicts: tuple[Verdict, ...]
    contradictions: tuple[tuple[str, str, str, bool], ...]  # kind, both claims (IRIs), whether a person confirmed it
    case: Case  # all that stands to it, chain by chain
    names: Mapping[str, ArticleName] = field(default_factory=dict)  # of its articles, by their ids
