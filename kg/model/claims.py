"""Claims: sentences, who is said to have asserted them, and what they mention."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.agents import Agent
from kg.model.articles import Span
from kg.model.kinds import Basis, ClaimKind, Commitment, Quote, Role


@dataclass(frozen=True, slots=True)
class Candidate:
    """An agent that a mention may stand for, where it is not sure enough to be named."""

    agent: Agent
    probability: float


@dataclass(frozen=True, slots=True)
class ModelAnswer:
    """An answer of a language model that a hop rests on: which model, to which question, and when."""

    model: str
    question: str  # SHA-256 of the whole question
    time: str  # UTC, ISO 8601


@dataclass(frozen=True, slots=True)
class Hop:
    """One agent's link in a chain, with what it rests on."""

    role: Role
    agent: Agent
    basis: Basis
    rule: str  # name of the detector or resolver that made it
    mention: Span | None = None  # the words that name the agent
    cue: Span | None = None  # the words that report
    confidence: float = 1.0
    candidates: tuple[Candidate, ...] = ()  # whom an unnamed agent may be, the likeliest first
    answer: ModelAnswer | None = None  # where a model decided, and no rule


@dataclass(frozen=True, slots=True)
class Chain:
    """An attribution: hops from the origin outward, the outlet always last."""

    hops: tuple[Hop, ...]
    content: tuple[Span, ...] = ()  # what is reported; several pieces when a cue is inserted

    @property
    def origin(self) -> Hop:
        """The hop of the agent said to have asserted it."""
        return self.hops[0]

    @property
    def own_voice(self) -> bool:
        """Whether nobody but the outlet stands in the chain."""
        return len(self.hops) == 1 and self.hops[0].role is Role.OUTLET


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand for something. ``entity``: the id of an agent, place or country where it resolves, else None."""

    span: Span
    text: str
    entity: str | None = None
    label: str | None = None
    type: str = "thing"  # agent, place, country, person, organisation, weapon, thing


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """When something is said to have happened: raw words, and an EDTF value or None where it is not resolved."""

    span: Span
    text: str
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number said of something: ``low`` = ``high`` for a plain value, infinite where a bound is not said.

    "More than 300" is 300 to infinity, "up to 20" minus infinity to 20, and "thousands" has neither bound.
    """

    span: Span
    text: str
    low: float
    high: float
    unit: str | None = None  # km, %, dollar, year … as in kg/languages/*/numbers.toml
    hedge: str | None = None  # about, at-least, at-most, more-than, less-than
    counted: str | None = None  # lemma of what is counted: "soldat" in "deux soldats russes"
    counted_span: Span | None = None  # its words: "soldats russes"


@dataclass(frozen=True, slots=True)
class Part:
    """An assertion of somebody else inside a sentence: a claim of its own, with its own content and chain."""

    content: tuple[Span, ...]
    chains: tuple[Chain, ...]
    quote: Quote
    commitment: Commitment


@dataclass(frozen=True, slots=True)
class Reading:
    """How a sentence was read too, where the rules and a model differ: the one of the two that does not stand."""

    chains: tuple[Chain, ...]
    quote: Quote
    commitment: Commitment


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence, who is said to have asserted it, and how.

    ``chains`` has at least one chain; the first is the sentence's own, the others are of co-speakers
    ("X et Y ont annoncé").
    """

    article: str
    position: int
    span: Span
    text: str
    kind: ClaimKind
    language: str
    chains: tuple[Chain, ...]
    quote: Quote
    commitment: Commitment
    negated: bool = False  # the main clause of the content is grammatically negated
    parts: tuple[Part, ...] = ()
    subject: Mention | None = None
    mentions: tuple[Mention, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    terms: tuple[str, ...] = ()  # lemmas of the content's content words, in order
    other: Reading | None = None

    @property
    def answer(self) -> ModelAnswer | None:
        """The model's answer that the claim's reading rests on; None where it is that of the rules."""
        return self.chains[0].origin.answer

    @property
    def content(self) -> tuple[Span, ...]:
        """What is reported; the whole sentence in the outlet's own voice."""
        return self.chains[0].content or (self.span,)


@dataclass(frozen=True, slots=True)
class Run:
    """What made a set of claims: no clock in it, so that the same input gives the same graph."""

    program: str  # version
    models: tuple[tuple[str, str], ...]  # (name, version)
    registry: str  # SHA-256 of the registry file
