"""The child process that runs one query: no network, a disk store opened by itself, killed when its time is up.

It ends with its parent, however that ends, and has so much memory, processor time and room for its answer and no more.

Run as a file, not as a module, so that it imports nothing of the program and starts in 35 ms. Standard input: one
JSON object; standard output: SPARQL 1.1 results in JSON, or N-Triples, or the media type asked for; standard error:
what went wrong.
"""

from __future__ import annotations

import ctypes
import json
import math
import os
import platform
import resource
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

import pyoxigraph as ox

FAILED = 3  # exit code: the query itself failed
TOO_MUCH = 4  # exit code: the answer is too large
MEMORY = 2**30  # bytes beyond what the process has at its start
ANSWER = 2**26  # bytes
# AUDIT_ARCH and the number of socket(2) by machine, from linux/audit.h and asm/unistd.h
_SOCKET = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06  # classic BPF: load a word, jump if equal, return
_REFUSE, _ALLOW = 0x00050000 | 1, 0x7FFF0000  # SECCOMP_RET_ERRNO with EPERM, SECCOMP_RET_ALLOW
_DEATH_SIGNAL, _NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 1, 38, 22, 2  # prctl(2)


class _Step(ctypes.Structure):
    _fields_ = (("code", ctypes.c_ushort), ("yes", ctypes.c_ubyte), ("no", ctypes.c_ubyte), ("k", ctypes.c_uint32))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.POINTER(_Step)))


def deny_network() -> bool:
    """Make socket(2) fail in this process for good (seccomp); False where the system has no such filter."""
    if sys.platform != "linux" or platform.machine() not in _SOCKET:
        return False
    machine, socket = _SOCKET[platform.machine()]
    steps = (_Step * 6)(
        _Step(_LOAD, 0, 0, 4),
        _Step(_EQUAL, 0, 3, machine),
        _Step(_LOAD, 0, 0, 0),
        _Step(_EQUAL, 0, 1, socket),
        _Step(_RETURN, 0, 0, _REFUSE),
        _Step(_RETURN, 0, 0, _ALLOW),
    )
    libc = ctypes.CDLL(None, use_errno=True)
    program = ctypes.byref(_Program(len(steps), steps))
    failed = libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) or libc.prctl(_SECCOMP, _FILTER, program, 0, 0)
    return not failed


def deny_descriptors() -> None:
    """Let this process open nothing more, sockets included: for systems without the filter."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def confine(seconds: float) -> None:
    """Let this process die with its parent and go last, and limit its memory and, twice over, its processor time."""
    if hasattr(os, "nice"):
        os.nice(5)  # a query that somebody wrote stops no page of the server
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    held = Path("/proc/self/statm")
    if held.exists():  # elsewhere the limit would be of the whole process, libraries included
        data = int(held.read_text("ascii").split()[5]) * resource.getpagesize()
        _lower(resource.RLIMIT_DATA, data + MEMORY)
    _lower(resource.RLIMIT_CPU, math.ceil(2 * seconds) + 2)  # threads of the database count, too
    _lower(resource.RLIMIT_CORE, 0)


def _lower(kind: int, most: int) -> None:
    _, hard = resource.getrlimit(kind)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (most, most))


class _Outlet:
    """Standard output, as far as an answer may go."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self.left = file, ANSWER

    def write(self, data: bytes) -> int:
        self.left -= len(data)
        if self.left < 0:
            raise OSError(f"more than {ANSWER >> 20} MB")
        return self._file.write(data)

    def flush(self) -> None:
        self._file.flush()


def _term(cell: dict[str, str]) -> ox.NamedNode | ox.Literal:
    if cell["type"] == "uri":
        return ox.NamedNode(cell["value"])
    if "xml:lang" in cell:
        return ox.Literal(cell["value"], language=cell["xml:lang"])
    datatype = cell.get("datatype")
    return ox.Literal(cell["value"], datatype=ox.NamedNode(datatype) if datatype else None)


def planned(text: str, bindings: Mapping[ox.Variable, Any]) -> str:
    """The query with its bindings as VALUES too, where its first group begins: the optimizer sees them only there."""
    head, where, rest = text.partition(" WHERE {")
    told = "".join(line for line in head.splitlines() if not line.lstrip().startswith("#"))
    if not where or not bindings or '"' in told or "'" in told:
        return text
    names, terms = " ".join(map(str, bindings)), " ".join(map(str, bindings.values()))
    return f"{head}{where} VALUES ({names}) {{ ({terms}) }} {rest}"


def _answer(task: dict[str, Any], out: _Outlet) -> None:
    fenced = deny_network()
    store = ox.Store.read_only(task["location"])
    if not fenced:
        deny_descriptors()
    dataset: dict[str, Any] = {
        kind: [ox.NamedNode(graph) for graph in graphs] for kind, graphs in task.get("dataset", {}).items()
    }
    bound = {ox.Variable(name): _term(cell) for name, cell in task["bindings"].items()}
    options: dict[str, Any] = {
        "base_iri": task.get("base"),
        "prefixes": task["prefixes"],
        "use_default_graph_as_union": task.get("union", True),
        "substitutions": bound,
        **dataset,
    }
    try:
        found = store.query(planned(task["query"], bound), **options)
    except SyntaxError:  # also where a variable is bound by a BIND of the same group
        found = store.query(task["query"], **options)
    media_type = task.get("media_type")
    if isinstance(found, ox.QueryTriples):
        form = ox.RdfFormat.from_media_type(media_type) if media_type else ox.RdfFormat.N_TRIPLES
        found.serialize(out, format=form)  # type: ignore[arg-type]
    else:
        results = ox.QueryResultsFormat
        shape = results.from_media_type(media_type) if media_type else results.JSON
        found.serialize(out, format=shape)  # type: ignore[arg-type]
    out.flush()


def main() -> int:
    """Read the task, write the answer."""
    out = _Outlet(sys.stdout.buffer)
    try:
        task = json.load(sys.stdin)
        confine(task["seconds"])
        if os.getppid() != task["parent"]:  # it died before it could have taken this process with it
            return FAILED
        _answer(task, out)
    except (SyntaxError, ValueError, OSError, RuntimeError, MemoryError) as error:
        sys.stderr.write(str(error))
        return TOO_MUCH if out.left < 0 else FAILED
    return 0


if __name__ == "__main__":
    sys.exit(main())
