"""Quads in, records out: the inverse of ``article_quads`` and, for the agents it leaves out, of ``registry_quads``.

What a graph does not hold, and how it comes back:

- Wordings are those of the article's text at their offsets, as the model has it; an empty mention or cue is none.
- A graph has no order but by offsets and numbers: contents, mentions and times come in the order of the text, and an
  agent's labels, aliases, domains and handles sorted. Claims, chains, hops, parts, quantities and affiliations keep
  their order; two claims at one position come by their IRI.
- Numbers have six decimals. An empty text is none, a language no tag is "", terms are words without spaces.
- One id is one agent in an article, and a registered one is as the registry says: several descriptions of it are one.
- What a mention resolves to has one label, the agent's or the place's; what resolves to nothing is no agent and has
  no label. Words stand for one thing, at one time, in all of a claim.
- An agent's ``acts_for`` is a registered one's id; a ``wikidata`` that is no item is dropped.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from kg.graph.rdf.entities import SORTS
from kg.graph.rdf.iris import span_of
from kg.graph.rdf.nquads import Quad
from kg.graph.rdf.quad_index import Node, QuadIndex
from kg.languages.profile import LABEL_LANGUAGE
from kg.model import (
    Affiliation,
    Agent,
    AgentType,
    Article,
    Basis,
    Candidate,
    Chain,
    Claim,
    ClaimKind,
    Commitment,
    Fact,
    Gender,
    Hop,
    Known,
    Link,
    Mention,
    ModelAnswer,
    Part,
    Quantity,
    Quote,
    Reading,
    Role,
    SourceKind,
    Span,
    TimeExpression,
)
from kg.model.vocab import DATA, KG, PREFIXES
from kg.sources.countries import load_countries

_SORTS = {str(KG.Place): "place", **{str(iri): sort for sort, iri in SORTS.items()}}
_PLACES = f"{DATA}place/"


def articles(quads: Iterable[Quad]) -> Iterator[tuple[Article, tuple[Claim, ...]]]:
    """Every article with its claims, sorted by the article's id.

    Args:
        quads: all quads of a store, in any order; read once, and held in memory as far as they are needed.

    Raises:
        StoreError: a node lacks what it must have.
    """
    index = QuadIndex.of(quads)
    agents = _AgentReader(index)
    nodes = ((index.node(iri).needed("identifier"), iri) for iri in index.articles)
    for _, iri in sorted(nodes):
        article = _article(index.node(iri))
        reader = _ClaimReader(index, agents, article)
        yield article, tuple(map(reader.claim, index.claims(iri)))


def agents(quads: Iterable[Quad]) -> Iterator[Agent]:
    """Every agent that some quads describe, sorted by IRI.

    Raises:
        StoreError: a node lacks what it must have.
    """
    index = QuadIndex.of(quads)
    found = _AgentReader(index)
    yield from map(found.get, index.agents())


def _article(node: Node) -> Article:
    return Article(
        id=node.needed("identifier"),
        text=node.needed("text"),
        title=Fact(node.one("name"), node.value("titleKnown", Known)),
        outlet=Fact(node.one("outletName"), node.value("outletKnown", Known)),
        date=Fact(node.one("datePublished"), node.value("dateKnown", Known)),
        language=Fact(node.one("inLanguage"), node.value("languageKnown", Known)),
        url=Fact(node.one("url"), node.value("urlKnown", Known)),
        author=_fact(node, "authorName", "authorKnown") or Fact(),
        forwarded=_fact(node, "forwardedFrom", "forwardedKnown"),
        teaser="teaser" in node,
        date_line=node.one("dateLine"),
    )


def _fact(node: Node, name: str, known: str) -> Fact | None:
    """A fact that is stored only where there is one."""
    return Fact(node.one(name), node.value(known, Known)) if known in node else None


def _tail(iri: str) -> str:
    return iri.rpartition("/")[2]


def _id(node: Node) -> str:
    """The id of an agent or a place: its IRI ends in it, or the node says."""
    found = node.one("identifier")
    return _tail(node.iri) if found is None else found


class _AgentReader:
    """Agents by IRI; each is put together once."""

    def __init__(self, index: QuadIndex) -> None:
        self._index = index
        self._known: dict[str, Agent] = {}

    def get(self, iri: str) -> Agent:
        found = self._known.get(iri)
        if found is None:
            found = self._known[iri] = self._agent(self._index.node(iri))
        return found

    def _agent(self, node: Node) -> Agent:
        body, item = node.one("actedOnBehalfOf"), node.one("exactMatch")
        return Agent(
            id=_id(node),
            label=node.needed("prefLabel"),
            kind=node.value("sourceKind", SourceKind),
            type=node.value("type", AgentType) if "type" in node else None,
            labels=node.tagged("label"),
            aliases=node.tagged("altLabel"),
            affiliations=tuple(self._affiliation(self._index.node(iri)) for iri in node.numbered("affiliation")),
            acts_for=_id(self._index.node(body)) if body else None,
            office=node.one("office"),
            domains=tuple(node.all("domain")),
            handles=tuple(node.all("handle")),
            wikidata=_tail(item) if item else None,
            gender=Gender(gender) if (gender := node.one("gender")) else None,
            registered=node.needed("registered") == "true",
            source=node.one("source"),
        )

    def _affiliation(self, node: Node) -> Affiliation:
        country = node.one("country")
        return Affiliation(
            country=_tail(country) if country else None,
            link=node.value("link", Link),
            start=node.one("startDate"),
            end=node.one("endDate"),
            office=node.one("office"),
            source=node.one("source"),
        )


class _ClaimReader:
    """Puts the claims of one article together."""

    def __init__(self, index: QuadIndex, agents: _AgentReader, article: Article) -> None:
        self._node = index.node
        self._agents = agents
        self._article = article

    def claim(self, node: Node) -> Claim:
        span = span_of(node.iri)
        return Claim(
            article=self._article.id,
            position=int(node.needed("position")),
            span=span,
            text=span.of(self._article.text),
            kind=node.value("kind", ClaimKind),
            language=node.needed("inLanguage"),
            chains=self._chains(node),
            quote=node.value("quote", Quote),
            commitment=node.value("commitment", Commitment),
            negated=node.needed("negated") == "true",
            parts=tuple(map(self._part, map(self._node, node.numbered("part")))),
            subject=self._subject(node),
            mentions=tuple(self._mentions(node)),
            times=tuple(map(self._time, sorted(node.all("eventTime"), key=span_of))),
            quantities=tuple(map(self._quantity, map(self._node, node.numbered("quantity")))),
            terms=tuple(node.needed("terms").split(" ")) if "terms" in node else (),
            other=self._reading(node),
        )

    def _part(self, node: Node) -> Part:
        return Part(
            content=_spans(node, "content"),
            chains=self._chains(node),
            quote=node.value("quote", Quote),
            commitment=node.value("commitment", Commitment),
        )

    def _chains(self, owner: Node) -> tuple[Chain, ...]:
        return tuple(map(self._chain, map(self._node, owner.numbered("attribution"))))

    def _chain(self, node: Node) -> Chain:
        return Chain(tuple(map(self._hop, map(self._node, node.numbered("hop")))), _spans(node, "content"))

    def _hop(self, node: Node) -> Hop:
        return Hop(
            role=node.value("role", Role),
            agent=self._agents.get(node.needed("agent")),
            basis=node.value("basis", Basis),
            rule=node.needed("rule"),
            mention=next(iter(_spans(node, "mention")), None),
            cue=next(iter(_spans(node, "cue")), None),
            confidence=float(node.needed("confidence")),
            candidates=tuple(map(self._candidate, map(self._node, node.numbered("mayBe")))),
            answer=self._answer(node),
        )

    def _answer(self, hop: Node) -> ModelAnswer | None:
        found = hop.one("answer")
        if found is None:
            return None
        node = self._node(found)
        return ModelAnswer(node.needed("modelName"), node.needed("questionHash"), node.needed("answeredAt"))

    def _reading(self, claim: Node) -> Reading | None:
        found = claim.one("otherReading")
        if found is None:
            return None
        node = self._node(found)
        chains = tuple(map(self._chain, map(self._node, node.numbered("otherAttribution"))))
        return Reading(chains, node.value("quote", Quote), node.value("commitment", Commitment))

    def _candidate(self, node: Node) -> Candidate:
        return Candidate(self._agents.get(node.needed("agent")), float(node.needed("confidence")))

    def _subject(self, node: Node) -> Mention | None:
        entity = node.one("subject")
        return self._mention(node.needed("subjectMention"), entity) if entity else None

    def _mentions(self, node: Node) -> Iterator[Mention]:
        mentioned = set(node.all("mentions"))
        for words in sorted(node.all("entityMention"), key=span_of):
            for entity in self._node(words).all("denotes"):
                if entity in mentioned:
                    yield self._mention(words, entity)

    def _mention(self, words: str, iri: str) -> Mention:
        span, entity = span_of(words), self._node(iri)
        text = span.of(self._article.text)
        if "/thing/" in iri:
            return Mention(span, text, type=_SORTS.get(entity.one("class") or "", "thing"))
        if iri.startswith(PREFIXES["country"]):
            code = _tail(iri)
            return Mention(span, text, code, load_countries(LABEL_LANGUAGE).countries[code].label, "country")
        label = entity.one("prefLabel") or entity.one("label")
        return Mention(span, text, _id(entity), label, "place" if iri.startswith(_PLACES) else "agent")

    def _time(self, words: str) -> TimeExpression:
        span = span_of(words)
        return TimeExpression(span, span.of(self._article.text), self._node(words).one("edtf"))

    def _quantity(self, node: Node) -> Quantity:
        span = span_of(node.needed("words"))
        return Quantity(
            span=span,
            text=span.of(self._article.text),
            low=node.number("minValue", -math.inf),
            high=node.number("maxValue", math.inf),
            unit=node.one("unitText"),
            hedge=node.one("hedge"),
            counted=node.one("counted"),
            counted_span=next(iter(_spans(node, "countedWords")), None),
        )


def _spans(node: Node, name: str) -> tuple[Span, ...]:
    return tuple(sorted(map(span_of, node.all(name))))
