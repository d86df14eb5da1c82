"""Where a store is: a folder, a URL; and where what is remembered of it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.cli.options import decisions_file
from kg.graph.store import Workspace, open_store
from kg.graph.store.memory import MemoryStore
from kg.graph.store.oxigraph import OxigraphStore
from kg.model.errors import StoreError


@pytest.mark.parametrize("name", ["store", "a:b", "memory", "2017-09: news"])
def test_a_folder_by_its_path_or_its_file_url(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    for location in (name, tmp_path / name, (tmp_path / name).as_uri()):
        with open_store(location) as store:
            assert isinstance(store, OxigraphStore)
        assert (tmp_path / name / "data").is_dir()
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("location", [None, "memory:"])
def test_in_memory(location):
    with open_store(location) as store:
        assert isinstance(store, MemoryStore)
        assert Workspace.of(store.location).file("joining.sqlite") is None


def test_what_is_not_supported_is_refused_by_name():
    with pytest.raises(StoreError, match="FOLDER, file:///FOLDER, memory:"):
        open_store("ftp://x/y")


def test_a_folder_holds_its_workspace_and_a_url_has_one_among_cached_files(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert Workspace.of(str(tmp_path)).file("joining.sqlite") == tmp_path / "joining.sqlite"
    one, other = (Workspace.of(f"https://example.org/{name}").file("x") for name in "ab")
    assert isinstance(one, Path)
    assert one != other
    assert one.is_relative_to(tmp_path / "cache" / "claim-graph")
    assert Workspace.of("https://example.org/a", tmp_path).file("x") == tmp_path / "x"


def test_a_folder_by_its_path_and_by_its_url_has_one_file_of_decisions(tmp_path):
    store = tmp_path / "a store"
    named = {decisions_file(None, location) for location in (str(store), store.as_uri())}
    assert named == {tmp_path / "decisions.ttl"}
    assert decisions_file(tmp_path / "mine.ttl", "memory:") == tmp_path / "mine.ttl"
    with pytest.raises(StoreError, match="--decisions"):
        decisions_file(None, "memory:")
