"""A server as a store: what goes wrong is told in a line, secrets are told to nobody, writes are whole."""

from __future__ import annotations

import base64
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from rdflib import Literal, URIRef

from kg.graph.rdf import literals, nquads
from kg.graph.store import open_store, remote, sparql_client
from kg.graph.store.sparql_client import Addresses
from kg.model.errors import ConfigError, QueryError, QueryTimeout, StoreError
from kg.model.vocab import DATA, KG
from tests.support import small_article as small
from tests.support.sparql_server import free_port, served

pytestmark = pytest.mark.slow

GRAPH = URIRef(f"{DATA}graph/article/g")
SECRET = "s3cret-Passwort"  # noqa: S105 - a made one
YES = b'{"head": {}, "boolean": true}'


def quad(text, graph=GRAPH):
    return URIRef(f"{DATA}s"), KG.text, literals.text(text), graph


@contextmanager
def answering(*answers: tuple[int, dict[str, str], bytes]) -> Iterator[tuple[str, list[tuple[str, dict[str, str]]]]]:
    """A server that gives one answer after the other, the last one for ever, and what it was asked with."""
    seen: list[tuple[str, dict[str, str]]] = []

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            status, headers, body = answers[min(len(seen), len(answers) - 1)]
            seen.append((f"{self.command} {self.path}", dict(self.headers)))
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815 - the library's names

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", seen
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(sparql_client, "_FIRST_WAIT", 0.01)
    for name in ("KG_STORE_USER", "KG_STORE_PASSWORD", "KG_STORE_TOKEN", "KG_STORE_UPDATE", "KG_STORE_GRAPHS"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("location", "query", "update", "graphs"),
    [
        ("http://h:7878/", "http://h:7878/query", "http://h:7878/update", "http://h:7878/store"),
        ("http://h/ds", "http://h/ds", "http://h/ds", "http://h/ds"),
        ("http://h/repositories/x", "", "/statements", "/rdf-graphs/service"),
        ("http://h/sparql", "", "-auth", "-graph-crud-auth"),
    ],
)
def test_where_servers_take_what(location, query, update, graphs):
    found = Addresses.of(location)
    wanted = [end if end.startswith("http") else location + end for end in (query, update, graphs)]
    assert [found.query, found.update, found.graphs] == wanted


def test_addresses_of_its_own(monkeypatch):
    monkeypatch.setenv("KG_STORE_UPDATE", "http://h/write")
    found = Addresses.of("http://h:7878")
    assert (found.query, found.update, found.graphs) == ("http://h:7878", "http://h/write", "http://h:7878/store")


@pytest.mark.parametrize(
    "location",
    [
        f"http://user:{SECRET}@h/x",
        f"http://{SECRET}@h/x",
        f"http://h/x?token={SECRET}",
        "http://",
        "http://h:x/",
        "http://h:99999/",
        "http://h/a b",
    ],
)
def test_addresses_that_are_none_or_hold_a_secret(location):
    with pytest.raises(ConfigError) as caught:
        open_store(location)
    assert SECRET not in str(caught.value)


def test_nobody_answers():
    with pytest.raises(StoreError, match="Start it") as caught:
        open_store(f"http://127.0.0.1:{free_port()}")
    assert "\n" not in str(caught.value)


def test_a_page_is_no_sparql_server():
    with (
        answering((200, {"Content-Type": "text/html"}, b"<html>")) as (url, _),
        pytest.raises(StoreError, match="SPARQL"),
    ):
        open_store(url)


@pytest.mark.parametrize("status", [301, 404, 418])
def test_another_status(status):
    with answering((status, {}, b"no\n\x1b[31m")) as (url, seen), pytest.raises(StoreError, match=str(status)):
        open_store(url)
    assert len(seen) == 1


@pytest.mark.parametrize("status", [401, 403])
def test_who_is_not_let_in_is_told_how(status, monkeypatch, caplog):
    monkeypatch.setenv("KG_STORE_TOKEN", SECRET)
    caplog.set_level(logging.DEBUG)
    refused = (status, {"WWW-Authenticate": "Basic"}, SECRET.encode())
    with answering(refused) as (url, seen), pytest.raises(StoreError, match="KG_STORE_PASSWORD") as caught:
        open_store(url)
    assert SECRET not in str(caught.value) + caplog.text
    assert seen[0][1]["Authorization"] == f"Bearer {SECRET}"


def test_a_name_and_a_password(monkeypatch):
    monkeypatch.setenv("KG_STORE_USER", "anna")
    monkeypatch.setenv("KG_STORE_PASSWORD", SECRET)
    with answering((200, {}, YES)) as (url, seen), open_store(url) as store:
        assert SECRET not in f"{store.location}{store!r}"
    assert seen[0][1]["Authorization"] == "Basic " + base64.b64encode(f"anna:{SECRET}".encode()).decode()


def test_digest_where_the_server_asks_for_it(monkeypatch):
    monkeypatch.setenv("KG_STORE_USER", "dba")
    monkeypatch.setenv("KG_STORE_PASSWORD", SECRET)
    challenge = {"WWW-Authenticate": 'Digest realm="SPARQL", nonce="n", qop="auth", algorithm="MD5"'}
    with answering((401, challenge, b""), (401, challenge, b""), (200, {}, YES)) as (url, seen), open_store(url):
        assert seen[-1][1]["Authorization"].startswith('Digest username="dba"')
    with answering((401, challenge, b"")) as (url, seen), pytest.raises(StoreError):
        open_store(url)
    assert len(seen) < 6


def test_a_busy_server_is_asked_again_and_not_for_ever():
    busy = (503, {"Retry-After": "0"}, b"")
    with answering(busy, (429, {}, b""), (200, {}, YES)) as (url, seen), open_store(url):
        assert len(seen) == 3
    with answering(busy) as (url, seen), pytest.raises(StoreError, match="503"):
        open_store(url)
    assert len(seen) == 4


def test_a_server_that_is_open_for_reading_only(tmp_path):
    with served("--location", str(tmp_path / "d")) as url, open_store(url) as store:
        small.fill(store)
    with served("--location", str(tmp_path / "d"), command="serve-read-only") as url, open_store(url) as store:
        assert store.query("ASK { ?claim a kg:Claim }") is True
        for write in (
            lambda: store.replace(GRAPH, [quad("a")]),
            lambda: store.change(GRAPH, [], [nquads([quad("a")])]),
        ):
            with pytest.raises(StoreError, match=r"written to|lets this user in") as caught:
                write()
            assert "\n" not in str(caught.value)


@pytest.fixture(scope="module")
def server():
    with served() as url:
        yield url


@pytest.fixture
def store(server):
    with open_store(server) as found:
        for graph in found.graphs():
            found.replace(graph, [])
        yield found


def test_many_lines_go_in_batches(store, monkeypatch):
    monkeypatch.setattr(remote, "_BATCH", 3)
    store.replace(GRAPH, [quad(f"{number}") for number in range(10)])
    gone, new = (nquads([quad(text) for text in texts]).splitlines(keepends=True) for texts in ("01234567", "abcdefg"))
    store.change(GRAPH, gone, new)
    assert {str(value) for _, _, value, _ in store.quads(GRAPH)} == {"8", "9", *"abcdefg"}


@pytest.mark.parametrize("text", ["\\u0022 . } ; DROP ALL #", "\\U00000041", "\x01\x7f\t\\", "\\\\u0041"])
def test_a_line_is_taken_out_whatever_it_holds(store, text):
    store.replace(GRAPH, [quad(text), quad("stays")])
    store.change(GRAPH, [nquads([quad(text)])], [])
    assert nquads(store.quads()) == nquads([quad("stays")])


def test_a_mark_is_the_same_for_who_wrote_and_who_reads(store, server):
    store.replace(GRAPH, [quad(text) for text in ("\x01\x7f", "\\u0041", "é\u2028", 'a"\n\t')])
    with open_store(server, read_only=True) as other:
        assert other.mark(GRAPH) == store.mark(GRAPH) is not None
        store.change(GRAPH, None, [nquads([quad("new")])])
        assert other.mark(GRAPH) == store.mark(GRAPH)
        assert other.mark(URIRef(f"{DATA}graph/none")) is None


@pytest.mark.parametrize("own", [(), ((),)])
def test_a_server_that_merges_no_graphs_is_given_them_by_name(store, monkeypatch, own):
    small.fill(store)
    wanted = sorted(store.select("SELECT ?s ?t ?g WHERE { ?s schema:text ?t GRAPH ?g { ?s a kg:Claim } }").rows)
    asked = []
    send = remote.RemoteStore._asked
    monkeypatch.setattr(remote, "_OWN", own)
    monkeypatch.setattr(remote.RemoteStore, "_asked", lambda *said, **more: asked.append(said) or send(*said, **more))
    store.replace(GRAPH, [quad("one")])
    assert sorted(store.select("SELECT ?s ?t ?g WHERE { ?s schema:text ?t GRAPH ?g { ?s a kg:Claim } }").rows) == wanted
    assert ("default-graph-uri", str(GRAPH)) in asked[-1][-1]


def test_what_only_the_server_finds_wrong_is_told(store):
    for answer, told in (((400, {}, b"line 1:\n no"), QueryError), ((200, {}, b"[]"), StoreError)):
        with answering((200, {}, YES), answer) as (url, _), open_store(url) as other:
            with pytest.raises(told) as caught:
                other.query("ASK { ?a ?b ?c }")
            assert "\n" not in str(caught.value)


def test_a_server_that_says_nothing_is_left_in_time():
    with open_store_that_hangs() as store, pytest.raises(QueryTimeout, match=r"^1 s"):
        store.query("ASK { ?a ?b ?c }", timeout=1)


@contextmanager
def open_store_that_hangs():
    import socket

    with answering((200, {}, YES)) as (url, _):
        store = open_store(url)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        store._client.addresses = Addresses.of(f"http://127.0.0.1:{port}")
        yield store
    store.close()


def test_a_column_may_be_given(store):
    store.replace(GRAPH, [quad("one"), quad("two")])
    found = store.select("SELECT ?s ?t WHERE { { SELECT ?s ?t WHERE { ?s kg:text ?t } } }", {"t": Literal("two")})
    assert [str(text) for _, text in found.rows] == ["two"]
