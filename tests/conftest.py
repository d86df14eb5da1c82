"""What every test gets: no way out to the network, and a word on browsers that are missing."""

from __future__ import annotations

import os
import shutil
import socket

import pytest

LOCAL = ("127.", "::1", "localhost")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip tests that open a page where there is no Chromium, except where one is required (as in .ci/run)."""
    if os.environ.get("KG_BROWSER_REQUIRED") or (shutil.which("chromium") and shutil.which("chromedriver")):
        return
    skip = pytest.mark.skip(reason="no Chromium here: install it with 'apt install chromium chromium-driver'")
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(skip)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail a test that opens a connection to another machine; this one may talk to itself."""
    connect = socket.socket.connect

    def local_only(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and not str(address[0]).startswith(LOCAL):
            pytest.fail(f"a test reached for the network: {address}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", local_only)
