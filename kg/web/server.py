"""The server: one process, one port, ready within a second and a half."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Callable

import uvicorn

from kg.model.errors import ConfigError
from kg.model.hosts import is_local
from kg.web.app import Settings, application
from kg.web.safety import Keys

_ANYWHERE = ("0.0.0.0", "")  # noqa: S104 - only where the user says so, and then with a token


def serve(
    location: str, host: str, port: int, token: str | None, tell: Callable[[str], None], *, without_model: bool = False
) -> None:
    """Serve a store until the process is told to stop.

    Args:
        location: of the store.
        host: the address to listen on.
        port: the port; 0 for any that is free.
        token: needed for all that is asked where the host can be reached from other machines.
        tell: is given the lines that say where it can be opened.
        without_model: whether all is answered as if no language model had been asked.

    Raises:
        ConfigError: the port is taken, the host is not this machine's, or there is no token where one is needed.
    """
    if not is_local(host) and not token:
        expected = "a token, since other machines could read the store and write to it"
        raise ConfigError(f"--host {host}", expected, "Add --token with a long word of your own, or leave --host out.")
    keys = Keys(token or None)
    hosts = ("*",) if host in _ANYWHERE else ("127.0.0.1", "localhost", host)
    app = application(Settings(location, hosts, without_model=without_model), keys)
    logging.getLogger("rdflib.term").disabled = True  # it writes a page for a number that it cannot hold
    with _bound(host, port) as listening:
        at = f"http://{'127.0.0.1' if host in _ANYWHERE else host}:{listening.getsockname()[1]}"
        tell(f"{at}/enter?key={keys.launch}")
        if not is_local(host):
            tell("Whoever has the token and reaches this machine can read the store and write to it; the connection")
            tell("is not encrypted: put a server with TLS in front, or use it in a network you trust.")
        threading.Thread(target=app.state.reading.prepare, daemon=True).start()
        config = uvicorn.Config(
            app,
            log_level="critical",  # faults are told by kg.web.errors
            access_log=False,
            server_header=False,
            proxy_headers=False,
            lifespan="off",
            timeout_graceful_shutdown=2,  # seconds: whoever stops the server waits for no long answer
        )
        uvicorn.Server(config).run(sockets=[listening])


def _bound(host: str, port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except (OSError, OverflowError) as error:
        listening.close()
        fix = "Give another one: --port 0 takes any that is free."
        raise ConfigError(f"{host}:{port}: {error}", "an IPv4 address of this machine and a free port", fix) from error
    return listening
