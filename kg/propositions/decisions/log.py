"""The file of decisions: Turtle that only grows, by whole entries.

What a power failure, a full disk or a kill left of an entry that was being written is the torn tail of the file. It is
left out with a word, and moved to a file beside when the next entry is added.
"""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from io import IOBase
from pathlib import Path

import pyoxigraph as ox

from kg.model.errors import InputError
from kg.model.vocab import KG, PROV
from kg.model.whole_file import check_regular, sync_folder, unwritable, write_all, write_whole
from kg.propositions.decisions.from_rdf import decisions
from kg.propositions.decisions.records import Decision, in_force
from kg.propositions.decisions.to_rdf import FORMAT, LOG, VERSION, head, turtle

_ENTRY = re.compile(rb"\n(?=\n<)")  # the end of the line before an entry; no other has a blank line before it
_END = b" .\n"
_OWN = frozenset(map(str, (KG.target, KG.namedSource, PROV.wasAttributedTo)))


def load(path: Path, tell: Callable[[str], None] = lambda _: None) -> list[Decision] | None:
    """The entries of a file; None where there is no such file, or nothing in it.

    Args:
        path: the file.
        tell: hears of an entry that was not written to its end.

    Raises:
        InputError: the file cannot be read, or an entry is broken, or a newer program wrote it.
    """
    content = _content(path)
    if _is_begun(content):
        return None
    sound = _sound(path, content)
    if sound < len(content):
        tell(
            f"{path}: the last entry was not written to its end and is left out; the others hold. Decide it anew: what "
            f"there is of it is then moved to {_beside(path).name}."
        )
    return _entries(path, content[:sound])


def _content(path: Path) -> bytes:
    try:
        check_regular(path)
        with path.open("rb") as file, _locked(file, fcntl.LOCK_SH):
            return file.read()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise InputError(f"{path}: {error}", "a file of decisions", "Mend the path or its rights.") from error


@contextmanager
def _locked(file: IOBase, kind: int) -> Iterator[None]:
    """Keep others from writing, or from reading what is half written; the file may serve several stores."""
    fcntl.flock(file, kind)
    yield  # closing the file lets go


def _is_begun(content: bytes) -> bool:
    """Whether nothing is there but, at the most, the beginning of a file."""
    return head().encode().startswith(content.rstrip(b"\0"))


def _sound(path: Path, content: bytes) -> int:
    """How many bytes hold whole entries: all but a torn tail.

    Raises:
        InputError: something else is wrong with the file.
    """
    try:
        _entries(path, content)
    except InputError:
        whole = content.rstrip(b"\0")
        last = max((found.end() for found in _ENTRY.finditer(whole)), default=0)
        torn = len(whole) if whole != content and whole.endswith(_END) else last
        if content.endswith(_END) and not _lacks_blocks(path, content):
            raise
        _entries(path, content[:torn])
        return torn
    return len(content)


def _entries(path: Path, content: bytes) -> list[Decision]:
    triples = _triples(path, content)
    versions = [int(value) for of, verb, value in triples if (of, verb) == (LOG, VERSION) and value.isdecimal()]
    if max(versions, default=FORMAT) > FORMAT:
        raise InputError(path, f"decisions of format {FORMAT} at the most", "A newer kg wrote them: install that one.")
    return decisions(triples)


def _lacks_blocks(path: Path, content: bytes) -> bool:
    """Whether an entry names something of its own of which nothing is said: it was cut between two statements."""
    triples = _triples(path, content)
    subjects = {of for of, _, _ in triples}
    return any(verb in _OWN and value not in subjects for _, verb, value in triples)


def _triples(path: Path, content: bytes) -> list[tuple[str, str, str]]:
    try:
        return [_texts(triple) for triple in ox.parse(content, format=ox.RdfFormat.TURTLE)]
    except (SyntaxError, ValueError) as error:
        fix = "Mend the place; what stands before it is sound."
        raise InputError(f"{path}: {error}", "decisions in Turtle, as kg review writes them", fix) from error


def _texts(triple: ox.Triple | ox.Quad) -> tuple[str, str, str]:
    subject, value = triple.subject, triple.object
    if not isinstance(subject, ox.NamedNode) or not isinstance(value, ox.NamedNode | ox.Literal):
        raise ValueError(f"{triple}: neither an IRI nor a literal")
    return subject.value, triple.predicate.value, value.value


def numbered(log: Sequence[Decision], new: Iterable[Decision]) -> list[Decision]:
    """New entries with their numbers and what they revise; those that only say what holds already are left out."""
    grown = list(log)
    for entry in new:
        held = in_force(grown)
        if any(entry.content == other.content for other in held):
            continue
        earlier = tuple(sorted(other.id for other in held if entry.slots & other.slots))
        grown.append(replace(entry, number=max((other.number for other in grown), default=-1) + 1, revises=earlier))
    return grown[len(log) :]


def append(path: Path, log: Sequence[Decision], new: Sequence[Decision]) -> None:
    """Add entries to the end of a file, all or none; they are on the disk when this returns.

    Where it does not exist it is made, with what the log holds already. A torn tail is moved to a file beside.

    Raises:
        OutputError: the file cannot be written; it is as it was.
        InputError: the file is broken.
    """
    content = _content(path)
    if _is_begun(content):
        write_whole(path, [head(), *map(turtle, (*log, *new))])
        return
    try:
        with path.open("r+b", buffering=0) as file, _locked(file, fcntl.LOCK_EX):
            content = file.read()
            end = _sound(path, content)
            if end < len(content):
                _keep(_beside(path), content[end:])
                file.truncate(end)
            try:
                file.seek(end)
                line_end = b"" if content[:end].endswith(b"\n") else b"\n"
                write_all(file, line_end + "".join(map(turtle, new)).encode())
                os.fsync(file.fileno())
            except BaseException:
                file.truncate(end)
                raise
    except OSError as error:
        raise unwritable(path, error) from error


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.torn")


def _keep(path: Path, torn: bytes) -> None:
    with path.open("ab", buffering=0) as file:
        write_all(file, torn + b"\n")
        os.fsync(file.fileno())
    sync_folder(path.parent)
