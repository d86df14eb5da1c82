"""Who asserted what, through whom, and what a statement rests on: a claim graph of news articles.

Example:
    >>> import kg
    >>> with kg.open("out/store") as graph:
    ...     graph.ask("Which claims rest only on a Russian source?").to_pandas()
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.answers.claim_graph import ClaimGraph

__version__ = "0.1.0"


def open(location: str | Path) -> ClaimGraph:
    """The store at a location, for reading: nothing else of the program is loaded before.

    Raises:
        StoreError: there is none.
    """
    from kg.answers.claim_graph import ClaimGraph

    return ClaimGraph(location)
