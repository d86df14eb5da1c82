"""Decisions written down and applied: the file first, then articles, propositions and verdicts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from rdflib.term import Identifier

from kg.graph.store import GraphStore, SparqlService, Store
from kg.model.errors import QueryError
from kg.model.vocab import DATA, DECISIONS_GRAPH, KG
from kg.pipeline import ingest
from kg.propositions.decisions import Decision, append, load, numbered, stored
from kg.propositions.verdicts.materialize import is_current

_VERDICTS = """SELECT ?says ?states ?origin ?bottleneck ?closed WHERE {
  ?verdict kg:proposition ?proposition ; kg:states ?states ; kg:originValue ?origin ; kg:bottleneckValue ?bottleneck ;
    kg:closedValue ?closed .
  ?proposition skos:prefLabel ?says .
}"""
_STATES = "SELECT ?states ?country WHERE { ?states kg:state ?country }"
_VARIANTS = ("origin", "bottleneck", "closed")
Said = dict[str, dict[str, tuple[str, ...]]]  # by what is said, by country: a value for each variant


def _said(store: SparqlService) -> Said:
    """The verdicts of a store as it is now."""
    members: dict[str, list[str]] = {}
    for states, country in store.select(_STATES).rows:
        members.setdefault(str(states), []).append(_end(country))
    said: Said = {}
    for says, states, *values in store.select(_VERDICTS).rows:
        ends = tuple(map(_end, values))
        said.setdefault(str(says), {}).update(dict.fromkeys(members.get(str(states), ()), ends))
    return said


def _changed(before: Said, after: Said) -> Iterator[tuple[str, str, str, str, str]]:
    """What is said, country, variant, value before and after, where both have a verdict."""
    for says in sorted(before.keys() & after.keys()):
        one, other = before[says], after[says]
        for country in sorted(one.keys() & other.keys()):
            rows = zip(_VARIANTS, one[country], other[country], strict=True)
            yield from sorted((says, country, *row) for row in rows if row[1] != row[2])


def _end(term: Identifier | None) -> str:
    """The end of an IRI: a country's code, or a value."""
    return str(term).rpartition("/")[2].rpartition("#")[2]


@dataclass(slots=True)
class DecisionLog:
    """The log and its file. Whatever is added is on the disk before it is believed."""

    path: Path
    log: list[Decision] = field(default_factory=list)
    changed: bool = False  # the store does not say yet what the log says

    @classmethod
    def open(cls, path: Path, store: Store, tell: Callable[[str], None] = lambda _: None) -> Self:
        """The log of a file; where there is no such file, what the store has of one. ``tell``: as for ``load``."""
        found = load(path, tell)
        held = stored(store)
        stopped = not is_current(store)
        return cls(path, held if found is None else found, stopped or (found is not None and found != held))

    def add(self, new: Iterable[Decision]) -> list[Decision]:
        """Write decisions down; those that only say what holds already are left out."""
        added = numbered(self.log, new)
        if added:
            append(self.path, self.log, added)
            self.log.extend(added)
            self.changed = True
        return added

    def entry(self, name: str) -> Decision:
        """The entry that an id, or the beginning of one, names.

        Raises:
            QueryError: none has it, or several have.
        """
        found = [entry for entry in self.log if name and entry.id.startswith(name)]
        if len(found) != 1:
            several = f"It may be {', '.join(entry.id for entry in found[:4])}." if found else "See kg review list."
            raise QueryError(name or "nothing", "the id of one decision", several)
        return found[0]


@dataclass(frozen=True, slots=True)
class Changed:
    """What applying the log did: verdicts that are others now, and decisions that could not be applied."""

    verdicts: tuple[tuple[str, str, str, str, str], ...]  # what is said, country, variant, before, after
    lost: tuple[tuple[str, str], ...]  # id of the decision, reason


def apply(store: Store, journal: DecisionLog) -> Changed:
    """Make the store say what the log says, and tell what that changed."""
    before = _said(store)
    revision = ingest.rebuild(store, journal.log)
    return Changed(tuple(_changed(before, _said(store))), tuple((entry.id, reason) for entry, reason in revision.lost))


def not_applied(store: GraphStore) -> dict[str, list[str]]:
    """The decisions that a store could not apply, by id, each with the reasons."""
    found: dict[str, list[str]] = {}
    for subject, predicate, value, _ in store.quads(DECISIONS_GRAPH):
        if predicate == KG.notApplied:
            found.setdefault(str(subject).removeprefix(f"{DATA}decision/"), []).append(str(value))
    return found
