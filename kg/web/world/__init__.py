"""The map of the world: outlines of countries from Natural Earth, and where a place lies among them.

``outlines.json`` is written by ``bench/world_map.py``; ``LICENSE`` says where it comes from.
"""

from __future__ import annotations

import functools
import math
from pathlib import Path

import msgspec

WIDTH = 3600  # units of the map, from 180° west to 180° east on the equator
_HERE = Path(__file__).parent
_A = (1.340264, -0.081106, 0.000893, 0.003796)
_SCALE = WIDTH / (4 * math.pi / math.sqrt(3) / _A[0])
_NORTH = 84.0  # degrees: the upper edge of the map
# A region as its western, southern, eastern and northern edge, in degrees.
REGIONS = {
    "world": (-180.0, -57.0, 180.0, _NORTH),
    "europe": (-25.0, 34.0, 60.0, 72.0),
    "middle-east": (24.0, 12.0, 64.0, 43.0),
    "levant": (33.0, 31.5, 44.0, 38.0),
    "africa": (-26.0, -36.0, 60.0, 38.0),
    "asia": (55.0, -12.0, 150.0, 56.0),
    "americas": (-130.0, -56.0, -30.0, 60.0),
}


class Outline(msgspec.Struct, frozen=True):
    """A country or an area.

    Attributes:
        name: in English.
        path: its outline as the data of an SVG path, in units of the map.
        at: a point in it.
        size: square units of the map.
        code: ISO 3166-1 alpha-2, XK for Kosovo; empty where it has none.
        disputed: who claims it and who holds it, where that is not one state; empty elsewhere.
    """

    name: str
    path: str
    at: tuple[int, int]
    size: int
    code: str = ""
    disputed: str = ""


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Where a point of the earth lies on the map, in its units, from its upper left corner.

    The projection is Equal Earth (Šavrič, Patterson and Jenny 2018): areas keep their size.

    Example:
        >>> [round(part) for part in project(0, 0)]
        [1800, 862]
    """
    x, y = _equal_earth(longitude, latitude)
    return WIDTH / 2 + _SCALE * x, _SCALE * (_equal_earth(0, _NORTH)[1] - y)


def _equal_earth(longitude: float, latitude: float) -> tuple[float, float]:
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    slope = _A[0] + 3 * _A[1] * theta**2 + 7 * _A[2] * theta**6 + 9 * _A[3] * theta**8
    x = 2 * math.sqrt(3) / 3 * math.radians(longitude) * math.cos(theta) / slope
    return x, _A[0] * theta + _A[1] * theta**3 + _A[2] * theta**7 + _A[3] * theta**9


def window(region: str) -> tuple[int, int, int, int]:
    """The part of the map that shows a region: left, top, width and height, in its units."""
    west, south, east, north = REGIONS[region]
    widest = 0.0 if south < 0 < north else min(south, north, key=abs)
    left, top = project(west, widest)[0], project(0, north)[1]
    right, bottom = project(east, widest)[0], project(0, south)[1]
    return round(left), round(top), round(right - left), round(bottom - top)


@functools.cache
def outlines() -> tuple[Outline, ...]:
    """The countries, and behind them the areas that are disputed."""
    return msgspec.json.decode((_HERE / "outlines.json").read_bytes(), type=tuple[Outline, ...])
