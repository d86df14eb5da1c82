"""Tokenize a content once, and note where each table of its language finds something in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from kg.propositions.matching.assertions import Assertion, AssertionHead
from kg.propositions.matching.event_lexicon import Lexicon, lexicon
from kg.propositions.matching.tokens import Word, words

NOBODY: Mapping[str, str] = MappingProxyType({})
Found = Sequence[tuple[int, str]]  # (position of the word, class), in order of position


@dataclass(frozen=True, slots=True)
class TokenizedContent:
    """The words of an assertion's content with the classes they are of."""

    assertion: Assertion
    table: Lexicon
    words: tuple[Word, ...]
    folded: tuple[str, ...]
    grammar: Mapping[str, frozenset[int]]  # class -> positions
    events: Found
    sides: Found
    countries: Found
    frame: tuple[str, ...]  # the folded words of the whole sentence but for its reporting words
    officials: Mapping[str, str]  # surnames that stand for a state

    @property
    def head(self) -> AssertionHead:
        """Which assertion it is."""
        return self.assertion.head

    @property
    def passive(self) -> bool:
        """Whether some word opens the agent of a passive: "by", "par"."""
        return not self.table.passive.isdisjoint(self.folded)

    @property
    def cue_events(self) -> frozenset[str]:
        """Events that the reporting words themselves name: a demand, a warning, blame."""
        return frozenset(name for _, name in self.table.events.find(folded_words(self.assertion.cue)))

    def at(self, name: str) -> frozenset[int]:
        """Positions of a class of grammar: negators, locatives and the like."""
        return self.grammar.get(name, frozenset())

    def event_positions(self, *names: str) -> list[int]:
        """Positions of the words for some events, in order."""
        return [at for at, name in self.events if name in names]

    def breaks_between(self, start: int, end: int) -> bool:
        """Whether a comma, bracket or quotation mark stands before one of the words after ``start`` up to ``end``."""
        return any(word.breaks for word in self.words[start + 1 : end + 1])


def folded_words(text: str) -> tuple[str, ...]:
    """The words of a text, without case and accents."""
    return tuple(word.folded for word in words(text))


def tokenize(assertion: Assertion, officials: Mapping[str, str] = NOBODY) -> TokenizedContent:
    """Tokenize the content of an assertion.

    Args:
        assertion: The assertion.
        officials: Surnames of persons in office, each with the code of the state that it stands for.
    """
    table = lexicon(assertion.head.language)
    found = words(assertion.text)
    folded = tuple(word.folded for word in found)
    grammar: dict[str, set[int]] = {}
    for at, name in table.grammar.find(folded):
        grammar.setdefault(name, set()).add(at)
    stops = grammar.get("stop", set())
    return TokenizedContent(
        assertion=assertion,
        table=table,
        words=found,
        folded=folded,
        grammar={name: frozenset(places) for name, places in grammar.items()},
        events=[(at, name) for at, name in table.events.find(folded) if at not in stops],
        sides=table.sides.find(folded),
        countries=table.countries.find(folded),
        frame=folded_words(assertion.frame),
        officials=officials,
    )
