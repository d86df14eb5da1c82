"""Decisions of people, as pages take them: the log beside the store, who decides, and the job that applies it."""

from __future__ import annotations

import datetime
import getpass
import os
from collections.abc import Iterable
from pathlib import Path

from kg.graph.store import decisions_file
from kg.model import Article, Claim
from kg.propositions.decisions import Decision, DecisionKind, load, standing, target_of
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


def holding(asked: Asked) -> tuple[Decision, ...]:
    """The decisions that hold, as the file has them: a page shows them before they are applied."""
    return tuple(standing(load(log_file(asked)) or []))


def decided(held: Iterable[Decision], article: Article, claim: Claim) -> str:
    """What is decided of a sentence, in words; empty where nothing is."""
    target = target_of(article, claim, None)
    kinds = (each.kind for each in held if target in each.targets)
    return ", ".join(dict.fromkeys(_WORDS.get(kind, "join decided") for kind in kinds))


def apply_beside(asked: Asked) -> Job:
    """Begin to apply the log; a job that waits to do so will see what was decided by then."""
    arguments = ("review", "apply", f"--store={asked.store.location}", f"--decisions={log_file(asked)}")
    return JOBS.start("Apply what was decided", arguments)


def user() -> str:
    """The name that the system has for the user."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def now() -> str:
    """The moment, in UTC, as decisions have it."""
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
