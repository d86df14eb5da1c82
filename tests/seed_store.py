"""The seed articles, read once a test run and kept in memory."""

from __future__ import annotations

import functools

from kg import pipeline, readers, resources
from kg.store import Store, open_store

SEEDS = resources.path("seeds")


@functools.cache
def seed_store() -> Store:
    """A store in memory with the three seed articles; tests only read it."""
    store = open_store(None)
    pipeline.add(store, [str(SEEDS)], readers.Given())
    return store
