"""Agents written as a file of the registry, in Turtle; ``rows`` reads it back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Triple

from kg.languages.profile import LABEL_LANGUAGE
from kg.model import Affiliation, Agent
from kg.model.vocab import DCTERMS, KG, PREFIXES, PROV, RDF, RDFS, SCHEMA, SKOS, WD, XSD, concept

_PREFIXES = ("agent", "country", "dcterms", "kg", "prov", "rdfs", "schema", "skos", "wd", "xsd")
_DATES = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}  # by how many characters are written


def turtle(agents: Iterable[Agent], *, reviewed: bool = False) -> str:
    """Rows of the registry: the same agents give the same text."""
    triples = [triple for agent in agents for triple in _agent(agent, reviewed)]
    prefixes = {name: PREFIXES[name] for name in _PREFIXES}
    written = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.TURTLE, prefixes=prefixes) or b""
    return written.decode("utf-8")


def _agent(agent: Agent, reviewed: bool) -> Iterator[Triple]:
    iri = NamedNode(PREFIXES["agent"] + agent.id)
    yield _triple(iri, RDF.type, NamedNode(str(KG.Agent)))
    if agent.type:
        yield _triple(iri, KG.type, NamedNode(str(concept(agent.type))))
    yield from _names(agent, iri)
    yield from _identity(agent, iri)
    yield _triple(iri, KG.reviewed, Literal(reviewed))
    for index, row in enumerate(agent.affiliations):
        node = NamedNode(f"{iri.value}/affiliation/{index}")
        yield _triple(iri, KG.affiliation, node)
        yield from _affiliation(row, node)


def _names(agent: Agent, iri: NamedNode) -> Iterator[Triple]:
    yield _triple(iri, SKOS.prefLabel, Literal(agent.label, language=LABEL_LANGUAGE))
    for language, label in agent.labels:
        yield _triple(iri, RDFS.label, Literal(label, language=language))
    for language, alias in agent.aliases:
        yield _triple(iri, SKOS.altLabel, Literal(alias, language=language))


def _identity(agent: Agent, iri: NamedNode) -> Iterator[Triple]:
    if agent.wikidata:
        yield _triple(iri, SKOS.exactMatch, NamedNode(str(WD) + agent.wikidata))
    if agent.acts_for:
        yield _triple(iri, PROV.actedOnBehalfOf, NamedNode(PREFIXES["agent"] + agent.acts_for))
    if agent.gender:
        yield _triple(iri, SCHEMA.gender, Literal(agent.gender.value))
    office, source = (agent.office,) if agent.office else (), (agent.source,) if agent.source else ()
    rows = ((KG.domain, agent.domains), (KG.handle, agent.handles), (KG.office, office), (DCTERMS.source, source))
    for term, values in rows:
        for value in values:
            yield _triple(iri, term, Literal(value))


def _affiliation(row: Affiliation, node: NamedNode) -> Iterator[Triple]:
    yield _triple(node, RDF.type, NamedNode(str(KG.Affiliation)))
    if row.country:
        yield _triple(node, KG.country, NamedNode(PREFIXES["country"] + row.country))
    yield _triple(node, KG.link, NamedNode(str(concept(row.link))))
    for term, day in ((SCHEMA.startDate, row.start), (SCHEMA.endDate, row.end)):
        if day:
            yield _triple(node, term, Literal(day, datatype=NamedNode(str(_DATES[len(day)]))))
    if row.office:
        yield _triple(node, KG.office, Literal(row.office))


def _triple(subject: NamedNode, predicate: str, value: NamedNode | Literal) -> Triple:
    return Triple(subject, NamedNode(str(predicate)), value)
