"""The store as pages read it: one whole state at a time, opened anew once ``kg add`` has written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from kg.graph.store import Store, open_store


class Reading:
    """Gives answers a store to read from; each sees one state from its beginning to its end."""

    def __init__(self, location: str) -> None:
        """Read the store at a location, whenever an answer is wanted."""
        self.location = location

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The newest whole state.

        Raises:
            StoreError: there is none.
        """
        with open_store(self.location, read_only=True) as opened:
            yield opened
