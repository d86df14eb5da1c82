"""Where the words of a decision stand in the claims there are now: a sentence may have shifted, or be gone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.model import Article, Claim, Hop, Part, Span
from kg.propositions.decisions.records import Target, wording_hash

PIECES = " … "  # between the pieces of a part's content


@dataclass(frozen=True, slots=True)
class Place:
    """An assertion of a store: a sentence by its article and span, or a part of it by its number."""

    article: str
    span: Span
    part: int | None = None

    @property
    def key(self) -> tuple[str, Span, int | None]:
        """What it is known by where propositions are made."""
        return (self.article, self.span, self.part)


@dataclass(frozen=True, slots=True)
class Lost:
    """Words of a decision that the store has not, and why."""

    target: Target
    reason: str


class Finder:
    """The claims of some articles, by wording."""

    def __init__(self, rows: Iterable[tuple[Article, Sequence[Claim]]]) -> None:
        """``rows`` are articles with their claims."""
        self._texts: dict[str, str] = {}
        self._claims: dict[str, Mapping[str, list[Claim]]] = {}
        for article, claims in rows:
            found: dict[str, list[Claim]] = {}
            for claim in claims:
                found.setdefault(wording_hash(claim.text), []).append(claim)
            self._texts[article.id] = article.text
            self._claims[article.id] = found

    def find(self, target: Target) -> Place | Lost:
        """The assertion with the words of a target; of several with the same words the one nearest to its place."""
        if target.article not in self._claims:
            return Lost(target, "its article is not in the store")
        alike = self._claims[target.article].get(target.sha256, [])
        if not alike:
            return Lost(target, "no sentence of the article has these words any more")
        claim = min(alike, key=lambda claim: (abs(claim.span.start - target.span.start), claim.span))
        if target.part is None:
            return Place(claim.article, claim.span)
        wanted = wording_hash(target.part)
        for index, part in enumerate(claim.parts):
            if wording_hash(part_text(part, self._texts[claim.article])) == wanted:
                return Place(claim.article, claim.span, index)
        return Lost(target, "no part of the sentence has these words any more")


def part_text(part: Part, text: str) -> str:
    """The wording of a part in its article's text."""
    return PIECES.join(words.of(text) for words in part.content)


def hop_text(hop: Hop, text: str) -> str:
    """What a hop is known by in its chains: its role, and its words from mention to cue, else its agent's name."""
    words = [span for span in (hop.mention, hop.cue) if span is not None]
    around = Span(min(span.start for span in words), max(span.end for span in words)).of(text) if words else ""
    return f"{hop.role.value}: {' '.join(around.split()) or hop.agent.label}"


def target_of(article: Article, claim: Claim, part: int | None = None, hop: Hop | None = None) -> Target:
    """The words to key a decision to."""
    wording = None if part is None else part_text(claim.parts[part], article.text)
    return Target(article.id, claim.span, claim.text, wording, hop_text(hop, article.text) if hop else None)
