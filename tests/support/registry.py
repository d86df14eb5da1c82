"""The registry that comes with the program, read once a test run."""

from __future__ import annotations

import functools

from kg.sources import load_registry
from kg.sources.registry import Registry


@functools.cache
def registry() -> Registry:
    """All agents of the registry; tests only read it."""
    return load_registry()
