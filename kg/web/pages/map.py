"""Claims on a map: by the state of whoever asserts them, or by the countries and places that they speak of."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import URIRef

from kg.graph.rdf import iris
from kg.graph.store import Table
from kg.languages.profile import LABEL_LANGUAGE
from kg.sources.countries import load_countries
from kg.web import world
from kg.web.cells import PAGE, Sheet
from kg.web.claim_list import claims_query, claims_sheet
from kg.web.judged import COUNTRY, checked
from kg.web.view import Asked, Field, View, named, table_of

# What it can be by: how a claim is tied to a country, and to a place.
_COUNTRY = {
    "origin": "?hop kg:ofState ?country .",
    "place": "{ SELECT DISTINCT ?claim ?country WHERE { ?claim kg:place/kg:country? ?country } }",
}
_PLACE = "?claim kg:place ?place ."
_BY_ORIGIN = """SELECT ?country (COUNT(DISTINCT ?assertion) AS ?claims) WHERE {
  ?assertion kg:attribution ?chain . ?chain kg:origin ?hop . ?hop kg:ofState ?country .
} GROUP BY ?country"""
_BY_COUNTRY = f"""SELECT ?country (COUNT(DISTINCT ?claim) AS ?claims) WHERE {{
  {_COUNTRY["place"]} ?country a kg:Country .
}} GROUP BY ?country"""
_BY_PLACE = """SELECT ?place ?where ?latitude ?longitude (COUNT(DISTINCT ?claim) AS ?claims) WHERE {
  ?place a kg:Place ; rdfs:label ?where ; wgs84:lat ?latitude ; wgs84:long ?longitude . ?claim kg:place ?place .
} GROUP BY ?place ?where ?latitude ?longitude"""
_SHADES = 5
_SPOTS = 150  # places that are drawn; all of them are in the table
_SCREEN = 1_200  # pixels of a wide screen, for which dots and words are measured
_SMALL = 40  # square pixels: a country below that has a dot
_NAMES = 12  # places whose names stand on the map, where there is room


@dataclass(frozen=True, slots=True)
class Colored:
    """A country with its claims; ``shade`` from 1 to 5. The map has no outline of some small ones."""

    code: str
    name: str
    claims: int
    shade: int
    drawn: bool


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with the claims that speak of it: where it lies, its dot, and whether its name is there."""

    place: str
    name: str
    claims: int
    latitude: float
    longitude: float
    x: float
    y: float
    radius: float
    named: bool


@dataclass(frozen=True, slots=True)
class WorldMap:
    """The map.

    Attributes:
        by: origin, or place.
        region: that is shown.
        window: left, top, width and height of the map in its units.
        countries: with their claims, most claims first.
        places: with theirs, where it is by place.
        country: ISO code of the one whose claims are listed.
        place: the name of the IRI of the place whose claims are.
        chosen: what that country or place is called.
        claims: those claims; None where nothing is chosen.
    """

    by: str
    region: str
    window: tuple[int, int, int, int]
    countries: tuple[Colored, ...]
    places: tuple[Spot, ...]
    country: str
    place: str
    chosen: str
    claims: Sheet | None

    @property
    def pixel(self) -> float:
        """What a pixel of a wide screen is in units of the map."""
        return self.window[2] / _SCREEN

    @property
    def shapes(self) -> Iterator[tuple[world.Outline, Colored | None, bool]]:
        """Every outline, with the claims of its country, and whether it is too small to be seen here."""
        counted = {each.code: each for each in self.countries}
        for outline in world.outlines():
            yield outline, counted.get(outline.code), outline.size < _SMALL * self.pixel**2

    @property
    def legend(self) -> tuple[tuple[int, int], ...]:
        """Each shade with the most claims that it stands for; those that no number of claims has are left out."""
        most = self.countries[0].claims if self.countries else 0
        bounds = [most * shade**2 // _SHADES**2 for shade in range(_SHADES + 1)]
        return tuple((shade, bounds[shade]) for shade in range(1, _SHADES + 1) if bounds[shade] > bounds[shade - 1])

    @property
    def spots(self) -> tuple[Spot, ...]:
        """The places that are drawn, the largest first, so that the others lie on it."""
        return self.places[:_SPOTS]


def record(asked: Asked) -> WorldMap:
    """The map that the address asks for."""
    by, region = asked.value("by") or "origin", asked.value("region") or "world"
    country, place = checked(asked.value("country")), asked.value("place")
    window = world.window(region)
    places = tuple(_spots(asked, window)) if by == "place" else ()
    countries = _countries(asked, by)
    claims, chosen = None, ""
    if place:
        chosen = next((spot.name for spot in places if spot.place == place), place)
        claims = _claims(asked, _PLACE, "place", named(f"place/{place}"))
    elif country:
        chosen = _name(country)
        claims = _claims(asked, _COUNTRY[by], "country", iris.country(country))
    return WorldMap(by, region, window, countries, places, country, place, chosen, claims)


def _claims(asked: Asked, pattern: str, variable: str, value: URIRef) -> Sheet:
    """The claims of which a pattern holds for a value."""
    rows = asked.store.select(claims_query(pattern, variable), {variable: value}, asked.timeout).rows
    return claims_sheet(asked, dict.fromkeys(row[:-1] for row in rows))


def _name(code: str) -> str:
    known = load_countries(LABEL_LANGUAGE).countries.get(code)
    return known.label if known else code


def _countries(asked: Asked, by: str) -> tuple[Colored, ...]:
    rows = asked.store.select(_BY_ORIGIN if by == "origin" else _BY_COUNTRY, timeout=asked.timeout).rows
    counts = {str(country).rpartition("/")[2]: int(str(claims)) for country, claims in rows if country}
    most = max(counts.values(), default=1)
    drawn = {outline.code for outline in world.outlines()}
    made = (Colored(code, _name(code), claims, _shade(claims, most), code in drawn) for code, claims in counts.items())
    return tuple(sorted(made, key=lambda each: (-each.claims, each.name)))


def _shade(claims: int, most: int) -> int:
    """The lowest shade that stands for so many claims: their square root counts, as the area of a dot does."""
    return next(shade for shade in range(1, _SHADES + 1) if claims <= most * shade**2 // _SHADES**2)


def _spots(asked: Asked, window: tuple[int, int, int, int]) -> Iterator[Spot]:
    """The places, most claims first; a name stands on the map where no larger place has its name or dot in the way."""
    rows = asked.store.select(_BY_PLACE, timeout=asked.timeout).rows
    found = [
        (int(str(claims)), str(where), place, float(str(north)), float(str(east)))
        for place, where, north, east, claims in rows
    ]
    found.sort(key=lambda row: (-row[0], row[1]))
    pixel, most = window[2] / _SCREEN, max((row[0] for row in found), default=1)
    taken: list[tuple[float, float, float, float]] = []
    for number, (claims, name, place, latitude, longitude) in enumerate(found):
        x, y = world.project(longitude, latitude)
        radius = (3 + 13 * math.sqrt(claims / most)) * pixel
        room = (x + radius, y - 8 * pixel, x + radius + 8 * pixel * len(name), y + 8 * pixel)
        is_named = number < _NAMES and not any(_overlap(room, other) for other in taken)
        taken.append((x - radius, y - radius, x + radius, y + radius))
        if is_named:
            taken.append(room)
        short = str(place).rpartition("/")[2] if isinstance(place, URIRef) else ""
        yield Spot(short, name, claims, latitude, longitude, round(x, 1), round(y, 1), round(radius, 1), is_named)


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def table(found: WorldMap) -> Table:
    """A row a claim where a country or place is chosen; else a row a country, and a row a place."""
    if found.claims is not None:
        return found.claims.table
    rows: list[tuple[object, ...]] = [
        ("country", each.code, each.name, each.claims, None, None) for each in found.countries
    ]
    rows += [("place", spot.place, spot.name, spot.claims, spot.latitude, spot.longitude) for spot in found.places]
    return table_of(("kind", "id", "name", "claims", "latitude", "longitude"), rows)


FIELDS = (
    Field("by", "by the state of whoever asserts it (origin), or by what it speaks of (place)", tuple(_COUNTRY)),
    Field("region", "the part of the map", tuple(world.REGIONS)),
    COUNTRY,
    Field("place", "whose claims are listed: the last part of the name of a place", example="geonames-170063"),
    PAGE,
)
VIEWS = (View("/map", "Map", record, table, fields=FIELDS, menu=45, heavy=True),)
