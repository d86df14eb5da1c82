"""Formats whose library is missing."""

from __future__ import annotations

import pytest

from kg.model.errors import ConfigError
from kg.readers import extras
from tests.support.read_files import PAGE, found


@pytest.mark.parametrize(
    ("name", "extra"),
    [
        ("a.html", "html"),
        ("a.rss", "feeds"),
        ("a.warc", "warc"),
        ("a.pdf", "pdf"),
        ("a.json", "json"),
        ("a.xml", "html"),
    ],
)
def test_a_missing_library_is_named_with_its_extra(tmp_path, monkeypatch, name, extra):
    def missing(module: str) -> None:
        raise ModuleNotFoundError(module)

    monkeypatch.setattr(extras.importlib, "import_module", missing)
    (failure,) = found(tmp_path / name, PAGE)
    assert isinstance(failure.error, ConfigError)
    assert f"claim-graph[{extra}]" in str(failure.error)
