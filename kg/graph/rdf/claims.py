"""Claims as triples: the sentence, how it is put, what it is about, and its parts."""

from __future__ import annotations

import math
from collections.abc import Iterator

from rdflib import URIRef

from kg.graph.rdf import iris, literals
from kg.graph.rdf.chains import attribution_triples, reading_triples, span_triples
from kg.graph.rdf.entities import Entities
from kg.graph.rdf.nquads import Triple
from kg.model import Article, Claim, Commitment, Mention, Part, Quantity, Quote, TimeExpression, edtf
from kg.model.vocab import KG, RDF, SCHEMA, concept

PIECES = " … "  # between the pieces of a content that a cue interrupts


def claim_triples(article: Article, claim: Claim, entities: Entities) -> Iterator[Triple]:
    """One sentence and all that hangs on it, but for the names of what it mentions."""
    iri = iris.claim(article.id, claim.span)
    yield iri, RDF.type, KG.Claim
    yield iri, RDF.type, SCHEMA.Claim
    yield from _place_in_article(article, claim, iri)
    yield from _manner(iri, claim.quote, claim.commitment)
    yield iri, KG.negated, literals.boolean(claim.negated)
    if claim.terms:
        yield iri, KG.terms, literals.text(" ".join(claim.terms))
    yield from attribution_triples(article, claim.chains, iri)
    if claim.other is not None:
        yield from reading_triples(article, claim.other, iri)
    yield from _mention_triples(article, claim, iri, entities)
    for time in claim.times:
        yield from _time_triples(article, time, iri)
    for index, quantity in enumerate(claim.quantities):
        yield from _quantity_triples(article, quantity, iri, URIRef(f"{iri}/quantity/{index}"))
    for index, piece in enumerate(claim.parts):
        yield from _part_triples(article, piece, iri, iris.part(iri, index))


def _place_in_article(article: Article, claim: Claim, iri: URIRef) -> Iterator[Triple]:
    yield iri, KG.article, iris.article(article.id)
    yield iri, KG.position, literals.integer(claim.position)
    yield iri, KG.begin, literals.integer(claim.span.start)
    yield iri, KG.end, literals.integer(claim.span.end)
    yield iri, SCHEMA.text, literals.text(claim.text)
    yield iri, SCHEMA.inLanguage, literals.text(claim.language)
    yield iri, KG.kind, concept(claim.kind)


def _manner(iri: URIRef, quote: Quote, commitment: Commitment) -> Iterator[Triple]:
    yield iri, KG.quote, concept(quote)
    yield iri, KG.commitment, concept(commitment)


def _mention_triples(article: Article, claim: Claim, iri: URIRef, entities: Entities) -> Iterator[Triple]:
    if claim.subject:
        yield iri, KG.subject, entities.iri(claim.subject)
        yield iri, KG.subjectMention, iris.span(article.id, claim.subject.span)
        yield from _mentioned(article, claim.subject, entities)
    for mention in claim.mentions:
        entity = entities.iri(mention)
        yield iri, SCHEMA.mentions, entity
        yield iri, KG.entityMention, iris.span(article.id, mention.span)
        if mention.type in ("place", "country"):
            yield iri, KG.place, entity
        yield from _mentioned(article, mention, entities)


def _mentioned(article: Article, mention: Mention, entities: Entities) -> Iterator[Triple]:
    yield from span_triples(article, mention.span)
    yield iris.span(article.id, mention.span), KG.denotes, entities.iri(mention)


def _time_triples(article: Article, time: TimeExpression, claim: URIRef) -> Iterator[Triple]:
    """The words, their value, and the first and last day that it can mean, so that SPARQL can compare."""
    words = iris.span(article.id, time.span)
    yield claim, KG.eventTime, words
    yield from span_triples(article, time.span)
    if time.value:
        yield words, KG.edtf, literals.text(time.value)
        for predicate, day in zip((KG.earliest, KG.latest), edtf.days(time.value), strict=True):
            if day is not None:
                yield words, predicate, literals.date(day.isoformat())


def _quantity_triples(article: Article, quantity: Quantity, claim: URIRef, iri: URIRef) -> Iterator[Triple]:
    yield claim, KG.quantity, iri
    yield iri, RDF.type, SCHEMA.QuantitativeValue
    yield iri, KG.words, iris.span(article.id, quantity.span)
    yield from span_triples(article, quantity.span)
    if quantity.low == quantity.high:
        yield iri, SCHEMA.value, literals.decimal(quantity.low)
    for predicate, bound in ((SCHEMA.minValue, quantity.low), (SCHEMA.maxValue, quantity.high)):
        if math.isfinite(bound):
            yield iri, predicate, literals.decimal(bound)
    if quantity.unit:
        yield iri, SCHEMA.unitText, literals.text(quantity.unit)
    if quantity.hedge:
        yield iri, KG.hedge, literals.text(quantity.hedge)
    if quantity.counted:
        yield iri, KG.counted, literals.text(quantity.counted)
    if quantity.counted_span:
        yield iri, KG.countedWords, iris.span(article.id, quantity.counted_span)
        yield from span_triples(article, quantity.counted_span)


def _part_triples(article: Article, piece: Part, claim: URIRef, iri: URIRef) -> Iterator[Triple]:
    yield claim, KG.part, iri
    yield iri, RDF.type, KG.Part
    yield iri, RDF.type, SCHEMA.Claim
    yield iri, KG.article, iris.article(article.id)
    yield iri, SCHEMA.text, literals.text(PIECES.join(words.of(article.text) for words in piece.content))
    yield from _manner(iri, piece.quote, piece.commitment)
    for words in piece.content:
        yield iri, KG.content, iris.span(article.id, words)
        yield from span_triples(article, words)
    yield from attribution_triples(article, piece.chains, iri)
