"""A small server of the chat-completions protocol, in a thread: it answers as it is told to, well or badly."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Row = dict[str, Any]
Answer = Callable[[Row], object]  # from what the user message holds to the words of the answer, or a status


@dataclass(slots=True)
class ModelServer:
    """The server's address, and what it was asked, headers included."""

    url: str = ""
    bodies: list[Row] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)

    @property
    def asked(self) -> list[Row]:
        """What the user messages held."""
        return [json.loads(body["messages"][1]["content"]) for body in self.bodies]


@contextmanager
def serving(
    answer: Answer, *, slow: float = 0.0, dies_after: int | None = None, schema: bool = True
) -> Iterator[ModelServer]:
    """A server that answers each question with ``answer``.

    Args:
        answer: its words; a number is an HTTP status.
        slow: seconds before an answer.
        dies_after: answers after which it closes every connection without a word.
        schema: whether it takes a JSON schema; else it refuses one with status 400.
    """
    told = ModelServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if dies_after is not None and len(told.bodies) >= dies_after:
                self.connection.close()
                return
            if "response_format" in body and not schema:
                self._send(400, {"error": {"message": "response_format"}})
                return
            told.bodies.append(body)
            told.headers.append(dict(self.headers))
            time.sleep(slow)
            said = answer(json.loads(body["messages"][1]["content"]))
            if isinstance(said, int):
                self._send(said, {"error": {"message": "no"}})
                return
            words = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
            self._send(200, {"choices": [{"message": {"content": words}}], "usage": {"total_tokens": 100}})

        def _send(self, status: int, body: Row) -> None:
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            with suppress(BrokenPipeError, ConnectionResetError):  # whoever asked has gone
                self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    told.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()


def row(number: int, origin: str, **more: object) -> Row:
    """One row of an answer, all fields filled."""
    blank: Row = {"words": "", "relays": [], "cue": "", "first": "", "last": "", "commitment": "asserted"}
    return {"n": number, "origin": origin, **blank, **more}


def code(question: Row, name: str) -> str:
    """The code of the speaker who goes by a name."""
    return next(one["code"] for one in question["speakers"] if any(name in known for known in one["names"]))


def sentence(question: Row, number: int) -> str:
    """The words of a sentence."""
    return next(one["text"] for one in question["sentences"] if one["n"] == number)
