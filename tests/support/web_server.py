"""The workplace on a port of this machine, in a thread: for whatever asks over HTTP, and for a browser."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from kg.web.app import Settings, application
from kg.web.safety import Keys


@contextmanager
def served(location: Path, timeout: float = 30.0) -> Iterator[tuple[str, Keys]]:
    """Where it can be reached, and its keys."""
    keys = Keys()
    app = application(Settings(str(location), timeout=timeout), keys)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off", ws="none"))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}", keys
        finally:
            server.should_exit = True
            thread.join(10)
            app.state.reading.close()
