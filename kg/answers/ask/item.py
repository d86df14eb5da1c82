"""One piece of a question, and what it may be."""

from __future__ import annotations

from dataclasses import dataclass

from kg.answers.ask.frame import Concept, Party, When
from kg.answers.ask.vocabulary import LIGHT, NEUTRAL, QuestionWord

OPENING = "yesno"  # the sense of a word that asks for yes or no where it comes first
_SMALL = frozenset(
    {NEUTRAL, OPENING, "it", "one", "whether", "being", "pronoun", "with", "all", "each", "which", "contrast"}
)


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of a question (half-open code points): what it may be; a plain word is none of these."""

    text: str
    start: int
    end: int
    senses: frozenset[str] = frozenset()
    party: Party | None = None
    capital: bool = False  # the town that stands for a government
    adjective: bool = False
    oblique: bool = False  # a name in a case in which nobody speaks
    when: When | None = None
    relative: bool = False  # says when, and no day stands for it
    number: float | None = None
    bound: str = ""  # of the number: "least" or "most"
    concept: Concept | None = None
    words: tuple[QuestionWord, ...] = ()
    known: bool = True

    @property
    def is_plain(self) -> bool:
        """Whether it is a word that asks nothing and names nobody who is known."""
        special = self.senses or self.party or self.when or self.concept or self.number is not None
        return not special and bool(self.words)

    def has(self, *senses: str) -> bool:
        """Whether it asks with one of these senses."""
        return bool(self.senses & set(senses))

    @property
    def is_neutral(self) -> bool:
        """Whether it may be left out."""
        small = self.senses <= _SMALL and bool(self.senses & {NEUTRAL, OPENING})
        return small and self.party is None and self.concept is None


def light(item: Item) -> bool:
    """Whether a word of a subject need not stand in the sentence."""
    return item.has(LIGHT)
