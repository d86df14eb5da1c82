"""Answers as text for programs: CSV, JSON, GeoJSON, Turtle. What articles say can do no harm in any of them.

- csv: no cell is a formula to a spreadsheet (``harmless``); numbers stay as they are. IRIs stand in full.
- json: SPARQL 1.1 Query Results JSON, control characters escaped.
- ttl: the graph of a CONSTRUCT or DESCRIBE query.
- geojson: rows with columns ``latitude`` and ``longitude`` as points (RFC 7946), the others as properties.
"""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Callable

from rdflib import Graph, Literal
from rdflib.term import Node

from kg.answers.harmless import harmless
from kg.graph.store import Answer, Table
from kg.graph.store.terms import to_json
from kg.model.errors import BadParameter
from kg.model.vocab import PREFIXES

FORMATS = ("table", "csv", "json", "ttl", "geojson")  # the first is drawn by whoever shows it


def serialize(answer: Answer, form: str) -> str:
    """An answer in one of ``FORMATS`` but ``table``, ending in a line break; a graph is Turtle as a table too.

    Raises:
        BadParameter: there is no such format, or this answer has not got it.
    """
    if form not in FORMATS:
        raise BadParameter(form, f"one of {', '.join(FORMATS)}", "Name a format with --format.")
    if isinstance(answer, Table):
        if form not in _OF_TABLE:
            raise BadParameter(form, "table, csv or json for a query that selects rows", "Leave --format out.")
        return _OF_TABLE[form](answer)
    if isinstance(answer, Graph):
        if form not in ("table", "ttl"):
            raise BadParameter(form, "ttl for a query that constructs a graph", "Add --format ttl.")
        return turtle(answer)
    if form == "json":
        return json.dumps({"head": {}, "boolean": answer}) + "\n"
    return "yes\n" if answer else "no\n"


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
    is_number = number.lstrip("+-").replace(".", "", 1).isdecimal()
    return number if is_number and isinstance(cell, Literal) and cell.datatype else text


def json_text(table: Table) -> str:
    """SPARQL 1.1 Query Results JSON."""
    rows = [
        {name: to_json(cell) for name, cell in zip(table.columns, row, strict=True) if cell is not None}
        for row in table.rows
    ]
    return _json({"head": {"vars": list(table.columns)}, "results": {"bindings": rows}})


def geojson_text(table: Table) -> str:
    """A feature collection of points; a row without coordinates is left out.

    Raises:
        BadParameter: the table has no coordinates.
    """
    if not {"latitude", "longitude"} <= set(table.columns):
        raise BadParameter("geojson", "a query with columns latitude and longitude", "Ask map-of-claims, for example.")
    features = []
    for row in table.rows:
        cells = {name: str(cell) for name, cell in zip(table.columns, row, strict=True) if cell is not None}
        if {"latitude", "longitude"} <= cells.keys():
            point = [float(cells.pop(name)) for name in ("longitude", "latitude")]
            geometry = {"type": "Point", "coordinates": point}
            features.append({"type": "Feature", "geometry": geometry, "properties": cells})
    return _json({"type": "FeatureCollection", "features": features})


def turtle(graph: Graph) -> str:
    """Turtle with the program's prefixes."""
    copy = Graph(bind_namespaces="none")
    for prefix, base in PREFIXES.items():
        copy.bind(prefix, base)
    for triple in graph:
        copy.add(triple)
    return _escaped(copy.serialize(format="turtle"), lambda character: f"\\U{ord(character):08X}").rstrip("\n") + "\n"


def _json(value: object) -> str:
    def escape(character: str) -> str:
        return json.dumps(character)[1:-1] if ord(character) > 0x7E else f"\\u{ord(character):04x}"

    return _escaped(json.dumps(value, ensure_ascii=False, indent=1), escape) + "\n"


def _escaped(text: str, escape: Callable[[str], str]) -> str:
    """Control and format characters written as escapes; line breaks stay."""
    return "".join(escape(c) if c != "\n" and unicodedata.category(c)[0] == "C" else c for c in text)


_OF_TABLE: dict[str, Callable[[Table], str]] = {"csv": csv_text, "json": json_text, "geojson": geojson_text}
