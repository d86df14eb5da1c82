"""Chains as triples: an attribution, its hops from the origin outward, and the words each rests on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from rdflib import URIRef

from kg.graph.rdf import iris, literals
from kg.graph.rdf.nquads import Triple
from kg.model import Article, Chain, Hop, ModelAnswer, Reading, Span
from kg.model.vocab import KG, PROV, RDF, SCHEMA, concept


def span_triples(article: Article, words: Span) -> Iterator[Triple]:
    """A stretch of the article: its wording; its half-open code points are in its IRI (``iris.span_of``)."""
    yield iris.span(article.id, words), SCHEMA.text, literals.text(words.of(article.text))


def attribution_triples(article: Article, chains: tuple[Chain, ...], owner: URIRef) -> Iterator[Triple]:
    """The chains of a claim or a part: the first chain's origin is its speaker, the others' are co-speakers."""
    for index, chain in enumerate(chains):
        speaker = iris.agent(chain.origin.agent, article.id)
        yield owner, KG.coSpeaker if index else KG.speaker, speaker
        iri = URIRef(f"{owner}/chain/{index}")
        yield owner, KG.attribution, iri
        yield from _chain_triples(article, chain, iri)


def reading_triples(article: Article, reading: Reading, owner: URIRef) -> Iterator[Triple]:
    """How a claim was read too: chains of classes of their own, so that no question takes them for what stands."""
    iri = URIRef(f"{owner}/other")
    yield owner, KG.otherReading, iri
    yield iri, RDF.type, KG.Reading
    yield iri, KG.quote, concept(reading.quote)
    yield iri, KG.commitment, concept(reading.commitment)
    for index, chain in enumerate(reading.chains):
        yield iri, KG.otherAttribution, URIRef(f"{iri}/chain/{index}")
        for subject, predicate, value in _chain_triples(article, chain, URIRef(f"{iri}/chain/{index}")):
            yield subject, predicate, _ASIDE.get(value, value)


_ASIDE: dict[object, URIRef] = {KG.Attribution: KG.OtherAttribution, KG.Hop: KG.OtherHop}


def _chain_triples(article: Article, chain: Chain, iri: URIRef) -> Iterator[Triple]:
    hops = [URIRef(f"{iri}/hop/{index}") for index in range(len(chain.hops))]
    yield iri, RDF.type, KG.Attribution
    yield iri, KG.origin, hops[0]
    yield iri, KG.outlet, hops[-1]
    for words in chain.content:
        yield iri, KG.content, iris.span(article.id, words)
        yield from span_triples(article, words)
    for hop_iri, hop in zip(hops, chain.hops, strict=True):
        yield iri, KG.hop, hop_iri
        yield from _hop_triples(article, hop, hop_iri)
    for inner, outer in pairwise(hops):
        yield inner, KG.next, outer


def _hop_triples(article: Article, hop: Hop, iri: URIRef) -> Iterator[Triple]:
    yield iri, RDF.type, KG.Hop
    yield iri, KG.role, concept(hop.role)
    yield iri, PROV.agent, iris.agent(hop.agent, article.id)
    yield iri, KG.basis, concept(hop.basis)
    yield iri, KG.rule, literals.text(hop.rule)
    yield iri, KG.confidence, literals.decimal(hop.confidence)
    for predicate, words in ((KG.mention, hop.mention), (KG.cue, hop.cue)):
        if words:
            yield iri, predicate, iris.span(article.id, words)
            yield from span_triples(article, words)
    if hop.answer is not None:
        yield from _answer_triples(article, hop.answer, iri)
    for index, candidate in enumerate(hop.candidates):
        node = URIRef(f"{iri}/maybe/{index}")
        yield iri, KG.mayBe, node
        yield node, RDF.type, KG.PossibleAgent
        yield node, PROV.agent, iris.agent(candidate.agent, article.id)
        yield node, KG.confidence, literals.decimal(candidate.probability)


def _answer_triples(article: Article, answer: ModelAnswer, hop: URIRef) -> Iterator[Triple]:
    """The answer of a model that a hop rests on; one for all hops of one question."""
    iri = URIRef(f"{iris.article(article.id)}/answer/{answer.question[:16]}")
    yield hop, KG.answer, iri
    yield iri, RDF.type, KG.ModelAnswer
    yield iri, KG.modelName, literals.text(answer.model)
    yield iri, KG.questionHash, literals.text(answer.question)
    yield iri, KG.answeredAt, literals.text(answer.time)
