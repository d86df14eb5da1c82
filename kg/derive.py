"""What the questions need, worked out beforehand: states at the article's date, support, counts and verdicts.

The derived graph holds nothing of its own: it can be dropped and rebuilt from the others. One pass over the quads
fills plain dictionaries; SPARQL joins of this shape did not come back at 100,000 quads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields

from rdflib import URIRef

from kg.independence import Counts, count
from kg.model import Affiliation, Agent, Basis, Commitment, Link, Role, SourceKind, Stance
from kg.rdf import Quad, iris, literals
from kg.rdf.nquads import Triple, in_graph
from kg.store import Store
from kg.verdicts import (
    Evidence,
    Judgement,
    Path,
    Stand,
    Value,
    Variant,
    attributing,
    is_restated,
    judge,
    of_country,
    stand,
    supporting,
)
from kg.vocab import DERIVED_GRAPH, KG, PROV, RDF, SCHEMA, SKOS, concept, value_of

_EDGES = {
    str(predicate): predicate.rsplit("/", 1)[-1].rsplit("#", 1)[-1]
    for predicate in (
        *(KG[name] for name in ("article", "attribution", "hop", "role", "basis", "commitment")),
        *(KG[name] for name in ("affiliation", "link", "country", "sourceKind", "plan")),
        *(KG[name] for name in ("claim", "proposition", "stance", "band", "rejected")),
        *(SCHEMA[name] for name in ("datePublished", "startDate", "endDate", "text")),
        PROV.agent,
        PROV.actedOnBehalfOf,
        SKOS.prefLabel,
    )
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What was read: for each property its values by subject, all as text."""

    rows: dict[str, dict[str, list[str]]] = field(default_factory=lambda: {name: {} for name in _EDGES.values()})

    @classmethod
    def of(cls, quads: Iterable[Quad]) -> Facts:
        """The edges that verdicts rest on, out of all quads."""
        facts = cls()
        for subject, predicate, value, graph in quads:
            name = _EDGES.get(str(predicate))
            if name is not None and graph != DERIVED_GRAPH:
                facts.rows[name].setdefault(str(subject), []).append(str(value))
        return facts

    def all(self, name: str, subject: str) -> list[str]:
        """The values of a property, sorted."""
        return sorted(self.rows[name].get(subject, ()))

    def one(self, name: str, subject: str) -> str | None:
        """The value of a property; the first where there are several."""
        return next(iter(self.all(name, subject)), None)


def derive(store: Store, countries: Iterable[str] | None = None) -> Iterator[Quad]:
    """The derived graph of a store: give it to ``store.replace(DERIVED_GRAPH, …)``.

    A verdict node says yes, no or undetermined. There is none where no claim supports a proposition, and none about
    a state that stands in none of its chains when one of them is known to do without it (bottleneck: no): that would
    be most of all nodes, one for each state and each sentence a known outlet says on its own.

    Args:
        store: the store; its derived graph, if any, is not read.
        countries: ISO codes to judge for; every country whose state stands in some chain where None.
    """
    return iter(in_graph(_triples(Facts.of(store.quads()), countries), DERIVED_GRAPH))


def evidence(store: Store) -> Iterator[tuple[str, list[Evidence], bool]]:
    """Each proposition's IRI, all claims that stand to it, and whether it is itself about a plan or a call."""
    facts = Facts.of(store.quads())
    for proposition, claims in _Reader(facts).propositions():
        yield proposition, claims, facts.one("plan", proposition) == "true"


def _triples(facts: Facts, countries: Iterable[str] | None) -> Iterator[Triple]:
    reader = _Reader(facts)
    yield from reader.hop_triples()
    asked = sorted(set(countries)) if countries is not None else reader.countries
    for proposition, claims in reader.propositions():
        plan = facts.one("plan", proposition) == "true"
        iri = URIRef(proposition)
        yield from _support_triples(iri, claims, plan)
        yield from _count_triples(iri, count(claims, plan))
        for country, judged in _verdicts(claims, plan, asked):
            yield from _verdict_triples(iri, country, judged)


class _Reader:
    """Chains and memberships put together from the facts; each chain's hops are read once."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._agents: dict[str, Agent] = {}
        self._hops: dict[str, Stand] = {}
        self._paths: dict[str, tuple[Path, ...]] = {}
        for owner in facts.rows["attribution"]:
            article = facts.one("article", owner) or owner.split("/claim/")[0]
            date = facts.one("datePublished", article)
            self._paths[owner] = tuple(self._path(chain, date) for chain in self._facts.all("attribution", owner))

    @property
    def countries(self) -> list[str]:
        """Codes of the states that stand in some chain, sorted."""
        return sorted({hop.state for hop in self._hops.values() if hop.state})

    def hop_triples(self) -> Iterator[Triple]:
        """Each hop's country and link at its article's date, and the state it belongs to."""
        for hop, found in self._hops.items():
            iri = URIRef(hop)
            yield iri, KG.hopLink, concept(found.link)
            if found.country:
                yield iri, KG.hopCountry, iris.country(found.country)
            if found.state:
                yield iri, KG.ofState, iris.country(found.state)

    def propositions(self) -> Iterator[tuple[str, list[Evidence]]]:
        """Each proposition with all claims that stand to it, in order."""
        members: dict[str, list[Evidence]] = {}
        for node in sorted(self._facts.rows["proposition"]):
            claim, home = self._facts.one("claim", node), self._facts.one("proposition", node)
            if claim in self._paths and home:
                members.setdefault(home, []).append(self._evidence(node, claim))
        yield from sorted(members.items())

    def _evidence(self, node: str, claim: str) -> Evidence:
        facts = self._facts
        return Evidence(
            claim=claim,
            article=facts.one("article", claim) or claim,
            paths=self._paths[claim],
            commitment=value_of(Commitment, facts.one("commitment", claim) or ""),
            stance=value_of(Stance, facts.one("stance", node) or ""),
            perhaps=facts.one("band", node) == str(KG["perhaps-band"]),
            rejected=facts.one("rejected", claim) == "true",
            text=facts.one("text", claim) or "",
        )

    def _path(self, chain: str, date: str | None) -> Path:
        hops = sorted(self._facts.rows["hop"].get(chain, ()), key=lambda hop: int(hop.rsplit("/", 1)[-1]))
        for hop in hops:
            self._hops[hop] = stand(self._agent(self._facts.one("agent", hop) or ""), date)
        first = hops[0]
        alone = len(hops) == 1 and self._facts.one("role", first) == str(concept(Role.OUTLET))
        own = alone or self._facts.one("basis", first) == str(concept(Basis.OWN_VOICE))
        return Path(tuple(self._hops[hop] for hop in hops), own)

    def _agent(self, iri: str) -> Agent:
        found = self._agents.get(iri)
        if found is None:
            kind = self._facts.one("sourceKind", iri)
            found = self._agents[iri] = Agent(
                id=iri,
                label=self._facts.one("prefLabel", iri) or iri.rsplit("/", 1)[-1],
                kind=value_of(SourceKind, kind) if kind else SourceKind.NAMED,
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


Judged = Mapping[Variant, Judgement]


def _verdicts(claims: Sequence[Evidence], plan: bool, asked: Sequence[str]) -> Iterator[tuple[str, Judged]]:
    """The verdicts on one proposition by country; states that stand in none of its chains share one answer."""
    own = {hop.state for claim in claims for found in claim.paths for hop in found.hops}
    elsewhere: Judged = {}
    for country in asked:
        if country in own:
            yield country, _judged(claims, plan, country)
            continue
        if not elsewhere:
            elsewhere = _judged(claims, plan, country)
        if elsewhere[Variant.BOTTLENECK].value is not Value.NO:
            yield country, elsewhere


def _judged(claims: Sequence[Evidence], plan: bool, country: str) -> Judged:
    belongs = of_country(country)
    return {variant: judge(claims, belongs, variant, plan) for variant in Variant}


def _support_triples(proposition: URIRef, claims: Sequence[Evidence], plan: bool) -> Iterator[Triple]:
    told = attributing(claims, plan)
    for claim in supporting(claims, plan):
        if is_restated(claim, told):
            yield URIRef(claim.claim), KG.restated, literals.boolean(True)
            continue
        yield URIRef(claim.claim), KG.supports, proposition
        for state in sorted({found.hops[0].state or "" for found in claim.paths} - {""}):
            yield proposition, KG.originCountry, iris.country(state)


def _count_triples(proposition: URIRef, counts: Counts) -> Iterator[Triple]:
    for column in fields(Counts):
        name = "independent" if column.name == "groups" else column.name.removesuffix("s")
        yield proposition, KG[f"{name}Count"], literals.integer(getattr(counts, column.name))


def _verdict_triples(proposition: URIRef, country: str, judged: Judged) -> Iterator[Triple]:
    for variant, judgement in judged.items():
        if judgement.value is None:
            continue
        iri = URIRef(f"{proposition}/verdict/{country}/{variant.value}")
        yield iri, RDF.type, KG.Verdict
        yield iri, KG.proposition, proposition
        yield iri, KG.country, iris.country(country)
        yield iri, KG.variant, KG[f"{variant.value}-variant"]
        yield iri, KG.value, KG[judgement.value.value]
        yield iri, KG.because, literals.text(reason(judgement))
        for doubt in judgement.doubts:
            yield iri, KG.doubt, URIRef(doubt.claim)


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
