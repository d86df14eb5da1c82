"""Each article of a store as rows of the memo: its contents, vectors, facts and fingerprints, read anew if it changed.

What is read of an article depends on its own graph, the registry, and the shared graphs that describe whom and what it
names; the marks of these are kept with it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from rdflib import URIRef

from kg.graph.rdf import Quad, iris
from kg.graph.rdf.from_quads import articles
from kg.graph.rdf.nquads import in_graph, line
from kg.graph.store import Store
from kg.model import Article, Claim
from kg.model.vocab import ARTICLE_GRAPHS, DATA, DERIVED_GRAPH, PREFIXES, REGISTRY_GRAPH, SHARED_GRAPHS
from kg.model.wording import words
from kg.pipeline.incremental.cache import Cache, opened, raw, shut, shut_raw
from kg.pipeline.incremental.content_rows import packed, unpacked
from kg.pipeline.incremental.record_codec import Json, pack, unpack
from kg.propositions.matching import contents
from kg.propositions.matching.contents import items
from kg.propositions.matching.encoder import Encoder, Vectors, vectors
from kg.propositions.matching.pair_scorer import Content
from kg.propositions.near_duplicates import Fingerprints, printed
from kg.propositions.verdicts.evidence import Facts, Reader
from kg.propositions.verdicts.materialize import hop_triples
from kg.propositions.verdicts.rules import DatedAgent

_TOGETHER = 400  # articles read at a time
_FEW = 20  # articles up to which the registry is not read as a whole
_FAMILIES = {PREFIXES["agent"]: ("agent", "mention"), f"{DATA}place/": ("place",)}  # of IRIs, and their shared graphs
_OWN = f"{DATA}article/"  # of IRIs that no other graph describes
Rows = dict[str, dict[str, list[str]]]  # of facts
About = Callable[[str], list[Quad]]


@dataclass(frozen=True, slots=True)
class StoreState:
    """All contents of a store in order, with their numbers, which they keep as long as their article stays the same."""

    memo: Cache
    contents: Sequence[Content]
    numbers: np.ndarray[tuple[int], np.dtype[np.int64]]
    vectors: Vectors
    texts: Sequence[Fingerprints]
    graphs: Mapping[str, str]  # of the articles by their ids
    states: Sequence[str]  # that stand in some chain, sorted
    media: Mapping[str, str]  # agents of articles that stand for all media of a state
    versions: Mapping[str, int]  # of the articles by their ids: another one when an article has changed

    def facts(self, ids: Sequence[str]) -> Iterator[Rows]:
        """The facts of some articles."""
        graphs = [self.graphs[name] for name in ids]
        for (row,) in self.memo.rows("SELECT facts FROM articles WHERE graph IN ({})", graphs):
            yield opened(row)

    def hops(self) -> Iterator[tuple[str, int]]:
        """Each article's graph and the number of its first content."""
        yield from self.memo.database.execute("SELECT graph, first FROM articles WHERE id IS NOT NULL")


def stock(store: Store, memo: Cache, encoder: Encoder, officials: Mapping[str, str]) -> StoreState:
    """The articles of a store, those that changed read anew."""
    graphs = {str(graph) for graph in store.graphs()}
    own = {graph for graph in graphs if graph.startswith(ARTICLE_GRAPHS)}
    kept = {graph: json.loads(deps) for graph, deps in memo.database.execute("SELECT graph, deps FROM articles")}
    marks: dict[str, str | None] = {}

    def mark(graph: str) -> str | None:
        if graph not in marks:
            marks[graph] = store.mark(URIRef(graph)) if graph in graphs else None
        return marks[graph]

    sound = {graph for graph, deps in kept.items() if graph in own and all(mark(name) == was for name, was in deps)}
    for table in ("articles", "claims"):
        rows = [(graph,) for graph in sorted(kept.keys() - sound)]
        memo.write(f"DELETE FROM {table} WHERE graph = ?", rows)  # noqa: S608 (a name of our own)
    stale = sorted(own - sound)
    registry = _registry(store, len(stale))
    for at in range(0, len(stale), _TOGETHER):
        batch = _Batch(store, stale[at : at + _TOGETHER], registry, graphs)
        deps = {name: json.dumps([[dep, mark(dep)] for dep in found]) for name, found in batch.deps.items()}
        _put(memo, _rows(batch, encoder, officials), deps)
    memo.commit()
    return _shelf(memo, officials)


def _registry(store: Store, articles: int) -> About:
    """What the registry says of a thing: for few articles it is asked, for many read as a whole."""
    if articles <= _FEW:
        return lambda iri: list(store.quads(REGISTRY_GRAPH, subject=URIRef(iri)))
    known: dict[str, list[Quad]] = {}
    for quad in store.quads(REGISTRY_GRAPH):
        known.setdefault(str(quad[0]), []).append(quad)
    return lambda iri: known.get(iri, [])


class _Batch:
    """Some articles' quads with those that describe what they name, be it in the registry or in shared graphs.

    ``deps`` has, for each article's graph, the graphs that its reading depends on, whether they are there or not.
    """

    def __init__(self, store: Store, names: Sequence[str], registry: About, graphs: set[str]) -> None:
        """Read the quads; ``registry`` says what it has on a thing, and ``graphs`` are all of the store."""
        self.own = {name: list(store.quads(URIRef(name))) for name in names}
        self.deps = {name: [name, str(REGISTRY_GRAPH)] for name in names}
        shared: dict[str, list[Quad]] = {}
        described: dict[str, list[Quad]] = {}
        for name, quads in self.own.items():
            seen: set[str] = set()
            waiting = quads
            while waiting:
                more = {str(value) for _, _, value, _ in waiting if isinstance(value, URIRef)} - seen
                seen |= more
                there = {graph for iri in more for graph in _describing(iri)}
                self.deps[name] += sorted(there)
                waiting = [quad for graph in there & graphs for quad in _read(graph, store, shared)]
                for iri in more:
                    if not iri.startswith(_OWN):
                        waiting += described.setdefault(iri, registry(iri))
        self.around = [quad for quads in (*described.values(), *shared.values()) for quad in quads]


def _read(graph: str, store: Store, known: dict[str, list[Quad]]) -> list[Quad]:
    if graph not in known:
        known[graph] = list(store.quads(URIRef(graph)))
    return known[graph]


def _describing(iri: str) -> Iterator[str]:
    """The shared graphs in which a thing may be described."""
    for family, kinds in _FAMILIES.items():
        if iri.startswith(family):
            yield from (f"{SHARED_GRAPHS}{kind}/{iri.removeprefix(family)}" for kind in kinds)


@dataclass(frozen=True, slots=True)
class _Row:
    """What is kept of an article; ``article`` None of a graph that describes none."""

    graph: str
    article: Article | None
    number: int  # of contents
    light: Json
    claims: tuple[Claim, ...]
    vectors: bytes
    facts: Rows
    hops: tuple[str, list[str], dict[str, str]]  # lines of the derived graph, states, and media of a state


def _rows(batch: _Batch, encoder: Encoder, officials: Mapping[str, str]) -> Iterator[_Row]:
    """What is kept of each article of a batch."""
    own = {name: Facts.of(quads) for name, quads in batch.own.items()}
    every = [*batch.around, *(quad for quads in batch.own.values() for quad in quads)]
    read = {str(iris.article_graph(article.id)): (article, claims) for article, claims in articles(every)}
    gathered = {name: items([article], claims) for name, (article, claims) in read.items()}
    texts = sorted({item.text for found in gathered.values() for item in found})
    known = dict(zip(texts, vectors(texts, encoder), strict=True))
    stands = _stands(Facts.of(every), {str(iris.article(article.id)): name for name, (article, _) in read.items()})
    for name in batch.own:
        facts = {kind: rows for kind, rows in own[name].rows.items() if rows}
        hops = (*stands.get(name, ("", [])), own[name].state_media())
        if name not in read:
            yield _Row(name, None, 0, None, (), b"", facts, hops)
            continue
        article, claims = read[name]
        rows = b"".join(known[item.text].tobytes() for item in gathered[name])
        found = contents(gathered[name], officials)
        light = [packed(article, claims, found), sorted(printed(article).prints)]
        yield _Row(name, article, len(found), light, claims, rows, facts, hops)


def _stands(facts: Facts, homes: Mapping[str, str]) -> dict[str, tuple[str, list[str]]]:
    """What is derived of each article's hops, and the states that stand in them, by the article's graph."""
    found: dict[str, dict[str, DatedAgent]] = {}
    for hop, stand in Reader(facts).hops.items():
        home = homes.get(hop.split("/claim/")[0])
        if home is not None:
            found.setdefault(home, {})[hop] = stand
    return {
        home: (
            "".join(sorted(map(line, in_graph(hop_triples(hops), DERIVED_GRAPH)))),
            sorted({hop.state for hop in hops.values() if hop.state}),
        )
        for home, hops in found.items()
    }


def _put(memo: Cache, rows: Iterator[_Row], deps: Mapping[str, str]) -> None:
    """Write rows; their contents get the next numbers."""
    first = int(memo.said("next") or 0)
    for row in rows:
        values = (
            *(row.graph, row.article and row.article.id, deps[row.graph], first, row.number),
            *(shut(row.light), shut(pack(row.article)), shut_raw(row.vectors), shut(row.facts), shut(row.hops)),
        )
        memo.write("INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", [values])
        claims = [(row.graph, place, shut(pack(claim))) for place, claim in enumerate(row.claims)]
        memo.write("INSERT INTO claims VALUES (?, ?, ?)", claims)
        first += row.number
    memo.say("next", str(first))


def _shelf(memo: Cache, officials: Mapping[str, str]) -> StoreState:
    """What the memo has of all articles, in the order of their ids."""
    query = "SELECT id, graph, first, number, light, vectors, hops FROM articles WHERE id IS NOT NULL"
    rows = sorted(memo.database.execute(query).fetchall())
    every: list[Content] = []
    texts: list[Fingerprints] = []
    states: set[str] = set()
    media: dict[str, str] = {}
    versions: dict[str, int] = {}
    for name, graph, first, _, light, _, hops in rows:
        contents_row, prints = opened(light)
        every += unpacked(name, contents_row, partial(_claim, memo, graph), officials)
        texts.append(Fingerprints(name, contents_row[0], frozenset(prints), partial(_words, memo, graph)))
        versions[name] = first
        _, own, agents = opened(hops)
        states.update(own)
        media.update(agents)
    numbers = [np.arange(first, first + number, dtype=np.int64) for _, _, first, number, *_ in rows]
    found = [np.frombuffer(raw(row[5]), dtype=np.float32).reshape(row[3], -1) for row in rows if row[3]]
    return StoreState(
        memo,
        every,
        np.concatenate([np.zeros(0, dtype=np.int64), *numbers]),
        np.concatenate(found) if found else np.zeros((0, 1), dtype=np.float32),
        texts,
        {row[0]: row[1] for row in rows},
        sorted(states),
        media,
        versions,
    )


def _claim(memo: Cache, graph: str, place: int) -> Claim:
    ((row,),) = memo.rows("SELECT value FROM claims WHERE graph = ? AND place IN ({})", [place], graph)
    return unpack(Claim, opened(row))


def _words(memo: Cache, graph: str) -> list[str]:
    ((row,),) = memo.rows("SELECT article FROM articles WHERE graph IN ({})", [graph])
    return words(unpack(Article, opened(row)).text)
