"""A Model Context Protocol server over a store: an assistant answers from sentences and their claims, not from memory.

It only reads. Each call opens the store anew, so that what ``kg add`` has written by then is seen.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Annotated, Any, Literal

from kg import __version__
from kg.answers import assistant_tools as tools
from kg.graph.store import Store
from kg.model.errors import KgError
from kg.readers.extras import library

if TYPE_CHECKING:
    from mcp.server import MCPServer

INSTRUCTIONS = f"""A graph of claims read from news articles: who asserted what, through whom, what it rests on.
Answer from it alone: name for each statement the claim id and the article it stands in. A verdict is yes, no or
undetermined; say how many are undetermined, and why; never call one confirmed. Where it has nothing, say so.
{tools.NOTICE}"""

Opener = Callable[[], AbstractContextManager[Store]]
Variant = Annotated[
    Literal["origin", "bottleneck", "closed"],
    "origin: every chain starts there; bottleneck: passes through there; closed: has nobody else",
]


def server(opened: Opener) -> MCPServer[Any]:
    """The server with its five tools.

    Args:
        opened: opens the store for one call.

    Raises:
        ConfigError: the package mcp is not installed; the message names the extra that brings it.
    """
    package = library("mcp.server.mcpserver", "mcp")
    logging.getLogger("mcp.server.mcpserver").setLevel(logging.WARNING)  # a tool that breaks is told on standard error
    hints = library("mcp_types", "mcp").ToolAnnotations(read_only_hint=True, open_world_hint=False)
    made: MCPServer[Any] = package.MCPServer(
        "claim-graph", instructions=INSTRUCTIONS, version=__version__, log_level="WARNING"
    )

    @contextmanager
    def store() -> Iterator[Store]:
        try:
            with opened() as found:
                yield found
        except KgError as error:
            raise package.exceptions.ToolError(str(error)) from error

    @made.tool(annotations=hints)
    def ask(question: str, limit: int = tools.LIMIT) -> dict[str, Any]:
        """Answer a question in plain French, English or Russian: who says, denies or relays what, since when, where."""
        with store() as found:
            return tools.ask(found, question, limit)

    @made.tool(annotations=hints)
    def rests_only(
        country: str,
        variant: Variant = "origin",
        value: Literal["yes", "undetermined"] = "yes",
        limit: int = tools.LIMIT,
    ) -> dict[str, Any]:
        """List what rests only on sources of a country's state (RU, or its name), with the chains that decide."""
        with store() as found:
            return tools.rests_only(found, country, variant, value, limit)

    @made.tool(annotations=hints)
    def query(name: str = "", parameters: dict[str, str] | None = None, limit: int = tools.LIMIT) -> dict[str, Any]:
        """Put one of the prepared questions by its name; without a name, list them with their parameters."""
        with store() as found:
            return tools.query(found, name, parameters or {}, limit)

    @made.tool(annotations=hints)
    def show(name: str) -> dict[str, Any]:
        """Show a claim or a proposition in full, by its id in an answer: chains hop by hop, verdicts and why."""
        with store() as found:
            return tools.show(found, name)

    @made.tool(annotations=hints)
    def read(article: str, first: int = 0, most: int = tools.SENTENCES) -> dict[str, Any]:
        """Read an article by its id: its sentences in order, and who speaks in each."""
        with store() as found:
            return tools.read(found, article, first, most)

    return made
