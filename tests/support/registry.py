"""The registry that comes with the program, and all else that texts are read by, loaded once a test run."""

from __future__ import annotations

import functools

from kg.sources import load_resources
from kg.sources.registry import Registry
from kg.sources.resources import Resources


@functools.cache
def resources() -> Resources:
    """What texts are read by; tests only read it."""
    return load_resources()


def registry() -> Registry:
    """All agents of the registry."""
    return resources().registry
