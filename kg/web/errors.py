"""What is said of an error: a page, or JSON where JSON was asked for, with what was expected and the fix."""

from __future__ import annotations

import logging
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.model.errors import (
    AccessError,
    InputError,
    KgError,
    NotFound,
    QueryError,
    QueryTimeout,
    StoreError,
    UnknownQuery,
)
from kg.web import rendering
from kg.web.accept import preferred

_STATUS: tuple[tuple[type[KgError], HTTPStatus], ...] = (
    (AccessError, HTTPStatus.FORBIDDEN),
    (NotFound, HTTPStatus.NOT_FOUND),
    (UnknownQuery, HTTPStatus.NOT_FOUND),
    (QueryTimeout, HTTPStatus.GATEWAY_TIMEOUT),
    (QueryError, HTTPStatus.BAD_REQUEST),
    (InputError, HTTPStatus.BAD_REQUEST),
    (StoreError, HTTPStatus.SERVICE_UNAVAILABLE),
)


def status_of(error: KgError) -> HTTPStatus:
    """The HTTP status that tells an error."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), HTTPStatus.INTERNAL_SERVER_ERROR)


def error_answer(request: Request, error: KgError, status: int | None = None) -> Response:
    """The answer that tells an error."""
    code = status or status_of(error)
    if wants_json(request):
        said = {"error": {"value": str(error.value), "expected": error.expected, "fix": error.fix}}
        return Response(rendering.json(said), code, media_type="application/json")
    return HTMLResponse(
        rendering.html("error.html", page=rendering.frame(request, request.state.nonce), error=error, status=code), code
    )


def wants_json(request: Request) -> bool:
    """Whether a program asks rather than a browser."""
    path = request.url.path
    if path.endswith((".json", ".csv")):
        return True
    return preferred(request.headers.get("accept"), ("application/json", "text/html")) != "text/html"


async def on_error(request: Request, error: Exception) -> Response:
    """Tell one of our own errors."""
    assert isinstance(error, KgError)  # noqa: S101 - it is registered for these alone
    return error_answer(request, error)


async def on_http(request: Request, error: Exception) -> Response:
    """Tell that there is no such page, or that it cannot be asked so."""
    assert isinstance(error, HTTPException)  # noqa: S101 - it is registered for these alone
    if error.status_code == HTTPStatus.NOT_FOUND:
        told = KgError(request.url.path[:80], "the address of a page", "Go on from the first page.")
    else:
        told = KgError(f"{request.method} {request.url.path[:80]}", error.detail, "Ask with GET.")
    answer = error_answer(request, told, error.status_code)
    answer.headers.update(error.headers or {})
    return answer


async def on_fault(request: Request, error: Exception) -> Response:
    """Tell that the program is at fault, without what a stranger could use."""
    logging.getLogger("kg.web").error("%s %s", request.method, request.url.path, exc_info=error)
    told = KgError("a fault of the program", "an answer", "The terminal of kg serve says more. Please report it.")
    return error_answer(request, told, HTTPStatus.INTERNAL_SERVER_ERROR)
