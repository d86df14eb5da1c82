"""Pages are read while articles are added: each shows a whole state, and neither waits for the other."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from rdflib import Literal, URIRef

from kg.graph.store import Store, open_store
from kg.model.errors import StoreError
from kg.model.vocab import ARTICLE_GRAPHS, CURRENT_GRAPH
from kg.pipeline import without_model
from kg.web.reading import Reading
from tests.support.web import client, filled

SUBJECT, PREDICATE = URIRef("https://example.org/s"), URIRef("https://example.org/p")
ONE, OTHER = URIRef(f"{ARTICLE_GRAPHS}one"), URIRef(f"{ARTICLE_GRAPHS}other")
BOTH = "SELECT ?o WHERE { ?s <https://example.org/p> ?o } ORDER BY ?o"


def _write(store: Store, text: str) -> None:
    """Two articles that belong together, as ``kg add`` writes several before what is derived of them."""
    store.replace(CURRENT_GRAPH, [])
    for graph in (ONE, OTHER):
        store.replace(graph, [(SUBJECT, PREDICATE, Literal(text), graph)])
    store.replace(CURRENT_GRAPH, [(SUBJECT, PREDICATE, Literal(text), CURRENT_GRAPH)])


def _said(reading: Reading) -> set[str]:
    with reading.state() as state:
        found = {str(row[0]) for row in state.shipped.select(BOTH).rows}
        assert found == {str(row[0]) for row in state.guarded.select(BOTH).rows}
        return found


@pytest.mark.slow
def test_each_answer_sees_one_state_and_the_next_the_newest(tmp_path: Path) -> None:
    with open_store(tmp_path / "s") as store:
        _write(store, "0")
    reading, seen, done = Reading(str(tmp_path / "s")), [], threading.Event()

    def read() -> None:
        while not done.is_set():
            seen.append(_said(reading))

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for number in range(1, 6):
        with open_store(tmp_path / "s") as store:
            _write(store, str(number))
    done.set()
    for reader in readers:
        reader.join()
    assert all(len(found) == 1 for found in seen), seen
    assert _said(reading) == {"5"}
    reading.close()


def test_an_answer_that_takes_long_keeps_its_state(tmp_path: Path) -> None:
    with open_store(tmp_path / "s") as store:
        _write(store, "old")
    reading = Reading(str(tmp_path / "s"))
    with reading.state() as state:
        with open_store(tmp_path / "s") as store:
            _write(store, "new")
        assert _said(reading) == {"new"}
        assert {str(row[0]) for row in state.shipped.select(BOTH).rows} == {"old"}
        assert {str(row[0]) for row in state.guarded.select(BOTH).rows} == {"old"}
    with pytest.raises(StoreError):
        state.guarded.select(BOTH)
    reading.close()


def test_pages_open_while_another_process_writes(tmp_path: Path) -> None:
    web = client(filled(tmp_path / "s"))
    before = web.get("/ask.json?q=Who+asserted+what%3F").json()
    with open_store(tmp_path / "s") as store:
        _write(store, "half")
        assert web.get("/ask.json?q=Who+asserted+what%3F").json() == before
        assert client(tmp_path / "s").get("/ask.json?q=Who+asserted+what%3F").json() == before


def test_a_store_that_is_not_there_yet_is_told(tmp_path: Path) -> None:
    web = client(tmp_path / "none")
    assert web.get("/ask?q=Who+asserted+what%3F").status_code == 503
    assert "kg add" in web.get("/ask?q=Who+asserted+what%3F").text
    with open_store(tmp_path / "none") as store:
        _write(store, "new")
    assert web.get("/ask.json?q=Who+asserted+what%3F").status_code == 200


def test_without_a_model_pages_show_the_state_before_until_the_next_is_worked_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in (("s", "old"), ("twin-1", "by rules"), ("twin-2", "by rules, new")):
        with open_store(tmp_path / name) as store:
            _write(store, text)
    twins, free = iter(("twin-1", "twin-2")), threading.Event()

    @contextmanager
    def rules_alone(_: Store) -> Iterator[Store]:
        name = next(twins)
        if name == "twin-2":
            free.wait(10)
        with open_store(tmp_path / name, read_only=True) as found:
            yield found

    monkeypatch.setattr(without_model, "without_model", rules_alone)
    reading = Reading(str(tmp_path / "s"), without_model=True)
    assert _said(reading) == {"by rules"}
    with reading.state() as state:
        assert state.shipped.location == str(tmp_path / "s")
    with open_store(tmp_path / "s") as store:
        _write(store, "new")
    assert _said(reading) == {"by rules"}
    free.set()
    while _said(reading) == {"by rules"}:
        time.sleep(0.01)
    assert _said(reading) == {"by rules, new"}
    reading.close()


def test_what_is_wrong_with_the_next_state_without_a_model_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("s", "twin"):
        with open_store(tmp_path / name) as store:
            _write(store, "old")
    twins = iter(("twin",))

    @contextmanager
    def rules_alone(_: Store) -> Iterator[Store]:
        if (name := next(twins, None)) is None:
            raise StoreError("twin", "room on the disk", "Make room.")
        with open_store(tmp_path / name, read_only=True) as found:
            yield found

    monkeypatch.setattr(without_model, "without_model", rules_alone)
    reading = Reading(str(tmp_path / "s"), without_model=True)
    assert _said(reading) == {"old"}
    with open_store(tmp_path / "s") as store:
        _write(store, "new")
    with pytest.raises(StoreError, match="room on the disk"):
        _read_on(reading)
    reading.close()


def _read_on(reading: Reading) -> None:
    for _ in range(300):
        _said(reading)
        time.sleep(0.01)
