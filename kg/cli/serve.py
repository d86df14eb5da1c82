"""``kg serve``: the store in a browser, and a SPARQL endpoint."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.options import STORE, StoreOption, WithoutModel

Host = Annotated[str, typer.Option(help="Address to listen on; any but this machine's own needs --token.")]
Token = Annotated[
    str | None, typer.Option(envvar="KG_TOKEN", help="What others must know to read and write from elsewhere.")
]


def serve(
    store: StoreOption = STORE,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 for any that is free.")] = 8765,
    host: Host = "127.0.0.1",
    token: Token = None,
    without_model: WithoutModel = False,
) -> None:
    """Work with the store in a browser, and query it from other tools (SPARQL 1.1).

    Example: kg serve --port 8765
    """
    from kg.web.server import serve as run

    run(store, host, port, token, lambda line: print(line, flush=True), without_model=without_model)
