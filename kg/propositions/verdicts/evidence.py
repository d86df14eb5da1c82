"""The evidence for propositions out of the graph: each claim's chains, every hop as it stood at its article's date.

One pass over the quads fills plain dictionaries; SPARQL joins of this shape did not come back at 100,000 quads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rdflib import Literal, URIRef

from kg.graph.rdf import Quad
from kg.graph.store import Store
from kg.model import Affiliation, Agent, AgentType, Basis, ClaimKind, Commitment, Link, Role, SourceKind, Stance
from kg.model.vocab import (
    ARTICLE_GRAPHS,
    COPIES_GRAPH,
    DATA,
    DERIVED_GRAPH,
    KG,
    PREFIXES,
    PROPOSITIONS_GRAPH,
    PROV,
    REGISTRY_GRAPH,
    SCHEMA,
    SKOS,
    concept,
    value_of,
)
from kg.propositions.verdicts.rules import DatedAgent, Evidence, Path, is_doubted, stand

_PREDICATES = (
    *(KG[name] for name in ("article", "attribution", "hop", "role", "basis", "commitment")),
    *(KG[name] for name in ("affiliation", "link", "country", "sourceKind", "type", "office", "plan")),
    *(KG[name] for name in ("claim", "proposition", "stance", "band", "rejected", "confidence", "mayBe")),
    *(KG[name] for name in ("copiedFrom", "sharesTextWith", "kind", "position")),
    *(SCHEMA[name] for name in ("datePublished", "startDate", "endDate", "text")),
    PROV.agent,
    PROV.actedOnBehalfOf,
    SKOS.prefLabel,
)
# Where the evidence for a claim goes on from it.
_FOLLOWED = (KG.article, KG.attribution, KG.hop, KG.mayBe, PROV.agent, KG.affiliation, PROV.actedOnBehalfOf)
_EDGES = {str(predicate): predicate.rsplit("/", 1)[-1].rsplit("#", 1)[-1] for predicate in _PREDICATES}
_MEMBERS = """SELECT ?node ?property ?value ?proposition WHERE {
  ?node kg:proposition ?proposition ; a kg:Membership ; ?property ?value
}"""

_COPIES = """SELECT ?other ?article WHERE {
  { ?article kg:copiedFrom ?other } UNION { ?other kg:copiedFrom ?article }
  UNION { ?article kg:sharesTextWith ?other } UNION { ?other kg:sharesTextWith ?article }
}"""


@dataclass(frozen=True, slots=True)
class Facts:
    """What was read: for each property its values by subject, all as text."""

    rows: dict[str, dict[str, list[str]]] = field(default_factory=lambda: {name: {} for name in _EDGES.values()})

    @classmethod
    def of_store(cls, store: Store) -> Facts:
        """The edges that verdicts rest on, out of all that a store holds."""
        return cls.of(store.edges(_PREDICATES))

    @classmethod
    def of(cls, quads: Iterable[Quad]) -> Facts:
        """The edges that verdicts rest on, out of all quads."""
        facts = cls()
        texts: dict[str, str] = {}  # one copy of each
        for subject, predicate, value, graph in quads:
            name = _EDGES.get(str(predicate))
            if name is not None and graph != DERIVED_GRAPH:
                node, words = str(subject), str(value)
                row = facts.rows[name].setdefault(texts.setdefault(node, node), [])
                row.append(texts.setdefault(words, words))
        return facts

    def add(self, rows: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        """Put in what was read of another graph."""
        for name, found in rows.items():
            own = self.rows[name]
            for subject, values in found.items():
                own.setdefault(subject, []).extend(values)

    def state_media(self) -> dict[str, str]:
        """The countries of those agents that stand for all media of a state: "Russian state media"."""
        names = [agent for agent, offices in self.rows["office"].items() if AgentType.STATE_MEDIA.value in offices]
        rows = ((agent, row) for agent in sorted(names) for row in self.all("affiliation", agent))
        return {agent: country.rsplit("/", 1)[-1] for agent, row in rows for country in self.all("country", row)}

    def all(self, name: str, subject: str) -> list[str]:
        """The values of a property, sorted."""
        return sorted(self.rows[name].get(subject, ()))

    def one(self, name: str, subject: str) -> str | None:
        """The value of a property; the first where there are several."""
        return next(iter(self.all(name, subject)), None)


@dataclass(frozen=True, slots=True)
class Case:
    """A proposition's IRI, all claims that stand to it, and whether it is itself about a plan or a call."""

    proposition: str
    claims: tuple[Evidence, ...]
    plan: bool


def evidence(store: Store) -> Iterator[tuple[str, list[Evidence], bool]]:
    """Each proposition's IRI, all claims that stand to it, and whether it is itself about a plan or a call."""
    for case in EvidenceReader(Facts.of_store(store)).cases():
        yield case.proposition, list(case.claims), case.plan


def state_media(store: Store) -> dict[str, str]:
    """The registry's agents that stand for all media of a state, with the codes of their countries."""
    edges = (KG.office, KG.affiliation, KG.country)
    return Facts.of(quad for edge in edges for quad in store.quads(REGISTRY_GRAPH, edge)).state_media()


def evidence_of(store: Store, propositions: Iterable[URIRef]) -> tuple[Case, ...]:
    """What stands to some propositions: only their claims, the chains and agents of these and the copies are read."""
    members: list[Quad] = []
    for proposition in propositions:
        members += store.quads(PROPOSITIONS_GRAPH, KG.plan, proposition)
        for node, name, value, _ in store.select(_MEMBERS, {"proposition": proposition}).rows:
            if isinstance(node, URIRef) and isinstance(name, URIRef) and isinstance(value, URIRef | Literal):
                members.append((node, name, value, PROPOSITIONS_GRAPH))
    claims = {str(value) for _, name, value, _ in members if name == KG.claim}
    return tuple(EvidenceReader(Facts.of([*members, *_around(store, claims)])).cases())


def _around(store: Store, claims: Iterable[str]) -> Iterator[Quad]:
    """The edges of verdicts, from some claims on in the graphs of their articles, and what describes agents."""
    agents: set[str] = set()
    seen: set[tuple[str, str]] = set()
    for claim in sorted(claims):
        article = claim.partition("/claim/")[0]
        graph = URIRef(ARTICLE_GRAPHS + article.removeprefix(f"{DATA}article/"))
        waiting = [claim, article]
        while waiting:
            name = waiting.pop()
            if (article, name) in seen:
                continue
            seen.add((article, name))
            for quad in store.quads(graph, subject=URIRef(name)):
                yield quad
                if quad[1] in _FOLLOWED:
                    waiting.append(str(quad[2]))
                if quad[1] == PROV.agent:
                    agents.add(str(quad[2]))
    yield from _same_texts(store, {article for article, _ in seen})
    yield from _agents(store, agents)


def _same_texts(store: Store, articles: Iterable[str]) -> Iterator[Quad]:
    """An edge from some articles to each that carries their text, by however many others: all copies are far more."""
    left = set(articles)
    while left:
        waiting = [URIRef(min(left))]
        found = set(waiting)
        while waiting:
            for other, _ in store.select(_COPIES, {"article": waiting.pop()}).rows:
                if isinstance(other, URIRef) and other not in found:
                    found.add(other)
                    waiting.append(other)
        first, *others = sorted(found)
        left -= set(map(str, found))
        for other in others:
            yield first, KG.sharesTextWith, other, COPIES_GRAPH


def _agents(store: Store, names: Iterable[str]) -> Iterator[Quad]:
    """What describes some agents, their affiliations, and those they speak for, outside the graphs of articles."""
    waiting = sorted(name for name in names if name.startswith(PREFIXES["agent"]))
    seen: set[str] = set()
    while waiting:
        if (name := waiting.pop()) in seen:
            continue
        seen.add(name)
        for quad in store.quads(subject=URIRef(name)):
            yield quad
            if quad[1] == PROV.actedOnBehalfOf:
                waiting.append(str(quad[2]))
            elif quad[1] == KG.affiliation:
                yield from store.quads(subject=URIRef(quad[2]))


class EvidenceReader:
    """Chains and memberships put together from the facts; each chain's hops are read once."""

    def __init__(self, facts: Facts) -> None:
        """Read all chains that have an owner."""
        self._facts = facts
        self._agents: dict[str, Agent] = {}
        self.hops: dict[str, DatedAgent] = {}
        self._paths: dict[str, tuple[Path, ...]] = {}
        self._texts = texts_of(facts)
        for owner in facts.rows["attribution"]:
            article = facts.one("article", owner) or owner.split("/claim/")[0]
            date = facts.one("datePublished", article)
            self._paths[owner] = tuple(self._path(chain, date) for chain in self._facts.all("attribution", owner))

    @property
    def countries(self) -> list[str]:
        """Codes of the states that stand in some chain, sorted."""
        return sorted({hop.state for hop in self.hops.values() if hop.state})

    def cases(self) -> Iterator[Case]:
        """Each proposition with all claims that stand to it, in order."""
        members: dict[str, list[Evidence]] = {}
        for node in sorted(self._facts.rows["proposition"]):
            claim, home = self._facts.one("claim", node), self._facts.one("proposition", node)
            if claim in self._paths and home:
                members.setdefault(home, []).append(self._evidence(node, claim))
        for home, claims in sorted(members.items()):
            yield Case(home, tuple(claims), self._facts.one("plan", home) == "true")

    def _evidence(self, node: str, claim: str) -> Evidence:
        facts = self._facts
        article = facts.one("article", claim) or claim
        headline = facts.one("kind", claim) == str(concept(ClaimKind.HEADLINE))
        inside = headline and facts.one("position", claim) != "0"
        return Evidence(
            claim=claim,
            article=article,
            paths=self._paths[claim],
            commitment=value_of(Commitment, facts.one("commitment", claim) or ""),
            stance=value_of(Stance, facts.one("stance", node) or ""),
            perhaps=facts.one("band", node) == str(KG["perhaps-band"]),
            rejected=facts.one("rejected", claim) == "true",
            text=facts.one("text", claim) or "",
            shared=self._texts.get(article, ""),
            confidence=float(facts.one("confidence", node) or 1.0),
            heading=inside and all(found.own_voice for found in self._paths[claim]),
        )

    def _path(self, chain: str, date: str | None) -> Path:
        hops = sorted(self._facts.rows["hop"].get(chain, ()), key=lambda hop: int(hop.rsplit("/", 1)[-1]))
        for hop in hops:
            agent = self._agent(self._facts.one("agent", hop) or "")
            found, sure = stand(agent, date, self._bodies(agent)), float(self._facts.one("confidence", hop) or 1.0)
            self.hops[hop] = replace(found, doubted=is_doubted(found, sure, hop in self._facts.rows["mayBe"]))
        first = hops[0]
        alone = len(hops) == 1 and self._facts.one("role", first) == str(concept(Role.OUTLET))
        own = alone or self._facts.one("basis", first) == str(concept(Basis.OWN_VOICE))
        return Path(tuple(self.hops[hop] for hop in hops), own, chain)

    def candidates(self, hop: str, date: str | None = None) -> tuple[tuple[DatedAgent, float], ...]:
        """Whom a hop without a name may mean, each with its probability."""
        rows = ((self._facts.one("agent", node), node) for node in self._facts.all("mayBe", hop))
        found = ((self._agent(agent), node) for agent, node in rows if agent)
        return tuple(
            (stand(agent, date, self._bodies(agent)), float(self._facts.one("confidence", node) or 0.0))
            for agent, node in found
        )

    def _bodies(self, agent: Agent) -> tuple[Agent, ...]:
        """Those it speaks for, and those these speak for."""
        found: dict[str, Agent] = {}
        body = agent.acts_for
        while body and body not in found and body != agent.id:
            found[body] = self._agent(body)
            body = found[body].acts_for
        return tuple(found.values())

    def _agent(self, iri: str) -> Agent:
        found = self._agents.get(iri)
        if found is None:
            kind, type_ = self._facts.one("sourceKind", iri), self._facts.one("type", iri)
            found = self._agents[iri] = Agent(
                id=iri,
                label=self._facts.one("prefLabel", iri) or iri.rsplit("/", 1)[-1],
                kind=value_of(SourceKind, kind) if kind else SourceKind.NAMED,
                type=value_of(AgentType, type_) if type_ else None,
                affiliations=tuple(map(self._affiliation, self._facts.all("affiliation", iri))),
                acts_for=self._facts.one("actedOnBehalfOf", iri),
            )
        return found

    def _affiliation(self, row: str) -> Affiliation:
        country, link = self._facts.one("country", row), self._facts.one("link", row)
        return Affiliation(
            country=country.rsplit("/", 1)[-1] if country else None,
            link=value_of(Link, link) if link else Link.UNKNOWN,
            start=self._facts.one("startDate", row),
            end=self._facts.one("endDate", row),
        )


def texts_of(facts: Facts) -> dict[str, str]:
    """For each article whose text others carry too, the one article by which that text is named."""
    beside: dict[str, set[str]] = {}
    for name in ("copiedFrom", "sharesTextWith"):
        for one, others in facts.rows[name].items():
            for other in others:
                beside.setdefault(one, set()).add(other)
                beside.setdefault(other, set()).add(one)
    found: dict[str, str] = {}
    for first in sorted(beside):
        waiting = [first] if first not in found else []
        while waiting:
            article = waiting.pop()
            if found.setdefault(article, first) == first:
                waiting.extend(other for other in beside[article] if other not in found)
    return found
