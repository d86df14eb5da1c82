"""What comes with the program is answered in this process, as the guarded store answers it."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from rdflib import Graph, Literal, URIRef

from kg.answers import queries
from kg.graph.store import Store
from kg.graph.store.fork import in_fork
from kg.graph.store.in_process import InProcess
from kg.graph.store.oxigraph import OxigraphStore
from kg.model.errors import QueryError, StoreError
from kg.model.vocab import CURRENT_GRAPH, PREFIXES
from tests.support import question_store

RUSSIAN = {"country": "RU"}
GIVEN = {"claims-by-country": RUSSIAN, "rests-only-on": RUSSIAN, "relays": {}, "numbers-given": {"words": "soldiers"}}


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with question_store.disk(tmp_path_factory.mktemp("in-process")) as store:
        yield store


@pytest.mark.parametrize("name", GIVEN)
def test_the_same_answers(guarded: Store, name: str) -> None:
    own = InProcess(guarded)
    wanted = queries.run(guarded, name, GIVEN[name])
    for _ in range(2):
        assert queries.run(own, name, GIVEN[name]) == wanted


def test_other_forms(guarded: Store) -> None:
    own = InProcess(guarded)
    ask, construct = "ASK { ?c a kg:Claim }", "CONSTRUCT { ?c a kg:Claim } WHERE { ?c a kg:Claim }"
    assert own.query(ask) is guarded.query(ask) is True
    found, wanted = own.query(construct), guarded.query(construct)
    assert isinstance(found, Graph)
    assert isinstance(wanted, Graph)
    assert set(found) == set(wanted)


@pytest.mark.parametrize("value", [Literal("x", lang="en"), Literal(3), Literal("x"), URIRef(f"{PREFIXES['kg']}x")])
def test_values_are_bound(guarded: Store, value: Literal) -> None:
    text = "SELECT ?x ?y WHERE { ?y a kg:Claim }"
    assert InProcess(guarded).select(text, {"x": value}) == guarded.select(text, {"x": value})


def test_what_is_kept_does_not_grow_without_end(guarded: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.graph.store.in_process._KEPT", 10)
    own = InProcess(guarded)
    for number in range(20):
        own.select("SELECT ?x WHERE { ?y a kg:Claim }", {"x": Literal(number)})
    assert len(own._kept._answers) < 10


def test_nothing_is_written_and_errors_are_told(guarded: Store) -> None:
    own = InProcess(guarded)
    with pytest.raises(StoreError):
        own.replace(CURRENT_GRAPH, [])
    with pytest.raises(QueryError):
        own.query("SELECT WHERE")


def test_what_was_asked_is_heard(guarded: Store) -> None:
    own, heard = InProcess(guarded).listening()
    own.select("SELECT ?x WHERE { ?y a kg:Claim }", {"x": Literal(1)})
    assert heard == {"SELECT ?x WHERE { ?y a kg:Claim }": {"x": Literal(1)}}


def test_a_fork_opens_the_store_by_itself(guarded: Store) -> None:
    own = InProcess(guarded)
    text = "SELECT ?c WHERE { ?c a kg:Claim }"
    wanted = own.select(text)
    assert in_fork(lambda: InProcess(guarded).select(text), 20, 20) == wanted
    assert InProcess(guarded).select(text) == wanted


def test_a_fork_of_a_fork_keeps_what_both_were_forked_from(guarded: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(guarded, OxigraphStore)
    handles = []
    for _ in range(2):
        handles.append(guarded.database())
        monkeypatch.setattr(guarded, "_owner", -1)  # another process opened it
        guarded.database()
    assert guarded._inherited == handles


def test_what_has_been_at_work_for_too_long_is_put_to_a_process_that_can_be_stopped(
    guarded: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, begun, go_on = InProcess(guarded), threading.Event(), threading.Event()
    text, answer = "ASK { ?claim a kg:Claim }", InProcess._answer

    def slow(self: InProcess, *given: object) -> object:
        begun.set()
        assert go_on.wait(30)
        return answer(self, *given)

    monkeypatch.setattr(InProcess, "_answer", slow)
    first = threading.Thread(target=own.query, args=(text,))
    first.start()
    assert begun.wait(30)
    put: list[str] = []
    monkeypatch.setattr(type(guarded), "query", lambda self, text, *_: put.append(text) or True)
    assert own.query(text, timeout=0.0)
    assert put == [text]
    go_on.set()
    first.join(30)
    assert own.query(text)
    assert len(put) == 1


def test_a_stuck_run_is_known_after_another_of_the_same_has_ended(
    guarded: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, begun, go_on = InProcess(guarded), threading.Event(), threading.Event()
    text, answer, slow = "ASK { ?claim a kg:Claim }", InProcess._answer, [True]

    def held(self: InProcess, *given: object) -> object:
        if slow and slow.pop():
            begun.set()
            assert go_on.wait(30)
        return answer(self, *given)

    monkeypatch.setattr(InProcess, "_answer", held)
    first = threading.Thread(target=own.query, args=(text,))
    first.start()
    assert begun.wait(30)
    assert own.query(text)  # beside it, within its time
    monkeypatch.setattr(own._kept, "get", lambda key: None)
    put: list[str] = []
    monkeypatch.setattr(type(guarded), "query", lambda self, text, *_: put.append(text) or True)
    assert own.query(text, timeout=0.0)
    assert put == [text]
    go_on.set()
    first.join(30)
    assert not own._begun
