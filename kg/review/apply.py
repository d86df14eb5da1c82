"""Decisions written down and applied: the file first, then articles, propositions and verdicts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from kg.graph.store import GraphStore, SparqlService, Store
from kg.model.errors import QueryError
from kg.model.vocab import DATA, DECISIONS_GRAPH, KG
from kg.pipeline import ingest
from kg.propositions.decisions import Decision, append, load, numbered, stored
from kg.propositions.verdicts.materialize import is_current

_VERDICTS = """SELECT ?says ?country ?variant ?value WHERE {
  ?verdict kg:proposition ?proposition ; kg:country ?country ; kg:variant ?variant ; kg:value ?value .
  ?proposition skos:prefLabel ?says .
}"""
Verdicts = dict[tuple[str, str, str], str]


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
    before = _verdicts(store)
    revision = ingest.rebuild(store, journal.log)
    after = _verdicts(store)
    changed = [(*key, before[key], after[key]) for key in sorted(before.keys() & after.keys())]
    return Changed(
        tuple(row for row in changed if row[3] != row[4]),
        tuple((entry.id, reason) for entry, reason in revision.lost),
    )


def _verdicts(store: SparqlService) -> Verdicts:
    rows = (tuple(map(str, row)) for row in store.select(_VERDICTS).rows)
    return {
        (says, country.rpartition("/")[2], variant.rpartition("#")[2].removesuffix("-variant")): value.rpartition("#")[
            2
        ]
        for says, country, variant, value in rows
    }


def not_applied(store: GraphStore) -> dict[str, list[str]]:
    """The decisions that a store could not apply, by id, each with the reasons."""
    found: dict[str, list[str]] = {}
    for subject, predicate, value, _ in store.quads(DECISIONS_GRAPH):
        if predicate == KG.notApplied:
            found.setdefault(str(subject).removeprefix(f"{DATA}decision/"), []).append(str(value))
    return found
