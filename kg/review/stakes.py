"""What an answer is worth: for each question that a person can be asked, the verdicts it is expected to change.

A verdict becomes *yes* once all that stands in its way is settled, so what settling it is worth is shared by the
questions that this takes; where one question would do, it is worth the most. A *yes* that is wrong accuses somebody: a
question that may undo one counts as several. Chances are those of the program's own figures, calibrated where they are.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.model import Link, SourceKind
from kg.model.vocab import DATA
from kg.propositions.verdicts.evidence import Case
from kg.propositions.verdicts.rules import (
    Belongs,
    DatedAgent,
    Evidence,
    Path,
    Value,
    Variant,
    attributing,
    is_restated,
    of_country,
    of_path,
    supports,
)
from kg.review.questions import Ask, TaskKind

WRONG = 3.0  # what finding a wrong yes counts, against finding a right one
FLOOR = 0.1  # expected verdicts below which an answer would hardly change one
_TO_NO = 0.05  # what a verdict counts that is settled as no, since the claims do say the same
_MISNAMED, _DOUBTED = 0.06, 0.3  # share of names that are wrong, of all that are believed and of those in doubt
_UNHEARD = 0.03  # share of sentences held for an outlet's own that somebody says in it
_BY_MODEL = 0.15  # the same of those that a language model gave
_NAMELESS, _UNLINKED = 0.1, 0.3  # share of sources without name, or link, that turn out to be of some state
_SURE = 0.97  # a join is never surer than this
Candidates = Callable[[str], Sequence[tuple[DatedAgent, float]]]  # of a hop, by its IRI


@dataclass(slots=True)
class Stake:
    """What hangs on a question: expected verdicts, and how many may become yes, no longer be yes, or be settled."""

    worth: float = 0.0
    open: int = 0  # undetermined or denied verdicts that may become yes
    yes: int = 0  # verdicts of yes that may be wrong

    def __add__(self, other: Stake) -> Stake:
        """Both together."""
        return Stake(self.worth + other.worth, self.open + other.open, self.yes + other.yes)

    @property
    def words(self) -> str:
        """What hangs on it, in words."""
        parts = ((self.yes, "of yes may be wrong"), (self.open, "may become yes"))
        said = (f"{number} verdict{'s' * (number > 1)} {what}" for number, what in parts if number)
        return " and ".join(said)


@dataclass(frozen=True, slots=True)
class _Chain:
    """A chain that vouches, or perhaps does."""

    claim: Evidence
    path: Path


@dataclass(slots=True)
class Stakes:
    """The questions of some propositions with what hangs on each."""

    countries: Sequence[str]
    candidates: Candidates
    models: Mapping[str, str] = field(default_factory=dict)  # hops that a language model read, with its name
    asked: dict[Ask, Stake] = field(default_factory=lambda: defaultdict(Stake))

    def add(self, case: Case, states: Mapping[str, frozenset[str]]) -> None:
        """Count what hangs on the questions of one proposition.

        Args:
            case: the proposition.
            states: the states that stand in some chain of each article, by the article's IRI.
        """
        told = attributing(case.claims, case.plan)
        vouching = [one for one in case.claims if supports(one, case.plan) and not is_restated(one, told)]
        chains = [_Chain(one, found) for one in vouching for found in one.ways]
        near = frozenset().union(*(states.get(one.article, frozenset()) for one in vouching))
        if not any(not chain.claim.perhaps for chain in chains):
            return
        for country in self.countries:
            if country in near:
                for variant in Variant:
                    _Verdict(self, case, states, chains, of_country(country), variant).count()


@dataclass(frozen=True, slots=True)
class _Verdict:
    """One verdict: what it would take to be yes, or what may be wrong with it."""

    of: Stakes
    case: Case
    states: Mapping[str, frozenset[str]]
    chains: Sequence[_Chain]
    belongs: Belongs
    variant: Variant

    def count(self) -> None:
        blocking: dict[str, list[_Chain]] = {}
        for chain in self.chains:
            if of_path(chain.path, self.belongs, self.variant) is not Value.YES:
                blocking.setdefault(chain.claim.claim, []).append(chain)
        if not blocking:
            self._may_be_wrong()
        else:
            self._may_become_yes(blocking)

    def _may_be_wrong(self) -> None:
        """A yes: whoever it rests on may be somebody else. That others say it too is asked for by ``nearby``."""
        for chain in self.chains:
            if not chain.claim.perhaps:
                wrong = _UNHEARD if chain.path.own_voice else _MISNAMED
                wrong = _BY_MODEL if f"{chain.path.iri}/hop/0" in self.of.models else wrong
                self._stake(Ask(TaskKind.SPEAKER, chain.claim.claim), WRONG * wrong, yes=1)

    def _may_become_yes(self, blocking: Mapping[str, Sequence[_Chain]]) -> None:
        plans = [plan for plan in (self._one_by_one(blocking), self._apart(blocking)) if plan]
        if plans:
            best = max(plans, key=lambda plan: math.prod(plan.values()) / len(plan))
            worth = math.prod(best.values()) / len(best)
            for ask, chance in best.items():
                settled = _TO_NO * (1 - chance) / len(best) if ask.right else 0.0
                self._stake(ask, worth + settled, open=1)

    def _one_by_one(self, blocking: Mapping[str, Sequence[_Chain]]) -> dict[Ask, float]:
        """For each claim that stands in the way the likeliest answer that would clear it, with its chance."""
        plan: dict[Ask, float] = {}
        left = any(not one.claim.perhaps and one.claim.claim not in blocking for one in self.chains)
        for chains in blocking.values():
            ways = dict([*self._named(chains), *(self._parted(chains[0]) if left else ())])
            if not ways:
                return {}
            ask = max(ways, key=lambda ask: (ask in plan, ways[ask]))
            plan[ask] = max(ways[ask], plan.get(ask, 0.0))
        return plan

    def _apart(self, blocking: Mapping[str, Sequence[_Chain]]) -> dict[Ask, float]:
        """The one claim that would be yes alone, set apart from all others at once."""
        alone = {
            one.claim.claim: one for one in self.chains if one.claim.claim not in blocking and not one.claim.perhaps
        }
        others = tuple(name for name, chains in blocking.items() if not chains[0].claim.perhaps)
        if len(alone) != 1 or len(others) < 2:
            return {}
        (found,) = alone.values()
        return {Ask(TaskKind.JOIN, found.claim.claim, self.case.proposition, others): 1 - self._joined(found.claim)}

    def _parted(self, chain: _Chain) -> Iterator[tuple[Ask, float]]:
        claim = chain.claim
        yes = tuple(
            one.claim.claim
            for one in self.chains
            if not one.claim.perhaps and of_path(one.path, self.belongs, self.variant) is Value.YES
        )
        kind = TaskKind.PERHAPS if claim.perhaps else TaskKind.JOIN
        yield (
            Ask(kind, claim.claim, self.case.proposition, () if claim.perhaps else tuple(dict.fromkeys(yes))),
            1 - self._joined(claim),
        )

    def _joined(self, claim: Evidence) -> float:
        """How likely a claim says what the others say; the most central one as likely as these are with it."""
        sure = claim.confidence
        if not claim.perhaps and sure == 1.0:
            others = [one.confidence for one in self.case.claims if not one.perhaps and one is not claim]
            sure = sum(others) / len(others) if others else 1.0
        return min(sure, _SURE)

    def _named(self, chains: Sequence[_Chain]) -> Iterator[tuple[Ask, float]]:
        """The answers on whoever stands in the chains of one claim by which all of them would be yes."""
        if len(chains) > 1:
            return
        (chain,) = chains
        for at, hop in enumerate(chain.path.hops[:1] if self.variant is Variant.ORIGIN else chain.path.hops):
            if chance := self._chance(chain, at, hop):
                hops = [*chain.path.hops]
                hops[at] = _SOME
                then = Path(tuple(hops), chain.path.own_voice)
                if of_path(then, self._with_some, self.variant) is Value.YES:
                    yield _who(chain, at, hop), chance

    def _with_some(self, hop: DatedAgent) -> Value:
        return Value.YES if hop is _SOME else self.belongs(hop)

    def _chance(self, chain: _Chain, at: int, hop: DatedAgent) -> float:
        """How likely a hop that nobody can place is one of the sources asked for."""
        if hop.doubted and hop.kind is SourceKind.NAMED:
            if at:
                return 0.0
            return 1 - _DOUBTED if self.belongs(hop) is Value.YES else _DOUBTED * _NAMELESS
        number = max(1, len(self.states.get(chain.claim.article, ())))
        perhaps = self.of.candidates(f"{chain.path.iri}/hop/{at}")
        likely = sum(chance for agent, chance in perhaps if self.belongs(agent) is Value.YES)
        if hop.kind is not SourceKind.NAMED and (hop.state is None or hop.doubted):
            return 0.0 if at == len(chain.path.hops) - 1 else max(likely, _NAMELESS / number)
        return _UNLINKED / number if hop.link is Link.UNKNOWN and hop.agent.startswith(f"{DATA}article/") else 0.0

    def _stake(self, ask: Ask, worth: float, *, open: int = 0, yes: int = 0) -> None:
        stake = self.of.asked[ask]
        stake.worth += worth
        stake.open += open
        stake.yes += yes


_SOME = DatedAgent("", "somebody of the sources asked for")


def _who(chain: _Chain, at: int, hop: DatedAgent) -> Ask:
    """Who a hop is: one without a name, a speaker in doubt, or of what state somebody named is."""
    if hop.kind is SourceKind.NAMED and not hop.doubted:
        return Ask(TaskKind.AGENT, agent=hop.label.casefold())
    if hop.kind is not SourceKind.NAMED:
        return Ask(TaskKind.HOP, chain.claim.claim, hop=f"{chain.path.iri}/hop/{at}")
    return Ask(TaskKind.SPEAKER, chain.claim.claim)
