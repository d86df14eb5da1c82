"""Pages are kept as long as what they rest on is the same: the store, the registry, decisions; and whoever asks."""

from __future__ import annotations

import datetime
import re
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kg.graph.rdf import iris
from kg.graph.store import open_store
from kg.graph.store.in_process import InProcess
from kg.graph.store.oxigraph import OxigraphStore
from kg.model.vocab import DATA
from kg.web.app import Settings, application
from kg.web.pages import views
from kg.web.reading import Pages
from tests.support.web import client

ARTICLE = iris.article("small.txt").removeprefix(f"{DATA}article/")
NONCE = re.compile(r'<script nonce="([^"]+)"')
OWN = {"origin": "http://127.0.0.1", "sec-fetch-site": "same-origin"}


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The templates that were drawn."""
    from kg.web import rendering

    found: list[str] = []
    html: Callable[..., str] = rendering.html
    monkeypatch.setattr(
        rendering, "html", lambda template, **values: found.append(template) or html(template, **values)
    )
    return found


def test_a_page_is_drawn_once_and_each_answer_has_a_nonce_of_its_own(web_store: Path, drawn: list[str]) -> None:
    web = client(web_store, writes=True)
    del drawn[:]
    answers = [web.get(f"/read/{ARTICLE}") for _ in range(3)]
    assert drawn == ["read.html"]
    nonces = {NONCE.search(answer.text)[1] for answer in answers}  # type: ignore[index]
    assert len(nonces) == 3
    for answer in answers:
        assert f"'nonce-{NONCE.search(answer.text)[1]}'" in answer.headers["content-security-policy"]  # type: ignore[index]
    web.get(f"/read/{ARTICLE}?speaker=own-voice")
    assert len(drawn) == 2


def test_who_may_not_write_is_not_shown_what_was_drawn_for_who_may(web_store: Path) -> None:
    writer = client(web_store, writes=True)
    assert 'id="decide"' in writer.get(f"/read/{ARTICLE}").text
    writer.cookies.clear()
    assert 'id="decide"' not in writer.get(f"/read/{ARTICLE}").text


def test_it_is_drawn_anew_once_the_store_or_a_decision_is_another(
    web_store: Path, tmp_path: Path, drawn: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from kg.web.jobs import Job, Jobs

    monkeypatch.setattr(Jobs, "start", lambda self, what, arguments: Job("1", what))
    store = Path(shutil.copytree(web_store, tmp_path / "own" / "store"))
    web = client(store, writes=True)
    claim = re.search(rf"/correct/{re.escape(ARTICLE)}/claim/\d+-\d+", web.get(f"/read/{ARTICLE}").text)
    assert claim
    assert web.post(claim[0], data={"what": "reject", "then": "read"}, headers=OWN).text.count("rejected") == 1
    web.get("/read")
    with open_store(store) as found:
        found.replace(iris.article_graph("small.txt"), [])
    assert ARTICLE not in web.get("/read").text
    assert drawn.count("articles.html") == 2


def test_what_may_change_by_itself_is_never_kept() -> None:
    fresh = {view.path for view, _ in views() if view.kept is None}
    assert fresh == {"/add", "/correct/{name:path}", "/job/{name}", "/sparql"}


def test_the_oldest_pages_go() -> None:
    pages = Pages()
    for number in range(500):
        pages.put(number, (b"", 200))
        pages.get(0)
    assert pages.get(0)
    assert pages.get(499)
    assert pages.get(1) is None


def test_large_pages_leave_room_for_few() -> None:
    pages = Pages()
    for _ in range(2):  # what is put again takes no more room
        for number in range(5):
            pages.put(number, (bytes(6 * 2**20), 200))
    assert [number for number in range(5) if pages.get(number)] == [2, 3, 4]


def test_pages_wait_for_no_query_that_somebody_wrote(web_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held, begun = threading.Event(), threading.Semaphore(0)

    def endless(self: OxigraphStore, *_: object, **__: object) -> bool:
        begun.release()
        assert held.wait(30)
        return True

    monkeypatch.setattr(OxigraphStore, "query", endless)
    with client(web_store) as web:  # one loop for all of them
        asked = [threading.Thread(target=web.get, args=("/sparql?query=ASK%20%7B%7D",)) for _ in range(5)]
        for thread in asked:
            thread.start()
        try:
            for _ in range(3):
                assert begun.acquire(timeout=30)
            assert not begun.acquire(timeout=0.05), "no more of them at once"
            assert web.get("/timeline").status_code == 200
            assert web.get("/sparql").status_code == 200
        finally:
            held.set()
            for thread in asked:
                thread.join(30)


def test_a_kept_page_waits_for_no_answer(web: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    web.get("/timeline")
    monkeypatch.setattr(InProcess, "query", lambda *_: pytest.fail("nothing is asked for a page that is kept"))
    assert web.get("/timeline").status_code == 200


def test_an_answer_that_does_not_come_is_given_up(web_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()
    monkeypatch.setattr("kg.web.app._GRACE", 0.0)
    web = TestClient(application(Settings(str(web_store), timeout=0.2)), base_url="http://127.0.0.1")
    monkeypatch.setattr(InProcess, "query", lambda *_: go_on.wait(30))
    answer = web.get("/timeline.json")
    assert answer.status_code == 504
    assert answer.json()["error"]["expected"] == "an answer in time"
    assert web.get("/health").status_code == 200
    go_on.set()


def test_the_wait_for_a_turn_is_part_of_the_time(web_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()
    monkeypatch.setattr("kg.web.app._GRACE", 0.0)
    monkeypatch.setattr("kg.web.app._AT_ONCE", {"light": 1, "heavy": 1, "written": 1})
    monkeypatch.setattr(InProcess, "query", lambda *_: go_on.wait(30))
    settings = Settings(str(web_store), timeout=0.2)
    with TestClient(application(settings), base_url="http://127.0.0.1") as web:  # one loop for all of them
        try:
            begun = time.monotonic()
            assert [web.get(f"/timeline.json?words={word}").status_code for word in "ab"] == [504] * 2
            assert time.monotonic() - begun < 15, "the second waited for the turn of the first"
        finally:
            go_on.set()


def test_an_answer_to_a_question_is_kept_for_its_day(
    web: TestClient, drawn: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from kg.web.pages import ask

    class Tomorrow(datetime.date):
        @classmethod
        def today(cls) -> datetime.date:
            return datetime.date(2_100, 1, 1)

    asked = "/ask?q=Who+asserted+what%3F"
    for _ in range(2):
        assert web.get(asked).status_code == 200
    assert len(drawn) == 1
    monkeypatch.setattr(ask.datetime, "date", Tomorrow)
    assert web.get(asked).status_code == 200
    assert len(drawn) == 2
