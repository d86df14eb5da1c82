"""Keep what is read of each article of a store: its contents, vectors, facts and fingerprints, read anew if it changed.

What is read of an article depends on its own graph, the registry, and the shared graphs that describe whom and what it
names; the hashes of these are kept with it.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache as cache_results
from functools import lru_cache, partial
from itertools import accumulate
from typing import overload

import numpy as np
from rdflib import URIRef

from kg.graph.rdf import Quad, iris
from kg.graph.rdf.from_quads import articles
from kg.graph.rdf.nquads import in_graph, line
from kg.graph.store import Store
from kg.model import Article, Claim
from kg.model.vocab import ARTICLE_GRAPHS, DATA, DERIVED_GRAPH, PREFIXES, REGISTRY_GRAPH, SHARED_GRAPHS
from kg.model.wording import words
from kg.pipeline.incremental.cache import Cache, compress, decode, decompress, encode
from kg.propositions.matching.assertions import AssertionHead, assertions, assertions_of
from kg.propositions.matching.contents import Content, ContentSummary, contents
from kg.propositions.matching.encoder import Encoder, Vectors, vectors
from kg.propositions.matching.tokenized import TokenizedContent, tokenize
from kg.propositions.matching.traits import Traits
from kg.propositions.near_duplicates import Fingerprints, fingerprints
from kg.propositions.verdicts.evidence import EvidenceReader, Facts
from kg.propositions.verdicts.materialize import hop_triples
from kg.propositions.verdicts.rules import DatedAgent

_TOGETHER = 400  # articles read at a time
_FEW = 20  # articles up to which the registry is not read as a whole
_LOADED = 50_000  # contents whose words are held at a time
_FAMILIES = {PREFIXES["agent"]: ("agent", "mention"), f"{DATA}place/": ("place",)}  # of IRIs, and their shared graphs
_OWN = f"{DATA}article/"  # of IRIs that no other graph describes
Rows = dict[str, dict[str, list[str]]]  # of facts
Standing = tuple[list[str], dict[str, str]]  # states in an article's hops, and agents of it that are a state's media
About = Callable[[str], list[Quad]]


@dataclass(frozen=True, slots=True)
class StoreState:
    """All contents of a store in order, with their numbers, which they keep as long as their article stays the same."""

    cache: Cache
    contents: Sequence[Content]
    traits: Traits
    owners: Sequence[str]  # ids of their articles
    numbers: np.ndarray[tuple[int], np.dtype[np.int64]]
    vectors: Vectors
    texts: Sequence[Fingerprints]
    graphs: Mapping[str, str]  # of the articles by their ids
    states: Sequence[str]  # that stand in some chain, sorted
    media: Mapping[str, str]  # agents of articles that stand for all media of a state
    versions: Mapping[str, int]  # of the articles by their ids: another one when an article has changed

    @classmethod
    def of(cls, cache: Cache, officials: Mapping[str, str]) -> StoreState:
        """What the cache has of all articles, by their ids; the words of contents are loaded when asked for."""
        columns = "id, graph, first, number, trait_numbers, summaries, fingerprints, vectors, standing"
        rows = sorted(cache.database.execute(f"SELECT {columns} FROM articles WHERE id NOT NULL"))  # noqa: S608 (our own)
        every = _Contents(
            [row[3] for row in rows],
            [row[1] for row in rows],
            [row[5] for row in rows],
            partial(_load, cache, officials),
        )
        texts: list[Fingerprints] = []
        states: set[str] = set()
        media: dict[str, str] = {}
        own: list[str]
        agents: dict[str, str]
        for name, graph, _, _, _, _, prints, _, standing in rows:
            date, marks = decode(prints, tuple[str | None, bytes])
            texts.append(Fingerprints(name, date, np.frombuffer(marks, "<u4"), partial(_words, cache, graph)))
            own, agents = decode(standing, Standing)
            states.update(own)
            media.update(agents)
        numbers = [np.arange(row[2], row[2] + row[3], dtype=np.int64) for row in rows]
        found = [np.frombuffer(decompress(row[7]), dtype=np.float32).reshape(row[3], -1) for row in rows if row[3]]
        return cls(
            cache,
            every,
            Traits.joined(_unpacked(row[4], row[3]) for row in rows),
            [row[0] for row in rows for _ in range(row[3])],
            np.concatenate([np.zeros(0, dtype=np.int64), *numbers]),
            np.concatenate(found) if found else np.zeros((0, 1), dtype=np.float32),
            texts,
            {row[0]: row[1] for row in rows},
            sorted(states),
            media,
            {row[0]: row[2] for row in rows},
        )

    def facts(self, ids: Sequence[str]) -> Iterator[Rows]:
        """The facts of some articles."""
        graphs = [self.graphs[name] for name in ids]
        for (row,) in self.cache.rows("SELECT facts FROM articles WHERE graph IN ({})", graphs):
            yield decode(row, Rows)

    def hops(self) -> Iterator[tuple[str, int]]:
        """Each article's graph and the number of its first content."""
        yield from self.cache.database.execute("SELECT graph, first FROM articles WHERE id NOT NULL")


def _packed(traits: Traits) -> bytes:
    return compress(np.concatenate([traits.numbers, traits.doers, traits.done.view(np.int64)]).astype("<i8").tobytes())


def _unpacked(row: bytes, number: int) -> Traits:
    """The traits of so many contents."""
    found = np.frombuffer(decompress(row), dtype="<i8")
    doers, done = np.split(found[number:], 2)
    return Traits(found[:number], doers, done.view(np.uint64))


class _Contents(Sequence[Content]):
    """The contents of all articles in order; an article's are unpacked when one of them is asked for."""

    def __init__(
        self,
        numbers: Sequence[int],
        graphs: Sequence[str],
        packed: Sequence[bytes],
        load: Callable[[str, AssertionHead], TokenizedContent],
    ) -> None:
        """For each article how many it has, its graph and its contents packed; ``load`` gives the words of one."""
        self._ends = list(accumulate(numbers))
        self._graphs, self._packed, self._load = graphs, packed, lru_cache(_LOADED)(load)
        self._made: dict[int, list[Content]] = {}

    def __len__(self) -> int:
        """How many contents."""
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, at: int) -> Content: ...
    @overload
    def __getitem__(self, at: slice) -> list[Content]: ...
    def __getitem__(self, at: int | slice) -> Content | list[Content]:
        """The content at a place."""
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        article = bisect_right(self._ends, at)
        made = self._made.get(article)
        if made is None:
            graph, rows = self._graphs[article], decode(self._packed[article], list[ContentSummary])
            made = self._made[article] = [one.with_words(partial(self._load, graph, one.head)) for one in rows]
        return made[at - self._ends[article]]


def _load(cache: Cache, officials: Mapping[str, str], graph: str, head: AssertionHead) -> TokenizedContent:
    """The words of a content, out of its claim."""
    query = "SELECT value FROM claims WHERE graph = ? AND start = ? AND stop = ?"
    (row,) = cache.database.execute(query, (graph, head.span.start, head.span.end)).fetchone()
    every = assertions_of(decode(row, Claim), head.date)
    return tokenize(next(one for one in every if one.head.part == head.part), officials)


def _words(cache: Cache, graph: str) -> list[str]:
    ((row,),) = cache.rows("SELECT text FROM articles WHERE graph IN ({})", [graph])
    return words(decode(row, str))


def read_state(store: Store, cache: Cache, encoder: Encoder, officials: Mapping[str, str]) -> StoreState:
    """The articles of a store, those that changed read anew; ``officials`` as in ``contents``."""
    graphs = {str(graph) for graph in store.graphs()}
    own = {graph for graph in graphs if graph.startswith(ARTICLE_GRAPHS)}
    kept = {graph: json.loads(deps) for graph, deps in cache.database.execute("SELECT graph, deps FROM articles")}

    @cache_results  # as long as this call: each graph is asked once
    def mark(graph: str) -> str | None:
        return store.mark(URIRef(graph)) if graph in graphs else None

    sound = {graph for graph, deps in kept.items() if graph in own and all(mark(name) == was for name, was in deps)}
    for table in ("articles", "claims"):
        rows = [(graph,) for graph in sorted(kept.keys() - sound)]
        cache.write(f"DELETE FROM {table} WHERE graph = ?", rows)  # noqa: S608 (a name of our own)
    stale = sorted(own - sound)
    about = _registry(store, len(stale))
    first = int(cache.note("next") or 0)
    for at in range(0, len(stale), _TOGETHER):
        batch = _Batch(store, stale[at : at + _TOGETHER], about, graphs)
        for name, row, claims in _read(batch, encoder, officials):
            number = row[1]
            deps = json.dumps([[dep, mark(dep)] for dep in batch.deps[name]])
            values = (name, row[0], deps, first, *row[1:])
            cache.write("INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", [values])
            claim_rows = [(name, claim.span.start, claim.span.end, encode(claim)) for claim in claims]
            cache.write("INSERT INTO claims VALUES (?, ?, ?, ?)", claim_rows)
            first += max(number, 1)  # each article has a number of its own
    cache.write_note("next", str(first))
    cache.commit()
    return StoreState.of(cache, officials)


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

    def __init__(self, store: Store, names: Sequence[str], about: About, graphs: set[str]) -> None:
        """Read the quads; ``about`` gives what the registry has on a thing, and ``graphs`` are all of the store."""
        self.own = {name: list(store.quads(URIRef(name))) for name in names}
        self.deps = {name: [name, str(REGISTRY_GRAPH)] for name in names}
        shared: dict[str, list[Quad]] = {}
        described: dict[str, list[Quad]] = {}
        for name, waiting in self.own.items():
            seen: set[str] = set()
            while waiting:
                more = {str(value) for _, _, value, _ in waiting if isinstance(value, URIRef)} - seen
                seen |= more
                there = {graph for iri in more for graph in _describing(iri)}
                self.deps[name] += sorted(there)
                waiting = []
                for graph in there & graphs:
                    if graph not in shared:
                        shared[graph] = list(store.quads(URIRef(graph)))
                    waiting += shared[graph]
                for iri in more:
                    if not iri.startswith(_OWN):
                        waiting += described.setdefault(iri, about(iri))
        self.around = [quad for quads in (*described.values(), *shared.values()) for quad in quads]


def _describing(iri: str) -> Iterator[str]:
    """The shared graphs in which a thing may be described."""
    for family, kinds in _FAMILIES.items():
        if iri.startswith(family):
            yield from (f"{SHARED_GRAPHS}{kind}/{iri.removeprefix(family)}" for kind in kinds)


_Row = tuple[
    str | None, int, bytes, bytes, bytes, bytes, bytes, bytes, bytes, bytes
]  # of a graph that describes no article: no id


def _read(
    batch: _Batch, encoder: Encoder, officials: Mapping[str, str]
) -> Iterator[tuple[str, _Row, tuple[Claim, ...]]]:
    """Each graph of a batch with what is kept of it, from the id on, and its claims."""
    own = {name: Facts.of(quads) for name, quads in batch.own.items()}
    every = [*batch.around, *(quad for quads in batch.own.values() for quad in quads)]
    read = {str(iris.article_graph(article.id)): (article, claims) for article, claims in articles(every)}
    gathered = {name: assertions([article], claims) for name, (article, claims) in read.items()}
    texts = sorted({one.text for found in gathered.values() for one in found})
    known = dict(zip(texts, vectors(texts, encoder), strict=True))
    hops = _hops(Facts.of(every), {str(iris.article(article.id)): name for name, (article, _) in read.items()})
    for name in batch.own:
        facts = encode({kind: rows for kind, rows in own[name].rows.items() if rows})
        lines, states = hops.get(name, ("", []))
        article, claims = read.get(name, (Article("", ""), ()))
        found = gathered.get(name, ())
        prints = fingerprints(article)
        described = contents(found, officials)
        row = (
            *(article.id or None, len(found), _packed(Traits.of(described))),
            encode([one.summary for one in described]),
            *(encode((prints.date, prints.prints.astype("<u4").tobytes())), encode(article.text)),
            *(compress(b"".join(known[one.text].tobytes() for one in found)), facts),
            *(encode((states, own[name].state_media())), encode(lines)),
        )
        yield name, row, claims


def _hops(facts: Facts, homes: Mapping[str, str]) -> dict[str, tuple[str, list[str]]]:
    """What is derived of each article's hops, and the states that stand in them, by the article's graph."""
    found: dict[str, dict[str, DatedAgent]] = {}
    for hop, agent in EvidenceReader(facts).hops.items():
        home = homes.get(hop.split("/claim/")[0])
        if home is not None:
            found.setdefault(home, {})[hop] = agent
    return {
        home: (
            "".join(sorted(map(line, in_graph(hop_triples(hops), DERIVED_GRAPH)))),
            sorted({hop.state for hop in hops.values() if hop.state}),
        )
        for home, hops in found.items()
    }
