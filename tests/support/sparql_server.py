"""Oxigraph's SPARQL server on a free port, as long as a test needs it."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_WAIT = 20.0  # seconds


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def served(*options: str, command: str = "serve") -> Iterator[str]:
    """The URL of a server that is empty, unless it is told where its data are; it gives a query up after 5 seconds."""
    url = f"127.0.0.1:{free_port()}"
    program = Path(sys.executable).with_name("oxigraph")
    with subprocess.Popen(
        [program, command, "--bind", url, "--timeout-s", "5", *options], stderr=subprocess.DEVNULL
    ) as server:
        try:
            _wait(f"http://{url}/", server)
            yield f"http://{url}"
        finally:
            server.kill()


def _wait(url: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _WAIT
    while True:
        try:
            with urllib.request.urlopen(url, timeout=_WAIT):  # noqa: S310 - our own
                return
        except urllib.error.URLError:
            assert server.poll() is None, "the server has ended"
            assert time.monotonic() < until, "the server does not answer"
            time.sleep(0.02)
