"""Countries as the words of a language name them: names, adjectives, demonyms, abbreviations, capitals.

The words are in ``kg/languages/<language>/countries.toml``; a word that may mean two countries is in none of its rows.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

from kg.languages import normalize
from kg.languages.letters import fold
from kg.languages.profile import declined_in, hook, optional_data, profile


class Naming(Enum):
    """What a word of a country is."""

    NAME = auto()  # Syrie
    ADJECTIVE = auto()  # syrienne
    ABBREVIATION = auto()  # US: a name that stands like an adjective too
    CAPITAL = auto()  # Damas
    AMBIGUOUS = auto()  # Jordan: a name that does not stand alone for the country


class WrittenWord(NamedTuple):
    """A word as it is written, and its key."""

    surface: str
    key: str


@dataclass(frozen=True, slots=True)
class Country:
    """A country in one language. ``code`` is ISO 3166-1 alpha-2, and XK for Kosovo."""

    code: str
    label: str
    of: str  # "de Russie"
    within: str  # "en Russie"


@dataclass(frozen=True, slots=True)
class CountryWords:
    """Words that stand for a country: tokens ``start`` to ``stop``, half-open."""

    start: int
    stop: int
    code: str
    sorts: frozenset[Naming]

    def is_adjective(self) -> bool:
        """Whether they can stand like an adjective: next to the office, without a preposition."""
        return bool(self.sorts & {Naming.ADJECTIVE, Naming.ABBREVIATION})


Key = tuple[str, ...]
Table = dict[Key, dict[str, frozenset[Naming]]]  # key -> country -> what the words are


@dataclass(frozen=True, slots=True)
class CountryLexicon:
    """The countries of one language, and the tables in which their words are looked up."""

    countries: dict[str, Country]
    nouns: Table  # names and capitals, by their words
    adjectives: Table  # by their keys
    exact: Table  # abbreviations, letter for letter
    longest: Callable[[WrittenWord], int]  # words of the longest entry that may begin with a word; 0 where none does

    def find(self, tokens: tuple[WrittenWord, ...]) -> tuple[CountryWords, ...]:
        """The countries among some words, the longest first found, none overlapping."""
        found, behind = [], 0  # the country before
        for at in [at for at, token in enumerate(tokens) if self.longest(token)]:
            words = next(self._starting(tokens, at), None) if at >= behind else None
            if words:
                found.append(words)
                behind = words.stop
        return tuple(found)

    def _starting(self, tokens: tuple[WrittenWord, ...], at: int) -> Iterator[CountryWords]:
        for stop in range(min(at + self.longest(tokens[at]), len(tokens)), at, -1):
            senses = self.senses(tokens[at:stop])
            if len(senses) == 1:
                code, sorts = next(iter(senses.items()))
                yield CountryWords(at, stop, code, sorts)

    def senses(self, tokens: tuple[WrittenWord, ...]) -> dict[str, frozenset[Naming]]:
        """The countries that words taken together can mean, and as what."""
        senses: dict[str, frozenset[Naming]] = {}
        if not tokens:
            return senses
        for table, key in (
            (self.nouns, _noun_key(tokens)),
            (self.adjectives, _adjective_key(tokens)),
            (self.exact, tuple(token.surface for token in tokens)),
        ):
            for code, sorts in table.get(key, {}).items():
                senses[code] = senses.get(code, frozenset()) | sorts
        return senses


def tokens_of(text: str) -> tuple[WrittenWord, ...]:
    """The words of a text, an English possessive left out."""
    return tuple([WrittenWord(text[start:end], key) for key, start, end in normalize.tokens(text)])


@functools.lru_cache(maxsize=1024)
def find_countries(text: str, language: str) -> tuple[CountryWords, ...]:
    """The countries that a text names, in order, none overlapping; places are of its ``names.tokens``.

    Raises:
        LanguageError: the language has no folder.
    """
    return load_countries(language).find(tokens_of(text))


@functools.cache
def load_countries(language: str) -> CountryLexicon:
    """The countries of a language.

    Raises:
        LanguageError: the language has no folder.
    """
    rows = optional_data(language, "countries")
    nouns, adjectives, exact = _table(), _table(), _table()
    for code, row in rows.items():
        _enter(nouns, code, Naming.NAME, map(_form_key, _forms(row, "names")))
        if profile(language).typology.possessive_s:  # plain text often loses its apostrophes: "Turkeys health ministry"
            _enter(
                nouns,
                code,
                Naming.NAME,
                (_form_key(f"{form}s") for form in _forms(row, "names") if form[-1] != "s"),
            )
        _enter(nouns, code, Naming.CAPITAL, map(_form_key, _forms(row, "capitals")))
        _enter(nouns, code, Naming.AMBIGUOUS, map(_form_key, _forms(row, "ambiguous")))
        _enter(adjectives, code, Naming.ADJECTIVE, map(_adjective_form_key, _forms(row, "adjectives")))
        for sort in (Naming.NAME, Naming.ABBREVIATION):
            _enter(exact, code, sort, map(_written, _forms(row, "exact")))
    countries = {
        code: Country(code, row.get("label") or _forms(row, "names")[0], row["of"], row["in"])
        for code, row in rows.items()
    }
    lengths: dict[str, int] = {}
    for key in (*nouns, *adjectives, *exact):
        lengths[key[0]] = max(lengths.get(key[0], 0), len(key))

    @functools.lru_cache(maxsize=65536)  # every word of every text is asked for, most of them again and again
    def longest(first: WrittenWord) -> int:
        firsts = (first.key, _folded(first.surface), first.surface, _stem(first.surface))
        return max(lengths.get(key, 0) for key in firsts)

    return CountryLexicon(countries, nouns, adjectives, exact, longest)


@functools.cache
def _demonyms(language: str) -> dict[Key, frozenset[str]]:
    """Kept apart: only questions need them, and stemming the Russian ones takes longer than reading the file."""
    found: dict[Key, frozenset[str]] = {}
    for code, row in optional_data(language, "countries").items():
        for form in _forms(row, "demonyms"):
            found[_key(form)] = found.get(_key(form), frozenset()) | {code}
    return found


def _forms(row: dict[str, str], field: str) -> list[str]:
    return row[field].split("; ") if field in row else []


def _table() -> Table:
    return {}


def _enter(table: Table, code: str, sort: Naming, keys: Iterable[Key]) -> None:
    for key in keys:
        senses = table.setdefault(key, {})
        senses[code] = senses.get(code, frozenset()) | {sort}


def _key(form: str) -> Key:
    return tuple(word.key for word in normalize.tokens(form))


def _written(form: str) -> Key:
    return tuple(token.surface for token in tokens_of(form))


def _form_key(form: str) -> Key:
    return (_folded(form),) if form.isalpha() and declined_in(form) else _key(form)


def is_written_as_name(tokens: tuple[WrittenWord, ...]) -> bool:
    """Whether a word of them has a capital: "le Kremlin", not "белый дом"."""
    return any(token.surface[0].isupper() for token in tokens)


def _noun_key(tokens: tuple[WrittenWord, ...]) -> Key:
    """A lone Russian noun by its letters: the stems of Ливан and Ливия fall together, and all cases are listed."""
    if len(tokens) == 1 and declined_in(tokens[0].surface):
        return (_folded(tokens[0].surface),)
    return tuple(token.key for token in tokens)


def _adjective_form_key(form: str) -> Key:
    written = re.split(r"[\s-]", form)
    return (*map(_folded, written[:-1]), _stem(written[-1])) if declined_in(form) else _key(form)


def _adjective_key(tokens: tuple[WrittenWord, ...]) -> Key:
    """A Russian adjective without its ending: unlike the general stem it is quick, and takes no more than that."""
    if declined_in(tokens[-1].surface):
        return (*(_folded(token.surface) for token in tokens[:-1]), _stem(tokens[-1].surface))
    return tuple(token.key for token in tokens)


@functools.lru_cache(maxsize=65536)
def _stem(adjective: str) -> str:
    language, folded = declined_in(adjective), _folded(adjective)
    stem = hook(language, "declension", "adjective_stem") if language else None
    return str(stem(folded)) if stem else folded


@functools.lru_cache(maxsize=65536)
def _folded(word: str) -> str:
    return fold(word)


def country_of(text: str, language: str) -> str | None:
    """The country that a whole text means, as an ISO code: "russe", "Russian", "российских", "la Russie", "РФ".

    Case matters for abbreviations only ("US", not "us"). A capital is a town here, not its country.

    Raises:
        LanguageError: the language has no folder.
    """
    tokens = tokens_of(text)
    while tokens:
        if found := _named(tokens, language):
            return next(iter(found)) if len(found) == 1 else None
        if not normalize.is_determiner(tokens[0].surface, language):
            return None
        tokens = tokens[1:]
    return None


def is_nationality(text: str, language: str) -> bool:
    """Whether words say of somebody only what state he is of: ``American``, ``Dane``, ``Sud-Africain``."""
    tokens = tokens_of(text)
    senses = load_countries(language).senses(tokens)
    adjective = any(Naming.ADJECTIVE in sorts and Naming.NAME not in sorts for sorts in senses.values())
    return adjective or tuple(token.key for token in tokens) in _demonyms(language)


def _named(tokens: tuple[WrittenWord, ...], language: str) -> frozenset[str]:
    senses = load_countries(language).senses(tokens)
    named = frozenset(code for code, sorts in senses.items() if sorts & {Naming.NAME, Naming.ADJECTIVE})
    return named | _demonyms(language).get(tuple(token.key for token in tokens), frozenset())
