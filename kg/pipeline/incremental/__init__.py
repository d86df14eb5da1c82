"""Join and judge all claims of a store with a cache beside it: what has not changed is neither read nor written.

The result is that of doing all of it at once: every step is worked out as in ``kg/propositions``, and what is
remembered is remembered by the name of all that it depends on. The cache can be deleted at any time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.graph.rdf import copy_quads
from kg.graph.store import Store
from kg.model import Copy
from kg.model.errors import StoreError
from kg.model.ids import digest
from kg.model.vocab import COPIES_GRAPH, DERIVED_GRAPH, PROPOSITIONS_GRAPH
from kg.pipeline.incremental.article_state import StoreState, read_state
from kg.pipeline.incremental.cache import Cache, CorruptCacheError, discard
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
from kg.propositions.matching.landmarks import KINDS as COLUMNS
from kg.propositions.matching.landmarks import Neighbourhoods, candidates
from kg.propositions.matching.nearest_neighbours import EXACT, Candidates
from kg.propositions.matching.rulings import Judge
from kg.propositions.matching.scored_pairs import KINDS, ScoredPairs, compare, score_pairs
from kg.propositions.near_duplicates import Fingerprints, find_copies, pair

__all__ = ["join_at_once", "rejoin"]

_PAIRS = [field.name for field in fields(ScoredPairs)]  # what the columns are kept under
_NEAR = ["numbers", *(f"near {field.name}" for field in fields(Neighbourhoods))]
_NEAR_KINDS = ("<i8", *COLUMNS)
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
    _update_copies(store, state)
    joined = _joined(state, revision.alike, encoder, judge)
    wanted = drafts_by_key(joined, state.numbers.tolist())
    _update_propositions(store, state, joined, wanted, revision.judged)
    _update_verdicts(store, state, wanted)


def _update_copies(store: Store, state: StoreState) -> None:
    """Write which articles carry one text, unless the same was written before."""
    copies = _copies(state)
    name = digest(repr(copies))
    if state.cache.note("written copies") != f"{name} {store.mark(COPIES_GRAPH)}":
        store.replace(COPIES_GRAPH, copy_quads(copies))
        state.cache.write_note("written copies", f"{name} {store.mark(COPIES_GRAPH)}")


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
    found = score_pairs(_candidates(state), every, encoder, _known_pairs(state))
    _remember_pairs(state, found)
    decided = [Constraint(pair.left.key, pair.right.key, pair.same) for pair in alike]
    links = LinkConstraints.of(decided, (content.head for content in every)) if decided else NONE
    return join(compare(every, state.traits, found, judge), links)


def _known_pairs(state: StoreState) -> ScoredPairs:
    """The pairs that were compared before, by the positions of their contents."""
    columns = state.cache.columns(_PAIRS, KINDS)
    if columns is None or not len(state.numbers):
        return ScoredPairs.nothing()
    found = ScoredPairs(*columns).renumbered(_places(state))
    return found.where(np.flatnonzero((found.one >= 0) & (found.other >= 0)))


def _places(state: StoreState) -> NDArray[np.int64]:
    """Where the contents stand, by their numbers; -1 for those that are gone."""
    place = np.full(int(state.cache.note("next") or 0), -1, dtype=np.int64)
    place[state.numbers] = np.arange(len(state.numbers))
    return place


def _remember_pairs(state: StoreState, found: ScoredPairs) -> None:
    state.cache.write_columns(_PAIRS, KINDS, found.renumbered(state.numbers).columns)
    state.cache.commit()


def _candidates(state: StoreState) -> Candidates:
    """The pairs worth comparing; of many contents only those around landmarks where some have come or gone."""
    if len(state.vectors) <= EXACT:
        return candidates(state.vectors, state.traits.worthwhile)
    columns, before, places = state.cache.columns(_NEAR, _NEAR_KINDS), None, None
    if columns is not None:
        places, before = _places(state)[columns[0]], Neighbourhoods(*columns[1:])
    found = Neighbourhoods.of(state.vectors, state.traits.worthwhile, before, places)
    state.cache.write_columns(_NEAR, _NEAR_KINDS, (state.numbers, *found.columns))
    return found.pairs()


def _update_propositions(
    store: Store, state: StoreState, joined: Joined, wanted: Drafts, decided: Sequence[Pair]
) -> None:
    """Propositions, and contradictions between them as people have judged these."""

    def make(keys: list[bytes]) -> Iterator[Fragment]:
        return proposition_fragments(((key, wanted[key]) for key in keys), joined.compared)

    def contradictions(_: frozenset[str]) -> frozenset[str]:
        sides = {place_key(side) for one in joined.contradictions for side in (one.left, one.right)}
        asked = sides | {place.key for pair in decided for place in (pair.left, pair.right)}
        homes = homes_of_assertions(asked, state.contents, state.owners, wanted, state.cache)
        return contradiction_lines(judged(joined.contradictions, homes, decided), homes)

    update_graph(store, state.cache, PROPOSITIONS_GRAPH, wanted, make, contradictions)


def _update_verdicts(store: Store, state: StoreState, wanted: Drafts) -> None:
    inputs = VerdictInputs.of(store, state)
    cases, articles = inputs.keys(wanted), hop_keys(state)

    def make(keys: list[bytes]) -> Iterator[Fragment]:
        yield from hop_fragments(state, {key: articles[key] for key in keys if key in articles})
        yield from inputs.fragments({key: cases[key] for key in keys if key in cases})

    def sets(common: frozenset[str]) -> frozenset[str]:
        return set_lines(state, common)

    update_graph(store, state.cache, DERIVED_GRAPH, {*cases, *articles}, make, sets)
