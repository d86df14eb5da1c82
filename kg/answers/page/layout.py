"""Which marks the overview draws of the columns, where they stand, and how wide the lines between them are.

At most ``ROWS`` marks a column, 150 in all: those of most claims, in the order of their column, then for each kind of
source one mark for all others of it. Whatever is left out is counted in such a mark; no claim is lost on its way.
Nothing moves by physics: a column has one x, its marks the same distance.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.answers.page.columns import COUNTRY, OUTLET, PROPOSITION, RELAY, SOURCE, Columns

ROWS = 30  # marks a column
ROW = 24.0  # canvas units from one mark to the next in the fullest column
LEFT = (0.0, 225.0, 490.0, 675.0, 870.0)  # where the marks of each column begin
WIDTH = (180.0, 220.0, 140.0, 150.0, 360.0)
THINNEST, WIDEST = 1.0, 12.0  # lines
LETTERS = "csrop"  # a mark's id begins with that of its column


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing of a column, or all others of a kind; ``x`` and ``y`` are the middle of its box, in canvas units."""

    id: str
    column: int
    things: tuple[int, ...]  # places in the column
    claims: int
    x: float = 0.0
    y: float = 0.0
    kind: str = ""

    @property
    def rest(self) -> bool:
        """Whether it stands for what is not drawn by itself."""
        return "+" in self.id


@dataclass(frozen=True, slots=True)
class Line:
    """From mark to mark, the way the words travelled; ``width`` grows with the square root of the claims."""

    start: str
    end: str
    claims: int
    width: float


@dataclass(frozen=True, slots=True)
class Overview:
    """What is drawn."""

    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]


def overview(found: Columns) -> Overview:
    """The overview of all claims, nothing opened and nothing filtered."""
    sizes = sizes_of(found)
    kinds = found.kinds.get(SOURCE, ())
    columns = [
        column_marks(column, sizes[column], kinds if column == SOURCE else ())
        for column in (COUNTRY, SOURCE, RELAY, OUTLET, PROPOSITION)
    ]
    height = ROW * max((len(marks) for marks in columns), default=0)
    marks = tuple(mark for column in columns for mark in placed(column, height))
    return Overview(marks, lines(found, marks))


def sizes_of(found: Columns) -> tuple[Mapping[int, int], ...]:
    """For each column how many claims go through each of its things."""
    sizes: tuple[Counter[int], ...] = tuple(Counter() for _ in found.things)
    for chains, propositions in found.claims:
        for column in (COUNTRY, SOURCE, RELAY, OUTLET):
            sizes[column].update({found.ways[chain][column] for chain in chains} - {-1})
        if chains:
            sizes[PROPOSITION].update(set(propositions))
    return sizes


def column_marks(column: int, sizes: Mapping[int, int], kinds: Sequence[str]) -> tuple[Mark, ...]:
    """The marks of one column, not yet placed.

    Args:
        column: its number.
        sizes: the claims of each of its things; those without any are not drawn.
        kinds: the kind of each of its things; empty where what is left out is not told apart.
    """
    live = sorted(place for place, n in sizes.items() if n)
    letter = LETTERS[column]
    if len(live) <= ROWS:
        return tuple(Mark(f"{letter}{place}", column, (place,), sizes[place]) for place in live)
    room = ROWS - len({kinds[place] for place in live} if kinds else {""})
    first = set(sorted(live, key=lambda place: (-sizes[place], place))[:room])
    others: dict[str, list[int]] = {}
    for place in live:
        if place not in first:
            others.setdefault(kinds[place] if kinds else "", []).append(place)
    single = {places[0] for places in others.values() if len(places) == 1}  # "+1 other" takes as much room
    drawn = [Mark(f"{letter}{place}", column, (place,), sizes[place]) for place in live if place in first | single]
    rest = [
        Mark(f"{letter}+{kind}", column, tuple(places), sum(sizes[place] for place in places), kind=kind)
        for kind, places in others.items()
        if len(places) > 1
    ]
    return (*drawn, *rest)


def placed(marks: Sequence[Mark], height: float) -> tuple[Mark, ...]:
    """The marks of one column at their places, spread over the height of the fullest."""
    return tuple(
        Mark(
            mark.id,
            mark.column,
            mark.things,
            mark.claims,
            LEFT[mark.column] + WIDTH[mark.column] / 2,
            round((row + 0.5) * height / len(marks), 1),
            mark.kind,
        )
        for row, mark in enumerate(marks)
    )


def lines(found: Columns, marks: Sequence[Mark]) -> tuple[Line, ...]:
    """The lines between marks; a claim is counted once on each, however many of its chains go there."""
    home = {(mark.column, place): mark.id for mark in marks for place in mark.things}
    steps: Counter[tuple[str, str]] = Counter()
    for chains, propositions in found.claims:
        passed: set[tuple[str, str]] = set()
        for chain in chains:
            way = [home[column, place] for column, place in enumerate(found.ways[chain]) if place >= 0]
            passed.update(pairwise(way))
            passed.update((way[-1], home[PROPOSITION, place]) for place in propositions)
        steps.update(passed)
    most = max(steps.values(), default=1)
    return tuple(
        Line(start, end, n, round(THINNEST + (WIDEST - THINNEST) * math.sqrt(n / most), 1))
        for (start, end), n in sorted(steps.items())
    )
