"""What a finder returns: one report of somebody's words, as spans of the article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import Span

if TYPE_CHECKING:
    from kg.text.parse import Token


@dataclass(frozen=True, slots=True)
class Report:
    """A source, a cue and a content, found by one rule.

    ``head`` is the token at the head of the source, ``verb`` the one at the head of the cue: resolution looks at what
    hangs on them. ``impersonal``: the words name nobody ("on a appris que").
    """

    rule: str
    lemma: str
    cue: Span | None
    source: Span | None
    content: tuple[Span, ...]
    head: Token | None = None
    verb: Token | None = None
    kind: str = "said"
    impersonal: bool = False
    confidence: float = 0.9
    exact: bool = False  # the source is the span as it stands, not the noun phrase of the parse
    others: tuple[Span, ...] = ()  # co-speakers whom the rule found beside the source

    @property
    def size(self) -> int:
        """How many characters are reported."""
        return sum(span.end - span.start for span in self.content)

    def covers(self, other: Report) -> bool:
        """Whether the other's cue stands inside what this one reports."""
        spot = other.cue or (other.content[0] if other.content else None)
        return spot is not None and any(span.covers(spot) for span in self.content)
