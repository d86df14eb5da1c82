"""The store as pages read it: each answer sees one whole state, the next one what ``kg add`` has written by then."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field

from kg.graph.store import Store, open_store
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
        kept: the store itself.
        guarded: what is read, for what somebody wrote: queries are looked through, and run in a child with limits.
        shipped: the same for queries that come with the program, in this process.
        held: lets go of both.
        pages: of this state.
    """

    kept: OxigraphStore
    guarded: OxigraphStore
    shipped: InProcess
    held: ExitStack
    pages: Pages = field(default_factory=Pages)
    readers: int = 0
    old: bool = False


class Reading:
    """Keeps the newest state open, and older ones as long as somebody reads them."""

    def __init__(self, location: str, *, without_model: bool = False) -> None:
        """Read the store at a location, from the first answer on; ``without_model``: as if none had been asked."""
        self._location, self._without_model = location, without_model
        self._making: threading.Thread | None = None
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
        if known is not None and known.kept.is_newest():
            return known
        if known is not None and self._without_model:  # all is joined anew: pages show the state before it until then
            if self._making is None or not self._making.is_alive():
                self._making = threading.Thread(target=self._make, daemon=True)
                self._making.start()
            return known
        self._forget()
        self._state = self._opened()
        return self._state

    def _make(self) -> None:
        """Open the newest state beside the one that is read; what is wrong with it is seen again at the next answer."""
        found = None
        try:
            with suppress(KgError):
                found = self._opened()
        finally:
            with self._lock:
                self._forget()
                self._state = found

    def _opened(self) -> State:
        with ExitStack() as stack:
            kept = stack.enter_context(open_store(self._location, read_only=True))
            read: Store = kept
            if self._without_model:
                from kg.pipeline.without_model import without_model

                read = stack.enter_context(without_model(kept))
            if not isinstance(kept, OxigraphStore) or not isinstance(read, OxigraphStore):
                raise StoreError(self._location, "a store in a folder", "Name one: kg serve --store FOLDER.")
            shipped = InProcess(read)
            shipped.location = kept.location  # what is written goes into the store itself
            return State(kept, read, shipped, stack.pop_all())

    def _forget(self) -> None:
        if self._state is not None:
            self._state.old = True
            self._let_go(self._state)
        self._state = None

    def _let_go(self, state: State) -> None:
        if state.old and not state.readers:
            state.held.close()

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
            self._forget()
