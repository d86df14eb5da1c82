"""The application: every page of ``kg/web/pages`` with its JSON and CSV, the wall in front, errors as pages."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Hashable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from kg.answers.formats import csv_text
from kg.graph.store import TIMEOUT
from kg.model.errors import BadParameter, KgError, QueryTimeout, StoreError
from kg.web import errors, graphs, openapi, rendering, sparql
from kg.web.accept import preferred
from kg.web.graphs import GRAPH_TYPES
from kg.web.pages import views
from kg.web.reading import Reading, State
from kg.web.resources import described, page_of
from kg.web.safety import Keys, Wall
from kg.web.view import Asked, Sent, View, check_fields, named

Done = TypeVar("Done")
_FORM = 2**20  # bytes of a value of a form
_SENT, _FILES = 64 * 2**20, 50  # bytes that may be sent at once, files among them
# Answers that are worked out at once: of pages, of pages whose queries may take seconds, of queries somebody wrote.
_AT_ONCE = {"light": 8, "heavy": 3, "written": 3}
# Pages are kept with this word in place of the nonce of each answer; it never leaves the process.
_NONCE = secrets.token_urlsafe(24)
_GRACE = 5.0  # seconds beyond those of a query, for a page of several
_WAITING = 200  # answers that may wait for their turn


@dataclass(frozen=True, slots=True)
class Settings:
    """What a server is started with.

    Attributes:
        location: of the store.
        hosts: the names under which it may be asked for; ``*`` for any.
        timeout: seconds until an answer is given up.
        without_model: whether all is answered as if no language model had been asked.
    """

    location: str
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost")
    timeout: float = TIMEOUT
    without_model: bool = False


def application(settings: Settings, keys: Keys | None = None) -> Starlette:
    """The workplace of a store as an ASGI application."""
    held = keys or Keys()
    app = Starlette(
        routes=list(_routes(held)),
        middleware=[
            Middleware(Wall, keys=held),
            Middleware(TrustedHostMiddleware, allowed_hosts=list(settings.hosts), www_redirect=False),
        ],
        exception_handlers={KgError: errors.on_error, HTTPException: errors.on_http, Exception: errors.on_fault},
    )
    app.state.settings = settings
    app.state.reading = Reading(settings.location, without_model=settings.without_model)
    app.state.turns = {name: _Turns(at_once) for name, at_once in _AT_ONCE.items()}
    app.state.menu = tuple((view.path, view.title) for view, _ in views() if view.menu)
    return app


class _Turns:
    """So many answers at once, so many more that wait, and no others."""

    def __init__(self, at_once: int) -> None:
        self._free, self._waiting = asyncio.Semaphore(at_once), 0

    async def take(self, work: Callable[[], Done], seconds: float) -> Done:
        """What a function gives, done in a thread once it has its turn; the turn ends with the thread.

        Args:
            work: the function.
            seconds: for the wait and the work together.

        Raises:
            StoreError: too many wait already.
            QueryTimeout: the time is up; nothing stops the thread, but nobody waits for it any longer.
        """
        try:
            async with asyncio.timeout(seconds):
                return await asyncio.shield(await self._begun(work))
        except TimeoutError as error:
            raise QueryTimeout(f"{seconds:g} s", "an answer in time", "Ask for less.") from error

    async def _begun(self, work: Callable[[], Done]) -> asyncio.Future[Done]:
        """A function at work in a thread, once it has its turn."""
        if self._waiting >= _WAITING:
            raise StoreError(f"{_WAITING} questions", "fewer at once", "Ask again in a moment.")
        self._waiting += 1
        try:
            await self._free.acquire()
        finally:
            self._waiting -= 1
        task = asyncio.ensure_future(run_in_threadpool(work))
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Future[Any]) -> None:
        self._free.release()
        if not task.cancelled():
            task.exception()  # somebody has looked at it


def _routes(keys: Keys) -> Iterator[BaseRoute]:
    yield Route("/health", _health)
    yield Route("/openapi.json", _openapi)
    yield Route("/id/{name:path}", _resource)
    yield Route("/", lambda request: RedirectResponse("/ask", 303))
    yield Route("/enter", lambda request: keys.enter(request))
    yield Mount("/static", StaticFiles(directory=Path(__file__).with_name("static")))
    pages = [_Page(view, template) for view, template in views()]
    for page in pages:  # before any page, for the last part of an address may hold anything
        yield Route(page.view.beside("json"), page.json)
        yield Route(page.view.beside("csv"), page.csv)
    pages_by_path = {page.view.path: page for page in pages}
    endpoint = _endpoint(pages_by_path["/sparql"])
    for path in ("/sparql", "/sparql/"):
        yield Route(path, endpoint, methods=["GET", "POST"])
    for page in pages:
        yield Route(page.view.path, page.html)
        if page.view.write:
            yield Route(page.view.path, page.post, methods=["POST"])


async def _health(request: Request) -> Response:
    return JSONResponse({"status": "ok"})


async def _openapi(request: Request) -> Response:
    return JSONResponse(openapi.description())


@dataclass(frozen=True, slots=True)
class _Page:
    """The addresses of one view."""

    view: View
    template: str

    async def html(self, request: Request) -> Response:
        """The page."""
        frame = rendering.frame(request, _NONCE)

        def draw(record: object) -> bytes:
            return rendering.html(self.template, page=frame, view=self.view, record=record).encode()

        form = ("html", frame.path, frame.may_write, frame.origin)
        body, status = await _drawn(request, self.view, form, draw)
        return HTMLResponse(body.replace(_NONCE.encode(), request.state.nonce.encode()), status)

    async def json(self, request: Request) -> Response:
        """The record as JSON."""
        body, status = await _drawn(request, self.view, ("json",), rendering.json)
        return Response(body, status, media_type="application/json")

    async def csv(self, request: Request) -> Response:
        """The rows of the record as CSV."""
        record = await _ask(request, self.view, self.view.record, everything=True)
        text = await run_in_threadpool(lambda: csv_text(self.view.table(record)))
        return Response(text, media_type="text/csv")

    async def post(self, request: Request) -> Response:
        """Do what a form asks for, then show what came of it."""
        write = self.view.write
        assert write is not None  # noqa: S101 - only then there is this route
        length = request.headers.get("content-length", "")
        if not length.isdecimal() or int(length) > _SENT:
            raise BadParameter(f"{length or 'unknown'} bytes", f"at most {_SENT} at once", "Add them with kg add.")
        async with request.form(max_files=_FILES, max_part_size=_FORM) as form:
            values = {name: value for name, value in form.items() if isinstance(value, str)}
            files = [each for _, each in form.multi_items() if isinstance(each, UploadFile) and each.filename]
            sent = Sent(values, tuple([(str(file.filename), await file.read()) for file in files]))
        return RedirectResponse(await _ask(request, self.view, lambda asked: write(asked, sent)), 303)


def _status(record: object) -> int:
    """400 where a record says itself what is wrong with what was asked, beside the form to mend it in."""
    return 400 if getattr(record, "problem", "") else 200


def _endpoint(page: _Page) -> Callable[[Request], Awaitable[Response]]:
    """The SPARQL endpoint, which for a browser is a page."""

    async def answer(request: Request) -> Response:
        offered = (*sparql.RESULT_TYPES, *GRAPH_TYPES, "text/html")
        if request.method == "GET" and preferred(request.headers.get("accept"), offered) == "text/html":
            return await page.html(request)
        asked = await sparql.operation(request)
        if asked.query is None:
            media_type = asked.media_type("DESCRIBE")
            return Response(graphs.serialize(sparql.description(asked.base), media_type), media_type=media_type)
        return await _protocol(request, asked, asked.query)

    return answer


async def _protocol(request: Request, asked: sparql.Operation, query: str) -> Response:
    chosen: list[str] = []

    def media_type(form: str) -> str:
        chosen.append(asked.media_type(form))
        return chosen[0]

    def done(state: State) -> bytes:
        return state.guarded.answer(query, media_type, asked.dataset, asked.base, request.app.state.settings.timeout)

    body = await _in_thread(request, "written", done)
    return Response(body, media_type=chosen[0])


async def _resource(request: Request) -> Response:
    """What is known of an IRI of the graph: its page, or its RDF."""
    iri = named(request.path_params["name"])
    media_type = preferred(request.headers.get("accept"), ("text/html", *GRAPH_TYPES)) or "text/html"
    if media_type != "text/html":
        graph = await _in_thread(request, "light", lambda state: described(state.shipped, iri))
        return Response(await run_in_threadpool(graphs.serialize, graph, media_type), media_type=media_type)
    return RedirectResponse(page_of(str(iri)), 303)


async def _in_thread(request: Request, turns: str, work: Callable[[State], Done]) -> Done:
    """What a function gives, done in a thread beside a whole state of the store.

    Raises:
        StoreError: too many wait already.
        QueryTimeout: the time is up.
    """

    def done() -> Done:
        with request.app.state.reading.state() as state:
            return work(state)

    waiting: _Turns = request.app.state.turns[turns]
    return await waiting.take(done, request.app.state.settings.timeout + _GRACE)


async def _drawn(
    request: Request, view: View, form: tuple[Hashable, ...], draw: Callable[[Any], bytes]
) -> tuple[bytes, int]:
    """A record as it goes out, with its status: as it was drawn before, where it rests on the same; else drawn now."""
    ask = _asking(request, view)

    def key(asked: Asked) -> Hashable:
        assert view.kept is not None  # noqa: S101 - else nothing is kept of it
        place, given = (tuple(sorted(each.items())) for each in (asked.place, asked.given))
        return form, view.path, place, given, asked.registry, view.kept(asked)

    def kept() -> tuple[bytes, int] | None:
        with request.app.state.reading.state() as state:
            return state.pages.get(key(ask(state)))  # type: ignore[no-any-return]

    def drawn(state: State) -> tuple[bytes, int]:
        asked = ask(state)
        rests_on = key(asked) if view.kept else None
        record = view.record(asked)
        page = draw(record), _status(record)
        if view.kept:
            state.pages.put(rests_on, page)
        return page

    if view.kept and (found := await run_in_threadpool(kept)):  # it waits for no answer that takes long
        return found
    return await _in_thread(request, _turns(request, view), drawn)


def _turns(request: Request, view: View) -> str:
    if view.guards and request.query_params.get(view.guards):
        return "written"
    return "heavy" if view.heavy else "light"


async def _ask(request: Request, view: View, work: Callable[[Asked], Done], everything: bool = False) -> Done:
    """What a function of a view gives."""
    ask = _asking(request, view, everything)
    return await _in_thread(request, _turns(request, view), lambda state: work(ask(state)))


def _asking(request: Request, view: View, everything: bool = False) -> Callable[[State], Asked]:
    """What a request asks of a view, once there is a state to ask.

    Raises:
        BadParameter: its address carries what the view does not take.
    """
    given = {name: tuple(request.query_params.getlist(name)) for name in request.query_params}
    if not view.free:
        check_fields(view.fields, given)
    place = {name: str(value) for name, value in request.path_params.items()}
    settings: Settings = request.app.state.settings
    reading: Reading = request.app.state.reading

    def ask(state: State) -> Asked:
        known = reading.registry()
        return Asked(state.shipped, known, given, place, settings.timeout, state.guarded, everything)

    return ask
