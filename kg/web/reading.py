"""The store as pages read it: each answer sees one whole state, the next one what ``kg add`` has written by then."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from kg.graph.store import open_store
from kg.graph.store.in_process import InProcess
from kg.graph.store.kept import Kept
from kg.graph.store.oxigraph import OxigraphStore
from kg.model.errors import KgError, StoreError
from kg.sources import load_registry, registry_files
from kg.sources.registry import Registry

_ROOM = 20 * 2**20  # bytes of the pages that are kept
_LEAST = _ROOM // 200  # that a page is taken for: there are 200 at the most


class Pages(Kept[tuple[bytes, int]]):
    """The answers that were written last, each as it goes out with its status."""

    def __init__(self) -> None:
        """Begin without any."""
        super().__init__(_ROOM, lambda page: max(len(page[0]), _LEAST))


@dataclass(slots=True)
class State:
    """A whole state of the store.

    Attributes:
        guarded: the store for what somebody wrote: queries are looked through, and run in a child process with limits.
        shipped: the same for queries that come with the program, in this process.
        pages: of this state.
    """

    guarded: OxigraphStore
    shipped: InProcess
    pages: Pages = field(default_factory=Pages)
    readers: int = 0
    old: bool = False


class Reading:
    """Keeps the newest state open, and older ones as long as somebody reads them."""

    def __init__(self, location: str) -> None:
        """Read the store at a location, from the first answer on."""
        self._location = location
        self._lock = threading.Lock()
        self._state: State | None = None
        self._registry: tuple[object, Registry] | None = None

    @contextmanager
    def state(self) -> Iterator[State]:
        """The newest whole state.

        Raises:
            StoreError: there is none.
        """
        with self._lock:
            state = self._newest()
            state.readers += 1
        try:
            yield state
        finally:
            with self._lock:
                state.readers -= 1
                self._let_go(state)

    def _newest(self) -> State:
        known = self._state
        if known is not None:
            if known.guarded.is_newest():
                return known
            known.old, self._state = True, None
            self._let_go(known)
        store = open_store(self._location, read_only=True)
        if not isinstance(store, OxigraphStore):
            raise StoreError(self._location, "a store in a folder", "Name one: kg serve --store FOLDER.")
        self._state = State(store, InProcess(store))
        return self._state

    def _let_go(self, state: State) -> None:
        if state.old and not state.readers:
            state.guarded.close()

    def registry(self) -> Registry:
        """Who is who, read anew once a file of it has changed."""
        stats = tuple((path, path.stat().st_mtime_ns, path.stat().st_size) for path in registry_files())
        with self._lock:
            if self._registry is None or self._registry[0] != stats:
                self._registry = stats, load_registry()
            return self._registry[1]

    def prepare(self) -> None:
        """Read the registry and open the store before anybody asks; what is wrong with them is told to whoever asks."""
        with suppress(KgError):
            self.registry()
            with self.state():
                pass

    def close(self) -> None:
        """Let go of the store."""
        with self._lock:
            if self._state is not None:
                self._state.old = True
                self._let_go(self._state)
            self._state = None
