"""How a language says how many: from ``kg/languages/*/numbers.toml``."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.languages.profile import optional_data, text_rules
from kg.text.quantities.tokens import Word, low

HEDGES = {  # class in the file, name in the model
    "about": "about",
    "at_least": "at-least",
    "at_most": "at-most",
    "more_than": "more-than",
    "less_than": "less-than",
}


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases of one or more words, each with what it stands for."""

    rows: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]  # first word -> phrases, longest first
    ends: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]  # last word -> phrases, longest first

    @classmethod
    def of(cls, classes: Mapping[str, str]) -> Phrases:
        """Compile ``class = "word two_words"`` rows."""
        every = [(tuple(entry.split("_")), name) for name, entries in classes.items() for entry in entries.split()]
        every.sort(key=lambda row: -len(row[0]))
        return cls(_by(every, 0), _by(every, -1))

    def after(self, words: Sequence[Word], at: int) -> tuple[int, str] | None:
        """The longest phrase that begins at a word: how many words it has, and what it stands for."""
        rows = self.rows.get(words[at].low, ()) if 0 <= at < len(words) else ()
        return next(((len(phrase), name) for phrase, name in rows if _stands(phrase, words, at)), None)

    def before(self, words: Sequence[Word], at: int) -> tuple[int, str] | None:
        """The longest phrase that ends right before a word."""
        rows = self.ends.get(words[at - 1].low, ()) if at > 0 else ()
        found = ((phrase, name) for phrase, name in rows if len(phrase) <= at)
        return next(((len(phrase), name) for phrase, name in found if _stands(phrase, words, at - len(phrase))), None)


def _by(rows: Iterable[tuple[tuple[str, ...], str]], place: int) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    out: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in rows:
        out.setdefault(row[0][place], []).append(row)
    return {word: tuple(found) for word, found in out.items()}


def _stands(phrase: tuple[str, ...], words: Sequence[Word], at: int) -> bool:
    return len(words) >= at + len(phrase) and all(words[at + i].low == part for i, part in enumerate(phrase))


@dataclass(frozen=True, slots=True)
class Lists:
    """Words and phrases of a kind, by the name of the list; an entry ending in ``*`` is the beginning of a word."""

    exact: Mapping[str, frozenset[str]]
    begun: Mapping[str, tuple[str, ...]]
    phrases: Mapping[str, Phrases]

    @classmethod
    def of(cls, raw: Mapping[str, str]) -> Lists:
        """Compile ``name = "word beginning* two_words"`` rows."""
        begun = {
            name: tuple(word[:-1] for word in entries.split() if word.endswith("*")) for name, entries in raw.items()
        }
        return cls(
            {name: frozenset(entries.split()) for name, entries in raw.items()},
            begun,
            {name: Phrases.of({name: entries}) for name, entries in raw.items()},
        )

    def has(self, name: str, word: str) -> bool:
        """Whether a case-folded word is in a list."""
        return word in self.exact[name] or any(word.startswith(start) for start in self.begun[name])


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The tables of one language."""

    decimal: str
    spaced: bool
    months: frozenset[str]
    cardinals: Mapping[str, float]
    hundreds: Mapping[str, float]
    scales: Mapping[str, float]
    money_scales: Mapping[str, float]
    collectives: Mapping[str, float]
    states: Mapping[str, str]  # a form to its lemma
    lemmas: Mapping[str, str]  # a wrong lemma to the right one
    plurals: tuple[tuple[str, str], ...]  # an ending of the plural, and of its singular
    adjectives: tuple[tuple[str, str], ...]  # the beginning of "-летний", and its unit
    hyphened: Mapping[str, str]  # a word that is a unit only behind a hyphen
    units: Phrases
    hedges: Phrases
    lists: Lists
    opens: Callable[[str], bool]  # whether a number can begin at a word as it is written

    def may_open(self, word: Word) -> bool:
        """Whether a number can begin at a word."""
        return self.opens(word.text)


@functools.cache
def lexicon(language: str) -> Lexicon | None:
    """The tables of a language; None where it has none.

    Raises:
        LanguageError: there is no folder for the language.
    """
    raw = optional_data(language, "numbers")
    if not raw:
        return None
    rules = text_rules(language)
    numerals, counted, joined = raw["numerals"], raw["counted"], raw["joined"]
    texts = {
        name: rows
        for part in ("numerals", "ranges", "hedges", "names", "counted")
        for name, rows in raw[part].items()
        if isinstance(rows, str) and "=" not in rows
    }
    lists = Lists.of(texts)
    values = {
        name: _values(numerals[name]) for name in ("cardinals", "hundreds", "scales", "money_scales", "collectives")
    }
    openers = frozenset().union(
        *values.values(),
        *(lists.exact[name] for name in ("ones", "many")),
        *(lists.phrases[name].rows for name in ("indefinite", "halves")),
    )
    begun = lists.begun["ones"] + lists.begun["many"]

    @functools.lru_cache(maxsize=16384)
    def opens(word: str) -> bool:
        small = low(word)
        return word[0].isdecimal() or small in openers or small.startswith(begun)

    return Lexicon(
        decimal=raw["decimal"],
        spaced=raw["spaced"],
        months=frozenset(month.casefold() for month in (*rules.months, *rules.months_short)),
        **values,
        states=dict(_pairs(counted["states"])),
        lemmas=dict(_pairs(counted["lemmas"])),
        plurals=tuple(_pairs(counted["plurals"])),
        adjectives=tuple(_pairs(joined["units"])),
        hyphened={word: unit for unit, rows in joined.items() if unit != "units" for word in rows.split()},
        units=Phrases.of(raw["units"]),
        hedges=Phrases.of({name: raw["hedges"][entry] for entry, name in HEDGES.items()}),
        lists=lists,
        opens=opens,
    )


def _pairs(rows: str) -> list[tuple[str, str]]:
    pairs = (row.partition("=") for row in rows.split())
    return [(left, right) for left, _, right in pairs]


def _values(rows: str) -> dict[str, float]:
    return {word: float(number) for word, number in _pairs(rows)}
