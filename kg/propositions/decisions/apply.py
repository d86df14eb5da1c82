"""A store brought in line with the log: article graphs as decided, and the graph of decisions.

An article's graph that a decision changes is made anew from what was extracted, which is kept beside it
(``graph/extracted/A``): so the order of decisions does not matter, and one that is taken back leaves no trace. The
graphs it was kept for are named by their hash; an article that was read anew since has another one, and is taken as
it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rdflib import Literal, URIRef

from kg.graph.rdf import Quad, article_quads, iris, literals, nquads
from kg.graph.rdf.from_quads import agents, articles
from kg.graph.rdf.nquads import Triple, in_graph
from kg.graph.store import Store, Table
from kg.graph.store.terms import quads as parsed
from kg.model import Article, Claim, Run
from kg.model.ids import digest
from kg.model.vocab import (
    ARTICLE_GRAPHS,
    DATA,
    DECISIONS_GRAPH,
    EXTRACTED_GRAPHS,
    KG,
    RDF,
    REGISTRY_GRAPH,
    SHARED_GRAPHS,
)
from kg.propositions.decisions.claims import Corrections
from kg.propositions.decisions.from_rdf import decisions
from kg.propositions.decisions.records import Decision, DecisionKind, Target, in_force, pairs
from kg.propositions.decisions.relocate import Finder, Lost, Place
from kg.propositions.decisions.to_rdf import decision_triples, iri

_RUN = Run("", (), "")  # stands on both sides of a difference, and so in none
_NAMING = "SELECT DISTINCT ?graph ?agent WHERE { GRAPH ?graph { ?subject ?property ?agent } }"
Read = tuple[Article, tuple[Claim, ...]]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two assertions that a person has put together or kept apart."""

    entry: Decision
    left: Place
    right: Place

    @property
    def same(self) -> bool:
        """Whether they were put together."""
        return self.entry.kind is DecisionKind.SAME


@dataclass(frozen=True, slots=True)
class Revision:
    """What became of the decisions: pairs to join or to keep apart, and what could not be applied, with the reason."""

    alike: tuple[Pair, ...] = ()
    judged: tuple[Pair, ...] = ()  # contradictions: confirmed or dismissed
    lost: tuple[tuple[Decision, str], ...] = ()


def stored(store: Store) -> list[Decision]:
    """The log as the store last had it."""
    return decisions(tuple(map(str, quad[:3])) for quad in store.quads(DECISIONS_GRAPH))


def revise(store: Store, log: Sequence[Decision]) -> Revision:
    """Make articles and the graph of decisions say what the log says; what is derived from them is not touched."""
    held = in_force(log)
    rows, lost = _revised_articles(store, held)
    found = _Found(Finder(rows), dict.fromkeys(entry.id for entry in held), [*lost])
    alike = tuple(found.pairs(pairs(held)))
    judging = (DecisionKind.CONTRADICTION, DecisionKind.COMPATIBLE)
    judged = tuple(found.pairs((entry, entry.targets[0], entry.targets[1]) for entry in held if entry.kind in judging))
    quads = in_graph(_graph(log, held, found, rows), DECISIONS_GRAPH)
    store.replace(DECISIONS_GRAPH, quads)
    return Revision(alike, judged, tuple(dict.fromkeys(found.lost)))


@dataclass(slots=True)
class _Found:
    """Where the words of decisions stand, and what was not found."""

    finder: Finder
    known: Mapping[str, None]
    lost: list[tuple[Decision, str]]

    def place(self, entry: Decision, target: Target) -> Place | None:
        found = self.finder.find(target)
        if isinstance(found, Lost):
            self.lost.append((entry, f"{target.article}:{target.span.start}-{target.span.end}: {found.reason}"))
            return None
        return found

    def pairs(self, rows: Iterable[tuple[Decision, Target, Target]]) -> Iterator[Pair]:
        for entry, one, other in rows:
            left, right = self.place(entry, one), self.place(entry, other)
            if left is not None and right is not None and left != right:
                yield Pair(entry, left, right)


def _graph(log: Sequence[Decision], held: Sequence[Decision], found: _Found, rows: Sequence[Read]) -> Iterator[Triple]:
    """The log, which of its entries hold and of what, and the claims that are rejected."""
    parts = {(article.id, claim.span): len(claim.parts) for article, claims in rows for claim in claims}
    for entry in log:
        yield from decision_triples(entry)
        yield iri(entry.id), KG.inForce, literals.boolean(entry.id in found.known)
    for entry in held:
        for target in entry.targets:
            place = found.place(entry, target)
            if place is None:
                continue
            yield iri(entry.id), KG.decides, iris.assertion(place.article, place.span, place.part)
            if entry.kind is DecisionKind.REJECT:
                within = range(parts[(place.article, place.span)]) if place.part is None else ()
                for one in (place, *(Place(place.article, place.span, index) for index in within)):
                    yield iris.assertion(one.article, one.span, one.part), KG.rejected, literals.boolean(True)
    for entry, reason in found.lost:
        yield iri(entry.id), KG.notApplied, literals.text(reason)


# --- Articles ---


def _revised_articles(store: Store, held: Sequence[Decision]) -> tuple[list[Read], list[tuple[Decision, str]]]:
    """Write every article that decisions touch, or touched before, as it is decided now."""
    graphs = set(store.graphs())
    touched = {name for name in _touched(store, held) | _kept(graphs) if URIRef(ARTICLE_GRAPHS + name) in graphs}
    if not touched:
        return [], []
    raw = {name: _extracted(store, name, graphs) for name in sorted(touched)}
    around = [quad for graph in graphs if _describes(graph) for quad in store.quads(graph)]
    known = frozenset(agent.id for agent in agents(store.quads(REGISTRY_GRAPH)))
    read = list(articles([*around, *(quad for quads in raw.values() for quad in quads)]))
    corrections = Corrections(held, {agent.id: agent for agent in agents(around)})
    rows: list[Read] = []
    for article, claims in read:
        decided = corrections.apply(article, claims)
        rows.append((article, decided))
        name = iris.article_graph(article.id).removeprefix(ARTICLE_GRAPHS)
        _write(store, name, raw[name], _difference(article, claims, decided, known), graphs)
    return rows, corrections.lost


def _describes(graph: URIRef) -> bool:
    """Whether a graph describes what articles share."""
    return graph == REGISTRY_GRAPH or graph.startswith(SHARED_GRAPHS)


def _kept(graphs: Iterable[URIRef]) -> set[str]:
    return {graph.removeprefix(EXTRACTED_GRAPHS) for graph in graphs if graph.startswith(EXTRACTED_GRAPHS)}


def _touched(store: Store, held: Sequence[Decision]) -> set[str]:
    """The articles that decisions name, or that name an agent which is another one."""
    ids = {target.article for entry in held for target in entry.targets}
    kinds = (DecisionKind.MERGE, DecisionKind.STATE)
    sources = [source for entry in held if entry.kind in kinds for source in entry.sources]
    ids |= {source.article for source in sources if source.article is not None}
    found = {iris.article_graph(one).removeprefix(ARTICLE_GRAPHS) for one in ids}
    for agent in {iris.registered_agent(source.id) for source in sources if source.id is not None}:
        answer = store.query(_NAMING, {"agent": agent})
        if isinstance(answer, Table):
            found |= {str(row[0]).removeprefix(ARTICLE_GRAPHS) for row in answer.rows}
    return found


def _extracted(store: Store, name: str, graphs: set[URIRef]) -> list[Quad]:
    """What was extracted of an article: its graph, or what is kept of it where decisions have changed that."""
    current = list(store.quads(URIRef(ARTICLE_GRAPHS + name)))
    kept = URIRef(EXTRACTED_GRAPHS + name)
    if kept not in graphs:
        return current
    said: dict[str, list[str]] = {}
    for _, predicate, value, _ in store.quads(kept):
        said.setdefault(str(predicate), []).append(str(value))
    if digest(nquads(current)) not in said.get(str(KG.revisedSha256), ()):
        return current
    return list(parsed(said[str(KG.extracted)][0]))


def _difference(
    article: Article, claims: Sequence[Claim], decided: Sequence[Claim], known: frozenset[str]
) -> tuple[set[Quad], set[Quad]]:
    """The quads that decisions take from what was extracted, and those that they add."""
    if tuple(claims) == tuple(decided):
        return set(), set()
    before, after = (set(article_quads(article, rows, _RUN, known)) for rows in (claims, decided))
    return before - after, after - before


def _write(
    store: Store, name: str, raw: Sequence[Quad], difference: tuple[set[Quad], set[Quad]], graphs: set[URIRef]
) -> None:
    """Put an article's graph, and beside it what was extracted where the two are not the same."""
    graph, kept = URIRef(ARTICLE_GRAPHS + name), URIRef(EXTRACTED_GRAPHS + name)
    taken, added = difference
    decided = (set(raw) - taken) | added
    before, after = (nquads(quad for quad in quads if quad[3] == graph) for quads in (store.quads(graph), decided))
    text = nquads(raw)
    if before != after:
        if after != text:  # first, so that a run that is stopped here loses nothing
            store.replace(kept, in_graph(_kept_triples(name, text, {digest(before), digest(after)}), kept))
        store.replace(graph, decided)
    if after != text:
        store.replace(kept, in_graph(_kept_triples(name, text, {digest(after)}), kept))
    elif kept in graphs:
        store.replace(kept, ())


def _kept_triples(name: str, text: str, hashes: Iterable[str]) -> Iterator[Triple]:
    node = URIRef(f"{DATA}extraction/{name}")
    yield node, RDF.type, KG.Extraction
    yield node, KG.extracted, literals.text(text)
    for one in sorted(hashes):
        yield node, KG.revisedSha256, Literal(one)
