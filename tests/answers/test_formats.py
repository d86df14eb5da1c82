"""Answers as text for programs: what articles say can not run in a spreadsheet or a terminal."""

from __future__ import annotations

import csv
import io
import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef

from kg.answers import formats
from kg.model.errors import BadParameter
from kg.model.vocab import KG
from tests.support.made_answers import CLAIM, HOSTILE, made_table


@pytest.mark.parametrize("start", ["=", "+", "-", "@", " =", "\t=", "＝", "＋", "\n@"])
def test_csv_cells_are_no_formulas(start: str):
    cell = f"{start}cmd|'/c calc'!A0"
    rows = list(csv.reader(io.StringIO(formats.csv_text(made_table((cell,))))))
    assert rows[1][0] == f"'{cell}"


def test_csv_keeps_numbers_iris_line_breaks_and_quotes():
    integer = Literal("-5", datatype=URIRef("http://www.w3.org/2001/XMLSchema#integer"))
    text = 'He said "no",\nthen left'
    rows = list(csv.reader(io.StringIO(formats.csv_text(made_table((integer, CLAIM, text, None, "a\x00\x1bb"))))))
    assert rows[1] == ["-5", str(CLAIM), text, "", "ab"]


def test_csv_of_a_number_that_is_none():
    odd = Literal("=1+1", datatype=URIRef("http://www.w3.org/2001/XMLSchema#integer"), normalize=False)
    assert formats.csv_text(made_table((odd,))) == "a\n'=1+1\n"


@given(st.text(max_size=40))
def test_no_csv_cell_begins_as_a_formula(text: str):
    written = list(csv.reader(io.StringIO(formats.csv_text(made_table((text, "end"))), newline="")))
    assert not written[1][0].lstrip().startswith(("=", "+", "-", "@"))


def test_json_is_the_standard_form():
    answer = made_table((HOSTILE, CLAIM, None))
    text = formats.serialize(answer, "json")
    assert not [c for c in text if c != "\n" and unicodedata.category(c)[0] == "C"]
    found = json.loads(text)
    assert found["head"]["vars"] == ["a", "b", "c"]
    assert found["results"]["bindings"] == [
        {"a": {"type": "literal", "value": HOSTILE}, "b": {"type": "uri", "value": str(CLAIM)}}
    ]


def test_turtle_of_a_graph():
    graph = Graph()
    graph.add((CLAIM, KG.commitment, KG.denied))
    graph.add((CLAIM, URIRef("https://schema.org/text"), Literal(HOSTILE)))
    text = formats.serialize(graph, "ttl")
    assert not [c for c in text if c != "\n" and unicodedata.category(c)[0] == "C"]
    assert set(Graph().parse(data=text, format="turtle")) == set(graph)
    assert formats.serialize(graph, "table") == text


def test_yes_and_no():
    assert formats.serialize(True, "table") == "yes\n"
    assert formats.serialize(False, "table") == "no\n"
    assert json.loads(formats.serialize(True, "json"))["boolean"] is True


def test_a_form_that_an_answer_has_not_is_refused():
    for answer, form in ((made_table(("x",)), "ttl"), (Graph(), "csv"), (Graph(), "json"), (made_table(("x",)), "xml")):
        with pytest.raises(BadParameter):
            formats.serialize(answer, form)


def test_geojson_has_a_point_for_each_row_with_coordinates():
    row = (Literal("Deir ez-Zor"), Literal("35.33"), Literal("40.14"), Literal(HOSTILE))
    answer = made_table(row, (Literal("nowhere"), None, None, None), columns=("where", "latitude", "longitude", "text"))
    text = formats.serialize(answer, "geojson")
    (feature,) = json.loads(text)["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [40.14, 35.33]}
    assert feature["properties"] == {"where": "Deir ez-Zor", "text": HOSTILE}
    assert "\x1b" not in text


def test_geojson_needs_coordinates():
    with pytest.raises(BadParameter, match="latitude"):
        formats.serialize(made_table(("Peskov", "one")), "geojson")
