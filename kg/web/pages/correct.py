"""Who said a claim, as a person decides it: the decisions of ``kg review``, written down at once and applied beside."""

from __future__ import annotations

import datetime
import getpass
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.graph.store import Table, decisions_file
from kg.model.errors import BadParameter, NotFound, QueryError
from kg.propositions.decisions import Decision, standing
from kg.web.jobs import JOBS
from kg.web.view import Asked, View, named, table_of

_VALUES = ("unknown", "outlet")  # besides names of sources


@dataclass(frozen=True, slots=True)
class Entry:
    """A decision on this claim that holds: its id, kind, who made it, when and why."""

    id: str
    kind: str
    who: str
    day: str
    why: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A claim that may be corrected.

    Attributes:
        claim: IRI, perhaps of a part.
        text: the sentence.
        language: of the sentence.
        speaker: who it is read to be of: an id of the registry, or a name of its article.
        sources: whom the article has, or may mean.
        who: decides, as this machine knows the user.
        decided: what holds for it now.
    """

    claim: str
    text: str
    language: str
    speaker: str
    sources: tuple[str, ...]
    who: str
    decided: tuple[Entry, ...]


def record(asked: Asked) -> Correction:
    """The claim of the address."""
    from kg.review import Decider

    iri = str(named(f"article/{asked.place['name']}"))
    decider = Decider(asked.store, asked.registry, _user(), _now)
    try:
        _, claim, _ = decider.claim(iri)
    except (QueryError, ValueError) as error:
        raise NotFound(ascii(asked.place["name"][:80]), "a claim of this store", "Open one from an answer.") from error
    target = decider.target(iri)
    own = (entry for entry in standing(_log(asked)) if any(each == target for each in entry.targets))
    return Correction(
        iri,
        claim.text,
        claim.language,
        decider.speaker_of(iri),
        tuple(dict.fromkeys(each.id or each.label for each in decider.sources(iri))),
        decider.who,
        tuple(Entry(each.id, each.kind.value, each.who, each.when[:10], each.why) for each in own),
    )


def write(asked: Asked, form: Mapping[str, str]) -> str:
    """Write a decision down, and begin to apply it.

    Raises:
        BadParameter: it is none that can be made here, or names nobody who is known.
    """
    from kg.review import Decider, DecisionLog

    iri = str(named(f"article/{asked.place['name']}"))
    decider = Decider(asked.store, asked.registry, form.get("who", "").strip()[:80] or _user(), _now)
    why, path = form.get("why", "").strip()[:500], _path(asked)
    journal = DecisionLog.open(path, asked.store)
    what = form.get("what")
    if what == "speaker":
        decision = decider.speaker(iri, form.get("value", ""), why)
    elif what == "reject":
        decision = decider.reject(iri, why)
    elif what == "undo":
        decision = decider.undo(journal.entry(form.get("id", "")), why)
    else:
        raise BadParameter(ascii(str(what)[:20]), "speaker, reject or undo", "Use the form of the page.")
    if not journal.add([decision]):
        return f"/correct/{asked.place['name']}"
    arguments = ("review", "apply", f"--store={asked.store.location}", f"--decisions={path}")
    return f"/job/{JOBS.start(f'Apply what was decided: {decision.kind.value}', arguments).name}"


def _path(asked: Asked) -> Path:
    named_file = os.environ.get("KG_DECISIONS")
    return decisions_file(Path(named_file) if named_file else None, asked.store.location or "memory:")


def _log(asked: Asked) -> list[Decision]:
    from kg.review import DecisionLog

    return DecisionLog.open(_path(asked), asked.store).log


def _user() -> str:
    """The name that the system has for the user."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def table(found: Correction) -> Table:
    """A row a decision that holds."""
    rows = ((each.id, each.kind, each.who, each.day, each.why, found.claim) for each in found.decided)
    return table_of(("id", "kind", "who", "day", "why", "claim"), rows)


VIEWS = (View("/correct/{name:path}", "Correct", record, table, write=write),)
