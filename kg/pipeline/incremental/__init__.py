"""Join and judge all claims of a store with a cache beside it: what has not changed is neither read nor written.

The result is that of doing all of it at once: every step is worked out as in ``kg/propositions``, and what is
remembered is remembered by the name of all that it depends on. The cache can be deleted at any time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.graph.rdf import copy_quads
from kg.graph.store import Store
from kg.model import Copy
from kg.model.errors import StoreError
from kg.model.vocab import COPIES_GRAPH, DERIVED_GRAPH, PROPOSITIONS_GRAPH
from kg.pipeline.incremental.article_state import StoreState, read_state
from kg.pipeline.incremental.cache import Cache, CorruptCacheError, compress, decompress, discard
from kg.pipeline.incremental.full_rebuild import join_at_once
from kg.pipeline.incremental.graph_fragments import Fragment, update_graph
from kg.pipeline.incremental.proposition_fragments import (
    Drafts,
    contradiction_lines,
    drafts_by_key,
    homes_of_assertions,
    proposition_fragments,
)
from kg.pipeline.incremental.verdict_fragments import (
    VerdictInputs,
    hop_fragments,
    hop_keys,
    set_lines,
)
from kg.propositions.decisions import Pair, Revision, judged
from kg.propositions.decisions.contradictions import place_key
from kg.propositions.matching.constraints import NONE, Constraint, LinkConstraints
from kg.propositions.matching.encoder import Encoder
from kg.propositions.matching.joining import Joined, join
from kg.propositions.matching.nearest_neighbours import candidates
from kg.propositions.matching.prefilter import worthwhile
from kg.propositions.matching.rulings import Judge
from kg.propositions.matching.scored_pairs import KINDS, ScoredPairs, compare, score_pairs
from kg.propositions.near_duplicates import Fingerprints, find_copies, pair

__all__ = ["join_at_once", "rejoin"]

_CORRUPT = (CorruptCacheError, sqlite3.DatabaseError, ValueError, TypeError, KeyError, IndexError, StopIteration)


def rejoin(
    store: Store,
    path: Path,
    edition: str,
    revision: Revision,
    encoder: Encoder,
    judge: Judge | None,
    officials: Mapping[str, str],
) -> None:
    """Propositions, copies and verdicts of a store, as its articles and the decisions have them.

    Args:
        store: The store; its articles are as decided.
        path: The cache's file.
        edition: A name for all that decides what is worked out but for the store: code, registry, encoder.
        revision: What people have decided.
        encoder: Texts to vectors.
        judge: Rules on doubtful pairs.
        officials: Surnames of persons in office, each with the code of the state that it stands for.

    Raises:
        StoreError: the disk fails.
    """
    try:
        with Cache(path, edition) as cache:
            _rejoin(store, cache, revision, encoder, judge, officials)
        return
    except _CORRUPT:
        discard(path)
    try:  # once more from nothing: where the fault is another's, it comes up again
        with Cache(path, edition) as cache:
            _rejoin(store, cache, revision, encoder, judge, officials)
    except sqlite3.Error as error:
        raise StoreError(f"{path}: {error}", "a file to write to", "Make room and try again.") from error


def _rejoin(
    store: Store,
    cache: Cache,
    revision: Revision,
    encoder: Encoder,
    judge: Judge | None,
    officials: Mapping[str, str],
) -> None:
    state = read_state(store, cache, encoder, officials)
    store.replace(COPIES_GRAPH, copy_quads(_copies(state)))
    joined = _joined(state, revision.alike, encoder, judge)
    wanted = drafts_by_key(joined, state.numbers.tolist())
    _update_propositions(store, cache, joined, wanted, revision.judged)
    _update_verdicts(store, state, wanted)


def _copies(state: StoreState) -> tuple[Copy, ...]:
    """Articles that carry one text; two that were compared before are not compared again."""
    before: dict[str, Copy | None] = state.cache.table("copies", dict[str, Copy | None]) or {}
    known: dict[str, Copy | None] = {}

    def compare_texts(text: Fingerprints, earlier: Fingerprints) -> Copy | None:
        name = f"{state.versions[text.article]} {state.versions[earlier.article]}"
        known[name] = before[name] if name in before else pair(text, earlier)
        return known[name]

    found = find_copies(state.texts, compare_texts)
    state.cache.write_table("copies", known)
    return found


def _joined(state: StoreState, alike: Sequence[Pair], encoder: Encoder, judge: Judge | None) -> Joined:
    """The contents joined; only pairs that are not known are compared."""
    every = state.contents
    near = worthwhile(candidates(state.vectors), every) if every else candidates(state.vectors)
    found = score_pairs(near, every, encoder, _known_pairs(state))
    _remember_pairs(state, found)
    decided = [Constraint(pair.left.key, pair.right.key, pair.same) for pair in alike]
    links = LinkConstraints.of(decided, (content.head for content in every)) if decided else NONE
    return join(compare(every, found, judge), links)


def _known_pairs(state: StoreState) -> ScoredPairs:
    """The pairs that were compared before, by the positions of their contents."""
    rows = dict(state.cache.database.execute("SELECT name, value FROM tables"))
    names = [field.name for field in fields(ScoredPairs)]
    if not rows.keys() >= set(names) or not len(state.numbers):
        return ScoredPairs.nothing()
    columns = [np.frombuffer(decompress(rows[name]), dtype=kind) for name, kind in zip(names, KINDS, strict=True)]
    place: NDArray[Any] = np.full(int(state.cache.note("next") or 0), -1, dtype=np.int64)
    place[state.numbers] = np.arange(len(state.numbers))
    found = ScoredPairs(*columns).renumbered(place)
    return found.where(np.flatnonzero((found.one >= 0) & (found.other >= 0)))


def _remember_pairs(state: StoreState, found: ScoredPairs) -> None:
    rows = [
        (field.name, compress(column.astype(kind).tobytes()))
        for field, column, kind in zip(fields(ScoredPairs), found.renumbered(state.numbers).columns, KINDS, strict=True)
    ]
    state.cache.write("INSERT OR REPLACE INTO tables VALUES (?, ?)", rows)
    state.cache.commit()


def _update_propositions(store: Store, cache: Cache, joined: Joined, wanted: Drafts, decided: Sequence[Pair]) -> None:
    """Propositions, and contradictions between them as people have judged these."""

    def make(keys: list[bytes]) -> Iterator[Fragment]:
        return proposition_fragments(((key, wanted[key]) for key in keys), joined.compared)

    def contradictions(_: frozenset[str]) -> frozenset[str]:
        sides = {place_key(side) for one in joined.contradictions for side in (one.left, one.right)}
        asked = sides | {place.key for pair in decided for place in (pair.left, pair.right)}
        homes = homes_of_assertions(asked, joined.compared, wanted, cache)
        return contradiction_lines(judged(joined.contradictions, homes, decided), homes)

    update_graph(store, cache, PROPOSITIONS_GRAPH, wanted, make, contradictions)


def _update_verdicts(store: Store, state: StoreState, wanted: Drafts) -> None:
    inputs = VerdictInputs.of(store, state)
    cases, articles = inputs.keys(wanted), hop_keys(state)

    def make(keys: list[bytes]) -> Iterator[Fragment]:
        yield from hop_fragments(state, {key: articles[key] for key in keys if key in articles})
        yield from inputs.fragments({key: cases[key] for key in keys if key in cases})

    def sets(common: frozenset[str]) -> frozenset[str]:
        return set_lines(state, common)

    update_graph(store, state.cache, DERIVED_GRAPH, {*cases, *articles}, make, sets)
