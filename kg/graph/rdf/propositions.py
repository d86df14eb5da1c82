"""Propositions, their members, and contradiction candidates as quads of one graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rdflib import URIRef

from kg.graph.rdf import iris, literals
from kg.graph.rdf.nquads import Quad, Triple, in_graph
from kg.languages.profile import LABEL_LANGUAGE, PAGE_LANGUAGE
from kg.model import Contradiction, Membership, Proposition, Stance
from kg.model.ids import digest
from kg.model.vocab import DATA, KG, PROPOSITIONS_GRAPH, RDF, RDFS, SKOS, concept

_LABEL_ORDER = (
    LABEL_LANGUAGE,
    PAGE_LANGUAGE,
)  # of the one preferred label; behind them by code


def proposition_quads(
    propositions: Iterable[Proposition], contradictions: Iterable[Contradiction] = ()
) -> Iterator[Quad]:
    """Propositions with their members and the contradiction candidates between them.

    Each member has a direct edge (``kg:expresses``, ``kg:denies``, or ``kg:perhaps``) and a node that says why.
    A contradiction names the propositions of its two claims where they have one.
    """
    homes: dict[URIRef, list[URIRef]] = {}
    for proposition in propositions:
        yield from in_graph(_proposition_triples(proposition), PROPOSITIONS_GRAPH)
        for member in proposition.members:
            homes.setdefault(iris.assertion(member.article, member.span, member.part), []).append(
                iris.proposition(proposition.id)
            )
    yield from contradiction_quads(contradictions, homes)


def contradiction_quads(
    contradictions: Iterable[Contradiction], homes: Mapping[URIRef, Sequence[URIRef]]
) -> Iterator[Quad]:
    """Contradiction candidates; ``homes`` names the propositions of the claims they are between."""
    for contradiction in contradictions:
        yield from in_graph(_contradiction_triples(contradiction, homes), PROPOSITIONS_GRAPH)


def _proposition_triples(proposition: Proposition) -> Iterator[Triple]:
    iri = iris.proposition(proposition.id)
    yield iri, RDF.type, KG.Proposition
    if proposition.plan:
        yield iri, KG.plan, literals.boolean(True)
    for language, label in proposition.labels:
        yield iri, RDFS.label, literals.text(label, language)
    ranked = sorted(proposition.labels, key=lambda pair: (pair[0] != _LABEL_ORDER[0], pair[0] != _LABEL_ORDER[1], pair))
    for language, label in ranked[:1]:
        yield iri, SKOS.prefLabel, literals.text(label, language)
    for member in proposition.members:
        edge = KG.expresses if member.stance is Stance.EXPRESSES else KG.denies
        yield from _member_triples(member, iri, edge, KG["same-band"])
    for member in proposition.perhaps:
        yield from _member_triples(member, iri, KG.perhaps, KG["perhaps-band"])


def _member_triples(member: Membership, proposition: URIRef, edge: URIRef, band: URIRef) -> Iterator[Triple]:
    claim = iris.assertion(member.article, member.span, member.part)
    iri = URIRef(f"{proposition}/member/{claim.removeprefix(f'{DATA}article/')}")
    yield claim, edge, proposition
    yield iri, RDF.type, KG.Membership
    yield iri, KG.claim, claim
    yield iri, KG.proposition, proposition
    yield iri, KG.stance, concept(member.stance)
    yield iri, KG.band, band
    yield iri, KG.confidence, literals.decimal(member.confidence)
    if member.model:
        yield iri, KG.modelName, literals.text(member.model)
    for reason in member.reasons:
        yield iri, KG.reason, literals.text(reason)


def _contradiction_triples(found: Contradiction, homes: Mapping[URIRef, Sequence[URIRef]]) -> Iterator[Triple]:
    left, right = (
        iris.assertion(found.left.article, found.left.span, found.left.part),
        iris.assertion(found.right.article, found.right.span, found.right.part),
    )
    iri = URIRef(f"{DATA}contradiction/{digest(found.kind, left, right)[:16]}")
    yield iri, RDF.type, KG.Contradiction
    yield iri, KG.contradictionKind, KG[found.kind]
    yield iri, KG.status, KG.confirmed if found.confirmed else KG.candidate
    yield iri, KG.confidence, literals.decimal(found.confidence)
    yield iri, KG.left, left
    yield iri, KG.right, right
    for proposition in (*homes.get(left, ()), *homes.get(right, ())):
        yield iri, KG.between, proposition
    for reason in found.reasons:
        yield iri, KG.reason, literals.text(reason)
