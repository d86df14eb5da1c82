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
_HEAD = "▸ "  # before what stands above rows
_LONG = 24  # cells: wider columns share what the others leave, by the root of their widths
_NARROWEST = 12  # cells a long column needs; with less, each row becomes a list
_READABLE = 30  # cells that the longest needs


def table_text(table: Table, width: int = 100, heads: Sequence[str] = ()) -> str:
    """The rows in at most so many cells, ending in a line break.

    ``heads``: of each row a line that stands above it, unless it is that of the row before: its article.
    """
    if not table.rows:
        return "No rows.\n"
    rows = [[_cell(cell) for cell in row] for row in table.rows]
    natural = [max(map(cell_len, column)) for column in zip(table.columns, *rows, strict=True)]
    widths = _widths(natural, width)
    heads = ["\n".join(wrapped(_HEAD + head, width)) for head in heads] or [""] * len(rows)
    if widths is None:
        lines = _lists(table.columns, rows, width, heads)
    else:
        lines = _columns(table.columns, rows, widths, heads)
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
    if not long:
        return None
    widths = list(natural)
    for at in sorted(long, key=lambda at: natural[at]):
        share = (
            room * natural[at] ** 0.5 / sum(natural[other] ** 0.5 for other in long if natural[other] >= natural[at])
        )
        widths[at] = min(natural[at], max(_NARROWEST, int(share)))
        room -= widths[at]
    longest = max(long, key=lambda at: natural[at])
    return widths if room >= 0 and widths[longest] >= min(natural[longest], _READABLE) else None


def _columns(
    names: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int], heads: Sequence[str]
) -> Iterator[str]:
    """A head, a rule, and the rows; what a row has in common with the one before, from the left, is left out."""
    yield from _line(names, widths)
    yield (" " * _GAP).join("─" * wide for wide in widths)
    before: Sequence[str] = ()
    above = ""
    for row, head in zip(rows, heads, strict=True):
        lines = list(_line(_new(row, before if head == above else ()), widths))
        if before and (len(lines) > 1 or head != above):
            yield ""
        if head != above:
            yield head
        yield from lines
        before, above = row, head


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


def _lists(names: Sequence[str], rows: Sequence[Sequence[str]], width: int, heads: Sequence[str]) -> Iterator[str]:
    """Each row as a list: long cells on lines of their own, short ones behind one another."""
    widest = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    margin = max((cell_len(name) for name, wide in zip(names, widest, strict=True) if wide > _LONG), default=0) + _GAP
    room = max(width - margin, 2 * _NARROWEST)
    above = ""
    for number, (row, head) in enumerate(zip(rows, heads, strict=True)):
        if number:
            yield ""
        if head != above:
            yield head
        before = rows[number - 1] if number and head == above else ()
        above, short_ones = head, []
        for name, cell, wide in zip(names, _new(row, before), widest, strict=True):
            if not cell:
                continue
            if wide <= _LONG:
                short_ones.append(cell if cell.startswith(name) else f"{name} {cell}")
                continue
            yield from _run(short_ones, margin, room)
            short_ones = []
            for at, line in enumerate(wrap(cell, room)):
                yield _padded(name if at == 0 else "", margin) + line
        yield from _run(short_ones, margin, room)


def _run(cells: Sequence[str], margin: int, room: int) -> Iterator[str]:
    """Short cells behind one another, broken between them."""
    line = ""
    for cell in cells:
        joined = f"{line} · {cell}" if line else cell
        if line and cell_len(joined) > room:
            yield " " * margin + line
            line = cell
        else:
            line = joined
    if line:
        yield from (" " * margin + piece for piece in wrap(line, room))


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
