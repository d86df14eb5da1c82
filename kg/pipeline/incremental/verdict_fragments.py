"""What is derived, as blocks: of each article's hops one, and of each proposition one, judged again where it is new.

A verdict depends on its proposition's claims, on which of their articles carry one text, on what people have rejected,
and on which states there are to ask about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from kg.graph.rdf import Quad, iris
from kg.graph.rdf.nquads import in_graph, line, lines
from kg.graph.store import Store
from kg.graph.store.terms import quads
from kg.model.ids import digest
from kg.model.vocab import (
    COPIES_GRAPH,
    DECISIONS_GRAPH,
    DERIVED_GRAPH,
    KG,
    PROPOSITIONS_GRAPH,
    REGISTRY_GRAPH,
    SHARED_GRAPHS,
)
from kg.pipeline.incremental.article_state import Rows, StoreState
from kg.pipeline.incremental.cache import Cache, opened, shut
from kg.pipeline.incremental.graph_fragments import Fragment
from kg.pipeline.incremental.proposition_fragments import PropositionDraft
from kg.propositions.matching.contents import Assertion
from kg.propositions.verdicts.evidence import Case, Facts, Reader, texts_of
from kg.propositions.verdicts.materialize import case_triples

_TOGETHER = 2_000  # propositions judged at a time
_AGENTS = f"{SHARED_GRAPHS}agent/"


@dataclass(frozen=True, slots=True)
class VerdictInputs:
    """What verdicts rest on beside their propositions' claims."""

    shelf: StoreState
    around: Facts  # agents, copies and decisions
    asked: Sequence[str]
    collectives: Mapping[str, str]
    texts: Mapping[str, str]  # by an article's id what names the text that it shares with others
    rejected: frozenset[str]

    @classmethod
    def of(cls, store: Store, shelf: StoreState) -> VerdictInputs:
        """As the store has it, its copies and decisions being up to date."""
        around = Facts.of(_around(store))
        around.add(_registry(store, shelf.memo))
        media = {**around.state_media(), **shelf.media}
        rejected = frozenset(node for node, said in around.rows["rejected"].items() if min(said) == "true")
        shared = texts_of(around)
        texts = {name: shared.get(str(iris.article(name)), "") for name in shelf.graphs} if shared else {}
        return cls(shelf, around, shelf.states, dict(sorted(media.items())), texts, rejected)

    def keys(self, wanted: Mapping[bytes, PropositionDraft]) -> dict[bytes, PropositionDraft]:
        """The propositions by what their verdicts depend on."""
        whole = digest(repr((self.asked, self.collectives)))
        return {self._key(unit, whole): unit for unit in wanted.values()}

    def _key(self, unit: PropositionDraft, whole: str) -> bytes:
        items = [self.shelf.contents[at].item for at in (*unit.members, *unit.outsiders)]
        texts = [self.texts[item.claim.article] for item in items] if self.texts else []
        rejected = [_assertion(item) in self.rejected for item in items] if self.rejected else []
        return bytes.fromhex(digest(unit.key.hex(), whole, repr(texts), repr(rejected)))[:16]

    def judged(self, wanted: Mapping[bytes, PropositionDraft]) -> Iterator[Fragment]:
        """What is derived of some propositions."""
        keys = list(wanted)
        for at in range(0, len(keys), _TOGETHER):
            yield from self._together({key: wanted[key] for key in keys[at : at + _TOGETHER]})

    def _together(self, wanted: Mapping[bytes, PropositionDraft]) -> Iterator[Fragment]:
        facts = Facts()
        facts.add(self.around.rows)
        every = self.shelf.contents
        ids = {every[at].item.claim.article for unit in wanted.values() for at in (*unit.members, *unit.outsiders)}
        for rows in self.shelf.facts(sorted(ids)):
            facts.add(rows)
        keys, names = {unit.key: key for key, unit in wanted.items()}, {}
        query = "SELECT key, name, lines FROM blocks WHERE graph = ? AND key IN ({})"
        for key, name, text in self.shelf.memo.rows(query, list(keys), PROPOSITIONS_GRAPH):
            facts.add(Facts.of(quads("".join(opened(text)))).rows)
            names[str(iris.proposition(name))] = keys[key]
        for case in Reader(facts).cases():
            yield _block(names.pop(case.proposition), case, self.asked, self.collectives)
        for name, key in names.items():  # of whose claims no chain is known
            yield Fragment(key, name, frozenset())


def _block(key: bytes, case: Case, asked: Sequence[str], collectives: Mapping[str, str]) -> Fragment:
    """What is derived of one proposition; that a claim restates another may be derived of several."""
    own: set[str] = set()
    common: set[str] = set()
    for quad in in_graph(case_triples(case, asked, collectives), DERIVED_GRAPH):
        (common if quad[1] == KG.restated else own).add(line(quad))
    return Fragment(key, case.proposition, frozenset(own), frozenset(common))


def hops(shelf: StoreState) -> dict[bytes, str]:
    """The articles' graphs by the keys of what is derived of their hops."""
    return {bytes.fromhex(digest("hops", graph, str(first)))[:16]: graph for graph, first in shelf.hops()}


def standing(shelf: StoreState, wanted: Mapping[bytes, str]) -> Iterator[Fragment]:
    """What is derived of the hops of some articles."""
    keys = {graph: key for key, graph in wanted.items()}
    for graph, row in shelf.memo.rows("SELECT graph, hops FROM articles WHERE graph IN ({})", list(keys)):
        yield Fragment(keys[graph], graph, frozenset(lines(opened(row)[0])))


def _around(store: Store) -> Iterator[Quad]:
    """The graphs of agents outside the registry, of copies and of decisions."""
    for graph in (COPIES_GRAPH, DECISIONS_GRAPH, *(graph for graph in store.graphs() if graph.startswith(_AGENTS))):
        yield from store.quads(graph)


def _registry(store: Store, memo: Cache) -> Rows:
    """The registry's facts, read again where it has changed."""
    mark = store.mark(REGISTRY_GRAPH)
    for (row,) in memo.database.execute("SELECT value FROM columns WHERE name = 'registry'"):
        known, rows = opened(row)
        if mark is not None and known == mark:
            return cast(Rows, rows)
    found = Facts.of(store.quads(REGISTRY_GRAPH)).rows
    memo.write("INSERT OR REPLACE INTO columns VALUES ('registry', ?)", [(shut([mark, found]),)])
    return found


def _assertion(item: Assertion) -> str:
    whole = iris.claim(item.claim.article, item.span)
    return str(whole if item.part is None else iris.part(whole, item.part))
