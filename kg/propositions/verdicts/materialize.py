"""What the questions need, worked out beforehand: states at the article's date, support, counts and verdicts.

The derived graph holds nothing of its own: it can be dropped and rebuilt from the others. One pass over the quads
fills plain dictionaries; SPARQL joins of this shape did not come back at 100,000 quads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields

from rdflib import URIRef

from kg.graph.rdf import Quad, iris, literals
from kg.graph.rdf.nquads import Triple, in_graph
from kg.graph.store import Store
from kg.model import AgentType, SourceKind
from kg.model.vocab import CURRENT_GRAPH, DERIVED_GRAPH, KG, RDF, SCHEMA, concept
from kg.propositions.verdicts.evidence import Case, EvidenceReader, Facts, evidence
from kg.propositions.verdicts.independence import Counts, count
from kg.propositions.verdicts.open_reasons import Reason, open_reasons
from kg.propositions.verdicts.rules import (
    Belongs,
    DatedAgent,
    Grounds,
    Judgement,
    Value,
    Variant,
    attributing,
    grounds,
    is_restated,
    judge,
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
    "reason",
    "refresh",
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


def derive(store: Store, countries: Iterable[str] | None = None) -> Iterator[Quad]:
    """The derived graph of a store: give it to ``store.replace(DERIVED_GRAPH, …)``.

    A verdict node says yes, no or undetermined. There is none where no claim supports a proposition, and none about
    a state that stands in none of its chains when one of them is known to do without it (bottleneck: no): that would
    be most of all nodes, one for each state and each sentence a known outlet says on its own. States that stand in none
    of its chains share a verdict: nothing tells them apart. Why a verdict is undetermined stands with it, and with the
    proposition why the origin is for a state that stands in none of its chains.

    Args:
        store: the store; its derived graph, if any, is not read.
        countries: ISO codes to judge for; every country whose state stands in some chain where None.
    """
    return iter(in_graph(_triples(Facts.of_store(store), countries), DERIVED_GRAPH))


def _triples(facts: Facts, countries: Iterable[str] | None) -> Iterator[Triple]:
    reader = EvidenceReader(facts)
    yield from hop_triples(reader.hops)
    asked = sorted(set(countries)) if countries is not None else reader.countries
    collectives = facts.state_media()
    for case in reader.cases():
        yield from case_triples(case, asked, collectives)


def case_triples(case: Case, asked: Sequence[str], collectives: Mapping[str, str]) -> Iterator[Triple]:
    """All that is derived of one proposition: support, counts, verdicts, and the sources it rests on.

    Args:
        case: The proposition with its claims.
        asked: The countries to judge for, sorted.
        collectives: The agents that stand for all media of a state, with their countries.
    """
    iri = URIRef(case.proposition)
    yield from _support_triples(iri, case)
    yield from _count_triples(iri, count(case.claims, case.plan))
    found = grounds(case.claims, case.plan)
    for name, about, judged in _verdicts(case, asked):
        yield from _verdict_triples(URIRef(f"{iri}/verdict/{name}"), iri, about, judged)
        for variant in Variant:
            yield from _open_triples(
                URIRef(f"{iri}/verdict/{name}/{variant.value}"), open_reasons(found, of_country(about[0]), variant)
            )
    yield from _open_triples(iri, open_reasons(found, of_country(_ELSEWHERE), Variant.ORIGIN))
    yield from _source_triples(iri, found, collectives)


def _open_triples(of: URIRef, reasons: Iterable[Reason]) -> Iterator[Triple]:
    for reason in sorted(reasons):
        yield of, KG.openBecause, KG[f"open-{reason.value}"]


def hop_triples(hops: Mapping[str, DatedAgent]) -> Iterator[Triple]:
    """Each hop's country and link at its article's date, and the state it belongs to."""
    for hop, found in hops.items():
        iri = URIRef(hop)
        yield iri, KG.hopLink, concept(found.link)
        if found.country:
            yield iri, KG.hopCountry, iris.country(found.country)
        if found.state:
            yield iri, KG.ofState, iris.country(found.state)


Judged = Mapping[Variant, Judgement]
_ELSEWHERE = ""  # the code of a state that stands in no chain


def _verdicts(case: Case, asked: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...], Judged]]:
    """The verdicts on one proposition by name and countries; states that stand in none of its chains share one."""
    own = {hop.state for claim in case.claims for found in claim.paths for hop in found.hops}
    elsewhere = tuple(country for country in asked if country not in own)
    for country in asked:
        if country in own:
            yield country, (country,), _judged(case, country)
    if elsewhere:
        judged = _judged(case, elsewhere[0])
        if judged[Variant.BOTTLENECK].value is not Value.NO:
            yield "others", elsewhere, judged


def _judged(case: Case, country: str) -> Judged:
    belongs = of_country(country)
    return {variant: judge(case.claims, belongs, variant, case.plan) for variant in Variant}


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
            continue
        yield URIRef(claim.claim), KG.supports, proposition
        for state in sorted({found.hops[0].state or "" for found in claim.paths} - {""}):
            yield proposition, KG.originCountry, iris.country(state)


def _count_triples(proposition: URIRef, counts: Counts) -> Iterator[Triple]:
    for column in fields(Counts):
        name = "independent" if column.name == "groups" else column.name.removesuffix("s")
        yield proposition, KG[f"{name}Count"], literals.integer(getattr(counts, column.name))


def _verdict_triples(name: URIRef, proposition: URIRef, about: Iterable[str], judged: Judged) -> Iterator[Triple]:
    for variant, judgement in judged.items():
        if judgement.value is None:
            continue
        iri = URIRef(f"{name}/{variant.value}")
        yield iri, RDF.type, KG.Verdict
        yield iri, KG.proposition, proposition
        yield from ((iri, KG.country, iris.country(country)) for country in about)
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
