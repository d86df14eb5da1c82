"""Decisions of people, as pages take them: the log beside the store, who decides, and the job that applies it."""

from __future__ import annotations

import functools
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kg.graph.store import decisions_file
from kg.model import Article, Claim
from kg.propositions.decisions import Decision, DecisionKind, Target, load, standing, target_of
from kg.web.jobs import JOBS, Job
from kg.web.view import Asked

_WORDS = {
    DecisionKind.SPEAKER: "speaker decided",
    DecisionKind.HOP: "speaker decided",
    DecisionKind.SUBJECT: "subject decided",
    DecisionKind.REJECT: "rejected",
}


def log_file(asked: Asked) -> Path:
    """The file of the log: the one that ``KG_DECISIONS`` names, else the store's own."""
    named_file = os.environ.get("KG_DECISIONS")
    return decisions_file(Path(named_file) if named_file else None, asked.store.location or "memory:")


def stamp(asked: Asked) -> tuple[int, int] | None:
    """When the log was written last, and how long it is; None where there is none."""
    try:
        found = log_file(asked).stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def holding(asked: Asked) -> Mapping[Target, Sequence[Decision]]:
    """The decisions that hold, by sentence or part, as the file has them: a page shows them before they are applied.

    Raises:
        InputError: the log cannot be read.
    """
    return _holding(log_file(asked), stamp(asked))


@functools.lru_cache(maxsize=1)
def _holding(path: Path, written: tuple[int, int] | None) -> Mapping[Target, Sequence[Decision]]:
    found: dict[Target, list[Decision]] = {}
    for each in standing(load(path) or []):
        for target in dict.fromkeys(replace(one, hop=None) for one in each.targets):
            found.setdefault(target, []).append(each)
    return found


def decided(held: Mapping[Target, Sequence[Decision]], article: Article, claim: Claim, part: int | None = None) -> str:
    """What is decided of a sentence, or of a part of it, in words; empty where nothing is."""
    kinds = (each.kind for each in held.get(target_of(article, claim, part), ()))
    return ", ".join(dict.fromkeys(_WORDS.get(kind, "join decided") for kind in kinds))


def apply_beside(asked: Asked) -> Job:
    """Begin to apply the log; a job that waits to do so will see what was decided by then."""
    arguments = ("review", "apply", f"--store={asked.store.location}", f"--decisions={log_file(asked)}")
    return JOBS.start("Apply what was decided", arguments)
