"""The application: every page of ``kg/web/pages`` with its JSON and CSV, the wall in front, errors as pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from kg.answers.formats import csv_text
from kg.graph.store import TIMEOUT
from kg.model.errors import KgError
from kg.web import errors, rendering
from kg.web.pages import views
from kg.web.reading import Reading
from kg.web.safety import Keys, Wall
from kg.web.view import Asked, View, check_fields

Done = TypeVar("Done")
_FORM = 2**20  # bytes of a form that may be sent


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
            Middleware(TrustedHostMiddleware, allowed_hosts=list(settings.hosts), www_redirect=False),
            Middleware(Wall, keys=held),
        ],
        exception_handlers={KgError: errors.on_error, HTTPException: errors.on_http, Exception: errors.on_fault},
    )
    app.state.settings = settings
    app.state.reading = Reading(settings.location)
    app.state.menu = tuple((view.path, view.title) for view, _ in views() if view.menu)
    return app


def _routes(keys: Keys) -> Iterator[BaseRoute]:
    yield Route("/health", _health)
    yield Route("/", lambda request: RedirectResponse("/ask", 303))
    yield Route("/enter", lambda request: keys.enter(request))
    yield Mount("/static", StaticFiles(directory=Path(__file__).with_name("static")))
    pages = [_Page(view, template) for view, template in views()]
    for page in pages:  # before any page, for the last part of an address may hold anything
        yield Route(page.view.beside("json"), page.json)
        yield Route(page.view.beside("csv"), page.csv)
    for page in pages:
        yield Route(page.view.path, page.html)
        if page.view.write:
            yield Route(page.view.path, page.post, methods=["POST"])


async def _health(request: Request) -> Response:
    return JSONResponse({"status": "ok"})


@dataclass(frozen=True, slots=True)
class _Page:
    """The addresses of one view."""

    view: View
    template: str

    async def html(self, request: Request) -> Response:
        """The page."""
        record = await _ask(request, self.view, self.view.record)
        values = {"page": rendering.frame(request), "view": self.view, "record": record}
        return HTMLResponse(await run_in_threadpool(rendering.html, self.template, **values))

    async def json(self, request: Request) -> Response:
        """The record as JSON."""
        record = await _ask(request, self.view, self.view.record)
        return Response(await run_in_threadpool(rendering.json, record), media_type="application/json")

    async def csv(self, request: Request) -> Response:
        """The rows of the record as CSV."""
        record = await _ask(request, self.view, self.view.record)
        text = await run_in_threadpool(lambda: csv_text(self.view.table(record)))
        return Response(text, media_type="text/csv")

    async def post(self, request: Request) -> Response:
        """Do what a form asks for, then show what came of it."""
        write = self.view.write
        assert write is not None  # noqa: S101 - only then there is this route
        form = await request.form(max_files=0, max_part_size=_FORM)
        values = {name: value for name, value in form.items() if isinstance(value, str)}
        return RedirectResponse(await _ask(request, self.view, lambda asked: write(asked, values)), 303)


async def _ask(request: Request, view: View, work: Callable[[Asked], Done]) -> Done:
    """What a function of a view gives, done in a thread beside a whole state of the store."""
    given = {name: tuple(request.query_params.getlist(name)) for name in request.query_params}
    check_fields(view.fields, given)
    place = {name: str(value) for name, value in request.path_params.items()}
    settings: Settings = request.app.state.settings
    reading: Reading = request.app.state.reading

    def done() -> Done:
        with reading.state() as state:
            return work(Asked(state.shipped, reading.registry(), given, place, settings.timeout, state.guarded))

    return await run_in_threadpool(done)
