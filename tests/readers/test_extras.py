"""Formats whose library is missing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kg.model.errors import ConfigError
from kg.readers import extras
from tests.support.read_files import PAGE, found


@pytest.fixture
def nothing_installed(monkeypatch):
    def missing(module: str) -> None:
        raise ModuleNotFoundError(module)

    monkeypatch.setattr(extras.importlib, "import_module", missing)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("a.warc", "[warc]'"), ("a.pdf", "[pdf]'"), ("a.html", "'"), ("a.rss", "'"), ("a.json", "'"), ("a.xml", "'")],
)
def test_a_missing_library_is_named_with_the_command_that_brings_it(tmp_path, nothing_installed, name, wanted):
    (failure,) = found(tmp_path / name, PAGE)
    assert isinstance(failure.error, ConfigError)
    assert f"{wanted}." in str(failure.error)
    assert ("[" in str(failure.error)) == ("[" in wanted), "pages, feeds and JSON are no extras"


def test_the_command_is_the_one_of_this_installation(tmp_path, monkeypatch):
    root = tmp_path.resolve()
    monkeypatch.setattr(extras.package_data, "root", lambda: root)
    monkeypatch.setattr(sys, "prefix", str(root / ".venv"))
    monkeypatch.chdir(root)
    assert extras.installing("pdf") == "Install it: pip install 'claim-graph[pdf]'"
    (root / "pyproject.toml").touch()
    assert extras.installing("pdf") == "Install it: .venv/bin/pip install -e '.[pdf]'"
    monkeypatch.chdir(Path("/"))
    assert extras.installing("pdf") == f"Install it: {root}/.venv/bin/pip install -e '{root}[pdf]'"
