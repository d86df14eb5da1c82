"""What the questions need, worked out beforehand: states at the article's date, support, counts and verdicts.

The derived graph holds nothing of its own: it can be dropped and rebuilt from the others. One pass over the quads
fills plain dictionaries; SPARQL joins of this shape did not come back at 100,000 quads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from rdflib import URIRef

from kg.graph.rdf import Quad, iris, literals
from kg.graph.rdf.nquads import Triple, in_graph
from kg.graph.store import Store
from kg.model import AgentType, SourceKind
from kg.model.vocab import CURRENT_GRAPH, DATA, DERIVED_GRAPH, KG, RDF, SCHEMA, concept
from kg.propositions.verdicts import kept_grounds
from kg.propositions.verdicts.evidence import Case, EvidenceReader, Facts, evidence
from kg.propositions.verdicts.independence import Counts, count
from kg.propositions.verdicts.open_reasons import Reason, open_reasons
from kg.propositions.verdicts.rules import (
    Belongs,
    DatedAgent,
    Grounds,
    Value,
    Variant,
    attributing,
    grounds,
    is_restated,
    of_country,
    supporting,
)
from kg.propositions.verdicts.source_scope import UNNAMED, kinds, of_kind, of_source, of_state_media

__all__ = [
    "bring_up",
    "case_triples",
    "derive",
    "evidence",
    "hop_triples",
    "is_current",
    "outdate",
    "refresh",
    "set_triples",
    "worked_out_by",
]


def outdate(store: Store) -> None:
    """Note that what is derived no longer says what the articles say; questions are refused until ``refresh``."""
    store.replace(CURRENT_GRAPH, ())


def refresh(store: Store, program: str = "") -> None:
    """Work out the derived graph anew, and note that it says what the articles say, and by which program."""
    store.replace(DERIVED_GRAPH, derive(store))
    bring_up(store, program)


def bring_up(store: Store, program: str = "") -> None:
    """Note that what is derived says what the articles say, and by which program it was worked out."""
    said: list[Quad] = [(DERIVED_GRAPH, KG.upToDate, literals.boolean(True), CURRENT_GRAPH)]
    if program:
        said.append((DERIVED_GRAPH, SCHEMA.softwareVersion, literals.text(program), CURRENT_GRAPH))
    store.replace(CURRENT_GRAPH, said)


def worked_out_by(store: Store) -> str | None:
    """The program that worked out what is derived; None where that is not said."""
    quads = store.quads(CURRENT_GRAPH, SCHEMA.softwareVersion)
    return next((str(program) for _, _, program, _ in quads), None)


def is_current(store: Store) -> bool:
    """Whether what is derived says what the articles say."""
    return CURRENT_GRAPH in store.graphs()


def derive(store: Store) -> Iterator[Quad]:
    """The derived graph of a store: give it to ``store.replace(DERIVED_GRAPH, …)``.

    A verdict node says yes, no or undetermined in each variant, for all states of which it is the same. It names a set
    of states, which many verdicts share; states that stand in none of its proposition's chains are always together,
    since nothing tells them apart. There is no verdict where no claim supports a proposition, and none for these other
    states when one of its chains is known to do without them (bottleneck: no): that would be most of all nodes. Why a
    verdict is undetermined stands with it, and with the proposition why the origin is for those in none of its chains.

    Args:
        store: the store; its derived graph, if any, is not read.
    """
    return iter(in_graph(_triples(Facts.of_store(store)), DERIVED_GRAPH))


def _triples(facts: Facts) -> Iterator[Triple]:
    reader = EvidenceReader(facts)
    yield from hop_triples(reader.hops)
    collectives = facts.state_media()
    sets: set[URIRef] = set()
    for case in reader.cases():
        for triple in case_triples(case, collectives):
            if triple[1] == KG.states:
                sets.add(URIRef(triple[2]))
            yield triple
    yield from set_triples(sets, reader.countries)


def set_triples(sets: Iterable[URIRef], countries: Sequence[str]) -> Iterator[Triple]:
    """The states of some sets, out of all that stand in some chain of the store; an IRI says which these are."""
    for iri in sorted(sets):
        name = iri.removeprefix(_SETS)
        codes = name.removeprefix(_BUT).split("-")
        for country in countries:
            if (country in codes) != name.startswith(_BUT):
                yield iri, KG.state, iris.country(country)


def _set(codes: Sequence[str], own: Iterable[str]) -> URIRef:
    """The set of some states, or, where "" is among them, of all but the rest of those in the chains."""
    if _ELSEWHERE not in codes:
        return URIRef(_SETS + "-".join(sorted(codes)))
    return URIRef(_SETS + _BUT + "-".join(sorted(set(own) - set(codes))))


def case_triples(case: Case, collectives: Mapping[str, str]) -> Iterator[Triple]:
    """All that is derived of one proposition: support, counts, verdicts, the sources it rests on, and its chains.

    Args:
        case: The proposition with its claims.
        collectives: The agents that stand for all media of a state, with their countries.
    """
    iri = URIRef(case.proposition)
    yield from _support_triples(iri, case)
    yield from _count_triples(iri, count(case.claims, case.plan))
    found = grounds(case.claims, case.plan)
    yield from _verdict_triples(iri, case, found)
    yield from _source_triples(iri, found, collectives)
    yield from kept_grounds.triples(iri, found)


def hop_triples(hops: Mapping[str, DatedAgent]) -> Iterator[Triple]:
    """Each hop's link at its article's date, and the state it belongs to, or else the country it is of."""
    for hop, found in hops.items():
        iri = URIRef(hop)
        yield iri, KG.hopLink, concept(found.link)
        if found.country:
            yield iri, KG.ofState if found.state else KG.hopCountry, iris.country(found.country)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is said of a state: for each variant the value and why it is open, and the claims that may change a yes."""

    values: tuple[Value, ...]
    reasons: tuple[frozenset[Reason], ...]
    doubts: frozenset[str]


_ELSEWHERE = ""  # the code of a state that stands in no chain
_SETS = f"{DATA}states/"
_BUT = "but-"


def verdicts(case: Case, found: Grounds) -> dict[Outcome, list[str]]:
    """The verdicts on a proposition, each with the codes of its states: those in its chains, and "" for all others.

    Nothing where no claim supports it; see ``derive`` for when the others have none.
    """
    if not found.counted:
        return {}
    own = {hop.state for claim in case.claims for path in claim.paths for hop in path.hops if hop.state}
    said: dict[Outcome, list[str]] = {}
    for country in sorted({_ELSEWHERE, *own}):
        outcome = _outcome(found, of_country(country))
        if country or outcome.values[_BOTTLENECK] is not Value.NO:
            said.setdefault(outcome, []).append(country)
    return said


_BOTTLENECK = list(Variant).index(Variant.BOTTLENECK)


def _outcome(found: Grounds, belongs: Belongs) -> Outcome:
    values = (found.value(belongs, variant) for variant in Variant)
    return Outcome(
        tuple(value for value in values if value is not None),
        tuple(open_reasons(found, belongs, variant) for variant in Variant),
        frozenset(claim for variant in Variant for claim, _ in found.doubts(belongs, variant)),
    )


def _verdict_triples(proposition: URIRef, case: Case, found: Grounds) -> Iterator[Triple]:
    """A node an outcome, named by the first of its states; and why the origin is open for those in no chain."""
    said = verdicts(case, found)
    own = {hop.state for claim in case.claims for path in claim.paths for hop in path.hops if hop.state}
    for outcome, countries in said.items():
        iri = URIRef(f"{proposition}/verdict/{countries[0] or 'others'}")
        yield iri, RDF.type, KG.Verdict
        yield iri, KG.proposition, proposition
        states = _set(countries, own)
        yield iri, KG.states, states
        yield states, RDF.type, KG.StateSet
        for variant, value, reasons in zip(Variant, outcome.values, outcome.reasons, strict=True):
            yield iri, KG[f"{variant.value}Value"], KG[value.value]
            yield from _open_triples(iri, KG[f"{variant.value}OpenBecause"], reasons)
        for claim in sorted(outcome.doubts):
            yield iri, KG.doubt, URIRef(claim)
    reasons = open_reasons(found, of_country(_ELSEWHERE), Variant.ORIGIN)
    yield from _open_triples(proposition, KG.originOpenBecause, reasons)


def _open_triples(of: URIRef, edge: URIRef, reasons: Iterable[Reason]) -> Iterator[Triple]:
    for reason in sorted(reasons):
        yield of, edge, KG[f"open-{reason.value}"]


def _source_triples(proposition: URIRef, found: Grounds, collectives: Mapping[str, str]) -> Iterator[Triple]:
    """An edge to each source, and each kind of source, that it rests only on, or may; none says no."""
    for source, belongs in _sources(found.hops, collectives):
        for variant in Variant:
            value = found.value(belongs, variant)
            if value is Value.YES:
                yield proposition, KG[f"{variant.value}Only"], source
            elif value is Value.UNDETERMINED:
                yield proposition, KG[f"{variant.value}PerhapsOnly"], source


def _sources(hops: Iterable[DatedAgent], collectives: Mapping[str, str]) -> Iterator[tuple[URIRef, Belongs]]:
    """Whoever stands in some chain, those they speak for, the kinds these are of, and a state's media as one."""
    several = frozenset(hops)
    named = {iri for hop in several if hop.kind is SourceKind.NAMED for iri in (hop.agent, *hop.bodies)}
    for iri in sorted(named - collectives.keys()):
        yield URIRef(iri), of_source(iri)
    for iri, country in collectives.items():
        belongs = of_state_media(iri, country)
        if any(belongs(hop) is Value.YES for hop in several):
            yield URIRef(iri), belongs
    for kind in sorted({kind for hop in several for kind in kinds(hop)}):
        yield concept(SourceKind.UNNAMED if kind == UNNAMED else AgentType(kind)), of_kind(kind)


def _support_triples(proposition: URIRef, case: Case) -> Iterator[Triple]:
    told = attributing(case.claims, case.plan)
    for claim in supporting(case.claims, case.plan):
        if is_restated(claim, told):
            yield URIRef(claim.claim), KG.restated, literals.boolean(True)
        else:
            yield URIRef(claim.claim), KG.supports, proposition


_SELDOM = ("restated", "unsure")  # counts that stand there only where they are not 0


def _count_triples(proposition: URIRef, counts: Counts) -> Iterator[Triple]:
    for column in fields(Counts):
        name = "independent" if column.name == "groups" else column.name.removesuffix("s")
        number = getattr(counts, column.name)
        if number or column.name not in _SELDOM:
            yield proposition, KG[f"{name}Count"], literals.integer(number)
