"""The seed articles, read once a test run and kept in memory."""

from __future__ import annotations

import functools

from kg import readers
from kg.graph.store import Store, open_store
from kg.model import package_data
from kg.pipeline import ingest

SEEDS = package_data.path("seeds")


@functools.cache
def seed_store() -> Store:
    """A store in memory with the three seed articles; tests only read it."""
    store = open_store(None)
    ingest.add(store, [str(SEEDS)], readers.Given())
    return store
