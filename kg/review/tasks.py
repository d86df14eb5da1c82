"""What is worth deciding in a store: whatever changes most verdicts per answer first, and nothing that changes none.

One order for all kinds: claims that perhaps belong and claims that perhaps do not, speakers in doubt, agents of whom
nobody knows whether a state is behind them, and verdicts of *yes* that claims of others are near to (``stakes``).
What bears on no verdict, contradictions before all, comes only where everything is asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.graph.short_names import find
from kg.graph.store import Store
from kg.graph.store.in_process import shipped
from kg.languages import normalize
from kg.propositions.decisions import DecisionKind, SourceName
from kg.propositions.verdicts.evidence import Case, EvidenceReader, Facts
from kg.propositions.verdicts.rules import attributing, grounds, is_restated, supports
from kg.review.nearby import nearby, verdicts_of_yes
from kg.review.questions import Ask, ReviewTask, TaskKind
from kg.review.stakes import FLOOR, Stake, Stakes
from kg.sources.registry import Registry
from kg.sources.similar_names import proposals

__all__ = ["review_tasks", "tasks_about"]

DOUBTFUL = 0.75  # confidence of an origin below which a person may look where everything is asked for
SEVERAL = 2  # claims from which an unregistered speaker is worth a row there
_REASONS = """SELECT ?proposition ?claim ?confidence ?reason WHERE {
  ?node kg:claim ?claim ; kg:proposition ?proposition ; kg:confidence ?confidence ; kg:reason ?reason .
} ORDER BY STR(?reason)"""
_CONTRADICTIONS = """SELECT ?node ?left ?right ?kind ?reason WHERE {
  ?node kg:left ?left ; kg:right ?right ; kg:status kg:candidate ; kg:contradictionKind ?kind .
  OPTIONAL { ?node kg:reason ?reason }
  OPTIONAL { ?node kg:confidence ?confidence }
} ORDER BY DESC(?confidence) STR(?node) STR(?reason)"""
_HOPS = """SELECT ?hop ?assertion ?confidence ?rule ?role WHERE {
  ?assertion kg:attribution ?chain . ?chain kg:hop ?hop .
  ?hop kg:confidence ?confidence ; kg:rule ?rule ; kg:role ?role .
} ORDER BY ?confidence STR(?assertion) STR(?hop)"""
_MODELS = "SELECT ?hop ?name WHERE { ?hop kg:answer/kg:modelName ?name }"
_PERHAPS = """SELECT ?hop ?who ?probability WHERE {
  ?hop kg:mayBe ?candidate . ?candidate prov:agent ?agent ; kg:confidence ?probability . ?agent skos:prefLabel ?who .
} ORDER BY STR(?hop) DESC(?probability) STR(?candidate)"""
_UNREGISTERED = """SELECT DISTINCT ?who ?article ?assertion ?language WHERE {
  ?speaker kg:registered false ; kg:sourceKind kg:named ; skos:prefLabel ?who .
  ?hop prov:agent ?speaker . ?chain kg:hop ?hop . ?assertion kg:attribution ?chain .
  { ?assertion a kg:Claim . BIND(?assertion AS ?claim) } UNION { ?claim kg:part ?assertion }
  ?claim kg:article ?from ; schema:inLanguage ?language . ?from schema:identifier ?article .
} ORDER BY STR(?who) STR(?article) STR(?assertion)"""
_DECIDED = """SELECT ?decision ?kind ?assertion WHERE {
  ?decision kg:decides ?assertion ; kg:inForce true ; kg:decisionKind ?kind }"""


def review_tasks(
    store: Store, registry: Registry, countries: Collection[str] = (), *, everything: bool = False
) -> list[ReviewTask]:
    """What is worth deciding, whatever changes most verdicts first.

    Args:
        store: the store.
        registry: where names like that of an unknown agent are looked up.
        countries: ISO codes of the states whose verdicts count; all to which somebody attributes something where empty.
        everything: also what bears on hardly any verdict, or on none: contradictions, names of little confidence,
            unregistered speakers; all states count then where none is named.
    """
    reading = _Reading.of(store, registry)
    if not everything:
        return reading.by_worth(countries)
    found = reading.by_worth(countries or reading.reader.countries, floor=0.0)
    return [*found, *reading.rest({task.id for task in found})]


def tasks_about(store: Store, registry: Registry, name: str) -> list[ReviewTask]:
    """Whatever can be asked of a claim, or of the claims of a proposition: what bears on its verdicts first.

    A verdict of yes is questioned as such: whether the nearest claims of others say the same, who says each claim that
    it rests on, and whether that says what the others say.

    Args:
        store: the store.
        registry: where names like that of an unknown agent are looked up.
        name: the claim or the proposition, as a person names it.

    Raises:
        QueryError: the store has nothing of that name.
    """
    iri = str(find(store, name))
    reading = _Reading.of(store, registry)
    every = [*reading.by_worth((), floor=0.0), *reading.rest(set()), *reading.who(iri)]
    homes = {iri, *reading.homes.get(iri, ())}
    own = {claim for claim, found in reading.homes.items() if iri in found} if iri not in reading.homes else {iri}
    found = [task for task in every if own & {task.left, task.right, *task.against} or task.right in homes]
    asked: dict[str, ReviewTask] = {}
    for task in (*reading.behind_yes(homes, own), *sorted(found, key=lambda task: task.left not in own)):
        asked.setdefault(task.id, task)
    return sorted(asked.values(), key=lambda task: not (task.kind is TaskKind.YES and task.left in own))


@dataclass(slots=True)
class _Reading:
    """What of a store questions are made of."""

    store: Store
    registry: Registry
    reader: EvidenceReader
    cases: Sequence[Case]
    decided: Mapping[str, Mapping[str, frozenset[str]]]  # by kind: of each decision its assertions
    unregistered: Mapping[str, list[tuple[SourceName, str]]]  # by name: its agents, with their claims
    hops: Mapping[str, tuple[str, str]]  # confidence and rule
    models: Mapping[str, str]  # hops that a language model read, with its name
    perhaps: Mapping[str, Sequence[str]]  # hops with whom they may mean, in words
    homes: Mapping[str, Sequence[str]]  # claims with the propositions that they surely belong to
    _reasons: dict[tuple[str, str], tuple[str, list[str]]] = field(default_factory=dict)

    @classmethod
    def of(cls, written: Store, registry: Registry) -> _Reading:
        store = shipped(written)
        reader = EvidenceReader(Facts.of_store(store))
        decided: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for decision, kind, assertion in _text(store, _DECIDED):
            decided[kind.rpartition("#")[2]][decision].add(assertion)
        agents: dict[str, list[tuple[SourceName, str]]] = {}
        for who, article, assertion, language in _text(store, _UNREGISTERED):
            key = normalize.key(who, language) or who
            agents.setdefault(key, []).append((SourceName(who, article=article), assertion))
        frozen = {kind: {name: frozenset(found) for name, found in rows.items()} for kind, rows in decided.items()}
        hops = {hop: (confidence, rule) for hop, _, confidence, rule, _ in _text(store, _HOPS)}
        perhaps: dict[str, list[str]] = {}
        for hop, who, chance in _text(store, _PERHAPS):
            perhaps.setdefault(hop, []).append(f"perhaps {who} ({float(chance):.0%})")
        models = {hop: name for hop, name in _text(store, _MODELS)}
        cases, homes = list(reader.cases()), defaultdict(list)
        for case in cases:
            for claim in case.claims:
                if not claim.perhaps:
                    homes[claim.claim].append(case.proposition)
        return cls(store, registry, reader, cases, frozen, agents, hops, models, perhaps, homes)

    def by_worth(self, countries: Collection[str], floor: float = FLOOR) -> list[ReviewTask]:
        """The questions on which verdicts hang, the most worth first."""
        states: dict[str, set[str]] = defaultdict(set)
        origins: set[str | None] = set()
        for case in self.cases:
            for claim in case.claims:
                states[claim.article].update(hop.state for path in claim.paths for hop in path.hops if hop.state)
                origins.update(path.hops[0].state for path in claim.paths if not path.own_voice)
        asked = sorted(countries or filter(None, origins))
        stakes = Stakes(asked, self.reader.candidates, self.models)
        frozen = {name: frozenset(found) for name, found in states.items()}
        for case in self.cases:
            stakes.add(case, frozen)
        for ask, stake in nearby(self.store, self.cases, asked):
            stakes.asked[ask] = stake
        found = (self._task(ask, stake) for ask, stake in self._once(stakes.asked).items() if stake.worth >= floor)
        return sorted(filter(None, found), key=lambda task: (-task.worth, task.id))

    def _once(self, asked: Mapping[Ask, Stake]) -> dict[Ask, Stake]:
        """Questions that are one put together, and those left out that somebody has answered."""
        alone = {case.proposition: [one.claim for one in case.claims if not one.perhaps] for case in self.cases}
        found: dict[Ask, Stake] = {}
        for ask, stake in asked.items():
            if ask.kind is TaskKind.PERHAPS and len(alone[ask.right or ""]) == 1:
                left, right = sorted((ask.left, *alone[ask.right or ""]))
                ask = replace(ask, left=left, right=right)
            if not self._is_answered(ask, alone):
                found[ask] = found.get(ask, Stake()) + stake
        return found

    def _is_answered(self, ask: Ask, members: Mapping[str, Sequence[str]]) -> bool:
        """Whether a decision that holds has settled it."""
        if ask.kind is TaskKind.AGENT:
            return False  # of whom a state is known nobody asks again
        kinds: tuple[DecisionKind, ...] = (DecisionKind.SAME, DecisionKind.DIFFERENT)
        others = set(ask.against or members.get(ask.right or "", (ask.right or "",))) - {ask.left}
        if ask.kind in (TaskKind.SPEAKER, TaskKind.HOP):
            kinds = (DecisionKind.SPEAKER, DecisionKind.HOP) if ask.kind is TaskKind.SPEAKER else ()
            others = {ask.left}
        settled = [claims for kind in kinds for claims in self.decided.get(kind, {}).values() if ask.left in claims]
        return any(others & claims for claims in settled)

    def _task(self, ask: Ask, stake: Stake) -> ReviewTask | None:
        if ask.kind is TaskKind.AGENT:
            rows = next((rows for rows in self.unregistered.values() if rows[0][0].label.casefold() == ask.agent), None)
            return self._agent(rows, (stake.words,), stake.worth) if rows else None
        reasons: tuple[str, ...] = ()
        if ask.kind is TaskKind.HOP:
            reasons = self._of_hop(ask.hop or "")
        elif ask.kind is TaskKind.SPEAKER:
            reasons = self._of_hop(f"{ask.left}/chain/0/hop/0")
        elif ask.right is not None:
            reasons = self._why(ask)
        return ReviewTask(
            ask.kind,
            ask.left,
            ask.right,
            (stake.words, *reasons),
            hop=ask.hop,
            against=ask.against,
            worth=stake.worth,
        )

    def _of_hop(self, hop: str) -> tuple[str, ...]:
        """How a hop was read, and whom it may mean."""
        confidence, rule = self.hops.get(hop, ("", ""))
        model = self.models.get(hop)
        read = f"as read by the model {model}" if model else f"rule {rule}, confidence {confidence}"
        return (read, *self.perhaps.get(hop, ()))

    def _why(self, ask: Ask) -> tuple[str, ...]:
        """Why two claims were held to be the same, or perhaps so."""
        if not self._reasons:
            for proposition, claim, confidence, reason in _text(self.store, _REASONS):
                self._reasons.setdefault((proposition, claim), (confidence, []))[1].append(reason)
        for claim, other in ((ask.left, ask.right or ""), (ask.right or "", ask.left)):
            for home in (other, *self.homes.get(other, ())):
                if (found := self._reasons.get((home, claim))) is not None:
                    return (f"confidence {float(found[0]):g}", *found[1])
        return ()

    def _agent(self, rows: Sequence[tuple[SourceName, str]], why: tuple[str, ...], worth: float = 0.0) -> ReviewTask:
        found = tuple(dict.fromkeys(name for name, _ in rows))
        near = tuple(SourceName(row.agent.label, row.agent.id) for row in proposals(found[0].label, self.registry))
        claims, articles = len({claim for _, claim in rows}), len({name.article for name in found})
        why += (f"{claims} claim{'s' * (claims > 1)} in {articles} article{'s' * (articles > 1)}",)
        return ReviewTask(TaskKind.AGENT, rows[0][1], None, why, found, near, worth=worth)

    def behind_yes(self, propositions: Collection[str], own: Collection[str]) -> Iterator[ReviewTask]:
        """Who says each of some claims that make a verdict of yes, and whether it says the same as the others do."""
        members = {case.proposition: [one.claim for one in case.claims if not one.perhaps] for case in self.cases}
        for case in self.cases:
            found = grounds(case.claims, case.plan) if case.proposition in propositions else None
            states = sorted({hop.state for hop in found.hops if hop.state}) if found else []
            if not found or not (said := verdicts_of_yes(found, states)):
                continue
            words = "yes: " + ", ".join(f"{country} {variant.value}" for country, variant in said)
            told = attributing(case.claims, case.plan)
            vouching = (one for one in case.claims if not one.perhaps and supports(one, case.plan))
            resting = [one.claim for one in vouching if not is_restated(one, told)]
            for claim in resting:
                others = tuple(other for other in resting if other != claim)
                if claim not in own:
                    continue
                yield ReviewTask(TaskKind.SPEAKER, claim, why=(words, *self._of_hop(f"{claim}/chain/0/hop/0")))
                ask = Ask(TaskKind.JOIN, claim, case.proposition, others)
                is_second = len(others) == 1 and others[0] in own and others[0] < claim
                if others and not is_second and not self._is_answered(ask, members):
                    yield ReviewTask(TaskKind.JOIN, claim, case.proposition, (words, *self._why(ask)), against=others)

    def who(self, claim: str) -> Iterator[ReviewTask]:
        """Who says a claim, however sure that is."""
        if "/claim/" in claim:
            yield ReviewTask(TaskKind.SPEAKER, claim, why=self._of_hop(f"{claim}/chain/0/hop/0"))

    # --- What bears on no verdict ---

    def rest(self, seen: Collection[str]) -> Iterator[ReviewTask]:
        """Contradictions, hops that may be somebody, names of little confidence, agents of several claims."""
        every = (*self._contradictions(), *self._hops(), *self._agents())
        yield from (task for task in every if task.id not in seen)

    def _contradictions(self) -> Iterator[ReviewTask]:
        found: dict[tuple[str, str], list[str]] = {}
        for _, left, right, kind, reason in _text(self.store, _CONTRADICTIONS):
            words = found.setdefault((left, right), [kind.rpartition("#")[2]])
            words.extend([reason] if reason else [])
        for pair, reasons in found.items():
            yield ReviewTask(TaskKind.CONTRADICTION, *pair, tuple(dict.fromkeys(reasons)))

    def _hops(self) -> Iterator[ReviewTask]:
        """Each hop that has candidates, then each origin of little confidence, the least sure first."""
        rows = list(_text(self.store, _HOPS))
        for hop, assertion, *_ in rows:
            if hop in self.perhaps:
                yield ReviewTask(TaskKind.HOP, assertion, why=self._of_hop(hop), hop=hop)
        seen: set[str] = set()
        for hop, assertion, confidence, _, role in rows:
            doubtful = float(confidence) < DOUBTFUL and role.endswith("origin-role") and hop not in self.perhaps
            if doubtful and assertion not in seen:
                seen.add(assertion)
                yield ReviewTask(TaskKind.SPEAKER, assertion, why=self._of_hop(hop))

    def _agents(self) -> Iterator[ReviewTask]:
        for key in sorted(self.unregistered, key=lambda key: (-len(self.unregistered[key]), key)):
            if len(self.unregistered[key]) >= SEVERAL:
                yield self._agent(self.unregistered[key], ())


def _text(store: Store, query: str) -> Iterable[tuple[str, ...]]:
    return (tuple("" if value is None else str(value) for value in row) for row in store.select(query).rows)
