from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.support.web import client, filled


@pytest.fixture(scope="session")
def web_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("web") / "store")


@pytest.fixture
def web(web_store: Path) -> TestClient:
    return client(web_store)
