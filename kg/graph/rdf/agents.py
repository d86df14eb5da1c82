"""Agents as triples: names, kind, dated affiliations, delegation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from rdflib import URIRef

from kg.graph.rdf import iris, literals
from kg.graph.rdf.nquads import Quad, Triple, in_graph
from kg.languages.profile import LABEL_LANGUAGE, supported
from kg.model import Affiliation, Agent
from kg.model.vocab import DCTERMS, KG, PROV, RDF, RDFS, REGISTRY_GRAPH, SCHEMA, SKOS, WD, concept
from kg.sources.countries import load_countries

if TYPE_CHECKING:
    from kg.sources.registry import Registry

Labels = tuple[tuple[str, str], ...]
_WIKIDATA = re.compile(r"Q[1-9][0-9]*")


def registry_quads(registry: Registry, countries: Mapping[str, Labels] | None = None) -> Iterator[Quad]:
    """The whole registry as quads of its own graph, and every country an agent of any article may belong to.

    ``countries`` maps a country's ISO code to its names as (language, name) pairs; by default all countries that the
    languages' folders name.
    """
    names = _country_names() if countries is None else countries
    codes = {row.country for agent in registry.agents for row in agent.affiliations if row.country}
    for code in sorted(codes.union(names)):
        yield from in_graph(_country_triples(code, names.get(code, ())), REGISTRY_GRAPH)
    for agent in registry.agents:
        iri = iris.registered_agent(agent.id)
        yield from in_graph(agent_triples(agent, iri), REGISTRY_GRAPH)
        yield iri, KG.reviewed, literals.boolean(agent.id not in registry.unreviewed), REGISTRY_GRAPH


def _country_names() -> Mapping[str, Labels]:
    names: dict[str, Labels] = {}
    for language in supported():
        for code, country in load_countries(language).countries.items():
            names[code] = (*names.get(code, ()), (language, country.label))
    return names


def _country_triples(code: str, labels: Labels) -> Iterator[Triple]:
    """A country, its ISO code and its names."""
    country = iris.country(code)
    yield country, RDF.type, KG.Country
    yield country, SKOS.notation, literals.text(code.upper())
    for language, label in labels:
        yield country, RDFS.label, literals.text(label, language)


def agent_triples(agent: Agent, iri: URIRef) -> Iterator[Triple]:
    """All that is known of one agent. Its one ``skos:prefLabel`` is English, or in the words that describe it."""
    yield iri, RDF.type, KG.Agent
    yield iri, RDF.type, PROV.Agent
    yield iri, KG.sourceKind, concept(agent.kind)
    yield iri, KG.registered, literals.boolean(agent.registered)
    if agent.type:
        yield iri, KG.type, concept(agent.type)
    yield from _name_triples(agent, iri)
    yield from _identity_triples(agent, iri)
    for index, row in enumerate(agent.affiliations):
        yield from _affiliation_triples(row, iri, URIRef(f"{iri}/affiliation/{index}"))


def _name_triples(agent: Agent, iri: URIRef) -> Iterator[Triple]:
    languages = [language for language, label in agent.labels if label == agent.label]
    preferred = LABEL_LANGUAGE if LABEL_LANGUAGE in languages or not languages else languages[0]
    yield iri, SKOS.prefLabel, literals.text(agent.label, preferred)
    for language, label in agent.labels:
        yield iri, RDFS.label, literals.text(label, language)
    for language, alias in agent.aliases:
        yield iri, SKOS.altLabel, literals.text(alias, language)


def id_triples(of: str, iri: URIRef) -> Iterator[Triple]:
    """The id of an agent or a place, where its IRI does not end in it."""
    if iri.rpartition("/")[2] != of:
        yield iri, SCHEMA.identifier, literals.text(of)


def _identity_triples(agent: Agent, iri: URIRef) -> Iterator[Triple]:
    yield from id_triples(agent.id, iri)
    if agent.office:
        yield iri, KG.office, literals.text(agent.office)
    for domain in agent.domains:
        yield iri, KG.domain, literals.text(domain)
    for handle in agent.handles:
        yield iri, KG.handle, literals.text(handle)
    if agent.wikidata and _WIKIDATA.fullmatch(agent.wikidata):
        yield iri, SKOS.exactMatch, WD[agent.wikidata]
    if agent.gender:
        yield iri, SCHEMA.gender, literals.text(agent.gender.value)
    if agent.source:
        yield iri, DCTERMS.source, literals.text(agent.source)
    if agent.acts_for:
        yield iri, PROV.actedOnBehalfOf, iris.registered_agent(agent.acts_for)


def _affiliation_triples(row: Affiliation, agent: URIRef, iri: URIRef) -> Iterator[Triple]:
    yield agent, KG.affiliation, iri
    yield iri, RDF.type, KG.Affiliation
    yield iri, KG.link, concept(row.link)
    if row.country:
        yield iri, KG.country, iris.country(row.country)
    if row.office:
        yield iri, KG.office, literals.text(row.office)
    if row.start:
        yield iri, SCHEMA.startDate, literals.date(row.start)
    if row.end:
        yield iri, SCHEMA.endDate, literals.date(row.end)
    if row.source:
        yield iri, DCTERMS.source, literals.text(row.source)
