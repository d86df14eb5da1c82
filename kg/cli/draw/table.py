"""Rows for the terminal: columns side by side, or each row as a list where they would be too narrow.

Control and format characters are taken out, long sentences wrapped, wide characters counted as two cells. By hand,
since rich's tables take more than four times as long and know no list for narrow terminals.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rdflib import URIRef
from rdflib.term import Node
from rich.cells import cell_len

from kg.answers.harmless import plain
from kg.graph.short_names import short
from kg.graph.store import Table

_GAP = 2  # spaces between columns
_LONG = 24  # cells: wider columns share what the others leave, by the root of their widths
_NARROWEST = 12  # cells a long column needs, and twice that the longest; with less, each row becomes a list


def table_text(table: Table, width: int = 100) -> str:
    """The rows in at most so many cells, ending in a line break."""
    if not table.rows:
        return "No rows.\n"
    rows = [[_cell(cell) for cell in row] for row in table.rows]
    natural = [max(map(cell_len, column)) for column in zip(table.columns, *rows, strict=True)]
    widths = _widths(natural, width)
    lines = _lists(table.columns, rows, width) if widths is None else _columns(table.columns, rows, widths)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _cell(cell: Node | None) -> str:
    if cell is None:
        return ""
    return plain(short(str(cell)) if isinstance(cell, URIRef) else str(cell))


def _widths(natural: Sequence[int], width: int) -> list[int] | None:
    """A width for each column; None where sentences would get too little."""
    room = width - _GAP * (len(natural) - 1)
    if sum(natural) <= room:
        return list(natural)
    long = [at for at, wide in enumerate(natural) if wide > _LONG]
    room -= sum(wide for at, wide in enumerate(natural) if at not in long)
    if not long or room < _NARROWEST * (len(long) + 1):
        return None
    widths = list(natural)
    for at in sorted(long, key=lambda at: natural[at]):
        share = (
            room * natural[at] ** 0.5 / sum(natural[other] ** 0.5 for other in long if natural[other] >= natural[at])
        )
        widths[at] = min(natural[at], max(_NARROWEST, int(share)))
        room -= widths[at]
    return widths


def _columns(names: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> Iterator[str]:
    """A head, a rule, and the rows; what a row has in common with the one before, from the left, is left out."""
    yield from _line(names, widths)
    yield (" " * _GAP).join("─" * wide for wide in widths)
    before: Sequence[str] = ()
    for row in rows:
        lines = list(_line(_new(row, before), widths))
        if len(lines) > 1 and before:
            yield ""
        yield from lines
        before = row


def _new(row: Sequence[str], before: Sequence[str]) -> list[str]:
    shared = 0
    while shared < len(before) and row[shared] == before[shared]:
        shared += 1
    return ["" if at < shared else cell for at, cell in enumerate(row)] if shared < len(row) else list(row)


def _line(cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    pieces = [wrap(cell, wide) for cell, wide in zip(cells, widths, strict=True)]
    for number in range(max(map(len, pieces))):
        parts = [piece[number] if number < len(piece) else "" for piece in pieces]
        yield (" " * _GAP).join(_padded(part, wide) for part, wide in zip(parts, widths, strict=True))


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cell_len(text))


def _lists(names: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    margin = max(map(cell_len, names)) + _GAP
    for number, row in enumerate(rows):
        if number:
            yield ""
        for name, cell in zip(names, _new(row, rows[number - 1] if number else ()), strict=True):
            for at, line in enumerate(wrap(cell, max(width - margin, 2 * _NARROWEST)) if cell else []):
                yield _padded(name if at == 0 else "", margin) + line


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most so many cells, broken at spaces, inside a word only where it is longer than a line."""
    lines = [""]
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if cell_len(joined) <= width:
            lines[-1] = joined
            continue
        lines.extend(_broken(word, width))
    return lines[1:] if not lines[0] and len(lines) > 1 else lines


def _broken(word: str, width: int) -> Iterator[str]:
    line = ""
    for character in word:
        if line and cell_len(line + character) > width:
            yield line
            line = ""
        line += character
    yield line


def wrapped(line: str, width: int, hang: str = "  ") -> Iterator[str]:
    """A line of words of articles, made harmless, broken under its own indent; ``hang`` is what comes on top of it."""
    text = line.lstrip(" ")
    indent = line[: len(line) - len(text)]
    for number, piece in enumerate(wrap(plain(text), max(width - len(indent) - len(hang), 20))):
        yield f"{indent}{hang if number else ''}{piece}".rstrip()
