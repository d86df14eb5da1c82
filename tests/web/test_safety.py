"""Who may read, who may write, what a page may do."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from kg.model.errors import ConfigError
from kg.model.hosts import is_local
from kg.web.safety import Keys, Wall
from kg.web.server import serve
from tests.support.web import BASE, client


async def _write(request: Request) -> PlainTextResponse:
    return PlainTextResponse("written")


def _writer(keys: Keys) -> TestClient:
    routes = [
        Route("/write", _write, methods=["POST"]),
        Route("/sparql", _write, methods=["POST"]),
        Route("/enter", lambda request: keys.enter(request)),
        Route("/", _write),
    ]
    app = Starlette(routes=routes, middleware=[Middleware(Wall, keys=keys)])
    app.state.menu = ()
    return TestClient(app, base_url=BASE)


def test_only_who_opened_the_printed_address_writes() -> None:
    keys = Keys()
    web = _writer(keys)
    assert web.post("/write").status_code == 403
    entered = web.get(f"/enter?key={keys.launch}", follow_redirects=False)
    cookie = entered.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert web.post("/write").text == "written"


def test_the_printed_address_is_good_once() -> None:
    keys = Keys()
    address = f"/enter?key={keys.launch}"
    _writer(keys).get(address)
    late = _writer(keys)
    with pytest.raises(Exception, match="used once"):
        late.get(address)
    assert late.post("/write").status_code == 403


def test_another_server_of_this_machine_takes_no_cookie_away() -> None:
    one, other = Keys(), Keys()
    web = _writer(one)
    web.get(f"/enter?key={one.launch}")
    web.cookies.set(other.cookie, other.session)  # browsers send cookies to every port
    assert web.post("/write").text == "written"


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": ""},
        {"origin": "http://127.0.0.1:1"},
        {"origin": "http://[127.0.0.1"},
    ],
)
@pytest.mark.parametrize("path", ["/write", "/sparql"])
def test_no_other_site_sends_a_form(headers: dict[str, str], path: str) -> None:
    keys = Keys()
    web = _writer(keys)
    web.cookies.set(keys.cookie, keys.session)
    assert web.post(path, headers=headers).status_code == 403
    assert web.post(path, headers={"sec-fetch-site": "same-origin", "origin": BASE}).text == "written"


def test_a_query_by_post_writes_nothing_and_needs_no_cookie() -> None:
    assert _writer(Keys()).post("/sparql").text == "written"


def test_from_elsewhere_reading_needs_the_token(web_store: Path) -> None:
    web = client(web_store, "open sesame")
    assert web.get("/ask").status_code == 403
    assert web.get("/static/kg.css").status_code == 403
    assert web.get("/health").status_code == 200
    assert web.get("/ask", headers={"authorization": "Bearer wrong"}).status_code == 403
    assert web.get("/ask", headers={"authorization": "Bearer open sesame"}).status_code == 200
    assert web.get("/enter?key=open+sesame").status_code == 200
    assert web.get("/ask").status_code == 200


def test_the_headers_of_every_answer(web: TestClient) -> None:
    for path in ("/ask", "/ask.json", "/static/kg.css", "/nothing", "/health", "/ask?wrong=1"):
        headers = web.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'none';"), path
        assert "unsafe" not in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert not any(name.startswith("access-control") for name in headers)


def test_no_other_name_of_this_machine_is_answered(web: TestClient) -> None:
    assert web.get("/ask", headers={"host": "evil.example"}).status_code == 400


def test_nonces_differ(web: TestClient) -> None:
    policies = {web.get("/ask").headers["content-security-policy"] for _ in range(3)}
    assert len(policies) == 3


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.7", "example.org", ""])  # noqa: S104
def test_listening_elsewhere_needs_a_token(host: str, tmp_path: Path) -> None:
    assert not is_local(host)
    with pytest.raises(ConfigError, match="token"):
        serve(str(tmp_path), host, 0, None, print)


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(ConfigError, match="--port 0"):
        serve(str(tmp_path), "127.0.0.1", taken.getsockname()[1], None, print)
