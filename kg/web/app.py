"""The application: every page of ``kg/web/pages`` with its JSON and CSV, the wall in front, errors as pages."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

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
from kg.model.errors import BadParameter, KgError, StoreError
from kg.web import errors, graphs, openapi, rendering, sparql
from kg.web.accept import preferred
from kg.web.graphs import GRAPH_TYPES
from kg.web.pages import views
from kg.web.reading import Reading, State
from kg.web.resources import described, page_of
from kg.web.safety import Keys, Wall
from kg.web.view import Asked, View, check_fields, named

Done = TypeVar("Done")
_FORM = 2**20  # bytes of a form that may be sent
_LIGHT, _HEAVY = 8, 3  # answers that are worked out at once
_WAITING = 200  # answers that may wait for their turn


@dataclass(frozen=True, slots=True)
class Settings:
    """What a server is started with.

    Attributes:
        location: of the store.
        hosts: the names under which it may be asked for; ``*`` for any.
        timeout: seconds until an answer is given up.
    """

    location: str
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost")
    timeout: float = TIMEOUT


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
    app.state.reading = Reading(settings.location)
    app.state.light, app.state.heavy = _Turns(_LIGHT), _Turns(_HEAVY)
    app.state.menu = tuple((view.path, view.title) for view, _ in views() if view.menu)
    return app


class _Turns:
    """So many answers at once, so many more that wait, and no others."""

    def __init__(self, at_once: int) -> None:
        self._free, self._waiting = asyncio.Semaphore(at_once), 0

    async def __aenter__(self) -> None:
        if self._waiting >= _WAITING:
            raise StoreError(f"{_WAITING} questions", "fewer at once", "Ask again in a moment.")
        self._waiting += 1
        try:
            await self._free.acquire()
        finally:
            self._waiting -= 1

    async def __aexit__(self, *_: object) -> None:
        self._free.release()


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
        record = await _ask(request, self.view, self.view.record)
        values = {"page": rendering.frame(request), "view": self.view, "record": record}
        return HTMLResponse(await run_in_threadpool(rendering.html, self.template, **values), _status(record))

    async def json(self, request: Request) -> Response:
        """The record as JSON."""
        record = await _ask(request, self.view, self.view.record)
        body = await run_in_threadpool(rendering.json, record)
        return Response(body, _status(record), media_type="application/json")

    async def csv(self, request: Request) -> Response:
        """The rows of the record as CSV."""
        record = await _ask(request, self.view, self.view.record, everything=True)
        text = await run_in_threadpool(lambda: csv_text(self.view.table(record)))
        return Response(text, media_type="text/csv")

    async def post(self, request: Request) -> Response:
        """Do what a form asks for, then show what came of it."""
        write = self.view.write
        assert write is not None  # noqa: S101 - only then there is this route
        async with request.form(max_files=1, max_part_size=_FORM) as form:
            values = {name: value for name, value in form.items() if isinstance(value, str)}
            for name, value in form.items():
                if isinstance(value, UploadFile) and value.filename:
                    values |= {name: await _text(value), f"{name}-name": value.filename}
        return RedirectResponse(await _ask(request, self.view, lambda asked: write(asked, values)), 303)


async def _text(file: UploadFile) -> str:
    """What a file that was sent says.

    Raises:
        BadParameter: it is too long, or no text.
    """
    content = await file.read(_FORM + 1)
    try:
        if len(content) <= _FORM:
            return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    raise BadParameter(ascii(str(file.filename)[:80]), "a text in UTF-8 of at most a megabyte", "Add it with kg add.")


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

    body = await _in_thread(request, True, done)
    return Response(body, media_type=chosen[0])


async def _resource(request: Request) -> Response:
    """What is known of an IRI of the graph: its page, or its RDF."""
    iri = named(request.path_params["name"])
    media_type = preferred(request.headers.get("accept"), ("text/html", *GRAPH_TYPES)) or "text/html"
    if media_type != "text/html":
        graph = await _in_thread(request, False, lambda state: described(state.shipped, iri))
        return Response(await run_in_threadpool(graphs.serialize, graph, media_type), media_type=media_type)
    return RedirectResponse(page_of(str(iri)), 303)


async def _in_thread(request: Request, heavy: bool, work: Callable[[State], Done]) -> Done:
    """What a function gives, done in a thread beside a whole state of the store.

    Raises:
        StoreError: too many wait already.
    """
    turns: _Turns = request.app.state.heavy if heavy else request.app.state.light

    def done() -> Done:
        with request.app.state.reading.state() as state:
            return work(state)

    async with turns:
        return await run_in_threadpool(done)


async def _ask(request: Request, view: View, work: Callable[[Asked], Done], everything: bool = False) -> Done:
    """What a function of a view gives."""
    given = {name: tuple(request.query_params.getlist(name)) for name in request.query_params}
    if not view.free:
        check_fields(view.fields, given)
    place = {name: str(value) for name, value in request.path_params.items()}
    settings: Settings = request.app.state.settings
    reading: Reading = request.app.state.reading

    def done(state: State) -> Done:
        known = reading.registry()
        return work(Asked(state.shipped, known, given, place, settings.timeout, state.guarded, everything))

    return await _in_thread(request, view.heavy, done)
