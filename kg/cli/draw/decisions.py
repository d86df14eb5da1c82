"""The log as lines: what was decided, by whom, when, why, and whether it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.answers.harmless import clean
from kg.propositions.decisions import Decision, DecisionKind, in_force, standing
from kg.review import Changed

_LONGEST = 90  # characters of a sentence that are shown
_VERBS = {
    DecisionKind.SAME: "the same",
    DecisionKind.DIFFERENT: "not the same",
    DecisionKind.CONTRADICTION: "contradict each other",
    DecisionKind.COMPATIBLE: "do not contradict each other",
    DecisionKind.SPEAKER: "the speaker is",
    DecisionKind.HOP: "in its chain",
    DecisionKind.SUBJECT: "the subject is",
    DecisionKind.MERGE: "one agent",
    DecisionKind.STATE: "the state behind",
    DecisionKind.REJECT: "rejected",
    DecisionKind.UNDO: "undone",
}


def decision_lines(log: Sequence[Decision], lost: Mapping[str, Sequence[str]]) -> list[str]:
    """Every entry with its state; ``lost`` has the reasons why some could not be applied, by their ids."""
    lines = [line for entry in log for line in _entry(entry, log, lost)]
    return [clean(line) for line in (*lines, f"{len(log)} entries, {len(in_force(log))} in force")]


def _entry(entry: Decision, log: Sequence[Decision], lost: Mapping[str, Sequence[str]]) -> Iterator[str]:
    moment = entry.when[:16].replace("T", " ")
    yield f"{entry.id}  {moment}  {_shown(entry.who)}: {_shown(decision_words(entry))}  ({_state(entry, log)})"
    if entry.why:
        yield f"    because {_shown(entry.why)}"
    yield from (f"    {_shown(target.text)}" for target in entry.targets[:2])
    if len(entry.targets) > 2:
        yield f"    and {len(entry.targets) - 2} more claims of the proposition"
    yield from (f"    not applied: {reason}" for reason in sorted(lost.get(entry.id, ())))


def decision_words(entry: Decision) -> str:
    """A decision in short."""
    verb = _VERBS[entry.kind]
    if entry.kind is DecisionKind.UNDO:
        return f"{verb}: {entry.revokes}"
    if entry.kind is DecisionKind.SUBJECT:
        return f"{verb} {entry.words or 'none'}"
    if entry.kind is DecisionKind.MERGE:
        return f"{verb}: {', '.join(source.label for source in entry.sources[:-1])} is {entry.sources[-1].label}"
    if entry.kind is DecisionKind.STATE:
        return f"{verb} {entry.sources[0].label}: {entry.country or 'none'}"
    if entry.kind is DecisionKind.HOP:
        return f"{verb} “{entry.targets[0].hop}” is {entry.sources[0].label}"
    if entry.kind is DecisionKind.SPEAKER:
        return f"{verb} {entry.sources[0].label if entry.sources else str(entry.voice).replace('-', ' ')}"
    return verb


def _state(entry: Decision, log: Sequence[Decision]) -> str:
    if entry.kind is DecisionKind.UNDO:
        return "taken back" if any(other.revokes == entry.id for other in log) else "done"
    if entry not in standing(log):
        return "taken back"
    return "in force" if entry in in_force(log) else "replaced by a later one"


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def change_lines(changed: Changed) -> Iterator[str]:
    """What applying the log did: verdicts that are others now, and what could not be applied."""
    for says, country, variant, before, after in changed.verdicts:
        yield clean(" ".join(f"rests only on {country}, {variant}: {before} → {after}: {says}".split()))
    for of, reason in changed.lost:
        yield clean(" ".join(f"not applied: {of}: {reason}".split()))
