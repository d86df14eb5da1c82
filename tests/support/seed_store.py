"""The seed articles, read once a test process."""

from __future__ import annotations

import functools
from pathlib import Path

from kg import readers
from kg.graph.store import Store, open_store
from kg.graph.store.in_process import shipped
from kg.model import package_data
from kg.pipeline import ingest
from tests.support.stores import scratch

SEEDS = package_data.path("seeds")


@functools.cache
def seed_folder() -> Path:
    """The folder of a store with the three seed articles; tests copy it, or only read it."""
    folder = scratch()
    with open_store(folder) as store:
        ingest.add(store, [str(SEEDS)], readers.Given())
    return folder


@functools.cache
def seed_store() -> Store:
    """That store; tests only read it."""
    return shipped(open_store(seed_folder(), read_only=True))
