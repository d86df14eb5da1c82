"""What is exported: articles with their claims in a stream, agents, and what each proposition rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from rdflib import URIRef

from kg.answers.show.load import own_quads
from kg.graph.rdf import Quad, from_quads, iris
from kg.graph.rdf.claims import PIECES
from kg.graph.store import Store
from kg.model import Agent, Article, Chain, Claim, Commitment, Quote, Span
from kg.model.vocab import ARTICLE_GRAPHS, DATA, DECISIONS_GRAPH, KG, PROPOSITIONS_GRAPH, REGISTRY_GRAPH, SKOS
from kg.propositions.verdicts.evidence import Case, EvidenceReader, Facts

_BATCH = 50  # articles read at a time, for each time the registry is read with them


@dataclass(frozen=True, slots=True)
class Assertion:
    """A claim, or a part of one: what a chain attributes. ``claim`` is the sentence's record in both cases."""

    iri: str
    whole: str  # IRI of the sentence
    claim: Claim
    chains: tuple[Chain, ...]
    content: tuple[Span, ...]
    quote: Quote
    commitment: Commitment

    def text(self, article: Article) -> str:
        """Its words in its article; of a part the pieces of its content, joined as the graph joins them."""
        if not self.is_part:
            return self.claim.text
        return PIECES.join(words.of(article.text) for words in self.content)

    @property
    def is_part(self) -> bool:
        """Whether it is a part of a sentence."""
        return self.iri != self.whole


class StoreRecords:
    """The records of a store, each read when it is asked for."""

    def __init__(self, store: Store) -> None:
        """Read nothing yet."""
        self.store = store

    def articles(self) -> Iterator[tuple[Article, tuple[Claim, ...]]]:
        """Every article with its claims; a few are held at a time."""
        graphs = [graph for graph in self.store.graphs() if graph.startswith(ARTICLE_GRAPHS)]
        names = [f"{DATA}article/{graph.removeprefix(ARTICLE_GRAPHS)}" for graph in graphs]
        for start in range(0, len(names), _BATCH):
            own = (own_quads(self.store, name) for name in names[start : start + _BATCH])
            yield from from_quads.articles(chain(chain.from_iterable(own), self._registry))

    @cached_property
    def _registry(self) -> list[Quad]:
        return list(self.store.quads(REGISTRY_GRAPH))

    def registered(self) -> Iterator[Agent]:
        """The agents of the registry, whether a claim names them or not."""
        yield from from_quads.agents(self._registry)

    @cached_property
    def reader(self) -> EvidenceReader:
        """The chains of all claims, their hops as they stood at their articles' dates."""
        return EvidenceReader(Facts.of_store(self.store))

    def cases(self) -> Iterator[Case]:
        """Each proposition with all that stands to it."""
        return self.reader.cases()

    @cached_property
    def labels(self) -> dict[str, str]:
        """What each proposition says, by its IRI."""
        return {str(iri): str(label) for iri, _, label, _ in self.store.quads(PROPOSITIONS_GRAPH, SKOS.prefLabel)}

    @cached_property
    def rejected(self) -> frozenset[str]:
        """The assertions that a person has rejected."""
        quads = self.store.quads(DECISIONS_GRAPH, KG.rejected)
        return frozenset(str(iri) for iri, _, value, _ in quads if str(value) == "true")


def assertions(claims: tuple[Claim, ...]) -> Iterator[Assertion]:
    """The claims in the order of the text, each before its parts."""
    for claim in claims:
        whole = iris.claim(claim.article, claim.span)
        yield Assertion(str(whole), str(whole), claim, claim.chains, claim.content, claim.quote, claim.commitment)
        for index, part in enumerate(claim.parts):
            iri = str(iris.part(URIRef(whole), index))
            yield Assertion(iri, str(whole), claim, part.chains, part.content, part.quote, part.commitment)
