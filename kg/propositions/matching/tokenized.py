"""A content read once: its words, and where each table of its language finds something in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from kg.propositions.matching.contents import Assertion
from kg.propositions.matching.event_lexicon import Lexicon, lexicon
from kg.propositions.matching.tokens import Word, words

NOBODY: Mapping[str, str] = MappingProxyType({})
Found = Sequence[tuple[int, str]]  # (position of the word, class), in order of position


@dataclass(frozen=True, slots=True)
class TokenizedContent:
    """The words of an item's content with what they were found to be."""

    item: Assertion
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
    def language(self) -> str:
        """The claim's language."""
        return self.item.claim.language

    def at(self, name: str) -> frozenset[int]:
        """Positions of a class of grammar: negators, locatives and the like."""
        return self.grammar.get(name, frozenset())

    def breaks_between(self, start: int, end: int) -> bool:
        """Whether a comma, bracket or quotation mark stands before one of the words after ``start`` up to ``end``."""
        return any(word.breaks for word in self.words[start + 1 : end + 1])


def read(item: Assertion, officials: Mapping[str, str] = NOBODY) -> TokenizedContent:
    """Read the content of an item; ``officials`` are the surnames of persons in office, with their state's code."""
    table = lexicon(item.claim.language)
    found = words(item.text)
    folded = tuple(word.folded for word in found)
    grammar: dict[str, set[int]] = {}
    for at, name in table.grammar.find(folded):
        grammar.setdefault(name, set()).add(at)
    stops = grammar.get("stop", set())
    return TokenizedContent(
        item=item,
        table=table,
        words=found,
        folded=folded,
        grammar={name: frozenset(places) for name, places in grammar.items()},
        events=[(at, name) for at, name in table.events.find(folded) if at not in stops],
        sides=table.sides.find(folded),
        countries=table.countries.find(folded),
        frame=tuple(word.folded for word in words(item.frame)),
        officials=officials,
    )
