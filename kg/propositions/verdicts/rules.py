"""Whether a proposition rests only on certain sources: three variants, three values, chain by chain.

The rules are those of DESIGN section 5. A *yes* is an accusation, so everything unknown stays unknown: an unnamed
source, an unknown outlet or link, a speaker in doubt gives *undetermined*, and so does one claim that perhaps says the
same and would change the answer. Nothing here reads text or a graph; the records are small so that 100,000 of them fit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from kg.model import Agent, AgentType, Basis, Chain, Commitment, Hop, Link, SourceKind, Stance


class Value(StrEnum):
    """A three-valued answer."""

    YES = "yes"
    NO = "no"
    UNDETERMINED = "undetermined"


class Variant(StrEnum):
    """What "rests only on" asks of every chain; closed-yes is within origin-yes, origin-yes within bottleneck-yes."""

    ORIGIN = "origin"  # it starts at one of the sources
    BOTTLENECK = "bottleneck"  # it passes through one of them
    CLOSED = "closed"  # all its hops are of them


SURE = 0.5  # confidence from which a name is believed: at first sight of four rounds 17 of the 24 below were right
_STATE_LINKS = (Link.ORGAN, Link.CONTROLLED, Link.CAPTURED)
_SUPPORT = (Commitment.ASSERTED, Commitment.HEDGED, Commitment.HEARSAY)


@dataclass(frozen=True, slots=True)
class DatedAgent:
    """A hop's agent as it stood at its article's date. ``bodies`` are the ids of those it speaks for, nearest first."""

    agent: str
    label: str
    kind: SourceKind = SourceKind.NAMED
    country: str | None = None  # ISO 3166-1 alpha-2
    link: Link = Link.UNKNOWN
    bodies: tuple[str, ...] = ()
    types: frozenset[AgentType] = frozenset()  # its own and that of its bodies
    doubted: bool = False  # whether it is this agent at all: see is_doubted

    @property
    def state(self) -> str | None:
        """The country whose state the agent belongs to; None where it belongs to none or nobody knows."""
        return self.country if self.kind is not SourceKind.UNSPECIFIED and self.link in _STATE_LINKS else None


@dataclass(frozen=True, slots=True)
class Path:
    """One chain from the origin to the outlet; ``own_voice`` when nobody but the writer vouches.

    ``iri``: the chain's, where it stands in a graph; two chains of the same hops are one all the same.
    """

    hops: tuple[DatedAgent, ...]
    own_voice: bool = False
    iri: str = field(default="", compare=False)
    supposed: bool = False  # whether the origin only takes it for possible

    @property
    def is_of_nobody(self) -> bool:
        """Whether others may have the same words: nobody can tell whose they are, or nobody named supposes it."""
        origin = self.hops[0]
        unknown = origin.kind is SourceKind.UNSPECIFIED and origin.doubted
        return unknown or (self.supposed and origin.kind is not SourceKind.NAMED and origin.state is None)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A claim's place in a proposition, as far as a verdict needs it. ``text`` and ``shared`` only tell copies.

    ``shared`` names the text that its article has in common with others; empty where it has its own.
    """

    claim: str
    article: str
    paths: tuple[Path, ...]
    commitment: Commitment = Commitment.ASSERTED
    stance: Stance = Stance.EXPRESSES
    perhaps: bool = False
    rejected: bool = False
    text: str = ""
    shared: str = ""
    confidence: float = 1.0  # that it says the same
    heading: bool = False  # inside an article, as its outlet puts it

    @property
    def ways(self) -> tuple[Path, ...]:
        """The paths as a verdict weighs them: with those of a member that its origin only takes for possible marked."""
        if self.perhaps or self.commitment is not Commitment.HEDGED:
            return self.paths
        return tuple(replace(found, supposed=True) for found in self.paths)


@dataclass(frozen=True, slots=True)
class Why:
    """What one chain says about the question, in plain words."""

    claim: str
    value: Value
    words: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """The answer for one proposition; ``value`` is None when no claim supports it.

    ``chains`` has one reason a counted chain; ``doubts`` the perhaps-claims that keep a yes from being said.
    """

    value: Value | None
    chains: tuple[Why, ...] = ()
    doubts: tuple[Why, ...] = ()


Belongs = Callable[[DatedAgent], Value]


def of_country(country: str, based: bool = False) -> Belongs:
    """Whether an agent is of a country's state; with ``based``, being based there is enough."""
    links = (*_STATE_LINKS, Link.FUNDED, Link.NONE) if based else _STATE_LINKS

    def belongs(stand: DatedAgent) -> Value:
        if stand.kind is SourceKind.UNSPECIFIED or stand.link is Link.UNKNOWN:
            return Value.UNDETERMINED
        if stand.link not in links:
            return Value.NO
        if stand.country is None:
            return Value.NO if stand.link is Link.NONE else Value.UNDETERMINED
        return Value.YES if stand.country == country else Value.NO

    return belongs


def stand(agent: Agent, date: str | None, bodies: Sequence[Agent] = ()) -> DatedAgent:
    """The agent as its dated affiliations have it on an article's ISO date; ``bodies`` are those it speaks for."""
    held = agent.affiliation_on(date)
    ids = tuple(body.id for body in bodies) or ((agent.acts_for,) if agent.acts_for else ())
    types = frozenset(one.type for one in (agent, *bodies) if one.type)
    return DatedAgent(agent.id, agent.label, agent.kind, held.country, held.link, ids, types)


def is_doubted(found: DatedAgent, confidence: float, candidates: bool) -> bool:
    """Whether nobody can tell who a hop is: a name of little confidence, or words that may mean several.

    Whom words mean is no matter where they tell a state themselves: *a Syrian army source* is of it, whoever he is.
    """
    told = found.kind is SourceKind.UNNAMED and found.state is not None
    return (candidates and not told) or confidence < SURE


def path(chain: Chain, date: str | None) -> Path:
    """A chain of the model as a path."""
    hops = ((stand(hop.agent, date), hop) for hop in chain.hops)
    sure = ((found, is_doubted(found, hop.confidence, bool(hop.candidates))) for found, hop in hops)
    return Path(tuple(replace(found, doubted=doubted) for found, doubted in sure), own_voice(chain.hops))


def own_voice(hops: Sequence[Hop]) -> bool:
    """Whether nobody is reported: the outlet stands alone, or behind the agency whose text it prints."""
    return hops[0].basis is Basis.OWN_VOICE or Chain(tuple(hops)).own_voice


def of_path(found: Path, belongs: Belongs, variant: Variant) -> Value:
    """One chain's value: whether it starts at, passes through, or consists of the sources asked for."""
    values = [Value.UNDETERMINED if hop.doubted else belongs(hop) for hop in found.hops]
    if found.own_voice and values[0] is Value.NO:
        return Value.UNDETERMINED if variant is Variant.ORIGIN else Value.NO
    if variant is Variant.ORIGIN:
        return values[0]
    if variant is Variant.BOTTLENECK:
        sure = _first(values, Value.YES, Value.UNDETERMINED, Value.NO)
        return Value.UNDETERMINED if sure is Value.YES and values[0] is not sure and found.is_of_nobody else sure
    return all_of(values)


def _first(values: Iterable[Value], *order: Value) -> Value:
    found = set(values)
    return next(value for value in order if value in found)


def all_of(values: Iterable[Value]) -> Value:
    """Three-valued "and": any no, which ends the search, else any undetermined, else yes."""
    found = Value.YES
    for value in values:
        if value is Value.NO:
            return value
        if value is Value.UNDETERMINED:
            found = value
    return found


def supports(claim: Evidence, plan: bool) -> bool:
    """Whether a claim vouches for its proposition; calls and pledges do only where it is itself ``plan``.

    A heading inside an article, in its outlet's words, vouches for nothing: it announces what others say below.
    """
    if claim.rejected or claim.heading or claim.stance is not Stance.EXPRESSES:
        return False
    return claim.commitment in _SUPPORT or (plan and claim.commitment is Commitment.PROSPECTIVE)


def supporting(claims: Iterable[Evidence], plan: bool = False) -> tuple[Evidence, ...]:
    """The members that vouch for the proposition, restated ones included."""
    return tuple(claim for claim in claims if not claim.perhaps and supports(claim, plan))


def attributing(claims: Iterable[Evidence], plan: bool = False) -> frozenset[str]:
    """The articles that attribute the proposition to somebody."""
    return frozenset(
        claim.article for claim in supporting(claims, plan) if any(not found.own_voice for found in claim.paths)
    )


def is_restated(claim: Evidence, told: frozenset[str]) -> bool:
    """Whether an own-voice claim only repeats what its article attributes elsewhere: it adds no chain."""
    return claim.article in told and all(found.own_voice for found in claim.paths)


@dataclass(frozen=True, slots=True)
class Grounds:
    """The chains that a verdict looks at, each with its claim: those that count, and those that perhaps would."""

    counted: tuple[tuple[str, Path], ...]
    perhaps: tuple[tuple[str, Path], ...]

    @property
    def hops(self) -> tuple[DatedAgent, ...]:
        """Whoever stands in one of the chains."""
        return tuple(hop for _, found in (*self.counted, *self.perhaps) for hop in found.hops)

    def value(self, belongs: Belongs, variant: Variant) -> Value | None:
        """The verdict alone; None when no chain counts."""
        if not self.counted:
            return None
        value = all_of(of_path(found, belongs, variant) for _, found in self.counted)
        if value is not Value.YES or all(of_path(found, belongs, variant) is Value.YES for _, found in self.perhaps):
            return value
        return Value.UNDETERMINED

    def doubts(self, belongs: Belongs, variant: Variant) -> tuple[tuple[str, Path], ...]:
        """The chains that would change a yes if their claims said the same; none where it is no yes without them."""
        if not self.counted or any(of_path(found, belongs, variant) is not Value.YES for _, found in self.counted):
            return ()
        return tuple(chain for chain in self.perhaps if of_path(chain[1], belongs, variant) is not Value.YES)


def grounds(claims: Sequence[Evidence], plan: bool = False) -> Grounds:
    """The chains of a proposition that any verdict on it rests on.

    Args:
        claims: All members and perhaps-members of the proposition.
        plan: Whether the proposition is itself about a plan or a call.
    """
    told = attributing(claims, plan)
    vouching = [claim for claim in claims if supports(claim, plan) and not is_restated(claim, told)]
    chains = [(claim.perhaps, (claim.claim, found)) for claim in vouching for found in claim.ways]
    return Grounds(
        tuple(chain for perhaps, chain in chains if not perhaps), tuple(chain for perhaps, chain in chains if perhaps)
    )


def judge(claims: Sequence[Evidence], belongs: Belongs, variant: Variant, plan: bool = False) -> Judgement:
    """The verdict on one proposition, with the reason of every chain.

    Args:
        claims: All members and perhaps-members of the proposition.
        belongs: Which sources the question is about.
        variant: What is asked of every chain.
        plan: Whether the proposition is itself about a plan or a call.
    """
    found = grounds(claims, plan)
    reasons = tuple(_why(claim, chain, belongs, variant) for claim, chain in found.counted)
    perhaps = (_why(claim, chain, belongs, variant) for claim, chain in found.doubts(belongs, variant))
    return Judgement(found.value(belongs, variant), reasons, tuple(perhaps))


def reason(judgement: Judgement) -> str:
    """A verdict's grounds in one paragraph of plain words: how many chains say what, and which ones decided."""
    if judgement.value is None:
        return "No claim supports it."
    tally = {value: [why for why in judgement.chains if why.value is value] for value in Value}
    deciding = judgement.doubts or tally[judgement.value]
    number = f"{len(judgement.chains)} chain{'s' if len(judgement.chains) != 1 else ''}"
    split = ", ".join(f"{len(found)} {value.value}" for value, found in tally.items() if found)
    words = "; ".join(dict.fromkeys(why.words for why in deciding))
    lead = "Perhaps also said by" if judgement.doubts else "Decided by"
    return f"{number}: {split}. {lead}: {words}."


def _why(claim: str, found: Path, belongs: Belongs, variant: Variant) -> Why:
    return Why(claim, of_path(found, belongs, variant), describe(found))


def describe(found: Path) -> str:
    """A chain in plain words, with what is known of each hop at the article's date."""
    hops = " → ".join(f"{hop.label} ({_standing(hop)}{', in doubt' if hop.doubted else ''})" for hop in found.hops)
    return f"own voice of {hops}, no source named" if found.own_voice else hops


def _standing(hop: DatedAgent) -> str:
    if hop.kind is SourceKind.UNSPECIFIED:
        return "not known"
    if hop.kind is SourceKind.UNNAMED:
        return f"not named, {_link(hop)}" if hop.state else "not named"
    return _link(hop)


def _link(hop: DatedAgent) -> str:
    if hop.link is Link.UNKNOWN or (hop.link in _STATE_LINKS and hop.country is None):
        return "link to a state not known"
    if hop.state:
        return f"organ of {hop.state}" if hop.link is Link.ORGAN else f"{hop.link.value} by the state, {hop.state}"
    link = "funded by the state, independent" if hop.link is Link.FUNDED else "no link to a state"
    return f"{link}, {hop.country}" if hop.country else link
