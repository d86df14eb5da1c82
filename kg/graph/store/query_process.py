"""The child process that runs one query: no network, a disk store opened by itself, killed when its time is up.

Run as a file, not as a module, so that it imports nothing of the program and starts in 35 ms. Standard input: one
JSON object; standard output: SPARQL 1.1 results in JSON, or N-Triples; standard error: what went wrong.
"""

from __future__ import annotations

import ctypes
import json
import platform
import resource
import sys
from typing import Any

import pyoxigraph as ox

FAILED = 3  # exit code: the query itself failed
# AUDIT_ARCH and the number of socket(2) by machine, from linux/audit.h and asm/unistd.h
_SOCKET = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06  # classic BPF: load a word, jump if equal, return
_REFUSE, _ALLOW = 0x00050000 | 1, 0x7FFF0000  # SECCOMP_RET_ERRNO with EPERM, SECCOMP_RET_ALLOW
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2  # prctl(2)


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


def _term(cell: dict[str, str]) -> ox.NamedNode | ox.Literal:
    if cell["type"] == "uri":
        return ox.NamedNode(cell["value"])
    if "xml:lang" in cell:
        return ox.Literal(cell["value"], language=cell["xml:lang"])
    datatype = cell.get("datatype")
    return ox.Literal(cell["value"], datatype=ox.NamedNode(datatype) if datatype else None)


def _answer(task: dict[str, Any]) -> bytes:
    fenced = deny_network()
    store = ox.Store.read_only(task["location"])
    if not fenced:
        deny_descriptors()
    found = store.query(
        task["query"],
        prefixes=task["prefixes"],
        use_default_graph_as_union=True,
        substitutions={ox.Variable(name): _term(cell) for name, cell in task["bindings"].items()},
    )
    if isinstance(found, ox.QueryTriples):
        return found.serialize(format=ox.RdfFormat.N_TRIPLES) or b""
    return found.serialize(format=ox.QueryResultsFormat.JSON) or b""


def main() -> int:
    """Read the task, write the answer."""
    try:
        answer = _answer(json.load(sys.stdin))
    except (SyntaxError, ValueError, OSError, RuntimeError) as error:
        sys.stderr.write(str(error))
        return FAILED
    sys.stdout.buffer.write(answer)
    return 0


if __name__ == "__main__":
    sys.exit(main())
