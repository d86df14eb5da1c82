"""What one more article costs as a store grows: ``python -m bench.scale_adding NEWS.csv 1000 10000 100000``.

Stores of so many claims are made as in ``bench/scale_joining.py``, with claims and the quick encoder of that bench, so
that neither parsing nor encoding is timed; then three articles more are added, one by one, each by a store opened
anew. ``--check`` works out all at once what the last store holds, and fails where it is not the same.
"""

from __future__ import annotations

import argparse
import csv
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from math import log
from pathlib import Path
from statistics import median

from bench.scale_joining import by_words, collection
from kg.graph.rdf import article_quads, iris, nquads, registry_quads
from kg.graph.store import Store, open_store
from kg.model import Article, Claim
from kg.model.vocab import COPIES_GRAPH, DERIVED_GRAPH, PROPOSITIONS_GRAPH, REGISTRY_GRAPH
from kg.pipeline import ingest
from kg.propositions.matching import encoder
from kg.sources import load_registry

_MORE = 3  # articles that are timed
_BESIDE = 60  # claims that are made beyond the size, for the articles that are added
Read = tuple[Article, tuple[Claim, ...]]


def articles(news: Path, number: int) -> list[Read]:
    """Articles of so many claims, with the texts that the claims are the sentences of."""
    found, claims = collection(news, number)
    by_article = {name: tuple(rows) for name, rows in groupby(claims, key=lambda claim: claim.article)}
    return [
        (replace(article, text=" ".join(claim.text for claim in by_article[article.id])), by_article[article.id])
        for article in found
    ]


def put(store: Store, read: Read) -> None:
    """Put an article into its graph."""
    store.replace(iris.article_graph(read[0].id), article_quads(*read, ingest.this_run()))


def measure(news: Path, number: int, folder: Path, check: bool) -> dict[str, float]:
    """Seconds of the processor for all at once and for one article more, the median of a few."""
    every = articles(news, number + _BESIDE)
    first, more = every[:-_MORE], every[-_MORE:]
    started = time.process_time()
    with open_store(folder) as store:
        store.replace(REGISTRY_GRAPH, registry_quads(load_registry()))
        for read in first:
            put(store, read)
        ingest.rebuild(store)
    whole = time.process_time() - started
    spent = [_one_more(folder, read) for read in more]
    if check:
        _check(folder, every)
    claims = sum(len(claims) for _, claims in first)
    return {"claims": claims, "all at once": round(whole, 1), "one article more": round(median(spent), 2)}


def _one_more(folder: Path, read: Read) -> float:
    started = time.process_time()
    with open_store(folder) as store:
        put(store, read)
        ingest.rebuild(store)
    return time.process_time() - started


def _check(folder: Path, every: Sequence[Read]) -> None:
    """Fail where a store that remembers nothing holds something else."""
    with open_store(folder) as store, open_store(None) as other:
        other.replace(REGISTRY_GRAPH, registry_quads(load_registry()))
        for read in every:
            put(other, read)
        ingest.rebuild(other)
        for graph in (PROPOSITIONS_GRAPH, COPIES_GRAPH, DERIVED_GRAPH):
            assert nquads(store.quads(graph)) == nquads(other.quads(graph)), graph


def main() -> None:
    """One row a size, and the exponent between each two."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("news", type=Path)
    parser.add_argument("sizes", type=int, nargs="+")
    parser.add_argument("--check", action="store_true", help="work it out all at once, too, and compare")
    wanted = parser.parse_args()
    csv.field_size_limit(2**31 - 1)
    encoder.default_encoder = lambda: by_words
    encoder.DEFAULT = "bench.scale_joining.by_words"
    found = []
    for size in sorted(wanted.sizes):
        with tempfile.TemporaryDirectory() as folder:
            found.append(measure(wanted.news, size, Path(folder) / "store", wanted.check))
        print(found[-1], flush=True)
    for one, other in pairwise(found):
        rise = log(other["one article more"] / one["one article more"]) / log(other["claims"] / one["claims"])
        print(f"{one['claims']} to {other['claims']}: exponent {rise:.2f}")


if __name__ == "__main__":
    main()
