"""The workplace over the store of questions: a client in this process, asking as a browser on this machine would."""

from __future__ import annotations

from pathlib import Path

from starlette.testclient import TestClient

from kg.graph.store import open_store
from kg.web.app import Settings, application
from kg.web.safety import Keys
from tests.support import question_store

BASE = "http://127.0.0.1"


def filled(folder: Path) -> Path:
    """A folder with the store of questions."""
    with question_store.fill(open_store(folder)):
        return folder


def client(location: Path | str, token: str | None = None, writes: bool = False) -> TestClient:
    """A browser on this machine; one that writes has opened the address that is printed."""
    keys = Keys(token)
    hosts = ("*",) if token else ("127.0.0.1", "localhost")
    found = TestClient(application(Settings(str(location), hosts), keys), base_url=BASE, raise_server_exceptions=False)
    found.headers["accept"] = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    if writes:
        found.get(f"/enter?key={keys.launch}")
    return found
