"""What a person has decided: frozen records, keyed to the words they are about.

A log of decisions only grows. Which of them hold is worked out from the whole log (``in_force``): a later one may
revoke an earlier one, and where two speak of the same thing the later one wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kg.model import SourceKind, Span
from kg.model.ids import digest


class DecisionKind(StrEnum):
    """What is decided."""

    SAME = "same"  # two assertions say the same
    DIFFERENT = "different"  # they do not
    CONTRADICTION = "contradicting"  # they contradict each other indeed
    COMPATIBLE = "compatible"  # they do not, though the program proposed it
    SPEAKER = "other-speaker"
    HOP = "named-hop"  # somebody without a name in a chain is who may be meant, or somebody else
    SUBJECT = "other-subject"
    MERGE = "one-agent"
    STATE = "state-behind"  # an agent speaks for a state, or for none
    REJECT = "rejection"
    UNDO = "undo"


class Voice(StrEnum):
    """A speaker that is no agent to name."""

    UNKNOWN = "unknown-speaker"
    OUTLET = "outlet-voice"


@dataclass(frozen=True, slots=True)
class Target:
    """The words decided on: a sentence by its wording and place, or a part of it by the part's own wording.

    ``hop``: the one hop of its chains that is meant, by its role and its words (``relocate.hop_text``).
    """

    article: str
    span: Span
    text: str
    part: str | None = None
    hop: str | None = None

    @property
    def sha256(self) -> str:
        """What the sentence is found by when its offsets have shifted: its words, whatever white space is between."""
        return wording_hash(self.text)


@dataclass(frozen=True, slots=True)
class SourceName:
    """An agent: by its id where that holds in every article, else by its name in one article."""

    label: str
    id: str | None = None
    article: str | None = None
    kind: SourceKind = SourceKind.NAMED


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry of the log.

    ``targets``: of a pair the claim first, then what it was compared with (all claims of a proposition, the most
    central first); else the one claim. ``sources``: the speaker; of a merge those that are merged and, last, the one
    they are; those that speak for ``country`` (ISO code), or for no state where that is None. ``when`` is a moment in
    UTC as stores keep it: 2026-11-23T10:00:00Z.
    """

    kind: DecisionKind
    who: str
    when: str
    why: str = ""
    targets: tuple[Target, ...] = ()
    sources: tuple[SourceName, ...] = ()
    voice: Voice | None = None
    words: str | None = None  # the sentence's subject; None where it has none
    country: str | None = None  # the state behind an agent
    revokes: str | None = None  # id of the entry that an undo takes back
    revises: tuple[str, ...] = ()  # ids of earlier entries on the same thing
    number: int = 0  # its place in the log, from 0

    @property
    def id(self) -> str:
        """Twelve hexadecimal digits, made of what is decided, by whom and when."""
        return digest(self.who, self.when, str(self.number), *self.content)[:12]

    @property
    def content(self) -> tuple[str, ...]:
        """What is decided, whoever decided it: two entries with the same content say the same."""
        targets = [part for one in self.targets for part in (one.article, one.sha256, str(one.span), one.part or "")]
        targets += [one.hop for one in self.targets if one.hop is not None]
        sources = [part for one in self.sources for part in (one.id or one.label, one.article or "")]
        country = [self.country] if self.country else []
        return (self.kind, *targets, "|", *sources, self.voice or "", self.words or "", self.revokes or "", *country)

    @property
    def slots(self) -> frozenset[tuple[object, ...]]:
        """What it speaks of; two decisions with a slot in common cannot both hold."""
        places = [(one.article, one.sha256, one.span.start, one.part) for one in self.targets]
        if self.kind in (DecisionKind.SAME, DecisionKind.DIFFERENT):
            return frozenset(("alike", frozenset((places[0], other))) for other in places[1:])
        if self.kind in (DecisionKind.CONTRADICTION, DecisionKind.COMPATIBLE):
            return frozenset({("contradiction", frozenset(places))})
        if self.kind is DecisionKind.MERGE:
            return frozenset(("agent", one.id or one.label.casefold(), one.article) for one in self.sources[:-1])
        if self.kind is DecisionKind.STATE:
            return frozenset(("state", one.label.casefold(), one.article) for one in self.sources)
        if self.kind is DecisionKind.HOP:
            return frozenset((self.kind, place, one.hop) for place, one in zip(places, self.targets, strict=True))
        return frozenset((self.kind, place) for place in places)


def wording_hash(text: str) -> str:
    """A hash of the words of a text; the white space between them does not count."""
    return digest(" ".join(text.split()))


def standing(log: Sequence[Decision]) -> list[Decision]:
    """The decisions that nobody has taken back, in the order of the log; an undo may itself be undone."""
    revoked: set[str] = set()
    for entry in reversed(log):
        if entry.revokes is not None and entry.id not in revoked:
            revoked.add(entry.revokes)
    return [entry for entry in log if entry.kind is not DecisionKind.UNDO and entry.id not in revoked]


def in_force(log: Sequence[Decision]) -> list[Decision]:
    """The decisions that hold: standing ones of which no later one speaks, slot by slot.

    A decision on several pairs goes on holding for those pairs that no later one speaks of: see ``pairs``.
    """
    taken: set[tuple[object, ...]] = set()
    held: list[Decision] = []
    for entry in reversed(standing(log)):
        if not entry.slots <= taken:
            held.append(entry)
        taken |= entry.slots
    return held[::-1]


def pairs(held: Iterable[Decision]) -> Iterable[tuple[Decision, Target, Target]]:
    """The pairs of a decision on likeness: together with the most central claim, or apart from every one."""
    for entry in held:
        if entry.kind is DecisionKind.SAME:
            yield entry, entry.targets[0], entry.targets[1]
        elif entry.kind is DecisionKind.DIFFERENT:
            yield from ((entry, entry.targets[0], other) for other in entry.targets[1:])
