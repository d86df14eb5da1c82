"""The records of the graph page, read from a store: one query for each need, joined here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from rdflib import Literal

from kg.answers.page.records import ELSEWHERE, GraphClaim, GraphData, GraphHop, GraphProposition, GraphTie, Verdict
from kg.graph.store import SparqlService
from kg.languages.profile import LABEL_LANGUAGE, PAGE_LANGUAGE
from kg.model import (
    UNAFFILIATED,
    Affiliation,
    Agent,
    AgentType,
    Basis,
    ClaimKind,
    Commitment,
    Link,
    Quote,
    Role,
    SourceKind,
    Stance,
)
from kg.model.vocab import DATA, value_of
from kg.propositions.verdicts.rules import (
    DatedAgent,
    Evidence,
    Grounds,
    Path,
    Variant,
    attributing,
    grounds,
    is_doubted,
    is_restated,
    of_country,
    supporting,
    supports,
)

_TIMEOUT = 300.0  # seconds for each query; a large store has millions of quads

_ARTICLES = """SELECT ?article ?name ?date ?title WHERE {
  ?article a schema:NewsArticle ; schema:identifier ?name .
  OPTIONAL { ?article schema:datePublished ?date }
  OPTIONAL { ?article schema:name ?title } }"""
_SENTENCES = """SELECT ?claim ?article ?position ?text ?kind ?language WHERE {
  ?claim a kg:Claim ; kg:article ?article ; kg:position ?position ; schema:text ?text ; kg:kind ?kind ;
    schema:inLanguage ?language }"""
_ASSERTIONS = """SELECT ?owner ?article ?quote ?commitment WHERE {
  ?owner a schema:Claim ; kg:article ?article ; kg:quote ?quote ; kg:commitment ?commitment }"""
_PARTS = """SELECT ?part ?claim WHERE { ?claim kg:part ?part }"""
_REJECTED = """SELECT ?claim WHERE { ?claim kg:rejected true }"""
_CHAINS = """SELECT ?owner ?chain ?origin WHERE { ?owner kg:attribution ?chain . ?chain kg:origin ?origin }"""
_HOPS = """SELECT ?hop ?next ?role ?agent ?rule ?basis ?confidence WHERE {
  ?hop kg:role ?role ; prov:agent ?agent ; kg:rule ?rule ; kg:basis ?basis .
  OPTIONAL { ?hop kg:next ?next }
  OPTIONAL { ?hop kg:confidence ?confidence } }"""
_MENTIONS = """SELECT ?hop ?text WHERE { ?hop kg:mention ?span . ?span schema:text ?text }"""
_CUES = """SELECT ?hop ?text WHERE { ?hop kg:cue ?span . ?span schema:text ?text }"""
_CANDIDATES = """SELECT DISTINCT ?hop WHERE { ?hop kg:mayBe ?other }"""
_AGENTS = """SELECT ?agent ?kind ?label ?type WHERE {
  ?agent a kg:Agent ; kg:sourceKind ?kind ; skos:prefLabel ?label . OPTIONAL { ?agent kg:type ?type } }"""
_NAMES = """SELECT ?agent ?label WHERE { ?agent a kg:Agent ; rdfs:label ?label }"""
_AFFILIATIONS = """SELECT ?agent ?link ?country ?start ?end WHERE {
  ?agent kg:affiliation ?row . ?row kg:link ?link .
  OPTIONAL { ?row kg:country ?country }
  OPTIONAL { ?row schema:startDate ?start }
  OPTIONAL { ?row schema:endDate ?end } }"""
_SUBJECTS = """SELECT ?claim ?label WHERE { ?claim a kg:Claim ; kg:subject/(skos:prefLabel|rdfs:label) ?label }"""
_MEMBERS = """SELECT ?owner ?edge ?proposition WHERE {
  VALUES ?edge { kg:expresses kg:denies kg:perhaps }
  ?owner ?edge ?proposition }"""
_PROPOSITIONS = """SELECT ?proposition ?label WHERE { ?proposition a kg:Proposition ; rdfs:label ?label }"""
_PLANS = """SELECT ?proposition WHERE { ?proposition a kg:Proposition ; kg:plan true }"""
_CONTRADICTIONS = """SELECT ?left ?right ?kind WHERE {
  ?found a kg:Contradiction ; kg:contradictionKind ?kind ; kg:left ?left ; kg:right ?right }"""
_COPIES = """SELECT ?one ?two ?how ?first WHERE {
  ?copying a kg:Copying ; kg:carrier ?one , ?two ; kg:reuse ?how . FILTER(STR(?one) < STR(?two))
  OPTIONAL { ?one kg:copiedFrom ?two . BIND(true AS ?first) } }"""

Row: TypeAlias = tuple[str, ...]
Chains: TypeAlias = tuple[tuple[GraphHop, ...], ...]
_Sureness: TypeAlias = list[tuple[float, bool]]  # of each hop: its confidence, and whether it may be several
Members: TypeAlias = tuple[tuple[str, str], ...]  # (claim or part, local name of the edge), sorted
_EDGES = {"denies": Stance.DENIES}  # whatever else a claim does with a proposition, it expresses it


@dataclass(frozen=True, slots=True)
class _AgentRows:
    """What the store says of agents, by IRI."""

    kinds: Mapping[str, tuple[SourceKind, str, AgentType | None]]
    names: Mapping[str, list[tuple[str, str]]]
    affiliations: Mapping[str, list[Affiliation]]

    def hop(self, row: Row, date: str | None, mention: str | None, cue: str | None) -> GraphHop:
        """One row of the hops, its agent as it stood at the article's date."""
        _, _, role, agent, rule, basis, _ = row
        kind, label, type_ = self.kinds.get(agent, (SourceKind.UNSPECIFIED, agent.removeprefix(DATA), None))
        rows = tuple(self.affiliations.get(agent, ()))
        held = Agent(agent, label, affiliations=rows).affiliation_on(date) if rows else UNAFFILIATED
        return GraphHop(
            role=value_of(Role, role),
            agent_id=agent.removeprefix(DATA),
            label=label,
            kind=kind,
            country=held.country,
            link=held.link,
            mention=mention,
            cue=cue,
            rule=rule,
            basis=value_of(Basis, basis),
            labels=tuple(sorted(self.names.get(agent, ()))),
            type=type_,
        )


def from_store(store: SparqlService, language: str = PAGE_LANGUAGE) -> GraphData:
    """All of a store that the page shows; subjects and propositions are named in a language where they can be.

    A sentence that joins nothing itself and has parts is left to its parts.

    Raises:
        QueryError: the store cannot answer; QueryTimeout when it is too slow.
    """
    articles = {row[0]: row for row in _rows(store, _ARTICLES)}
    sentences = {row[0]: row for row in _rows(store, _SENTENCES)}
    parts = dict(_pairs(store, _PARTS))
    assertions = [row for row in _rows(store, _ASSERTIONS) if parts.get(row[0], row[0]) in sentences]
    members = _members(store)
    joined: dict[str, list[tuple[str, Stance]]] = defaultdict(list)
    for proposition, found in members.items():
        for owner, edge in found:
            if edge != "perhaps":
                joined[owner].append((proposition.removeprefix(DATA), _EDGES.get(edge, Stance.EXPRESSES)))
    whole = set(parts.values()) - joined.keys()
    chains = _Chains(store)
    subjects = _labels(store, _SUBJECTS, language)

    def place(row: Row) -> tuple[str, int, str]:
        sentence = sentences[parts.get(row[0], row[0])]
        return articles[row[1]][1], int(sentence[2]), row[0]

    claims, evidence = [], {}
    rejected = {claim for (claim,) in _rows(store, _REJECTED)}
    for row in sorted(assertions, key=place):
        owner, article, quote, commitment = row
        sentence = sentences[parts.get(owner, owner)]
        _, name, date, title = articles[article]
        shown = chains.of(owner, date or None)
        evidence[owner] = _evidence(row, sentence, shown, chains.sureness(owner), owner in rejected)
        if owner in whole:
            continue
        claims.append(
            GraphClaim(
                id=owner.removeprefix(DATA),
                text=sentence[3],
                article=name,
                date=date or None,
                kind=value_of(ClaimKind, sentence[4]),
                language=sentence[5],
                quote=value_of(Quote, quote),
                commitment=value_of(Commitment, commitment),
                chains=shown,
                subject=subjects.get(sentence[0]),
                propositions=tuple(joined.get(owner, ())),
                part=owner in parts,
                title=title or None,
            )
        )
    return GraphData(
        claims=tuple(claims),
        propositions=_propositions(store, members, evidence, language),
        contradictions=tuple(
            GraphTie(left.removeprefix(DATA), right.removeprefix(DATA), kind.rpartition("#")[2])
            for left, right, kind in sorted(_rows(store, _CONTRADICTIONS))
        ),
        copies=tuple(
            GraphTie(*((articles[one][1], articles[two][1]) if first else (articles[two][1], articles[one][1])), how)
            for one, two, how, first in sorted(
                (one, two, how.rpartition("#")[2], first) for one, two, how, first in _rows(store, _COPIES)
            )
        ),
    )


def _rows(store: SparqlService, query: str) -> Iterator[Row]:
    """The rows of a query as texts, "" where nothing is bound."""
    for row in store.select(query, timeout=_TIMEOUT).rows:
        yield tuple("" if cell is None else str(cell) for cell in row)


def _pairs(store: SparqlService, query: str) -> Iterator[tuple[str, str]]:
    return ((first, second) for first, second in _rows(store, query))


def _labels(store: SparqlService, query: str, language: str) -> dict[str, str]:
    """A label for each thing: in the language asked for, else English, else the first there is."""
    ranked: dict[str, tuple[int, str]] = {}
    for thing, label in store.select(query, timeout=_TIMEOUT).rows:
        spoken = label.language if isinstance(label, Literal) else None
        rank = (0 if spoken == language else 1 if spoken == LABEL_LANGUAGE else 2, str(label))
        ranked[str(thing)] = min(rank, ranked.get(str(thing), rank))
    return {thing: label for thing, (_, label) in ranked.items()}


def _agents(store: SparqlService) -> _AgentRows:
    names: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for agent, label in store.select(_NAMES, timeout=_TIMEOUT).rows:
        if isinstance(label, Literal) and label.language:
            names[str(agent)].append((label.language, str(label)))
    affiliations: dict[str, list[Affiliation]] = defaultdict(list)
    for agent_iri, link, country, start, end in _rows(store, _AFFILIATIONS):
        row = Affiliation(country.rpartition("/")[2] or None, value_of(Link, link), start or None, end or None)
        affiliations[agent_iri].append(row)
    kinds = {
        agent: (value_of(SourceKind, kind), label, value_of(AgentType, type_) if type_ else None)
        for agent, kind, label, type_ in _rows(store, _AGENTS)
    }
    return _AgentRows(kinds, names, affiliations)


class _Chains:
    """The chains of claims and parts, hop by hop from the origin outward."""

    def __init__(self, store: SparqlService) -> None:
        self._agents = _agents(store)
        self._hops = {row[0]: row for row in _rows(store, _HOPS)}
        self._mentions, self._cues = dict(_pairs(store, _MENTIONS)), dict(_pairs(store, _CUES))
        self._candidates = {hop for (hop,) in _rows(store, _CANDIDATES)}
        self._origins: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
        for owner, chain, origin in _rows(store, _CHAINS):
            self._origins[owner].append((len(chain), chain, origin))

    def of(self, owner: str, date: str | None) -> Chains:
        """A claim's or a part's chains, the first one first, with each agent as it stood on its article's date."""
        return tuple(
            tuple(self._agents.hop(row, date, self._mentions.get(row[0]), self._cues.get(row[0])) for row in rows)
            for rows in self._each(owner)
        )

    def sureness(self, owner: str) -> list[_Sureness]:
        """For each hop of each chain its confidence, and whether its words may mean several."""
        return [[(float(row[6] or 1.0), row[0] in self._candidates) for row in rows] for rows in self._each(owner)]

    def _each(self, owner: str) -> Iterator[list[Row]]:
        for _, _, hop in sorted(self._origins.get(owner, ())):
            rows: dict[str, Row] = {}
            while hop in self._hops and hop not in rows:
                rows[hop] = self._hops[hop]
                hop = rows[hop][1]
            yield list(rows.values())


def _members(store: SparqlService) -> dict[str, Members]:
    members: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for owner, edge, proposition in _rows(store, _MEMBERS):
        members[proposition].append((owner, edge.rpartition("#")[2]))
    return {iri: tuple(sorted(found)) for iri, found in sorted(members.items())}


def _propositions(
    store: SparqlService, members: Mapping[str, Members], evidence: Mapping[str, Evidence], language: str
) -> tuple[GraphProposition, ...]:
    labels = _labels(store, _PROPOSITIONS, language)
    plans = {iri for (iri,) in _rows(store, _PLANS)}
    found = []
    for iri, own in members.items():
        claims = [
            replace(evidence[owner], stance=_EDGES.get(edge, Stance.EXPRESSES), perhaps=edge == "perhaps")
            for owner, edge in own
            if owner in evidence
        ]
        found.append(
            GraphProposition(
                id=iri.removeprefix(DATA),
                label=labels.get(iri, ""),
                single_origin=rests_on_one(claims),
                perhaps=tuple(claim.removeprefix(DATA) for claim in perhaps_others(claims)),
                verdicts=verdicts(claims, iri in plans),
            )
        )
    return tuple(found)


def verdicts(claims: Sequence[Evidence], plan: bool) -> dict[str, Verdict]:
    """Whether a proposition rests only on a state, for each state in its chains, and once for all others."""
    found = grounds(claims, plan)
    if not found.counted:
        return {}
    states = sorted({hop.state for hop in found.hops if hop.state})
    return {state: _verdict(found, state) for state in (ELSEWHERE, *states)}


def _verdict(found: Grounds, state: str) -> Verdict:
    belongs = of_country(state)
    return {variant: found.value(belongs, variant) for variant in Variant}


def _evidence(
    row: Row, sentence: Row, chains: Chains, sure: list[list[tuple[float, bool]]], rejected: bool
) -> Evidence:
    paths = tuple(_path(chain, hops) for chain, hops in zip(chains, sure, strict=True) if chain)
    kind, position = value_of(ClaimKind, sentence[4]), sentence[2]
    return Evidence(
        claim=row[0],
        article=row[1],
        paths=paths,
        commitment=value_of(Commitment, row[3]),
        rejected=rejected,
        heading=kind is ClaimKind.HEADLINE and position != "0" and all(path.own_voice for path in paths),
    )


def _path(chain: tuple[GraphHop, ...], sure: _Sureness) -> Path:
    found = (DatedAgent(hop.agent_id, hop.label, hop.kind, hop.country, hop.link) for hop in chain)
    hops = (replace(hop, doubted=is_doubted(hop, *how)) for hop, how in zip(found, sure, strict=True))
    return Path(tuple(hops), chain[0].role is Role.OUTLET or chain[0].basis is Basis.OWN_VOICE)


def rests_on_one(members: Sequence[Evidence]) -> bool:
    """Whether just one source is known to vouch: every chain that counts starts at it.

    An outlet that says it in its own voice is a voice of its own, unless its article attributes the same elsewhere;
    alone it is no source. Predictions and pledges count for the one who makes them.
    """
    chains = [found for claim in _counted(members) for found in claim.paths]
    return len({found.hops[0].agent for found in chains}) == 1 and not any(found.own_voice for found in chains)


def perhaps_others(members: Sequence[Evidence]) -> list[str]:
    """The claims of other origins that perhaps say the same."""
    origins = {found.hops[0].agent for claim in _counted(members) for found in claim.paths}
    perhaps = [claim for claim in members if claim.perhaps and supports(claim, plan=True)]
    return [claim.claim for claim in perhaps if any(found.hops[0].agent not in origins for found in claim.paths)]


def _counted(members: Sequence[Evidence]) -> list[Evidence]:
    """The claims that vouch, restatements left out."""
    told = attributing(members, plan=True)
    return [claim for claim in supporting(members, plan=True) if not is_restated(claim, told)]
