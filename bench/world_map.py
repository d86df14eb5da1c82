"""Write the outlines of the map from Natural Earth, with the areas that are disputed cut out of the countries.

``python -m bench.world_map countries-110m.json codes.json``: the first file is of world-atlas (npm), the second of
i18n-iso-countries (npm), which knows the codes of ISO 3166-1. It needs ``shapely`` (pip), which the program does not.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from shapely import Point, Polygon, box, make_valid, union_all
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

from kg.web import world

_LEFT_OUT = {"Antarctica"}
_SMALLEST = 12  # square units: islands below that are left out
# Areas that the atlas has within a country: a box of degrees around each, and the countries it is cut of.
_CUT: dict[str, tuple[tuple[float, float, float, float], tuple[str, ...]]] = {
    "Crimea": ((32, 44, 36.6, 46.3), ("Russia",)),
    "Western Sahara": ((-18, 20, -8.6, 27.667), ("Morocco", "W. Sahara")),
    "Golan Heights": ((35.62, 32.68, 35.9, 33.35), ("Israel", "Syria")),
}
_DISPUTED = {
    "Crimea": "Ukraine's by the General Assembly of the United Nations, held by Russia",
    "Western Sahara": "a territory of which Morocco holds most, and the Polisario Front the rest",
    "Golan Heights": "Syria's by the Security Council of the United Nations, held by Israel",
    "N. Cyprus": "Cyprus's, held by an administration that Turkey alone recognises",
    "Somaliland": "Somalia's, and governed by itself",
    "Kosovo": "recognised by about half of the states, claimed by Serbia",
}
_OWN_CODES = {"Kosovo": "XK"}


def main(atlas: str, codes: str) -> None:
    """Write ``kg/web/world/outlines.json``."""
    alpha2 = {row[2]: row[0] for row in json.loads(Path(codes).read_text())}
    shapes = dict(_shapes(json.loads(Path(atlas).read_text())))
    areas = {
        name: union_all([shapes[country][0] for country in countries]).intersection(box(*edges))
        for name, (edges, countries) in _CUT.items()
    }
    rows = []
    for name, (shape, number) in sorted(shapes.items()):
        if name in _LEFT_OUT or name == "W. Sahara":
            continue
        left = shape.difference(union_all([area for area in areas.values() if area.intersects(shape)]))
        rows.append(_row(name, left, _OWN_CODES.get(name) or alpha2.get(number, "")))
    rows += [_row(name, area, "") for name, area in areas.items()]
    rows.sort(key=lambda row: ("disputed" in row, row["name"]))
    target = Path(world.__file__).with_name("outlines.json")
    target.write_text("[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n")
    sys.stdout.write(f"{target}: {len(rows)} outlines, {target.stat().st_size} bytes\n")


def _shapes(atlas: dict[str, Any]) -> Iterator[tuple[str, tuple[BaseGeometry, str]]]:
    """Each country's shape in degrees, and its number in ISO 3166-1, of TopoJSON."""
    (wide, high), (left, low) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs = []
    for steps in atlas["arcs"]:
        x = y = 0
        points = []
        for across, up in steps:
            x, y = x + across, y + up
            points.append((x * wide + left, y * high + low))
        arcs.append(points)

    def ring(numbers: Iterable[int]) -> list[tuple[float, float]]:
        found: list[tuple[float, float]] = []
        for number in numbers:
            points = arcs[number] if number >= 0 else arcs[~number][::-1]
            found += points[1:] if found else points
        return found

    for each in atlas["objects"]["countries"]["geometries"]:
        several = each["arcs"] if each["type"] == "MultiPolygon" else [each["arcs"]]
        shape = union_all([_cut(Polygon(ring(outer), list(map(ring, holes)))) for outer, *holes in several])
        yield each["properties"]["name"], (shape, each.get("id", ""))


def _cut(part: Polygon) -> BaseGeometry:
    """A polygon that crosses the 180th meridian, in two."""
    points: list[tuple[float, float]] = []
    turns = 0
    for x, y in part.exterior.coords:
        if points and abs(x + 360 * turns - points[-1][0]) > 180:
            turns += 1 if x + 360 * turns < points[-1][0] else -1
        points.append((x + 360 * turns, y))
    whole = make_valid(Polygon(points, part.interiors))
    sides = (whole.intersection(box(-180 + turn, -90, 180 + turn, 90)) for turn in (-360, 0, 360))
    return union_all([translate(side, -turn) for side, turn in zip(sides, (-360, 0, 360), strict=True)])


def _row(name: str, shape: BaseGeometry, code: str) -> dict[str, Any]:
    parts = [_projected(part) for part in _polygons(shape)]
    parts.sort(key=lambda part: -part.area)
    kept = [part for number, part in enumerate(parts) if not number or part.area >= _SMALLEST]
    at: Point = kept[0].representative_point()
    row = {
        "name": name,
        "path": "".join(_path(ring.coords) for part in kept for ring in (part.exterior, *part.interiors)),
        "at": [round(at.x), round(at.y)],
        "size": round(sum(part.area for part in kept)),
    }
    return row | ({"code": code} if code else {}) | ({"disputed": _DISPUTED[name]} if name in _DISPUTED else {})


def _polygons(shape: BaseGeometry) -> list[Polygon]:
    found = shape.geoms if hasattr(shape, "geoms") else [shape]
    return [each for each in found if isinstance(each, Polygon) and not each.is_empty]


def _projected(part: Polygon) -> Polygon:
    def moved(ring: Any) -> list[tuple[float, float]]:  # noqa: ANN401 - a ring of shapely
        return [world.project(x, y) for x, y in ring.coords]

    return Polygon(moved(part.exterior), [moved(ring) for ring in part.interiors])


def _path(points: Iterable[tuple[float, float]]) -> str:
    """A ring in whole units, each point as its distance from the one before; points that fall together once."""
    whole = [(round(x), round(y)) for x, y in points]
    (x, y), steps = whole[0], []
    start = f"M{x} {y}l"
    for across, down in whole[1:]:
        if (across, down) != (x, y):
            steps.append(f"{across - x} {down - y}".replace(" -", "-"))
            x, y = across, down
    return f"{start}{' '.join(steps)}z" if len(steps) > 1 else ""


if __name__ == "__main__":
    main(*sys.argv[1:3])
