"""Claims that a person has reviewed, as nanopublications (https://nanopub.net/guidelines): TriG, four graphs each.

The assertion says who said what, the provenance from which article and whose decisions, the publication info what made
it. Each is named by a trusty URI (Kuhn and Dumontier 2014, https://doi.org/10.1007/978-3-319-07443-6_27): a hash of its
own content. None is signed: whoever publishes them signs them with a key of theirs.
"""

from __future__ import annotations

import base64
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

import pyoxigraph as ox
from rdflib import Literal, Namespace, URIRef

from kg.answers.exports.records import Assertion, StoreRecords, assertions
from kg.graph.rdf import iris, literals
from kg.graph.rdf.nquads import Quad, Triple, nquads
from kg.model import Article
from kg.model.vocab import DATA, DCTERMS, KG, PREFIXES, PROV, RDF, RDFS, SCHEMA, SKOS, XSD, concept

NP = Namespace("http://www.nanopub.org/nschema#")
Term = TypeVar("Term", URIRef, URIRef | Literal)
_HOLE = "~"  # stands for the hash while the hash is made; no other IRI of the graph has one
_BASE = f"{DATA}nanopublication/"
_DECIDED = """SELECT ?assertion ?decision ?kind ?person ?who ?when ?why WHERE {
  ?decision kg:decides ?assertion ; kg:inForce true ; kg:decisionKind ?kind ; prov:generatedAtTime ?when ;
    prov:wasAttributedTo ?person .
  ?person rdfs:label ?who .
  OPTIONAL { ?decision kg:why ?why }
} ORDER BY STR(?when) STR(?decision)"""


@dataclass(frozen=True, slots=True)
class Review:
    """What a person has decided of an assertion."""

    decision: URIRef
    kind: URIRef
    person: URIRef
    who: str
    when: str
    why: str


def nanopublications(records: StoreRecords) -> Iterator[str]:
    """A nanopublication for each claim or part that somebody has decided on and nobody rejected."""
    prefixes = {**{name: PREFIXES[name] for name in ("kg", "schema", "prov", "skos", "rdfs", "xsd")}, "np": str(NP)}
    reviews = _reviews(records)
    for article, claims in records.articles():
        for one in assertions(claims):
            if one.iri in reviews and one.iri not in records.rejected:
                quads = nanopublication(article, one, reviews[one.iri])
                text = "".join(nquads(own) for _, own in groupby(quads, key=lambda quad: quad[3]))
                parsed = ox.parse(text.encode(), format=ox.RdfFormat.N_QUADS)
                yield (ox.serialize(parsed, format=ox.RdfFormat.TRIG, prefixes=prefixes) or b"").decode()


def _reviews(records: StoreRecords) -> dict[str, list[Review]]:
    found: defaultdict[str, list[Review]] = defaultdict(list)
    for assertion, decision, kind, person, who, when, why in records.store.select(_DECIDED).rows:
        node, of, by = (URIRef(str(term)) for term in (decision, kind, person))
        moment = str(when).removesuffix("Z") + "+00:00" * str(when).endswith("Z")  # as rdflib would write it anew
        found[str(assertion)].append(Review(node, of, by, str(who), moment, "" if why is None else str(why)))
    return found


def nanopublication(article: Article, one: Assertion, reviews: Sequence[Review]) -> list[Quad]:
    """The quads of one nanopublication, under its trusty URI."""
    this = URIRef(_BASE + _HOLE)
    graphs = {name: URIRef(f"{this}#{name}") for name in ("Head", "assertion", "provenance", "pubinfo")}
    triples: dict[str, Iterable[Triple]] = {
        "Head": _head(this, graphs),
        "assertion": _assertion(article, one),
        "provenance": _provenance(graphs["assertion"], article, reviews),
        "pubinfo": _publication(this, reviews),
    }
    quads = list(dict.fromkeys((*triple, graphs[name]) for name, found in triples.items() for triple in found))
    code = artifact_code(quads)
    return [(_filled(one, code), edge, _filled(value, code), _filled(home, code)) for one, edge, value, home in quads]


def _filled(term: Term, code: str) -> Term:
    """The term with the code in its place; a literal as it is."""
    return term if isinstance(term, Literal) else URIRef(term.replace(_HOLE, code))


def artifact_code(quads: Iterable[Quad], hole: str = _HOLE) -> str:
    """The artifact code of module RA: of the quads in order, a term a line, with a space where the code will stand.

    Args:
        quads: without blank nodes, each once.
        hole: what stands for the code in their IRIs.
    """
    rows = sorted(
        (_iri(graph, hole), _iri(subject, hole), _iri(predicate, hole), _key(value, hole))
        for subject, predicate, value, graph in quads
    )
    text = "".join(f"{graph}\n{subject}\n{predicate}\n{value[-1]}\n" for graph, subject, predicate, value in rows)
    return f"RA{base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip('=')}"


def _iri(iri: URIRef, hole: str) -> str:
    return str(iri).replace(hole, " ")


def _key(value: URIRef | Literal, hole: str) -> tuple[bool, str, str, str, str]:
    """By what an object is sorted: IRIs before literals, these by words, type, language; last, how it is written."""
    if isinstance(value, URIRef):
        return False, _iri(value, hole), "", "", _iri(value, hole)
    words = str(value).replace("\\", "\\\\").replace("\n", "\\n")
    if value.language:
        return True, str(value), "", value.language, f"@{value.language.lower()} {words}"
    kind = str(value.datatype or XSD.string)
    return True, str(value), kind, "", f"^{kind} {words}"


def _head(this: URIRef, graphs: dict[str, URIRef]) -> Iterator[Triple]:
    yield this, RDF.type, NP.Nanopublication
    yield this, NP.hasAssertion, graphs["assertion"]
    yield this, NP.hasProvenance, graphs["provenance"]
    yield this, NP.hasPublicationInfo, graphs["pubinfo"]


def _assertion(article: Article, one: Assertion) -> Iterator[Triple]:
    iri = URIRef(one.iri)
    yield iri, RDF.type, SCHEMA.Claim
    yield iri, SCHEMA.text, literals.text(one.text(article))
    yield iri, SCHEMA.appearance, iris.article(article.id)
    yield iri, KG.quote, concept(one.quote)
    yield iri, KG.commitment, concept(one.commitment)
    for index, chain in enumerate(one.chains):
        yield iri, KG.coSpeaker if index else KG.speaker, iris.agent(chain.origin.agent, article.id)
        for hop in chain.hops:
            yield iris.agent(hop.agent, article.id), SKOS.prefLabel, literals.text(hop.agent.label)


def _provenance(assertion: URIRef, article: Article, reviews: Sequence[Review]) -> Iterator[Triple]:
    source = iris.article(article.id)
    yield assertion, PROV.wasDerivedFrom, source
    yield source, SCHEMA.identifier, literals.text(article.id)
    yield source, KG.sha256, literals.text(article.digest)
    if article.url.value:
        yield source, SCHEMA.url, literals.text(article.url.value)
    if article.date.value:
        yield source, SCHEMA.datePublished, literals.date(article.date.value)
    for review in reviews:
        yield assertion, PROV.wasInfluencedBy, review.decision
        yield assertion, PROV.wasAttributedTo, review.person
        yield review.decision, KG.decisionKind, review.kind
        yield review.decision, PROV.wasAttributedTo, review.person
        yield review.decision, PROV.generatedAtTime, Literal(review.when, datatype=XSD.dateTime, normalize=False)
        yield review.person, RDFS.label, literals.text(review.who)
        if review.why:
            yield review.decision, KG.why, literals.text(review.why)


def _publication(this: URIRef, reviews: Sequence[Review]) -> Iterator[Triple]:
    yield this, DCTERMS.created, Literal(max(review.when for review in reviews), datatype=XSD.dateTime, normalize=False)
    yield from ((this, DCTERMS.creator, person) for person in sorted({review.person for review in reviews}))
