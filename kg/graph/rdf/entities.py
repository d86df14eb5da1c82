"""What mentions stand for: an agent, a place, or a thing of the article's own."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from rdflib import URIRef

from kg.graph.rdf import iris, literals
from kg.graph.rdf.agents import id_triples
from kg.graph.rdf.nquads import Quad, Triple, in_graph
from kg.model import Agent, Claim, Mention
from kg.model.vocab import KG, RDF, RDFS, SCHEMA, WGS84
from kg.sources.places import Gazetteer, Place

SORTS = {"person": SCHEMA.Person, "organisation": SCHEMA.Organization, "weapon": KG.Weapon}


class Entities:
    """Which IRI a mention gets in one article, and what is said of it."""

    def __init__(
        self,
        article_id: str,
        agents: Mapping[str, Agent],
        known: Collection[str],
        gazetteer: Gazetteer | None = None,
    ) -> None:
        """``agents`` are those of the article's chains by id; ``known`` the ids that the registry graph describes.

        ``gazetteer`` tells where places are; without one, nothing says so.
        """
        self._article = article_id
        self._agents = agents
        self._known = known
        self._gazetteer = gazetteer

    def iri(self, mention: Mention) -> URIRef:
        """The entity's IRI. An agent's id that no chain of the article minted is one that holds everywhere."""
        if mention.entity is None:
            return iris.thing(mention.label or mention.text, self._article)
        if mention.entity in self._agents:
            return iris.agent(self._agents[mention.entity], self._article)
        if mention.type == "country":
            return iris.country(mention.entity)
        return iris.place(mention.entity) if mention.type == "place" else iris.registered_agent(mention.entity)

    def quads(self, claims: Collection[Claim]) -> Iterator[Quad]:
        """Name and class of all that the claims mention, but for agents described elsewhere.

        What resolves is named in a graph of its own, by its label alone, so that every article says the same of it.
        """
        for claim in claims:
            for mention in (*claim.mentions, *([claim.subject] if claim.subject else ())):
                if mention.entity is None:
                    yield from in_graph(self._thing(mention, claim.language), iris.article_graph(self._article))
                elif mention.type == "country":
                    continue  # the registry's graph names all of them
                elif mention.entity not in self._agents and mention.entity not in self._known:
                    graph = iris.shared_graph("place" if mention.type == "place" else "mention", mention.entity)
                    yield from in_graph(self._named(mention, mention.label or mention.entity), graph)

    def _thing(self, mention: Mention, language: str) -> Iterator[Triple]:
        return self._named(mention, mention.label or mention.text, None if mention.label else language)

    def _named(self, mention: Mention, label: str, language: str | None = None) -> Iterator[Triple]:
        entity = self.iri(mention)
        place = mention.type == "place"
        yield entity, RDF.type, KG.Place if place else KG.Thing
        yield entity, RDF.type, SCHEMA.Place if place else SORTS.get(mention.type, SCHEMA.Thing)
        yield entity, RDFS.label, literals.text(label, language)
        if mention.entity is not None:
            yield from id_triples(mention.entity, entity)
            if place and self._gazetteer and (known := self._gazetteer.by_id(mention.entity)):
                yield from _position(known, entity)


def _position(place: Place, entity: URIRef) -> Iterator[Triple]:
    """Where a place is: WGS84 degrees, and the country it is listed under."""
    yield entity, WGS84.lat, literals.decimal(place.latitude)
    yield entity, WGS84.long, literals.decimal(place.longitude)
    yield entity, KG.country, iris.country(place.country)
