"""The record that detection returns: who is said to say what, as spans of the article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.claims.detect.detector import ContentFrom, Detector
from kg.model import Span

if TYPE_CHECKING:
    from kg.text.parse import Token


@dataclass(frozen=True, slots=True)
class Attribution:
    """A source, a cue and a content (the terms are those of Pareti 2015), with the detector that found them.

    Attributes:
        detector: what found it.
        lemma: the lemma of the cue, or its words.
        cue: the words that report.
        source: the words that name who says it.
        content: what is reported; several pieces where a cue is inserted.
        head: the token at the head of the source, for resolution looks at what hangs on it.
        verb: the token at the head of the cue, likewise.
        kind: ``said`` for speech, ``thinks`` for beliefs, ``wants`` for plans (Prasad et al. 2007 tell these apart).
        impersonal: whether the words name nobody: ``on a appris que``.
        confidence: from 0 to 1.
        exact: whether the source is the span as it stands, not the noun phrase of the parse.
        others: speakers whom the detector found beside the source.
        denies: whether what is reported is said not to be so.
        quoted: whether its source is named in words that somebody else is quoted with.
        mended: how the ranker came by the content, where it is not the detector's own.
    """

    detector: Detector
    lemma: str
    cue: Span | None
    source: Span | None
    content: tuple[Span, ...]
    head: Token | None = None
    verb: Token | None = None
    kind: str = "said"
    impersonal: bool = False
    confidence: float = 0.9
    exact: bool = False
    others: tuple[Span, ...] = ()
    denies: bool = False
    quoted: bool = False
    mended: str = ""

    @property
    def rule(self) -> str:
        """The rule that the hops of a chain name."""
        if not self.mended:
            return self.detector.id
        return f"ranked/{self.mended}" if self.is_new else f"{self.detector.id}, ranked/{self.mended}"

    @property
    def is_new(self) -> bool:
        """Whether no detector but the ranker alone found it."""
        return self.detector.content is ContentFrom.SCORED

    @property
    def size(self) -> int:
        """How many characters are reported."""
        return sum(span.end - span.start for span in self.content)

    def covers(self, other: Attribution) -> bool:
        """Whether the other's cue stands inside what this one reports."""
        spot = other.cue or (other.content[0] if other.content else None)
        return spot is not None and any(span.covers(spot) for span in self.content)
