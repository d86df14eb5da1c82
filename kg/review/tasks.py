"""What is worth deciding in a store, the most useful first.

1. *Perhaps* claims that keep a verdict from being said: first those that stand alone in the way of most verdicts.
2. Speakers as a language model read them, where a verdict says *yes* on them.
3. Candidates for contradictions.
4. Hops without a name of whom it is known who may be meant.
5. Other speakers found with little confidence, the least first.
6. Speakers that are not in the registry though they have several claims.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import dataclass
from enum import StrEnum

from kg.graph.store import SparqlService
from kg.languages import normalize
from kg.model.ids import digest
from kg.propositions.decisions import SourceName
from kg.sources.registry import Registry
from kg.sources.similar_names import proposals

DOUBTFUL = 0.75  # confidence of an origin below which a person had better look: pronouns that stay open, epithets
SEVERAL = 2  # claims from which an unregistered speaker is worth a row
_DOUBTS = "SELECT ?verdict ?proposition ?claim WHERE { ?verdict kg:doubt ?claim ; kg:proposition ?proposition }"
_REASONS = """SELECT ?proposition ?claim ?reason WHERE {
  ?node kg:claim ?claim ; kg:proposition ?proposition ; kg:band kg:perhaps-band ; kg:reason ?reason .
} ORDER BY STR(?reason)"""
_CONTRADICTIONS = """SELECT ?node ?left ?right ?kind ?reason WHERE {
  ?node kg:left ?left ; kg:right ?right ; kg:status kg:candidate ; kg:contradictionKind ?kind .
  OPTIONAL { ?node kg:reason ?reason }
  OPTIONAL { ?node kg:confidence ?confidence }
} ORDER BY DESC(?confidence) STR(?node) STR(?reason)"""
_SPEAKERS = """SELECT ?assertion ?confidence ?rule ?hop WHERE {
  ?assertion kg:attribution ?chain . ?chain kg:origin ?hop . ?hop kg:confidence ?confidence ; kg:rule ?rule .
} ORDER BY ?confidence STR(?assertion) STR(?hop)"""
_BY_MODEL = """SELECT ?assertion ?hop ?name (COUNT(DISTINCT ?verdict) AS ?verdicts) WHERE {
  ?hop kg:answer/kg:modelName ?name . ?chain kg:origin ?hop . ?assertion kg:attribution ?chain .
  ?assertion kg:supports ?proposition . ?verdict kg:proposition ?proposition ; kg:value kg:yes .
} GROUP BY ?assertion ?hop ?name ORDER BY DESC(?verdicts) STR(?assertion) STR(?hop)"""
_PERHAPS = """SELECT ?hop ?assertion ?confidence ?rule ?who ?probability WHERE {
  ?hop kg:mayBe ?candidate ; kg:confidence ?confidence ; kg:rule ?rule .
  ?chain kg:hop ?hop . ?assertion kg:attribution ?chain .
  ?candidate prov:agent ?agent ; kg:confidence ?probability . ?agent skos:prefLabel ?who .
} ORDER BY ?confidence STR(?assertion) STR(?hop) DESC(?probability) STR(?candidate)"""
_UNREGISTERED = """SELECT DISTINCT ?who ?article ?assertion ?language WHERE {
  ?speaker kg:registered false ; kg:sourceKind kg:named ; skos:prefLabel ?who .
  ?hop prov:agent ?speaker ; kg:role kg:origin-role . ?chain kg:hop ?hop . ?assertion kg:attribution ?chain .
  { ?assertion a kg:Claim . BIND(?assertion AS ?claim) } UNION { ?claim kg:part ?assertion }
  ?claim kg:article ?from ; schema:inLanguage ?language . ?from schema:identifier ?article .
} ORDER BY STR(?who) STR(?article) STR(?assertion)"""


class TaskKind(StrEnum):
    """What is asked."""

    PERHAPS = "perhaps"  # does the claim say the same as the proposition?
    CONTRADICTION = "contradiction"  # do the two claims contradict each other?
    HOP = "hop"  # which of its candidates is a hop without a name?
    SPEAKER = "speaker"  # who says it?
    AGENT = "agent"  # which agent is it?


@dataclass(frozen=True, slots=True)
class ReviewTask:
    """One thing to decide. ``left`` is the IRI of a claim, ``right`` that of a claim or a proposition, if any.

    ``hop``: the IRI of the one hop that is asked for, in a chain of ``left``.
    """

    kind: TaskKind
    left: str
    right: str | None = None
    why: tuple[str, ...] = ()
    agents: tuple[SourceName, ...] = ()  # which agent: all that bear the name, each in its article
    proposals: tuple[SourceName, ...] = ()  # registered agents with a name like it
    hop: str | None = None

    @property
    def id(self) -> str:
        """Eight hexadecimal digits: the same question has the same id tomorrow."""
        return digest(self.kind, self.hop or self.left, self.right or "")[:8]


def review_tasks(store: SparqlService, registry: Registry) -> Iterator[ReviewTask]:
    """All that is worth deciding, the most useful first."""
    yield from _doubts(store)
    by_model = {str(hop): task for hop, task in _by_model(store)}
    yield from by_model.values()
    yield from _contradictions(store)
    perhaps = _perhaps(store)
    yield from perhaps
    yield from _speakers(store, {*by_model, *(task.hop for task in perhaps)})
    yield from _agents(store, registry)


def _doubts(store: SparqlService) -> Iterator[ReviewTask]:
    rows = [tuple(map(str, row)) for row in store.select(_DOUBTS).rows]
    standing = Counter(verdict for verdict, _, _ in rows)
    weight: Counter[tuple[str, str]] = Counter()
    blocked: Counter[tuple[str, str]] = Counter()
    for verdict, proposition, claim in rows:
        weight[(proposition, claim)] += round(1000 / standing[verdict])
        blocked[(proposition, claim)] += 1
    reasons: dict[tuple[str, str], list[str]] = {}
    for proposition, claim, reason in (map(str, row) for row in store.select(_REASONS).rows):
        reasons.setdefault((proposition, claim), []).append(reason)
    for pair in sorted(weight, key=lambda pair: (-weight[pair], pair)):
        count = f"keeps {blocked[pair]} verdict{'s' if blocked[pair] > 1 else ''} undetermined"
        yield ReviewTask(TaskKind.PERHAPS, pair[1], pair[0], (count, *reasons.get(pair, ())))


def _by_model(store: SparqlService) -> Iterator[tuple[str, ReviewTask]]:
    """Origins that a model told, by their hop, those that carry most verdicts first."""
    rows = (row for row in store.select(_BY_MODEL).rows if row[0] is not None)  # rdflib groups nothing into a row
    for assertion, hop, name, verdicts in (map(str, row) for row in rows):
        why = f"as read by the model {name}; {verdicts} verdict{'s' if int(verdicts) > 1 else ''} of yes on it"
        yield hop, ReviewTask(TaskKind.SPEAKER, assertion, None, (why,))


def _contradictions(store: SparqlService) -> Iterator[ReviewTask]:
    found: dict[tuple[str, str], list[str]] = {}
    for _, left, right, kind, reason in store.select(_CONTRADICTIONS).rows:
        words = found.setdefault((str(left), str(right)), [str(kind).rpartition("#")[2]])
        words.extend([str(reason)] if reason is not None else [])
    for pair, reasons in found.items():
        yield ReviewTask(TaskKind.CONTRADICTION, *pair, tuple(dict.fromkeys(reasons)))


def _perhaps(store: SparqlService) -> list[ReviewTask]:
    """A question for each hop that has candidates: the least sure hop first, each with its own candidates."""
    found: dict[tuple[str, ...], list[str]] = {}
    for *hop, who, probability in (map(str, row) for row in store.select(_PERHAPS).rows):
        found.setdefault(tuple(hop), []).append(f"perhaps {who} ({float(probability):.0%})")
    return [
        ReviewTask(TaskKind.HOP, assertion, why=(f"rule {rule}, confidence {confidence}", *perhaps), hop=hop)
        for (hop, assertion, confidence, rule), perhaps in found.items()
    ]


def _speakers(store: SparqlService, asked: Set[str | None]) -> Iterator[ReviewTask]:
    """Origins of little confidence; those in ``asked``, hops with candidates, have a question of their own."""
    seen: set[str] = set()
    for assertion, confidence, rule, hop in (map(str, row) for row in store.select(_SPEAKERS).rows):
        if float(confidence) < DOUBTFUL and assertion not in seen and hop not in asked:
            seen.add(assertion)
            yield ReviewTask(TaskKind.SPEAKER, assertion, None, (f"rule {rule}, confidence {confidence}",))


def _agents(store: SparqlService, registry: Registry) -> Iterator[ReviewTask]:
    claims: dict[str, list[str]] = {}
    agents: dict[str, dict[SourceName, None]] = {}
    for who, article, assertion, language in (map(str, row) for row in store.select(_UNREGISTERED).rows):
        key = normalize.key(who, language) or who
        claims.setdefault(key, []).append(assertion)
        agents.setdefault(key, {})[SourceName(who, article=article)] = None
    for key in sorted(claims, key=lambda key: (-len(claims[key]), key)):
        if len(claims[key]) >= SEVERAL:
            found = tuple(agents[key])
            near = tuple(SourceName(row.agent.label, row.agent.id) for row in proposals(found[0].label, registry))
            why = (f"{len(claims[key])} claims in {len({name.article for name in found})} articles",)
            yield ReviewTask(TaskKind.AGENT, claims[key][0], None, why, found, near)
