"""Requests to a server of the SPARQL 1.1 Protocol and Graph Store Protocol: addresses, keys, tries, and its faults.

Who may come in is told by the environment alone: ``KG_STORE_USER`` and ``KG_STORE_PASSWORD`` (Basic, or Digest where
the server asks for it), or ``KG_STORE_TOKEN`` (Bearer). They are part of no message, of no file, and of no address.
"""

from __future__ import annotations

import os
import re
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO
from urllib.parse import urlencode, urlsplit, urlunsplit

import httpx

from kg.graph.store.fork import out_of_time
from kg.graph.store.query_guard import too_large
from kg.model.errors import ConfigError, QueryError, StoreError
from kg.model.hosts import is_local

USER, PASSWORD, TOKEN = "KG_STORE_USER", "KG_STORE_PASSWORD", "KG_STORE_TOKEN"
UPDATE, GRAPHS = "KG_STORE_UPDATE", "KG_STORE_GRAPHS"
_TRIES = 4
_FIRST_WAIT, _LONGEST_WAIT = 0.25, 30.0  # seconds
_BUSY = frozenset({0, 429, 502, 503, 504})  # 0: nothing came back
_SPILL = 2**22  # bytes of an answer held in memory; the rest goes to a file
_LONGEST = 600.0  # seconds for what is no query of a person
_BY_PATH = (  # the path of --store, then where updates and graphs go, as its servers have them
    (r"", "/query", "/update", "/store"),  # Oxigraph
    (r".*/repositories/[^/]+", "", "/statements", "/rdf-graphs/service"),  # RDF4J, GraphDB
    (r"/sparql", "", "-auth", "-graph-crud-auth"),  # Virtuoso
    (r".*", "", "", ""),  # Fuseki, QLever: one address for all, told apart by the kind of the request
)


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a server takes queries, updates, and whole graphs; ``shown`` is what messages may call it."""

    query: str
    update: str
    graphs: str
    shown: str

    @classmethod
    def of(cls, location: str) -> Addresses:
        """The addresses of a store by its URL; ``KG_STORE_UPDATE`` and ``KG_STORE_GRAPHS`` name others.

        Raises:
            ConfigError: no address, or one with a name and a password in it.
        """
        base = _checked("--store", location)
        path = urlsplit(base).path
        ends = next(row[1:] for row in _BY_PATH if re.fullmatch(row[0], path))
        query, update, graphs = (base + end for end in ends)
        if named := os.environ.get(UPDATE):
            query, update = base, _checked(UPDATE, named)
        if named := os.environ.get(GRAPHS):
            query, graphs = base, _checked(GRAPHS, named)
        return cls(query, update, graphs, base)

    @property
    def is_here(self) -> bool:
        """Whether the server is on this machine."""
        return is_local(urlsplit(self.query).hostname or "")


def _checked(name: str, address: str) -> str:
    try:
        parts = urlsplit(address)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
        httpx.URL(address)
    except (ValueError, httpx.InvalidURL):
        good = False
    if not good or not address.isprintable() or " " in address:
        raise ConfigError(name, "an address such as http://localhost:7878", "See docs/servers.md.")
    if parts.username or parts.password or parts.query:
        shown = f"{parts.scheme}://…{parts.hostname}…"
        expected = "an address without a name, a password and parameters"
        raise ConfigError(f"{name} {shown}", expected, f"Set {USER} and {PASSWORD}, or {TOKEN}.")
    return urlunsplit((parts.scheme, parts.netloc, parts.path.rstrip("/"), "", ""))


@dataclass(frozen=True, slots=True)
class _Request:
    """What is sent, as often as need be: none of it does more the second time.

    Attributes:
        seconds: how long all tries may take.
        most: bytes that the answer may have.
        writes: whether it changes what the server holds.
    """

    method: str
    address: str
    body: bytes
    headers: Mapping[str, str]
    seconds: float = _LONGEST
    most: int | None = None
    writes: bool = True


@dataclass(frozen=True, slots=True)
class _Answer:
    """What came back: ``status`` is 0 where nothing did, ``said`` is what is to be known of a fault."""

    status: int
    said: str = ""
    wait: float = 0.0  # seconds that the server asks for


class Client:
    """One server, until it is closed."""

    def __init__(self, location: str) -> None:
        """Speak to the server of a store's URL, from the first request on.

        Raises:
            ConfigError: the address, or a variable of the environment, cannot be used.
        """
        self.addresses = Addresses.of(location)
        user, token = os.environ.get(USER, ""), os.environ.get(TOKEN, "").strip()
        if not (token.isascii() and (token.isprintable() or not token)):
            raise ConfigError(TOKEN, "printable ASCII, as tokens are", "Copy the token anew.")
        self._login = (user, os.environ.get(PASSWORD, "")) if user else None
        self._http = httpx.Client(
            auth=httpx.BasicAuth(*self._login) if self._login else None,
            headers={"Authorization": f"Bearer {token}"} if token and not user else {},
            trust_env=not self.addresses.is_here,
        )

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()

    @contextmanager
    def ask(
        self, form: Sequence[tuple[str, str]], accept: str, seconds: float = _LONGEST, most: int | None = None
    ) -> Iterator[IO[bytes]]:
        """What a query brings, as a file.

        Args:
            form: the parameters of the protocol.
            accept: the media type of the answer.
            seconds: how long it may take, tries included.
            most: bytes that the answer may have.

        Raises:
            QueryTimeout, QueryError: the time is up; the server cannot evaluate it; the answer is too large.
            StoreError: the server is away, refuses, or fails.
        """
        headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode(form).encode()
        with tempfile.SpooledTemporaryFile(_SPILL) as found:
            self._send(_Request("POST", self.addresses.query, body, headers, seconds, most, writes=False), found)
            found.seek(0)
            yield found

    def update(self, text: str) -> None:
        """Have an update done (errors as of ``ask``)."""
        self._write("POST", self.addresses.update, text, "application/sparql-update")

    def put_graph(self, graph: str, ntriples: str) -> None:
        """Make a graph hold exactly these lines of N-Triples; where there are none it is gone."""
        self._write("PUT" if ntriples else "DELETE", self._graph(graph), ntriples, "application/n-triples")

    def add_to_graph(self, graph: str, ntriples: str) -> None:
        """Have a graph hold these lines of N-Triples too."""
        self._write("POST", self._graph(graph), ntriples, "application/n-triples")

    def _graph(self, graph: str) -> str:
        return str(httpx.URL(self.addresses.graphs).copy_merge_params({"graph": graph}))

    def _write(self, method: str, address: str, text: str, kind: str) -> None:
        with tempfile.SpooledTemporaryFile(_SPILL) as found:
            self._send(_Request(method, address, text.encode(), {"Content-Type": kind}), found)

    def _send(self, request: _Request, into: IO[bytes]) -> None:
        """Send a request until it is answered; a server that is away or busy gets more time before each try."""
        until, wait = time.monotonic() + request.seconds, _FIRST_WAIT
        for tries_left in reversed(range(_TRIES)):
            answer = self._once(request, until, into)
            if 200 <= answer.status < 300 or (answer.status == 404 and request.method == "DELETE"):
                return
            if answer.status == 401 and self._takes_digest(answer.said):
                continue
            if time.monotonic() >= until:
                raise out_of_time(request.seconds)
            pause = min(max(answer.wait, wait), _LONGEST_WAIT)
            if answer.status not in _BUSY or not tries_left or time.monotonic() + pause >= until:
                raise self._fault(answer, request.writes)
            time.sleep(pause)
            wait *= 2

    def _once(self, request: _Request, until: float, into: IO[bytes]) -> _Answer:
        """One try; what the server sends goes into a file from its start."""
        left = max(until - time.monotonic(), 0.001)
        sent = {"content": request.body, "headers": request.headers, "timeout": left}
        into.seek(0)
        into.truncate()
        try:
            with self._http.stream(request.method, request.address, **sent) as answer:  # type: ignore[arg-type]
                good, most = answer.is_success, request.most if answer.is_success else _SPILL
                for piece in answer.iter_bytes():
                    into.write(piece)
                    if time.monotonic() > until:
                        return _Answer(0, "no answer in time")
                    if most is not None and into.tell() > most:
                        break
                wait = answer.headers.get("Retry-After", "")
        except httpx.HTTPError as error:
            return _Answer(0, type(error).__name__)
        if good and most is not None and into.tell() > most:
            raise too_large()
        into.seek(0)
        said = "" if good else " ".join(into.read(2000).decode(errors="replace").split())
        if answer.status_code == 401:
            said = answer.headers.get("WWW-Authenticate", "")
        return _Answer(answer.status_code, said, float(wait) if wait.isascii() and wait.isdecimal() else 0.0)

    def _takes_digest(self, challenge: str) -> bool:
        """Whether the server asks for Digest, and gets it from now on."""
        if not challenge.lower().startswith("digest") or self._login is None:
            return False
        if isinstance(self._http.auth, httpx.DigestAuth):
            return False
        self._http.auth = httpx.DigestAuth(*self._login)
        return True

    def _fault(self, answer: _Answer, writes: bool) -> StoreError | QueryError:
        where, status, said = self.addresses.shown, answer.status, answer.said[:300]
        if not status:
            fix = "Start it, or mend the address (--store, KG_STORE)."
            return StoreError(f"{where} ({said})", "a SPARQL server that answers", fix)
        told = f"{where} answered with status {status}"
        if status in (401, 403):
            fix = f"Set {USER} and {PASSWORD}, or {TOKEN}; whoever may only read can add nothing."
            return StoreError(told, "a server that lets this user in", fix)
        if writes and status in (404, 405, 501):
            fix = f"Is it open for reading only? Else name where it takes updates: {UPDATE}, {GRAPHS}."
            return StoreError(told, "a server that can be written to", fix)
        if not writes and status in (400, 422, 500) and said:
            return QueryError(said, "a query that the server can evaluate", "Mend the query.")
        told = f"{told}: {said}" if said else told
        return StoreError(told, "an answer of the SPARQL 1.1 protocol", "See docs/servers.md, or try again later.")
