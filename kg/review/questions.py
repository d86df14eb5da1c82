"""The questions that a person is asked about a store, and by what one is told from another."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kg.model.ids import digest
from kg.propositions.decisions import SourceName


class TaskKind(StrEnum):
    """What is asked."""

    PERHAPS = "perhaps"  # does the claim say the same as the proposition that it perhaps belongs to?
    JOIN = "join"  # does it say the same as others of its proposition?
    YES = "yes"  # a verdict of yes: does one of the nearest claims of others say the same?
    HOP = "hop"  # who is a hop without a name?
    SPEAKER = "speaker"  # who says it?
    AGENT = "agent"  # which agent is it, or of what state?
    CONTRADICTION = "contradiction"  # do the two claims contradict each other?


@dataclass(frozen=True, slots=True)
class Ask:
    """A question by what it is about: the IRIs of a claim, of what it is compared with, of a hop; an agent's name."""

    kind: TaskKind
    left: str = ""
    right: str | None = None
    against: tuple[str, ...] = ()  # of the proposition ``right`` the claims that are meant; all of them where empty
    hop: str | None = None
    agent: str = ""


@dataclass(frozen=True, slots=True)
class ReviewTask:
    """One thing to decide. ``left`` is the IRI of a claim, ``right`` that of a claim or a proposition, if any.

    ``hop``: the IRI of the one hop that is asked for, in a chain of ``left``. ``worth``: the verdicts that an answer is
    expected to change.
    """

    kind: TaskKind
    left: str
    right: str | None = None
    why: tuple[str, ...] = ()
    agents: tuple[SourceName, ...] = ()  # which agent: all that bear the name, each in its article
    proposals: tuple[SourceName, ...] = ()  # registered agents with a name like it
    hop: str | None = None
    against: tuple[str, ...] = ()  # IRIs of the claims that ``left`` is compared with, where not all of ``right``
    worth: float = 0.0

    @property
    def id(self) -> str:
        """Eight hexadecimal digits: the same question has the same id tomorrow."""
        names = [self.agents[0].label] if self.agents else []
        return digest(self.kind, self.hop or self.left, self.right or "", *self.against, *names)[:8]
