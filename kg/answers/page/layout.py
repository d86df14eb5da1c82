"""Where the nodes stand: a column for each layer, a band for each country, a row (or a grid) of claims.

Reading goes from left to right. Small graphs get one row a claim, with its words; large ones a grid of claims
beside each outlet, and bands are set in several columns so that the drawing is not a mile high.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import networkx as nx

from kg.answers.page.graph import STATELESS, UNKNOWN_COUNTRY, Key, NodeKind

ROW = 25.0
GROUP_GAP = 7.0
BAND_GAP = 26.0
FOLD_GAP = 80.0
COUNTRY_WIDTH = 182.0
SOURCE_WIDTH = 268.0
AGENT_WIDTH = 238.0
TEXT_WIDTH = 600.0
CELL = 26.0
ONE_COLUMN = 1500.0  # bands that together are lower than this stay under one another
ASPECT = 1.6  # width over height that a screen likes
WORDS_UP_TO = 150  # claims shown with their words; beyond, a grid
GRID_COLUMNS = 24


@dataclass(frozen=True, slots=True)
class Position:
    """Where a node stands, in canvas units; ``fold`` is the column of bands it lies in, ``wide`` has room for words."""

    x: float
    y: float
    fold: int = 0
    wide: bool = True


def layout(graph: nx.DiGraph[Key]) -> dict[Key, Position]:
    """A place for every node; the same graph always gets the same places."""
    if not graph:
        return {}
    grid = len(nx.get_node_attributes(graph, "claim")) > WORDS_UP_TO
    xs = _columns(graph)
    width = xs[-1] + (GRID_COLUMNS * CELL + 60 if grid else TEXT_WIDTH)
    bands = [_band(graph, agents, xs, GRID_COLUMNS if grid else 1) for agents in _in_order(graph)]
    return dict(_folded(bands, width))


def _columns(graph: nx.DiGraph[Key]) -> tuple[float, ...]:
    """The x of every layer: country, origin, relays, outlet, claim; no column for relays where there are none."""
    relays = max(nx.get_node_attributes(graph, "layer").values())
    after_source = COUNTRY_WIDTH + SOURCE_WIDTH
    return (0.0, COUNTRY_WIDTH, *(after_source + index * AGENT_WIDTH for index in range(max(relays, 1) + 1)))


def _x(node: Mapping[str, object], xs: tuple[float, ...]) -> float:
    if node["kind"] is NodeKind.OUTLET:
        return xs[-2]
    return xs[int(str(node["layer"]))]


def _sizes(graph: nx.DiGraph[Key]) -> dict[Key, int]:
    """How many claims stand under every agent and country."""
    sizes: dict[Key, int] = {}
    for home in nx.get_node_attributes(graph, "home").values():
        for length in range(1, len(home) + 1):
            sizes[home[:length]] = sizes.get(home[:length], 0) + 1
    return sizes


def _in_order(graph: nx.DiGraph[Key]) -> list[list[Key]]:
    """The agents of each country, each before those it spoke through, the most quoted first.

    Countries come by number of claims; what belongs to no state, or is unknown, comes last.
    """
    sizes = _sizes(graph)
    bands: dict[str, list[Key]] = {}
    for key, kind in nx.get_node_attributes(graph, "kind").items():
        if kind is not NodeKind.CLAIM:
            bands.setdefault(key[0], []).append(key)

    def rank(key: Key) -> list[tuple[int, str]]:
        return [(-sizes.get(key[:length], 0), key[length - 1]) for length in range(1, len(key) + 1)]

    countries = sorted(bands, key=lambda c: (c == UNKNOWN_COUNTRY, c == STATELESS, -sizes.get((c,), 0), c))
    return [sorted(bands[country], key=rank) for country in countries]


def _band(graph: nx.DiGraph[Key], agents: list[Key], xs: tuple[float, ...], columns: int) -> dict[Key, Position]:
    """The places of one country's nodes, from y = 0 downward."""
    places: dict[Key, Position] = {}
    extent: dict[Key, list[float]] = {key: [] for key in agents}
    y = 0.0
    for key in agents:
        after = list(graph.successors(key))
        if any("agent" in graph.nodes[node] for node in after) and not any(_home(graph, n) == key for n in after):
            continue
        claims = [node for node in after if _home(graph, node) == key]
        rows = max(1, math.ceil(len(claims) / columns))
        places |= _grid(claims, xs[-1], y, columns)
        extent[key] += [y, y + (rows - 1) * ROW]
        y += rows * ROW + GROUP_GAP
    for key in reversed(agents):
        low, high = min(extent[key]), max(extent[key])
        places[key] = Position(_x(graph.nodes[key], xs), (low + high) / 2)
        if len(key) > 1:
            extent[key[:-1]] += [low, high]
    return places


def _home(graph: nx.DiGraph[Key], node: Key) -> Key | None:
    """The agent a claim is drawn beside; None for agents."""
    home: Key | None = graph.nodes[node].get("home")
    return home


def _grid(claims: Iterable[Key], x: float, y: float, columns: int) -> dict[Key, Position]:
    nodes = list(claims)
    wide = columns == 1 or len(nodes) == 1
    return {
        node: Position(x + index % columns * CELL, y + index // columns * ROW, wide=wide)
        for index, node in enumerate(nodes)
    }


def _height(band: Mapping[Key, Position]) -> float:
    return max(place.y for place in band.values()) + ROW + BAND_GAP


def _folded(bands: list[dict[Key, Position]], width: float) -> Iterable[tuple[Key, Position]]:
    """The bands set under one another in as many columns as make the drawing about as wide as a screen."""
    heights = [_height(band) for band in bands]
    folds = _folds(heights, width)
    tops = [0.0] * folds
    for band, height in zip(bands, heights, strict=True):
        fold = tops.index(min(tops))
        for key, place in band.items():
            yield key, Position(place.x + fold * (width + FOLD_GAP), place.y + tops[fold], fold, place.wide)
        tops[fold] += height


def _folds(heights: list[float], width: float) -> int:
    if sum(heights) <= ONE_COLUMN:
        return 1

    def ugliness(folds: int) -> float:
        tops = [0.0] * folds
        for height in heights:
            tops[tops.index(min(tops))] += height
        return abs(math.log(folds * width / max(tops) / ASPECT))

    return min(range(1, len(heights) + 1), key=ugliness)
