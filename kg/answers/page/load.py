"""The records of the graph page, read from a store: one query for each need, joined here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from rdflib import Literal

from kg.answers.page.graph import GraphClaim, GraphHop
from kg.graph.store import SparqlService
from kg.languages.profile import LABEL_LANGUAGE, PAGE_LANGUAGE
from kg.model import (
    UNAFFILIATED,
    Affiliation,
    Agent,
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
from kg.propositions.verdicts.rules import DatedAgent, Evidence, Path, attributing, is_restated, supporting, supports

_TIMEOUT = 300.0  # seconds for each query; a large store has millions of quads
_NEAR = 400  # characters of the article kept on each side of a sentence

_ARTICLES = """SELECT ?article ?name ?text ?date WHERE {
  ?article a schema:NewsArticle ; schema:identifier ?name ; kg:text ?text .
  OPTIONAL { ?article schema:datePublished ?date } }"""
_CLAIMS = """SELECT ?claim ?article ?position ?begin ?end ?text ?kind ?language ?quote ?commitment WHERE {
  ?claim a kg:Claim ; kg:article ?article ; kg:position ?position ; kg:begin ?begin ; kg:end ?end ;
    schema:text ?text ; kg:kind ?kind ; schema:inLanguage ?language ; kg:quote ?quote ; kg:commitment ?commitment }"""
_ASSERTIONS = """SELECT ?owner ?article ?commitment WHERE {
  ?owner a schema:Claim ; kg:article ?article ; kg:commitment ?commitment }"""
_CHAINS = """SELECT ?owner ?chain ?origin WHERE { ?owner kg:attribution ?chain . ?chain kg:origin ?origin }"""
_HOPS = """SELECT ?hop ?next ?role ?agent ?rule ?basis ?mention ?cue WHERE {
  ?hop a kg:Hop ; kg:role ?role ; prov:agent ?agent ; kg:rule ?rule ; kg:basis ?basis .
  OPTIONAL { ?hop kg:next ?next }
  OPTIONAL { ?hop kg:mention/schema:text ?mention }
  OPTIONAL { ?hop kg:cue/schema:text ?cue } }"""
_AGENTS = """SELECT ?agent ?kind ?label WHERE { ?agent a kg:Agent ; kg:sourceKind ?kind ; skos:prefLabel ?label }"""
_NAMES = """SELECT ?agent ?label WHERE { ?agent a kg:Agent ; rdfs:label ?label }"""
_AFFILIATIONS = """SELECT ?agent ?link ?country ?start ?end WHERE {
  ?agent kg:affiliation ?row . ?row kg:link ?link .
  OPTIONAL { ?row kg:country ?country }
  OPTIONAL { ?row schema:startDate ?start }
  OPTIONAL { ?row schema:endDate ?end } }"""
_SUBJECTS = """SELECT ?claim ?label WHERE { ?claim a kg:Claim ; kg:subject/(skos:prefLabel|rdfs:label) ?label }"""
_MEMBERS = """SELECT ?owner ?edge ?proposition WHERE {
  VALUES ?edge { kg:expresses kg:denies kg:perhaps }
  ?owner ?edge ?proposition . ?proposition a kg:Proposition }"""
_PROPOSITIONS = """SELECT ?proposition ?label WHERE { ?proposition a kg:Proposition ; rdfs:label ?label }"""

Row: TypeAlias = tuple[str, ...]
Chains: TypeAlias = tuple[tuple[GraphHop, ...], ...]


@dataclass(frozen=True, slots=True)
class _AgentRows:
    """What the store says of agents, by IRI."""

    kinds: Mapping[str, tuple[SourceKind, str]]
    names: Mapping[str, list[tuple[str, str]]]
    affiliations: Mapping[str, list[Affiliation]]

    def hop(self, row: Row, date: str | None) -> GraphHop:
        """One row of the hops, its agent as it stood at the article's date."""
        _, _, role, agent, rule, basis, mention, cue = row
        kind, label = self.kinds.get(agent, (SourceKind.UNSPECIFIED, agent.removeprefix(DATA)))
        rows = tuple(self.affiliations.get(agent, ()))
        held = Agent(agent, label, affiliations=rows).affiliation_on(date) if rows else UNAFFILIATED
        return GraphHop(
            role=value_of(Role, role),
            agent_id=agent.removeprefix(DATA),
            label=label,
            kind=kind,
            country=held.country,
            link=held.link,
            mention=mention or None,
            cue=cue or None,
            rule=rule,
            basis=value_of(Basis, basis),
            labels=tuple(sorted(self.names.get(agent, ()))),
        )


@dataclass(frozen=True, slots=True)
class _Proposition:
    label: str
    members: tuple[tuple[str, str], ...]  # (claim or part, local name of the edge), sorted


def from_store(store: SparqlService, language: str = PAGE_LANGUAGE) -> tuple[GraphClaim, ...]:
    """Every claim of the store, by article and position; subjects and propositions named in a language where they can.

    Parts of sentences are no claims of their own here, but count where a proposition is said to have a single origin.
    A claim that joins several propositions shows the first.

    Raises:
        QueryError: the store cannot answer; QueryTimeout when it is too slow.
    """
    articles = {row[0]: row for row in _rows(store, _ARTICLES)}
    chains = _Chains(store)
    evidence = {
        owner: _evidence(owner, article, commitment, chains.of(owner, articles[article][3] or None))
        for owner, article, commitment in _rows(store, _ASSERTIONS)
    }
    propositions = _propositions(store, language)
    subjects = _labels(store, _SUBJECTS, language)
    claims = sorted(_rows(store, _CLAIMS), key=lambda row: (articles[row[1]][1], int(row[2])))
    homes = _homes(propositions)
    members = {iri: _members(evidence, found) for iri, found in propositions.items()}
    single = {iri: rests_on_one(found) for iri, found in members.items()}
    perhaps = {iri: perhaps_others(found) for iri, found in members.items()}
    return tuple(
        replace(
            _claim(row, articles[row[1]], chains.of(row[0], articles[row[1]][3] or None)),
            subject=subjects.get(row[0]),
            proposition=propositions[homes[row[0]]].label if row[0] in homes else None,
            single_origin=single[homes[row[0]]] if row[0] in homes else rests_on_one([evidence[row[0]]]),
            perhaps=perhaps[homes[row[0]]] if row[0] in homes else 0,
        )
        for row in claims
    )


def _rows(store: SparqlService, query: str) -> Iterator[Row]:
    """The rows of a query as texts, "" where nothing is bound."""
    for row in store.select(query, timeout=_TIMEOUT).rows:
        yield tuple("" if cell is None else str(cell) for cell in row)


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
    kinds = {agent: (value_of(SourceKind, kind), label) for agent, kind, label in _rows(store, _AGENTS)}
    return _AgentRows(kinds, names, affiliations)


class _Chains:
    """The chains of claims and parts, hop by hop from the origin outward."""

    def __init__(self, store: SparqlService) -> None:
        self._agents = _agents(store)
        self._hops = {row[0]: row for row in _rows(store, _HOPS)}
        self._origins: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
        for owner, chain, origin in _rows(store, _CHAINS):
            self._origins[owner].append((len(chain), chain, origin))

    def of(self, owner: str, date: str | None) -> Chains:
        """A claim's or a part's chains, the first one first, with each agent as it stood on its article's date."""
        return tuple(self._chain(origin, date) for _, _, origin in sorted(self._origins.get(owner, ())))

    def _chain(self, hop: str, date: str | None) -> tuple[GraphHop, ...]:
        rows: dict[str, Row] = {}
        while hop in self._hops and hop not in rows:
            rows[hop] = self._hops[hop]
            hop = rows[hop][1]
        return tuple(self._agents.hop(row, date) for row in rows.values())


def _claim(row: Row, article: Row, chains: Chains) -> GraphClaim:
    claim, _, _, begin, end, text, kind, language, quote, commitment = row
    _, name, whole, date = article
    return GraphClaim(
        id=claim.removeprefix(DATA),
        text=text,
        before=whole[max(0, int(begin) - _NEAR) : int(begin)],
        after=whole[int(end) : int(end) + _NEAR],
        article=name,
        date=date or None,
        kind=value_of(ClaimKind, kind),
        language=language,
        quote=value_of(Quote, quote),
        commitment=value_of(Commitment, commitment),
        chains=chains,
        single_origin=False,
    )


def _propositions(store: SparqlService, language: str) -> dict[str, _Proposition]:
    members: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for owner, edge, proposition in _rows(store, _MEMBERS):
        members[proposition].append((owner, edge.rpartition("#")[2]))
    labels = _labels(store, _PROPOSITIONS, language)
    return {iri: _Proposition(labels.get(iri, ""), tuple(sorted(found))) for iri, found in sorted(members.items())}


def _homes(propositions: Mapping[str, _Proposition]) -> dict[str, str]:
    """The proposition of each claim or part that surely says or denies one."""
    homes: dict[str, str] = {}
    for iri, found in propositions.items():
        for owner, edge in found.members:
            if edge != "perhaps":
                homes.setdefault(owner, iri)
    return homes


def _evidence(owner: str, article: str, commitment: str, chains: Chains) -> Evidence:
    return Evidence(owner, article, tuple(map(_path, filter(None, chains))), value_of(Commitment, commitment))


def _path(chain: tuple[GraphHop, ...]) -> Path:
    hops = tuple(DatedAgent(hop.agent_id, hop.label, hop.kind, hop.country, hop.link) for hop in chain)
    return Path(hops, chain[0].role is Role.OUTLET or chain[0].basis is Basis.OWN_VOICE)


def _members(evidence: Mapping[str, Evidence], proposition: _Proposition) -> list[Evidence]:
    return [
        replace(
            evidence[owner], stance=Stance.DENIES if edge == "denies" else Stance.EXPRESSES, perhaps=edge == "perhaps"
        )
        for owner, edge in proposition.members
        if owner in evidence
    ]


def rests_on_one(members: Sequence[Evidence]) -> bool:
    """Whether just one source is known to vouch: every chain that counts starts at it.

    An outlet that says it in its own voice is a voice of its own, unless its article attributes the same elsewhere;
    alone it is no source. Predictions and pledges count for the one who makes them.
    """
    chains = [found for claim in _counted(members) for found in claim.paths]
    return len({found.hops[0].agent for found in chains}) == 1 and not any(found.own_voice for found in chains)


def perhaps_others(members: Sequence[Evidence]) -> int:
    """How many claims of other origins perhaps say the same."""
    origins = {found.hops[0].agent for claim in _counted(members) for found in claim.paths}
    perhaps = [claim for claim in members if claim.perhaps and supports(claim, plan=True)]
    return sum(any(found.hops[0].agent not in origins for found in claim.paths) for claim in perhaps)


def _counted(members: Sequence[Evidence]) -> list[Evidence]:
    """The claims that vouch, restatements left out."""
    told = attributing(members, plan=True)
    return [claim for claim in supporting(members, plan=True) if not is_restated(claim, told)]
