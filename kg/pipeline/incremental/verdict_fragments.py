"""Verdicts as fragments: of each article's hops one, and of each proposition one, judged again where it is new.

A verdict depends on its proposition's claims, on which of their articles carry one text, and on what people have
rejected. Which states are in the sets that verdicts name is worked out each time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rdflib import URIRef

from kg.graph.rdf import Quad, iris
from kg.graph.rdf.nquads import in_graph, line, lines
from kg.graph.store import Store
from kg.graph.store.terms import quads
from kg.model.ids import digest
from kg.model.vocab import (
    ARTICLE_GRAPHS,
    COPIES_GRAPH,
    DATA,
    DECISIONS_GRAPH,
    DERIVED_GRAPH,
    KG,
    PROPOSITIONS_GRAPH,
    REGISTRY_GRAPH,
    SHARED_GRAPHS,
)
from kg.pipeline.incremental.article_state import Rows, StoreState
from kg.pipeline.incremental.cache import Cache, decode
from kg.pipeline.incremental.graph_fragments import Fragment
from kg.pipeline.incremental.proposition_fragments import Drafts, key_of
from kg.propositions.matching.assertions import AssertionHead
from kg.propositions.matching.propositions import ClusterDraft
from kg.propositions.verdicts.evidence import Case, EvidenceReader, Facts, texts_of
from kg.propositions.verdicts.materialize import case_triples, set_triples

_TOGETHER = 2_000  # propositions judged at a time
_AGENTS = f"{SHARED_GRAPHS}agent/"
Keyed = Mapping[bytes, tuple[bytes, ClusterDraft]]  # by what their verdicts depend on: propositions with their own keys


@dataclass(frozen=True, slots=True)
class VerdictInputs:
    """What verdicts rest on beside their propositions' claims."""

    state: StoreState
    around: Facts  # agents, copies and decisions
    collectives: Mapping[str, str]
    texts: Mapping[str, str]  # by an article's id what names the text that it shares with others
    rejected: frozenset[str]

    @classmethod
    def of(cls, store: Store, state: StoreState) -> VerdictInputs:
        """As the store has it, its copies and decisions being up to date."""
        around = Facts.of(_around(store))
        around.add(_registry(store, state.cache))
        media = {**around.state_media(), **state.media}
        rejected = frozenset(node for node, said in around.rows["rejected"].items() if min(said) == "true")
        shared = texts_of(around)
        own = f"{DATA}article/"
        graphs = state.graphs.items() if shared else ()
        texts = {name: shared.get(own + graph.removeprefix(ARTICLE_GRAPHS), "") for name, graph in graphs}
        return cls(state, around, dict(sorted(media.items())), texts, rejected)

    def keys(self, wanted: Drafts) -> Keyed:
        """The propositions by what their verdicts depend on."""
        whole = repr(self.collectives).encode()
        return {self._key(key, draft, whole): (key, draft) for key, draft in wanted.items()}

    def _key(self, key: bytes, draft: ClusterDraft, whole: bytes) -> bytes:
        places = (*draft.members, *draft.outsiders)
        texts = [self.texts[self.state.owners[at]] for at in places] if self.texts else []
        heads = self._heads(draft) if self.rejected else []
        rejected = [str(iris.assertion(head.article, head.span, head.part)) in self.rejected for head in heads]
        return key_of(key, repr((texts, rejected)).encode(), whole)

    def _heads(self, draft: ClusterDraft) -> list[AssertionHead]:
        return [self.state.contents[at].head for at in (*draft.members, *draft.outsiders)]

    def fragments(self, wanted: Keyed) -> Iterator[Fragment]:
        """What is derived of some propositions."""
        keys = list(wanted)
        for at in range(0, len(keys), _TOGETHER):
            yield from self._together({key: wanted[key] for key in keys[at : at + _TOGETHER]})

    def _together(self, wanted: Keyed) -> Iterator[Fragment]:
        facts = Facts()
        facts.add(self.around.rows)
        ids = {self.state.owners[at] for _, draft in wanted.values() for at in (*draft.members, *draft.outsiders)}
        for rows in self.state.facts(sorted(ids)):
            facts.add(rows)
        keys, names = {own: key for key, (own, _) in wanted.items()}, {}
        query = "SELECT key, name, lines FROM fragments WHERE graph = ? AND key IN ({})"
        for own, name, text in self.state.cache.rows(query, list(keys), PROPOSITIONS_GRAPH):
            facts.add(Facts.of(quads("".join(decode(text, list[str])))).rows)
            names[str(iris.proposition(name))] = keys[own]
        for case in EvidenceReader(facts).cases():
            yield _fragment(names.pop(case.proposition), case, self.collectives)
        for name, key in names.items():  # of whose claims no chain is known
            yield Fragment(key, name, frozenset())


def _fragment(key: bytes, case: Case, collectives: Mapping[str, str]) -> Fragment:
    """What is derived of one proposition; what restates, a set of states and what a chain is may be of several."""
    own: set[str] = set()
    common: set[str] = set()
    for quad in in_graph(case_triples(case, collectives), DERIVED_GRAPH):
        several = quad[1] in (KG.restated, KG.chainForm) or quad[2] == KG.StateSet
        (common if several else own).add(line(quad))
    return Fragment(key, case.proposition, frozenset(own), frozenset(common))


def set_lines(state: StoreState, common: Iterable[str]) -> frozenset[str]:
    """The states of the sets that are named in lines that several fragments may have."""
    sets = {URIRef(found.partition(" ")[0].strip("<>")) for found in common if f"<{KG.StateSet}>" in found}
    return frozenset(map(line, in_graph(set_triples(sets, state.states), DERIVED_GRAPH)))


def hop_keys(state: StoreState) -> dict[bytes, str]:
    """The articles' graphs by the keys of what is derived of their hops."""
    return {bytes.fromhex(digest("hops", graph, str(first)))[:16]: graph for graph, first in state.hops()}


def hop_fragments(state: StoreState, wanted: Mapping[bytes, str]) -> Iterator[Fragment]:
    """What is derived of the hops of some articles."""
    keys = {graph: key for key, graph in wanted.items()}
    for graph, row in state.cache.rows("SELECT graph, hops FROM articles WHERE graph IN ({})", list(keys)):
        yield Fragment(keys[graph], graph, frozenset(lines(decode(row, str))))


def _around(store: Store) -> Iterator[Quad]:
    """The graphs of agents outside the registry, of copies and of decisions."""
    for graph in (COPIES_GRAPH, DECISIONS_GRAPH, *(graph for graph in store.graphs() if graph.startswith(_AGENTS))):
        yield from store.quads(graph)


def _registry(store: Store, cache: Cache) -> Rows:
    """The registry's facts, read again where it has changed."""
    mark = store.mark(REGISTRY_GRAPH)
    known = cache.table("registry", tuple[str | None, Rows])
    if known is not None and mark is not None and known[0] == mark:
        return dict(known[1])
    found = Facts.of(store.quads(REGISTRY_GRAPH)).rows
    cache.write_table("registry", (mark, found))
    return found
