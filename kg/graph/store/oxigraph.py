"""The default store: Oxigraph on disk, embedded. Queries run in a child process that opens the folder by itself."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pyoxigraph as ox
from rdflib import URIRef

from kg.graph.rdf import Quad
from kg.graph.store import format as store_format
from kg.graph.store import snapshot, terms
from kg.graph.store.base import TIMEOUT, Answer, Bindings, Store, by_graph
from kg.graph.store.graph_hashes import GraphHashes, graph_hash
from kg.graph.store.lock import Lock
from kg.graph.store.redo_log import RedoLog
from kg.model.errors import QueryError, StoreError
from kg.model.vocab import CURRENT_GRAPH, PREFIXES

_CHILD = Path(__file__).with_name("query_process.py")
_HELD = 50_000  # quads written until they are put into tables: held in memory they grow to a gigabyte and more
_BULK = 200_000  # lines from which loading file-wise beats one transaction held in memory


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a query asks: those merged into its default graph, and those that GRAPH finds, by IRI."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


class OxigraphStore(Store):
    """A folder. One process writes; whoever reads has a state of his own beside it (``kg.graph.store.snapshot``)."""

    def __init__(self, folder: Path, read_only: bool = False) -> None:
        """Open the store in a folder; the folder is made unless it is opened for reading only.

        Raises:
            StoreError: nothing is there to read, or another process uses the folder.
        """
        self.location: str | None = str(folder)
        self._folder, self._data, self._read_only = folder, folder / "data", read_only
        if read_only and not self._data.exists():
            raise StoreError(folder, "a store", "Add articles to it first: kg add PATH.")
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(folder, "a folder this user may write to", "Choose another store.") from error
        older = store_format.check(folder, read_only)
        self.state: str | None = None  # which is read, by its name
        self._journal = RedoLog(folder / "journal.nq")
        self._handle: ox.Store | None = None
        # Of the processes that this one is a fork of; kept, for to close them would wait for threads that are theirs.
        self._inherited: list[ox.Store] = []
        self._owner = os.getpid()  # the process that opened it, which a fork of it did not
        self._held = 0
        self._whole = True  # no write was broken off
        self._lock = self._locked()
        if not read_only:
            self._note_format(older)

    def _note_format(self, older: bool) -> None:
        """Say of what format the store is; what is derived in one of an older format is no longer current."""
        if older:
            snapshot.forget(self._folder)
            self.replace(CURRENT_GRAPH, ())
            self._settle()
        if older or not (self._folder / store_format.NAME).exists():
            store_format.note(self._folder)

    def _locked(self) -> Lock:
        """The lock to keep: that of the store, or that of the state which is read."""
        if self._read_only:
            return self._reading()
        lock = Lock(self._folder / "lock", shared=False)
        try:
            if self._data.exists() and not self._journal.read():
                snapshot.publish(self._folder)
            self._redo()
        except BaseException:
            lock.release()
            raise
        return lock

    def _reading(self) -> Lock:
        """The lock on the state that is read, which no writer waits for; that of the store where no state is published.

        While a writer is at work it is the last whole state. What a crashed writer had begun is finished first.
        """
        path = self._folder / "lock"
        try:
            lock = Lock(path, shared=True, wait=0)
        except StoreError:
            held = self._published(snapshot.last_whole(self._folder))
            return held or Lock(path, shared=True)
        try:
            if self._journal.read():
                lock.release()
                self._mend(path)
                lock = Lock(path, shared=True)
            held = self._published(snapshot.publish(self._folder))
        except BaseException:
            lock.release()
            raise
        if held is None:
            return lock
        lock.release()
        return held

    def _published(self, name: str | None) -> Lock | None:
        """Read a state that was published, as long as its lock is held; None where it is gone."""
        held = snapshot.hold(self._folder, name) if name else None
        if held is None:
            return None
        self._data, self.state = held.data, held.name
        return held.lock

    def _mend(self, path: Path) -> None:
        """Finish what a crashed writer had begun."""
        lock = Lock(path, shared=False)
        try:
            self._redo()
        finally:
            self._handle = None
            lock.release()

    def is_newest(self) -> bool:
        """Whether somebody who opened the store for reading now would read the same state."""
        if self.state is None:
            return True
        try:
            lock = Lock(self._folder / "lock", shared=True, wait=0)
        except StoreError:
            return snapshot.last_whole(self._folder) in (self.state, None)
        try:
            return snapshot.state_of(self._folder) == self.state
        finally:
            lock.release()

    def _redo(self) -> None:
        begun = self._journal.read()
        self._marks = GraphHashes(self._folder / "marks.sqlite", self._data)
        store = _open(self._data, read_only=False)
        if begun:
            self._marks.forget()
            with self._disk():
                for gone, new in begun:
                    _put(store, gone, new)
                store.flush()
        self._journal.done()
        self._handle = store

    def database(self) -> ox.Store:
        """Oxigraph's own store, for this package alone."""
        self._check_open()
        if self._read_only and self._owner != os.getpid():
            if self._handle is not None:
                self._inherited.append(self._handle)
            self._handle = None
        if self._handle is None:
            self._handle, self._owner = _open(self._data, self._read_only), os.getpid()
        return self._handle

    def _check_open(self) -> None:
        if not self._lock.held:
            raise StoreError(self._folder, "an open store", "Open it again: this one was closed.")

    def replace(self, graph: URIRef, quads: Iterable[Quad]) -> None:
        """Make a graph hold exactly these quads (see ``Store.replace``)."""
        self._check_writable()
        gone, new, marks = [], [], {}
        with self._disk():
            for name, lines in by_graph(graph, quads).items():
                marks[name] = graph_hash(lines) if lines else None
                gone += sorted(self._unwanted(name, lines))
                new += sorted(lines)
            self._write("".join(gone), "".join(new), marks)

    def change(self, graph: URIRef, gone: Iterable[str] | None, new: Iterable[str]) -> None:
        """Take lines out of a graph and put others in (see ``Store.change``)."""
        self._check_writable()
        lines = set(new)
        with self._disk():
            taken = self._unwanted(graph, lines) if gone is None else gone
            self._write("".join(sorted(taken)), "".join(sorted(lines)), {graph: uuid.uuid4().hex})

    def _check_writable(self) -> None:
        if self._read_only:
            raise StoreError(self._folder, "a store open for writing", "Open it without read_only.")
        self._check_open()

    @contextmanager
    def _disk(self) -> Iterator[None]:
        try:
            yield
        except (OSError, RuntimeError) as error:
            raise StoreError(f"{self._folder}: {error}", "a disk to write to", "Make room and try again.") from error

    def _write(self, gone: str, new: str, marks: Mapping[URIRef, str | None]) -> None:
        """Take lines out and put others in; ``marks`` says what the graphs hold then."""
        if not gone and not new:
            return
        store = self.database()
        self._marks.break_seal()
        for graph in marks:
            self._marks.put(graph, None)
        self._journal.add(gone, new)
        self._whole = False
        _put(store, gone, new)
        self._whole = True
        self._held += gone.count("\n") + new.count("\n")
        if self._held >= _HELD:
            self._flush(store)
        for graph, mark in marks.items():
            self._marks.put(graph, mark)

    def _flush(self, store: ox.Store) -> None:
        """Put what was written on the disk; what was broken off is done once more by whoever opens the store next."""
        with self._disk():
            store.flush()
            self._held = 0
            if self._whole:
                self._journal.done()

    def mark(self, graph: URIRef) -> str | None:
        """The hash of what a graph holds (see ``Store.mark``)."""
        if self._read_only:
            return None
        known = self._marks.get(graph)
        if known is None:
            found = self._unwanted(graph, set())
            known = graph_hash(found) if found else None
            self._marks.put(graph, known)
        return known

    def _unwanted(self, graph: URIRef, wanted: set[str]) -> list[str]:
        """The lines of N-Quads that a graph holds and should not; those it holds rightly are taken out of ``wanted``.

        They go through a file: as one text and as a set they would take half a gigabyte for a large graph.
        """
        out: list[str] = []
        node, store = ox.NamedNode(graph), self.database()
        if not store.contains_named_graph(node):
            return out
        with tempfile.TemporaryFile(dir=self._folder) as held:
            store.dump(held, format=ox.RdfFormat.N_TRIPLES, from_graph=node)
            held.seek(0)
            for triple in held:  # ends in " .\n"
                line = f"{triple[:-2].decode()}<{graph}> .\n"
                if line in wanted:
                    wanted.remove(line)
                else:
                    out.append(line)
        return out

    def graphs(self) -> tuple[URIRef, ...]:
        """The named graphs, sorted."""
        return tuple(sorted(URIRef(graph.value) for graph in self.database().named_graphs()))

    def quads(
        self, graph: URIRef | None = None, predicate: URIRef | None = None, subject: URIRef | None = None
    ) -> Iterator[Quad]:
        """The quads of one graph, or of all (see ``Store.quads``)."""
        wanted = None if graph is None else ox.NamedNode(graph)
        edge = None if predicate is None else ox.NamedNode(predicate)
        node = None if subject is None else ox.NamedNode(subject)
        for about, verb, value, home in self.database().quads_for_pattern(node, edge, None, wanted):
            nodes = (about, verb, value, cast(terms.OxTerm, home))
            yield cast(Quad, tuple(map(terms.from_ox, nodes)))

    def query(self, text: str, bindings: Bindings | None = None, timeout: float = TIMEOUT) -> Answer:
        """Answer a SPARQL query (see ``Store.query``)."""
        from kg.graph.store.query_guard import check

        bound = dict(bindings or {})
        plan = check(text, bound, timeout)
        self._check_open()
        self._settle()
        answer = self._ask(text, bound, plan.seconds, timeout)
        if plan.form == "SELECT":
            return terms.table(plan.columns, answer)
        if plan.form == "ASK":
            return bool(json.loads(answer)["boolean"])
        return terms.graph(answer)

    def answer(self, text: str, media_type: Callable[[str], str], dataset: Dataset, base: str, timeout: float) -> bytes:
        """Answer a query as the SPARQL 1.1 Protocol does, read-only and within the limits of ``query``.

        Args:
            text: the query; it may name graphs of this store (FROM), and none of anywhere else.
            media_type: what to answer a SELECT, ASK, CONSTRUCT or DESCRIBE in.
            dataset: the graphs that the protocol names; they win over those of the query.
            base: what relative IRIs are relative to.
            timeout: seconds until the child is killed.

        Raises:
            QueryError, QueryTimeout: as ``query``.
        """
        from kg.graph.store.query_guard import check

        plan = check(text, {}, timeout, dataset=True)
        self._check_open()
        more: dict[str, object] = {"media_type": media_type(plan.form), "base": base}
        if dataset.default or dataset.named:
            graphs = {"default_graph": dataset.default, "named_graphs": dataset.named}
            more |= {"union": False, "dataset": graphs}
        elif plan.dataset:
            more |= {"union": False}
        return self._ask(text, {}, plan.seconds, timeout, more)

    def _ask(
        self, text: str, bindings: Bindings, seconds: float, allowed: float, more: Mapping[str, object] | None = None
    ) -> bytes:
        import subprocess

        from kg.graph.store.fork import out_of_time
        from kg.graph.store.query_guard import too_large
        from kg.graph.store.query_process import FAILED, MEMORY, TOO_MUCH

        task = {
            "location": str(self._data),
            "query": text,
            "prefixes": PREFIXES,
            "bindings": {name: terms.to_json(value) for name, value in bindings.items()},
            "seconds": seconds,
            "parent": os.getpid(),
            **(more or {}),
        }
        command = [sys.executable, "-P", str(_CHILD)]
        try:
            done = subprocess.run(  # noqa: S603 - our own file, and no word of the user's
                command, input=json.dumps(task).encode(), capture_output=True, timeout=seconds, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise out_of_time(allowed) from error
        if done.returncode == TOO_MUCH:
            raise too_large()
        said = done.stderr.decode(errors="replace").strip()
        if done.returncode == FAILED:
            raise QueryError(" ".join(said.split())[-300:], "a query that can be evaluated", "Mend the query.")
        if done.returncode:
            reason = said.partition("\n")[0][:300] or f"exit code {done.returncode}"
            raise QueryError(reason, f"a query that ends, with {MEMORY >> 30} GB of memory", "Ask for less.")
        return done.stdout

    def close(self) -> None:
        """Let go of the folder."""
        try:
            self._settle()
            self._handle = None
            if not self._read_only and self._lock.held:
                self._seal()
        finally:
            self._lock.release()

    def _seal(self) -> None:
        """Say what the graphs hold; where that cannot be said the next one reads them."""
        try:
            self._marks.seal()
        except (OSError, sqlite3.Error):
            self._marks.break_seal()

    def _settle(self) -> None:
        """Put what was written into tables: an open that must replay the log takes 20 µs a quad, each time anew.

        The writer is let go of: a child reads what is on the disk, and never beside an open writer.
        """
        if self._read_only or self._handle is None:
            return
        store, self._handle = self._handle, None
        self._flush(store)


def _open(data: Path, read_only: bool) -> ox.Store:
    try:
        return ox.Store.read_only(str(data)) if read_only else ox.Store(str(data))
    except (OSError, RuntimeError) as error:  # Oxigraph says RuntimeError where the files contradict each other
        expected = "a sound Oxigraph store that no other program has open"
        raise StoreError(f"{data}: {error}", expected, "Close the other program, or build the store anew.") from error


def _put(store: ox.Store, gone: str, new: str) -> None:
    """Take quads out and put others in, both as N-Quads; done twice it does no more than once.

    Quad by quad, for a graph that is removed as a whole is held in memory, and takes twice as long.
    """
    graphs = set()
    for quad in ox.parse(gone.encode(), format=ox.RdfFormat.N_QUADS):
        store.remove(quad)
        graphs.add(quad.graph_name)
    load = store.bulk_load if _is_large(new) else store.load
    load(new.encode(), format=ox.RdfFormat.N_QUADS)
    for graph in graphs:
        if isinstance(graph, ox.NamedNode) and next(store.quads_for_pattern(None, None, None, graph), None) is None:
            store.remove_graph(graph)


def _is_large(text: str) -> bool:
    return text.count("\n") > _BULK
