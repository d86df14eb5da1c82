"""``kg mcp``: the store as tools of an assistant."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import STORE, StoreOption, WithoutModel, seen

if TYPE_CHECKING:
    from kg.graph.store import Store


def mcp(
    http: Annotated[bool, typer.Option("--http", help="Serve over HTTP, on this machine alone, at /mcp.")] = False,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port of --http.")] = 8766,
    store: StoreOption = STORE,
    without_model: WithoutModel = False,
) -> None:
    """Let an assistant ask, show, query and read, by the Model Context Protocol: on standard input and output, or HTTP.

    Example: kg mcp --store out/store
    """
    from kg.answers.mcp import server
    from kg.graph.store import open_store

    @contextmanager
    def opened() -> Iterator[Store]:
        with open_store(store, read_only=True) as kept, seen(kept, without_model) as found:
            yield found

    with opened():  # say at once what is wrong with it
        pass
    made = server(opened)
    if http:
        made.run("streamable-http", host="127.0.0.1", port=port)
    else:
        made.run("stdio")
