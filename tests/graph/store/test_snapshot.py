"""Readers beside a writer: each sees one whole state, and nobody waits for a reader."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from rdflib import Literal, URIRef

from kg.graph.store import open_store
from kg.graph.store.lock import Lock
from kg.graph.store.oxigraph import OxigraphStore
from kg.graph.store.snapshot import last_whole
from kg.model.errors import StoreError
from kg.model.vocab import ARTICLE_GRAPHS, CURRENT_GRAPH

ARTICLE = URIRef(f"{ARTICLE_GRAPHS}small")
SUBJECT, PREDICATE = URIRef("https://example.org/s"), URIRef("https://example.org/p")


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Lock.__init__, "__defaults__", (0.1,))


def _write(store: OxigraphStore, text: str, whole: bool = True) -> None:
    """Article first, then what is derived, as ``kg add`` does."""
    store.replace(CURRENT_GRAPH, [])
    store.replace(ARTICLE, [(SUBJECT, PREDICATE, Literal(text), ARTICLE)])
    if whole:
        store.replace(CURRENT_GRAPH, [(SUBJECT, PREDICATE, Literal("current"), CURRENT_GRAPH)])


def _said(store: OxigraphStore) -> list[str]:
    return [str(value) for _, _, value, _ in store.quads(ARTICLE)]


def _states(folder: Path) -> set[str]:
    return {found.name for found in (folder / "readers").iterdir() if found.is_dir()}


def _store(folder: Path, read_only: bool = False) -> OxigraphStore:
    found = open_store(folder, read_only)
    assert isinstance(found, OxigraphStore)
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with _store(tmp_path / "s") as store:
        _write(store, "old")
    return tmp_path / "s"


def test_a_reader_beside_a_writer_sees_the_last_whole_state(folder: Path) -> None:
    with _store(folder) as writer:
        for whole in (False, True):
            _write(writer, "new", whole)
            with _store(folder, read_only=True) as reader:
                assert _said(reader) == ["old"]
                assert reader.is_newest()
                assert len(reader.select("SELECT ?o WHERE { ?s ?p ?o }").rows) == 2
    with _store(folder, read_only=True) as reader:
        assert _said(reader) == ["new"]


def test_a_reader_keeps_its_state_however_much_is_written(folder: Path) -> None:
    with _store(folder, read_only=True) as reader:
        assert reader.is_newest()
        for number in range(3):
            with _store(folder) as writer:
                _write(writer, f"new {number}")
        assert _said(reader) == ["old"]
        assert not reader.is_newest()
        assert len(reader.select("SELECT ?o WHERE { ?s ?p ?o }").rows) == 2


def test_states_that_nobody_reads_are_removed(folder: Path) -> None:
    with _store(folder, read_only=True) as reader:
        with _store(folder) as writer:
            _write(writer, "new")
        with _store(folder, read_only=True):
            assert len(_states(folder)) == 2
        assert _said(reader) == ["old"]
    with _store(folder) as writer:
        _write(writer, "newer")
    with _store(folder, read_only=True) as reader:
        assert _states(folder) == {reader.state}


def test_a_state_that_was_not_worked_out_takes_no_whole_one_away(folder: Path) -> None:
    with _store(folder, read_only=True) as reader:
        whole = reader.state
    with _store(folder) as writer:
        _write(writer, "half", whole=False)
    with _store(folder):  # another kg add: until it is done, readers have what was whole
        assert last_whole(folder) == whole
        with _store(folder, read_only=True) as reader:
            assert _said(reader) == ["old"]
    with _store(folder, read_only=True) as reader:  # nobody is at work: what is there is told as it is
        assert _said(reader) == ["half"]


def test_where_nothing_can_be_published_readers_share_the_store(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(folder / "readers", ignore_errors=True)
    (folder / "readers").write_text("no folder")
    with _store(folder, read_only=True) as one, _store(folder, read_only=True) as other:
        assert _said(one) == _said(other) == ["old"]
        assert one.is_newest()
        with pytest.raises(StoreError, match="using"):
            _store(folder)


def test_without_hard_links_the_files_are_copied(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no hard links here")

    monkeypatch.setattr(os, "link", refuse)
    with _store(folder, read_only=True) as reader:
        assert reader.state in _states(folder)
        assert _said(reader) == ["old"]


@pytest.mark.parametrize("spoilt", ["", "../..", "0123456789abcdef", "\x00", "ж"])
def test_a_spoilt_name_of_the_last_state_is_no_state(folder: Path, spoilt: str) -> None:
    with _store(folder, read_only=True):
        pass
    with _store(folder):
        (folder / "readers" / "whole").write_text(spoilt, "utf-8")
        with pytest.raises(StoreError, match="writing to"):
            _store(folder, read_only=True)
