"""Who may read, who may write, and what a page may do: one wall in front of every address.

- Nothing of another origin runs or is fetched (Content-Security-Policy, W3C CSP 3), nobody frames a page, no type is
  guessed, no other site is told where one came from.
- What writes must come from a page of this server (``Sec-Fetch-Site`` and ``Origin``) and from the person who started
  it: a token in the printed address is exchanged, once, for a cookie that no script reads and no other site can send.
- On another address than this machine's own, reading needs the token, too.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.model.errors import AccessError
from kg.web.errors import error_answer

_READING = ("GET", "HEAD", "OPTIONS")
_READ_BY_POST = ("/sparql", "/sparql/")  # SPARQL 1.1 Protocol asks with POST, too
_FREE = ("/health", "/enter")


@dataclass(slots=True)
class Keys:
    """What proves who somebody is.

    Attributes:
        launch: in the printed address; good once.
        session: in the cookie that it is exchanged for.
        cookie: the name of that, one for each server: browsers send cookies to every port of a machine.
        token: of the user's own choice, in ``Authorization: Bearer`` or the printed address, as often as wanted; None
            where nobody but this machine can reach the server.
    """

    token: str | None = None
    launch: str | None = field(default_factory=lambda: secrets.token_urlsafe(24))
    session: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    cookie: str = field(default_factory=lambda: f"kg_{secrets.token_hex(4)}")

    def is_known(self, connection: HTTPConnection) -> bool:
        """Whether who asks holds the cookie, or the token."""
        scheme, _, bearer = connection.headers.get("authorization", "").partition(" ")
        if self.token and scheme.lower() == "bearer" and _same(bearer.strip(), self.token):
            return True
        return _same(connection.cookies.get(self.cookie, ""), self.session)

    def enter(self, request: Request) -> Response:
        """Exchange the token in the address for the cookie.

        Raises:
            AccessError: it is not the token, or has been exchanged before.
        """
        given = request.query_params.get("key", "")
        once = self.launch is not None and _same(given, self.launch)
        if not once and not (self.token and _same(given, self.token)):
            if self.is_known(request):
                return RedirectResponse("/", 303)
            raise AccessError("the key in the address", "the one that kg serve printed, used once", "Start it again.")
        if once:
            self.launch = None
        response = RedirectResponse("/", 303)
        response.set_cookie(self.cookie, self.session, httponly=True, samesite="strict", path="/")
        return response


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


def policy(nonce: str) -> str:
    """What a page may do: its own style sheet and pictures, scripts that bear the nonce, forms to this server."""
    return (
        f"default-src 'none'; style-src 'self' 'nonce-{nonce}'; script-src 'nonce-{nonce}'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


class Wall:
    """The middleware: refuses what must not pass, and sends every answer out with its headers."""

    def __init__(self, app: ASGIApp, keys: Keys) -> None:
        """Stand in front of an application."""
        self._app, self._keys = app, keys

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request pass, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request, nonce = Request(scope, receive), secrets.token_urlsafe(16)
        request.state.nonce = nonce
        request.state.may_write = self._keys.is_known(request)

        async def send_out(message: Message) -> None:
            if message["type"] == "http.response.start":
                _protect(MutableHeaders(scope=message), nonce, request.url.path)
            await send(message)

        refused = self._refused(request)
        answer = error_answer(request, refused) if refused else self._app
        await answer(scope, receive, send_out)

    def _refused(self, request: Request) -> AccessError | None:
        """Why a request must not pass."""
        path, known = request.url.path, request.state.may_write
        if self._keys.token and not known and path not in _FREE:
            fix = "Open the address that kg serve printed, or send the header Authorization: Bearer TOKEN."
            return AccessError("no token", "the token of this server, which others can reach", fix)
        if request.method in _READING:
            return None
        if not _is_own(request.headers):
            fix = "Send the form from a page of this server."
            return AccessError("a request from another site", "one that a page of this server sends", fix)
        if path not in _READ_BY_POST and not known:
            fix = "Open the address that kg serve printed when it started: it lets that browser write."
            return AccessError("a browser that may only read", "the one in which kg serve was opened", fix)
        return None


def _protect(headers: MutableHeaders, nonce: str, path: str) -> None:
    headers.setdefault("content-security-policy", policy(nonce))
    headers["x-content-type-options"] = "nosniff"
    headers["referrer-policy"] = "same-origin"  # none at all would take the Origin from forms
    headers["cross-origin-opener-policy"] = "same-origin"
    headers["cross-origin-resource-policy"] = "same-origin"
    # Files of the program may be kept, and are asked for again by their ETag; what a store says is kept nowhere.
    headers.setdefault("cache-control", "no-cache" if path.startswith("/static/") else "no-store")


def _is_own(headers: Headers) -> bool:
    """Whether a request comes from a page of this server, or from no page at all (Fetch Metadata, RFC 6454)."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    try:
        return origin is None or (bool(origin) and urlsplit(origin).netloc == headers.get("host"))
    except ValueError:
        return False
