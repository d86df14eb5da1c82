"""Look up what words say about an event: tables from ``kg/languages/*/events.toml``."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from kg.languages.normalize import fold
from kg.languages.profile import LABEL_LANGUAGE, data, path_of, text_rules

WINDOW = 5  # words within which the two words of an ``a+b`` entry must stand


Classes: TypeAlias = frozenset[str]
Joins: TypeAlias = tuple[tuple[str, str], ...]  # (second entry, class)


@dataclass(frozen=True, slots=True)
class Table:
    """Classes of words. ``single`` is keyed by entry: a folded word, or a beginning ending in ``*``."""

    single: Mapping[str, Classes]
    look_up: Callable[[str], tuple[Classes, Joins]]  # the classes a folded word has alone, and beside another

    @classmethod
    def of(cls, classes: Mapping[str, str]) -> Table:
        """Compile ``class = "word beginning* one+other"`` rows."""
        single: dict[str, Classes] = {}
        joined: dict[str, Joins] = {}
        for name, words in classes.items():
            for entry in re.sub(r"(?<=\w)-(?=\w)", "+", fold(words)).split():
                first, *rest = entry.split("+")
                if rest:
                    joined[first] = (*joined.get(first, ()), (rest[-1], name))
                else:
                    single[first] = single.get(first, frozenset()) | {name}

        @functools.lru_cache(maxsize=100_000)  # every word of every content is asked for, most again and again
        def look_up(word: str) -> tuple[Classes, Joins]:
            entries = _entries(word)
            alone = frozenset(name for entry in entries for name in single.get(entry, ()))
            return alone, tuple(row for entry in entries for row in joined.get(entry, ()))

        return cls(single, look_up)

    def find(self, words: Sequence[str]) -> list[tuple[int, str]]:
        """Every (position, class) in folded words, in order of position; a class once a position."""
        out = []
        for at, word in enumerate(words):
            classes, joins = self.look_up(word)
            if joins:
                near = {entry for other in words[max(0, at - WINDOW) : at + WINDOW + 1] for entry in _entries(other)}
                classes = classes | {name for other, name in joins if other in near}
            out += [(at, name) for name in sorted(classes)]
        return out


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
    return Lexicon(
        events=Table.of(raw["events"]),
        sides=Table.of(raw["sides"]),
        countries=Table.of(raw["countries"]),
        counted=Table.of(raw["counted"]),
        plans=Table.of(raw["plans"]),
        months=_months(code),
        grammar=_grammar(raw["grammar"]),
        weapons=Table.of(raw["weapons"]),
        signs=Table.of(raw["signs"]),
        passive=frozenset(fold(raw["grammar"]["passive_by"]).split()),
    )


def _months(code: str) -> dict[str, int]:
    return {fold(name): at for at, name in enumerate(text_rules(code).months, 1)}


def _grammar(raw: Mapping[str, Any]) -> Table:
    return Table.of({name: str(words) for name, words in raw.items() if name != "passive_by"})
