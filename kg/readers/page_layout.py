"""The words of a printed page in reading order: columns from left to right, lines joined to paragraphs.

A gutter is a strip that hardly any line crosses, with lines side by side on both sides of it. What does cross it, a
title or a table as wide as the page, parts the page into bands; in each the columns are read one after the other (a cut
by white space in the manner of Nagy and Seth's XY-trees, 1984, with lines as units).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from kg.readers.wrapping import ends_sentence, joined

_GAP = 0.9  # of the size of letters, between two pieces of a line that may stand in two columns
_WIDE = 0.6  # share of the page's width from which a line may cross columns
_CROSSED = 0.1  # share of lines that may cross a gutter
_FEWEST = 2  # lines that make a column
_OFTEN = 3  # pages that show what stands on all of them
_NARROWEST = 0.12  # share of the page's width that a column has at least
_APART = 1.45  # times the usual distance of lines, from which on a paragraph ends
_FOLIO = re.compile(r"[\W\d_]*\d[\W\d_]*")  # "12", "– 3 –"


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its place, in points from the left and the top of the page."""

    text: str
    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Line:
    """Words side by side."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """Its words with a space between."""
        return " ".join(word.text for word in self.words)

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.words[-1].right

    @property
    def top(self) -> float:
        """Where it is highest."""
        return min(word.top for word in self.words)

    @property
    def size(self) -> float:
        """The height of its letters."""
        return median(word.bottom - word.top for word in self.words)


def paragraphs(pages: Sequence[Sequence[Word]]) -> list[str]:
    """The paragraphs of pages in reading order.

    Numbers of pages are left out, and what stands at the edge of most pages is read where it stands first.
    """
    lines = [_lines(words) for words in pages]
    margins = _repeated(lines)
    found: list[str] = []
    for page in lines:
        edges = _edges(page)
        kept = [line for line in page if line not in edges or margins.get(_masked(line.text), 1) > 0]
        margins.subtract(set(map(_masked, (line.text for line in edges))))
        for paragraph in (text for column in _columns(kept) for text in _paragraphs(column)):
            if found and paragraph[:1].islower() and not ends_sentence(found[-1]):
                found[-1] = joined([found[-1], paragraph])  # it goes on in the next column, or on the next page
            else:
                found.append(paragraph)
    return found


def _lines(words: Iterable[Word]) -> list[Line]:
    """Pieces of lines, from the top, then from the left: a line is parted where a column may begin."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.top + word.bottom) / 2):
        height, middle = word.bottom - word.top, (word.top + word.bottom) / 2
        last = rows[-1][0] if rows else None
        if last is not None and abs((last.top + last.bottom) / 2 - middle) <= 0.4 * min(height, last.bottom - last.top):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [line for row in rows for line in _pieces(sorted(row, key=lambda word: word.left))]


def _pieces(row: Sequence[Word]) -> Iterator[Line]:
    held = [row[0]]
    for word in row[1:]:
        if word.left - held[-1].right > _GAP * (word.bottom - word.top):
            yield Line(tuple(held))
            held = []
        held.append(word)
    yield Line(tuple(held))


def _columns(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of each column of each band, in reading order."""
    gutters = _gutters(lines)
    band: list[Line] = []
    for line in sorted(lines, key=lambda line: (line.top, line.left)):
        if any(line.left < gutter < line.right for gutter in gutters):
            yield from _in_columns(band, gutters)
            yield [line]
            band = []
        else:
            band.append(line)
    yield from _in_columns(band, gutters)


def _in_columns(band: Sequence[Line], gutters: Sequence[float]) -> Iterator[list[Line]]:
    by_column: dict[int, list[Line]] = {}
    for line in band:
        by_column.setdefault(sum(line.left > gutter for gutter in gutters), []).append(line)
    yield from (by_column[at] for at in sorted(by_column))


def _gutters(lines: Sequence[Line]) -> list[float]:
    """Where the columns of a page part."""
    if not lines:
        return []
    start, end = min(line.left for line in lines), max(line.right for line in lines)
    tops = sorted(line.top for line in lines)
    narrow = [line for line in lines if line.right - line.left < _WIDE * (end - start) or _has_neighbour(line, tops)]
    if len(narrow) < 2 * _FEWEST:
        return []
    crossed = Counter(at for line in narrow for at in range(int(line.left - start), int(line.right - start) + 1))
    free = [at for at in range(int(end - start) + 1) if crossed[at] <= _CROSSED * len(narrow)]
    found: list[float] = []
    for strip in _strips(free):
        middle = start + (strip[0] + strip[-1]) / 2
        left = [line for line in narrow if (found[-1] if found else start - 1) < line.left and line.right <= middle]
        right = [line for line in narrow if line.left >= middle]
        beside = sum(any(abs(line.top - other.top) < line.size for other in right) for line in left)
        widths = [median(line.right - line.left for line in side) for side in (left, right) if side]
        if min(len(left), len(right), beside) >= _FEWEST and min(widths) > _NARROWEST * (end - start):
            found.append(middle)
    return found


def _has_neighbour(line: Line, tops: Sequence[float]) -> bool:
    """Whether another piece stands beside a line, among those that begin at some heights."""
    return bisect_left(tops, line.top + 0.5 * line.size) - bisect_right(tops, line.top - 0.5 * line.size) > 1


def _strips(free: Sequence[int]) -> Iterator[list[int]]:
    """Runs of numbers that follow one another."""
    run: list[int] = []
    for at in free:
        if run and at != run[-1] + 1:
            yield run
            run = []
        run.append(at)
    if run:
        yield run


def _paragraphs(column: Sequence[Line]) -> Iterator[str]:
    """The paragraphs of a column: they end before a gap, an indent, other letters, or where a line had room left."""
    lines = _whole(column)
    steps = [below.top - above.top for above, below in pairwise(lines)]
    step = median(steps) if steps else 0.0
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    held = [lines[0]]
    for above, below in pairwise(lines):
        apart = below.top - above.top > max(_APART * step, 1.2 * above.size)
        other = abs(above.size - below.size) > 0.15 * above.size
        room = right - above.right > below.words[0].right - below.words[0].left + 0.3 * below.size
        indented = below.left - left > 0.8 * below.size and below.left - above.left > 0.5 * below.size
        goes_on = below.text[:1].islower() and not ends_sentence(above.text)
        if other or apart or ((room or indented) and not goes_on):
            yield joined([line.text for line in held])
            held = []
        held.append(below)
    yield joined([line.text for line in held])


def _whole(column: Sequence[Line]) -> list[Line]:
    """Lines with their pieces side by side put together again."""
    found: list[Line] = []
    for line in sorted(column, key=lambda line: (line.top, line.left)):
        if found and abs(found[-1].top - line.top) < 0.4 * line.size and found[-1].right <= line.left:
            found[-1] = Line((*found[-1].words, *line.words))
        else:
            found.append(line)
    return found


def _edges(page: Sequence[Line]) -> list[Line]:
    """The lines at the top and at the bottom of a page."""
    ordered = sorted(page, key=lambda line: line.top)
    return [line for line in ordered if line.top - ordered[0].top < 1 or ordered[-1].top - line.top < 1]


def _repeated(pages: Sequence[Sequence[Line]]) -> Counter[str]:
    """How often a line at the edge of pages, its figures masked, is to be read: once where it stands on most pages."""
    seen = Counter(text for page in pages for text in {_masked(line.text) for line in _edges(page)})
    often = {text: 1 for text, count in seen.items() if count >= _OFTEN and 2 * count > len(pages)}
    return Counter(often | {text: 0 for text in seen if _FOLIO.fullmatch(text)})


def _masked(text: str) -> str:
    return re.sub(r"\d+", "0", text)
