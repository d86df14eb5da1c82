"""Answers as text: a table for the terminal, CSV, JSON, Turtle. What articles say can do no harm in any of them.

- table: control and format characters are taken out, long sentences wrapped, wide characters counted as two.
- csv: a cell that a spreadsheet would take for a formula (first character = + - @ or their full-width forms) gets
  an apostrophe in front, as spreadsheets write text; numbers stay as they are. IRIs stand in full.
- json: SPARQL 1.1 Query Results JSON, control characters escaped.
- ttl: the graph of a CONSTRUCT or DESCRIBE query.
- geojson: rows with columns ``latitude`` and ``longitude`` as points (RFC 7946), the others as properties.
"""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Callable, Iterator, Sequence

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node
from rich.cells import cell_len

from kg.answers.queries import Corpus, Result
from kg.graph.short_names import short
from kg.graph.store import Table
from kg.graph.store.terms import to_json
from kg.model.errors import BadParameter
from kg.model.vocab import PREFIXES

FORMATS = ("table", "csv", "json", "ttl", "geojson")
_FORMULA = frozenset("=+-@＝＋－＠")
_GAP = 2  # spaces between columns
_LONG = 24  # cells: wider columns share what the others leave, by the root of their widths
_NARROWEST = 12  # cells a long column needs, and twice that the longest; with less, each row becomes a list


def render(result: Result, form: str = "table", width: int = 100) -> str:
    """An answer in one of ``FORMATS``, ending in a line break.

    Args:
        result: the answer and its question.
        form: the format.
        width: columns of the terminal, for tables.

    Raises:
        BadParameter: there is no such format, or this answer has not got it.
    """
    if form not in FORMATS:
        raise BadParameter(form, f"one of {', '.join(FORMATS)}", "Name a format with --format.")
    answer = result.answer
    if isinstance(answer, Table):
        return _of_table(result, answer, form, width)
    if isinstance(answer, Graph):
        if form not in ("table", "ttl"):
            raise BadParameter(form, "ttl for a query that constructs a graph", "Add --format ttl.")
        return turtle(answer)
    return _of_bool(answer, form)


def _of_table(result: Result, answer: Table, form: str, width: int) -> str:
    if form == "ttl":
        raise BadParameter(form, "table, csv or json for a query that selects rows", "Leave --format out.")
    if form == "csv":
        return csv_text(answer)
    if form == "json":
        return json_text(answer)
    if form == "geojson":
        return geojson_text(answer)
    return terminal(_shown(result, answer), width)


def _of_bool(answer: bool, form: str) -> str:
    if form == "json":
        return json.dumps({"head": {}, "boolean": answer}) + "\n"
    return "yes\n" if answer else "no\n"


def _shown(result: Result, answer: Table) -> Table:
    """The columns for people: those the header lists, else all but what was asked with."""
    asked = {value.name for value in result.values if value.term is not None}
    names = result.question.shown or tuple(name for name in answer.columns if name not in asked)
    places = [answer.columns.index(name) for name in names if name in answer.columns]
    return Table(
        tuple(answer.columns[place] for place in places),
        tuple(tuple(row[place] for place in places) for row in answer.rows),
    )


def plain(text: str) -> str:
    """The text on one line, without control and format characters: they could move the cursor or turn the writing."""
    spaced = "".join(" " if c.isspace() else c for c in text)
    return " ".join("".join(c for c in spaced if unicodedata.category(c)[0] != "C").split())


def counted(result: Result, corpus: Corpus) -> str:
    """One line on how much there is, and over how much it was asked."""
    rows = f"{_number(len(result.answer.rows), 'row')}, asked" if isinstance(result.answer, Table) else "Asked"
    return f"{rows} over {_number(corpus.articles, 'article')} and {_number(corpus.claims, 'claim')}."


def _number(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


# --- For the terminal ---


def terminal(table: Table, width: int = 100) -> str:
    """Columns side by side, or each row as a list where they would be too narrow."""
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


# --- For programs ---


def csv_text(table: Table) -> str:
    """Comma-separated values with a head, lines ended by a line feed."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([_csv_cell(cell) for cell in row] for row in table.rows)
    return out.getvalue()


def _csv_cell(cell: Node | None) -> str:
    if cell is None:
        return ""
    text = harmless(str(cell))
    number = text.removeprefix("'")
    return number if isinstance(cell, Literal) and cell.datatype and _is_number(number) else text


def harmless(text: str) -> str:
    """Text for a cell of a CSV file: no control characters, and nothing that a spreadsheet takes for a formula."""
    text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc")
    return f"'{text}" if text.lstrip()[:1] in _FORMULA and text.strip() else text


def _is_number(text: str) -> bool:
    return text.lstrip("+-").replace(".", "", 1).isdecimal()


def json_text(table: Table) -> str:
    """SPARQL 1.1 Query Results JSON."""
    rows = [
        {name: to_json(cell) for name, cell in zip(table.columns, row, strict=True) if cell is not None}
        for row in table.rows
    ]
    found = {"head": {"vars": list(table.columns)}, "results": {"bindings": rows}}
    return _escaped(json.dumps(found, ensure_ascii=False, indent=1), _json_escape) + "\n"


def geojson_text(table: Table) -> str:
    """A feature collection of points; a row without coordinates is left out.

    Raises:
        BadParameter: the table has no coordinates.
    """
    if not {"latitude", "longitude"} <= set(table.columns):
        raise BadParameter("geojson", "a query with columns latitude and longitude", "Ask map-of-claims, for example.")
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    features = [
        {
            "type": "Feature",
            "geometry": {
                "type": "Point",
                "coordinates": [float(str(row.pop(name))) for name in ("longitude", "latitude")],
            },
            "properties": {name: str(cell) for name, cell in row.items() if cell is not None},
        }
        for row in rows
        if row["latitude"] is not None and row["longitude"] is not None
    ]
    found = {"type": "FeatureCollection", "features": features}
    return _escaped(json.dumps(found, ensure_ascii=False, indent=1), _json_escape) + "\n"


def turtle(graph: Graph) -> str:
    """Turtle with the program's prefixes."""
    copy = Graph(bind_namespaces="none")
    for prefix, base in PREFIXES.items():
        copy.bind(prefix, base)
    for triple in graph:
        copy.add(triple)
    return _escaped(copy.serialize(format="turtle"), lambda character: f"\\U{ord(character):08X}").rstrip("\n") + "\n"


def _escaped(text: str, escape: Callable[[str], str]) -> str:
    """Control and format characters written as escapes; line breaks stay."""
    return "".join(escape(c) if c != "\n" and unicodedata.category(c)[0] == "C" else c for c in text)


def _json_escape(character: str) -> str:
    return json.dumps(character)[1:-1] if ord(character) > 0x7E else f"\\u{ord(character):04x}"
