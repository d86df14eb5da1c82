"""All claims of a store joined and judged, with a memo beside it: what has not changed is neither read nor written.

The result is that of doing all of it at once: every step is worked out as in ``kg/propositions``, and
what is remembered is remembered by the name of all that it depends on. The memo can be deleted at any time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.graph.rdf import copy_quads
from kg.graph.store import Store
from kg.model import Copy
from kg.model.errors import StoreError
from kg.model.vocab import COPIES_GRAPH, DERIVED_GRAPH, PROPOSITIONS_GRAPH
from kg.pipeline.incremental.article_state import StoreState, stock
from kg.pipeline.incremental.cache import Cache, CorruptCacheError, discard, opened, raw, shut, shut_raw
from kg.pipeline.incremental.fact_group_cache import FactGroupCache
from kg.pipeline.incremental.full_rebuild import join_at_once
from kg.pipeline.incremental.graph_fragments import Fragment, settle
from kg.pipeline.incremental.proposition_fragments import PropositionDraft, homes, opposing, units, worded
from kg.pipeline.incremental.record_codec import Json, pack, unpack
from kg.pipeline.incremental.verdict_fragments import VerdictInputs, hops, standing
from kg.propositions.decisions import Pair, Revision, judged
from kg.propositions.decisions.contradictions import place_key
from kg.propositions.matching import Joined, join
from kg.propositions.matching.constraints import NONE, Constraint, LinkConstraints, Place
from kg.propositions.matching.cross_encoder import Judge
from kg.propositions.matching.encoder import Encoder
from kg.propositions.matching.nearest_neighbours import candidates
from kg.propositions.matching.prefilter import worthwhile
from kg.propositions.matching.scored_pairs import KINDS, ScoredPairs, compared, weighed
from kg.propositions.matching.tokenized import NOBODY
from kg.propositions.near_duplicates import Fingerprints, copied, pair

__all__ = ["join_at_once", "rejoin"]

_SPOILT = (CorruptCacheError, sqlite3.DatabaseError, ValueError, TypeError, KeyError, IndexError, StopIteration)


def rejoin(
    store: Store,
    path: Path,
    edition: str,
    revision: Revision,
    encoder: Encoder,
    judge: Judge | None,
    officials: Mapping[str, str] = NOBODY,
) -> None:
    """Propositions, copies and verdicts of a store, as its articles and the decisions have them.

    Args:
        store: The store; its articles are as decided.
        path: The memo's file.
        edition: A name for all that decides what is worked out but for the store: code, registry, encoder.
        revision: What people have decided.
        encoder: Texts to vectors.
        judge: Rules on doubtful pairs.
        officials: Surnames of persons in office, each with the code of the state that it stands for.

    Raises:
        StoreError: the disk fails.
    """
    try:
        with Cache(path, edition) as memo:
            _rejoin(store, memo, revision, encoder, judge, officials)
    except _SPOILT:  # once more from nothing: where the fault is another's, it comes up again
        discard(path)
        _once_more(store, path, edition, revision, encoder, judge, officials)


def _once_more(
    store: Store,
    path: Path,
    edition: str,
    revision: Revision,
    encoder: Encoder,
    judge: Judge | None,
    officials: Mapping[str, str],
) -> None:
    try:
        with Cache(path, edition) as memo:
            _rejoin(store, memo, revision, encoder, judge, officials)
    except sqlite3.Error as error:
        raise StoreError(f"{path}: {error}", "a file to write to", "Make room and try again.") from error


def _rejoin(
    store: Store,
    memo: Cache,
    revision: Revision,
    encoder: Encoder,
    judge: Judge | None,
    officials: Mapping[str, str],
) -> None:
    shelf = stock(store, memo, encoder, officials)
    store.replace(COPIES_GRAPH, copy_quads(_copies(shelf)))
    joined = _joined(shelf, revision.alike, encoder, judge)
    wanted = units(joined, shelf.numbers.tolist())
    _put_propositions(store, shelf, joined, wanted, revision.judged)
    _put_verdicts(store, shelf, wanted)


def _copies(shelf: StoreState) -> tuple[Copy, ...]:
    """Articles that carry one text; two that were compared before are not compared again."""
    rows = shelf.memo.database.execute("SELECT value FROM columns WHERE name = 'copies'").fetchall()
    before: dict[str, Json] = opened(rows[0][0]) if rows else {}
    known: dict[str, Json] = {}

    def compare(text: Fingerprints, earlier: Fingerprints) -> Copy | None:
        name = f"{shelf.versions[text.article]} {shelf.versions[earlier.article]}"
        if name not in before:
            before[name] = pack(pair(text, earlier))
        known[name] = before[name]
        return None if known[name] is None else unpack(Copy, known[name])

    found = copied(shelf.texts, compare)
    shelf.memo.write("INSERT OR REPLACE INTO columns VALUES ('copies', ?)", [(shut(known),)])
    return found


def _joined(shelf: StoreState, alike: Sequence[Pair], encoder: Encoder, judge: Judge | None) -> Joined:
    """The contents joined; only pairs that are not known are compared."""
    every = shelf.contents
    near = worthwhile(candidates(shelf.vectors), every) if every else candidates(shelf.vectors)
    found = weighed(near, every, encoder, _known(shelf))
    _remember(shelf, found)
    decided = [Constraint(pair.left.key, pair.right.key, pair.same) for pair in alike]
    bonds = LinkConstraints.of(decided, [content.item for content in every]) if decided else NONE
    points = FactGroupCache(shelf.memo, shelf.numbers.tolist())
    joined = join(compared(every, found, judge), bonds, points.groups)
    points.keep()
    return joined


def _known(shelf: StoreState) -> ScoredPairs:
    """The pairs that were compared before, by the positions of their contents."""
    rows = dict(shelf.memo.database.execute("SELECT name, value FROM columns"))
    names = [field.name for field in fields(ScoredPairs)]
    if not rows.keys() >= set(names) or not len(shelf.numbers):
        return ScoredPairs.nothing()
    columns = [np.frombuffer(raw(rows[name]), dtype=kind) for name, kind in zip(names, KINDS, strict=True)]
    place: NDArray[Any] = np.full(int(shelf.memo.said("next") or 0), -1, dtype=np.int64)
    place[shelf.numbers] = np.arange(len(shelf.numbers))
    found = ScoredPairs(*columns).renumbered(place)
    return found.where(np.flatnonzero((found.one >= 0) & (found.other >= 0)))


def _remember(shelf: StoreState, found: ScoredPairs) -> None:
    kept = found.renumbered(shelf.numbers)
    rows = [
        (field.name, shut_raw(column.astype(kind).tobytes()))
        for field, column, kind in zip(fields(ScoredPairs), kept.columns, KINDS, strict=True)
    ]
    shelf.memo.write("INSERT OR REPLACE INTO columns VALUES (?, ?)", rows)
    shelf.memo.commit()


def _put_propositions(
    store: Store, shelf: StoreState, joined: Joined, wanted: dict[bytes, PropositionDraft], decided: Sequence[Pair]
) -> None:
    """Propositions, and contradictions between them as people have judged these."""

    def make(keys: list[bytes]) -> Iterator[Fragment]:
        return worded((wanted[key] for key in keys), joined.compared)

    settle(store, shelf.memo, PROPOSITIONS_GRAPH, wanted, make, partial(_opposed, shelf, joined, wanted, decided))


def _opposed(
    shelf: StoreState, joined: Joined, wanted: dict[bytes, PropositionDraft], decided: Sequence[Pair]
) -> frozenset[str]:
    sides = {place_key(side) for one in joined.contradictions for side in (one.left, one.right)}
    places: set[Place] = sides | {place.key for pair in decided for place in (pair.left, pair.right)}
    found = homes(places, joined.compared, wanted.values(), shelf.memo)
    return opposing(judged(joined.contradictions, found, decided), found)


def _put_verdicts(store: Store, shelf: StoreState, wanted: dict[bytes, PropositionDraft]) -> None:
    judging = VerdictInputs.of(store, shelf)
    cases, articles = judging.keys(wanted), hops(shelf)

    def make(keys: list[bytes]) -> Iterator[Fragment]:
        yield from standing(shelf, {key: articles[key] for key in keys if key in articles})
        yield from judging.judged({key: cases[key] for key in keys if key in cases})

    settle(store, shelf.memo, DERIVED_GRAPH, {*cases, *articles}, make)
