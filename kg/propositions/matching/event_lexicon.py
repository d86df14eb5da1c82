"""What the words of a language say about an event: from ``kg/languages/*/events.toml``."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.languages.normalize import fold
from kg.languages.profile import LABEL_LANGUAGE, data, path_of, text_rules

WINDOW = 5  # words within which the two words of an ``a+b`` entry must stand


@dataclass(frozen=True, slots=True)
class Table:
    """Classes of words. ``single`` and ``joined`` are keyed by entry: a folded word, or a beginning ending in ``*``.

    ``seen`` remembers what was found of each word.
    """

    single: Mapping[str, frozenset[str]]
    joined: Mapping[str, tuple[tuple[str, str], ...]]  # first entry -> (second entry, class)
    seen: dict[str, tuple[frozenset[str], tuple[tuple[str, str], ...]]] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, classes: Mapping[str, str]) -> Table:
        """Compile ``class = "word beginning* one+other"`` rows."""
        single: dict[str, set[str]] = {}
        joined: dict[str, list[tuple[str, str]]] = {}
        for name, words in classes.items():
            for entry in re.sub(r"(?<=\w)-(?=\w)", "+", fold(words)).split():
                first, *rest = entry.split("+")
                if rest:
                    joined.setdefault(first, []).append((rest[-1], name))
                else:
                    single.setdefault(first, set()).add(name)
        return cls({key: frozenset(v) for key, v in single.items()}, {key: tuple(v) for key, v in joined.items()})

    def find(self, words: Sequence[str]) -> list[tuple[int, str]]:
        """Every (position, class) in folded words, in order of position; a class once a position."""
        out = []
        for at, word in enumerate(words):
            classes, joins = self.seen.get(word) or self._word(word)
            if not classes and not joins:
                continue
            if joins:
                near = {entry for other in words[max(0, at - WINDOW) : at + WINDOW + 1] for entry in _entries(other)}
                classes = classes | {name for other, name in joins if other in near}
            out += [(at, name) for name in sorted(classes)]
        return out

    def _word(self, word: str) -> tuple[frozenset[str], tuple[tuple[str, str], ...]]:
        """The classes a word has alone, and those it has beside another."""
        entries = _entries(word)
        classes = frozenset(name for entry in entries for name in self.single.get(entry, ()))
        self.seen[word] = (classes, tuple(row for entry in entries for row in self.joined.get(entry, ())))
        return self.seen[word]


@functools.lru_cache(maxsize=100_000)
def _entries(word: str) -> tuple[str, ...]:
    return (word, *(word[:end] + "*" for end in range(2, len(word) + 1)))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's tables; ``calls`` and ``acts`` tell plans from predictions."""

    events: Table
    sides: Table
    countries: Table
    counted: Table
    plans: Table
    numbers: Mapping[str, float]
    vague: Table
    hedges: Table
    months: Mapping[str, int]
    grammar: Table
    weapons: Table
    signs: Table
    passive: frozenset[str]


@functools.cache
def lexicon(language: str) -> Lexicon:
    """The tables of a language; English ones where a language has no folder."""
    code = language if path_of(language, "events.toml") else LABEL_LANGUAGE
    raw = data(code, "events")
    numbers = raw["numbers"]
    return Lexicon(
        events=Table.of(raw["events"]),
        sides=Table.of(raw["sides"]),
        countries=Table.of(raw["countries"]),
        counted=Table.of(raw["counted"]),
        plans=Table.of(raw["plans"]),
        numbers=_values(numbers["words"]),
        vague=Table.of({"vague": numbers["vague"]}),
        hedges=Table.of({"at-least": numbers["at_least"], "about": numbers["about"]}),
        months=_months(code),
        grammar=_grammar(raw["grammar"]),
        weapons=Table.of(raw["weapons"]),
        signs=Table.of(raw["signs"]),
        passive=frozenset(fold(raw["grammar"]["passive_by"]).split()),
    )


def _values(rows: str) -> dict[str, float]:
    """``word=number`` pairs."""
    pairs = (row.split("=") for row in fold(rows).split())
    return {word: float(value) for word, value in pairs}


def _months(code: str) -> dict[str, int]:
    return {fold(name): at for at, name in enumerate(text_rules(code).months, 1)}


def _grammar(raw: Mapping[str, Any]) -> Table:
    return Table.of({name: str(words) for name, words in raw.items() if name != "passive_by"})
