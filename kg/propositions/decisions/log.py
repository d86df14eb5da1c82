"""The file of decisions: Turtle that only grows."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox

from kg.model.errors import InputError
from kg.propositions.decisions.from_rdf import decisions
from kg.propositions.decisions.records import Decision, in_force
from kg.propositions.decisions.to_rdf import head, turtle


def load(path: Path) -> list[Decision] | None:
    """The entries of a file; None where there is no such file.

    Raises:
        InputError: the file cannot be read, or an entry is broken.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise InputError(f"{path}: {error}", "a file of decisions", "Mend the path or its rights.") from error
    try:
        triples = [_texts(triple) for triple in ox.parse(content, format=ox.RdfFormat.TURTLE)]
    except (SyntaxError, ValueError) as error:
        fix = "Mend the place; what stands before it is sound."
        raise InputError(f"{path}: {error}", "decisions in Turtle, as kg review writes them", fix) from error
    return decisions(triples)


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
    """Add entries to the end of a file; where it does not exist it is made, with what the log holds already.

    Raises:
        InputError: the file cannot be written.
    """
    fresh = not path.exists()
    text = "".join(map(turtle, (*log, *new) if fresh else new))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            file.write(((head() if fresh else "") + text).encode())
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise InputError(f"{path}: {error}", "a file to write to", "Make room, or name another file.") from error
