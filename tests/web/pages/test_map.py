"""Claims on a map: what is counted is what a click lists, and disputed areas are drawn as disputed."""

from __future__ import annotations

import math
import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from kg.web import world
from kg.web.pages import map as map_page


def _map(web: TestClient, **fields: str) -> Any:
    return web.get("/map.json", params=fields).json()


def _assertions(found: Any) -> set[str]:
    at = found["claims"]["columns"].index("assertion")
    return {
        row[at]["iri"].partition("/part/")[0] if found["by"] == "place" else row[at]["iri"]
        for row in found["claims"]["rows"]
    }


@pytest.mark.parametrize("by", ["origin", "place"])
def test_a_count_is_what_a_click_lists(web: TestClient, by: str) -> None:
    found = _map(web, by=by)
    assert found["countries"]
    for each in found["countries"]:
        assert len(_assertions(_map(web, by=by, country=each["code"]))) == each["claims"], each
    for spot in found["places"]:
        chosen = _map(web, by=by, place=spot["place"])
        assert chosen["chosen"] == spot["name"]
        assert len(_assertions(chosen)) == spot["claims"]
    assert bool(found["places"]) == (by == "place")
    assert all(1 <= each["shade"] <= 5 for each in found["countries"])


def test_the_page_links_each_country_and_lists_each_dispute(web: TestClient) -> None:
    page = web.get("/map").text
    for each in _map(web)["countries"]:
        assert (f'country={each["code"]}#claims" aria-label="' in page) == each["drawn"]
    for name in ("Crimea", "Western Sahara", "Golan Heights"):
        assert page.count(name) == 2, "on the map, and in what stands below it"
    assert web.get("/map.csv").text.startswith("kind,id,name,claims,latitude,longitude")
    assert web.get("/map.csv", params={"country": "RU"}).text.startswith("date,article,source,text")


@pytest.mark.parametrize(
    "fields", [{"by": "x"}, {"region": "moon"}, {"country": "QQ"}, {"place": "<b>"}, {"page": "9"}]
)
def test_what_is_no_map_is_refused(web: TestClient, fields: dict[str, str]) -> None:
    assert web.get("/map", params={"by": "place", "country": "RU"} | fields).status_code in (400, 404)


def test_the_projection_keeps_areas() -> None:
    """A degree of latitude and longitude has the area that it has on the earth, wherever it lies."""

    def area(longitude: float, latitude: float) -> float:
        left, right = (world.project(longitude + side, latitude)[0] for side in (-0.5, 0.5))
        top, bottom = (world.project(longitude, latitude + side)[1] for side in (0.5, -0.5))
        return (right - left) * (bottom - top) / math.cos(math.radians(latitude))

    for latitude in (-50, 20, 60, 80):
        assert area(30, latitude) == pytest.approx(area(0, 0), rel=0.01)
    assert world.project(180, 0)[0] == pytest.approx(world.WIDTH)


def _holds(outline: world.Outline, longitude: float, latitude: float) -> bool:
    """Whether a point lies in an outline: an odd number of its edges are to the right of it."""
    x, y = world.project(longitude, latitude)
    inside = False
    for ring in outline.path.split("M")[1:]:
        numbers = [int(number) for number in re.findall(r"-?\d+", ring)]
        points = [(numbers[0], numbers[1])]
        for at in range(2, len(numbers), 2):
            points.append((points[-1][0] + numbers[at], points[-1][1] + numbers[at + 1]))
        for (x1, y1), (x2, y2) in zip(points, (*points[1:], points[0]), strict=True):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
                inside = not inside
    return inside


PLACES = [
    (34.1, 44.95, "Crimea"), (-13.2, 27.15, "Western Sahara"), (-14.5, 23.0, "Western Sahara"),
    (35.8, 33.0, "Golan Heights"), (21.16, 42.66, "Kosovo"), (33.3, 35.3, "N. Cyprus"), (-7.6, 33.0, "Morocco"),
    (37.6, 55.75, "Russia"), (178.0, 67.0, "Russia"), (-173.0, 66.5, "Russia"), (36.3, 33.5, "Syria"),
    (34.8, 32.1, "Israel"), (30.5, 50.4, "Ukraine"), (0.0, -30.0, ""), (0.0, 80.0, ""),
]  # fmt: skip


@pytest.mark.parametrize(("longitude", "latitude", "name"), PLACES)
def test_where_places_lie(longitude: float, latitude: float, name: str) -> None:
    found = [outline for outline in world.outlines() if _holds(outline, longitude, latitude)]
    assert [outline.name for outline in found] == [name][: bool(name)]
    disputed = name in ("Crimea", "Western Sahara", "Golan Heights", "Kosovo", "N. Cyprus")
    assert all(bool(outline.disputed) == disputed for outline in found)


def test_every_outline_is_short_and_has_a_point() -> None:
    assert sum(len(outline.path) for outline in world.outlines()) < 80_000
    assert len({outline.code for outline in world.outlines() if outline.code}) > 170


@pytest.mark.parametrize("most", [1, 2, 3, 4, 10, 25, 1_000])
def test_each_shade_of_the_legend_stands_for_numbers_of_its_own(most: int) -> None:
    countries = tuple(map_page.Colored("", "", claims, map_page._shade(claims, most), True)
                      for claims in range(most, 0, -1))  # fmt: skip
    found = map_page.WorldMap("origin", "world", (0, 0, 1, 1), countries, (), "", "", "", None)
    wanted = {shade: max(each.claims for each in countries if each.shade == shade)
              for shade in {each.shade for each in countries}}  # fmt: skip
    assert dict(found.legend) == wanted
