"""Answers as text: what articles say can neither break a table nor run in a spreadsheet or a terminal."""

from __future__ import annotations

import csv
import io
import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef
from rich.cells import cell_len

from kg.answers import formats, queries
from kg.answers.queries import Question, Result, Value
from kg.graph.short_names import short
from kg.graph.store import Table
from kg.model.errors import BadParameter
from kg.model.vocab import KG

ID = "https://w3id.org/claim-graph/id/"
CLAIM = URIRef(f"{ID}article/small-txt-af15cd88/claim/0-89")
HOSTILE = "\x1b[31mred\x1b[0m \x07 \u202eevil\u202c\u200b\r\n\x9b2J [bold]x[/bold]"


def _result(answer: object, shown: tuple[str, ...] = (), values: tuple[Value, ...] = ()) -> Result:
    return Result(Question("made-up", "SELECT", shown=shown), values, answer)  # type: ignore[arg-type]


def _table(*rows: tuple[object, ...], columns: tuple[str, ...] | None = None) -> Table:
    cells = tuple(tuple(Literal(cell) if type(cell) is str else cell for cell in row) for row in rows)
    return Table(columns or tuple("abcdef"[: len(rows[0])]), cells)  # type: ignore[arg-type]


def test_table_is_as_wide_as_its_words_and_leaves_out_what_repeats():
    found = formats.terminal(_table(("Peskov", "one"), ("Peskov", "two"), ("Putin", "two")), 80)
    assert found == "a       b\n──────  ───\nPeskov  one\n        two\nPutin   two\n"


def test_equal_rows_are_both_shown():
    assert formats.terminal(_table(("x",), ("x",)), 80).splitlines()[2:] == ["x", "x"]


def test_no_rows():
    assert formats.terminal(Table(("a",), ()), 80) == "No rows.\n"


@pytest.mark.parametrize("width", [40, 60, 80, 100, 200])
def test_no_line_is_wider_than_the_terminal(width: int):
    sentence = "Les soldats escortaient un convoi de véhicules du Centre russe pour la réconciliation " * 3
    wide = "軍の報道官は水曜日に市が解放されたと述べた" * 4
    rows = [("Ministry of Defence of Russia", sentence, CLAIM), ("S", wide, CLAIM), ("T", "x" * 300, CLAIM)]
    lines = formats.terminal(_table(*rows, columns=("who", "text", "claim")), width).splitlines()
    assert max(map(cell_len, lines)) <= width
    shown = "".join("".join(line.split()) for line in lines)
    assert "af15cd88/0-89" in shown


def test_narrow_terminals_get_a_list_in_which_nothing_is_lost():
    found = formats.terminal(_table(("A sentence that is long enough to be wrapped twice over", CLAIM)), 30)
    assert found.startswith("a  A sentence that is long")
    assert "b  af15cd88/0-89" in found


def test_the_terminal_gets_no_control_characters():
    found = formats.terminal(_table((HOSTILE, URIRef("https://x.org/\x1b[2J"))), 80)
    assert not [c for c in found if c != "\n" and unicodedata.category(c)[0] == "C"]
    assert "[31mred[0m" in found
    assert "[bold]x[/bold]" in found


@given(st.text(max_size=60), st.integers(1, 30))
def test_wrapping_keeps_every_word(text: str, width: int):
    lines = formats.wrap(formats.plain(text), max(width, 2))
    assert "".join(lines).replace(" ", "") == formats.plain(text).replace(" ", "")
    assert all(cell_len(line) <= max(width, 2) for line in lines)


def test_columns_are_those_of_the_header_or_all_but_what_was_asked_with():
    answer = Table(("country", "who", "text"), ((URIRef(f"{ID}country/RU"), Literal("P"), Literal("t")),))
    asked = (Value("country", "RU", URIRef(f"{ID}country/RU")),)
    assert formats.render(_result(answer, values=asked)).splitlines()[0].split() == ["who", "text"]
    assert formats.render(_result(answer, ("text",), asked)).splitlines()[0] == "text"
    left_open = (Value("country", "*", None),)
    assert formats.render(_result(answer, values=left_open)).splitlines()[0].split() == ["country", "who", "text"]
    assert formats.render(_result(answer, ("text",), asked), "csv").splitlines()[0] == "country,who,text"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", " =", "\t=", "＝", "＋", "\n@"])
def test_csv_cells_are_no_formulas(start: str):
    cell = f"{start}cmd|'/c calc'!A0"
    rows = list(csv.reader(io.StringIO(formats.csv_text(_table((cell,))))))
    assert rows[1][0] == f"'{cell}"


def test_csv_keeps_numbers_iris_line_breaks_and_quotes():
    integer = Literal("-5", datatype=URIRef("http://www.w3.org/2001/XMLSchema#integer"))
    text = 'He said "no",\nthen left'
    rows = list(csv.reader(io.StringIO(formats.csv_text(_table((integer, CLAIM, text, None, "a\x00\x1bb"))))))
    assert rows[1] == ["-5", str(CLAIM), text, "", "ab"]


def test_csv_of_a_number_that_is_none():
    odd = Literal("=1+1", datatype=URIRef("http://www.w3.org/2001/XMLSchema#integer"), normalize=False)
    assert formats.csv_text(_table((odd,))) == "a\n'=1+1\n"


@given(st.text(max_size=40))
def test_no_csv_cell_begins_as_a_formula(text: str):
    written = list(csv.reader(io.StringIO(formats.csv_text(_table((text, "end"))), newline="")))
    assert not written[1][0].lstrip().startswith(("=", "+", "-", "@"))


def test_json_is_the_standard_form():
    answer = _table((HOSTILE, CLAIM, None))
    text = formats.render(_result(answer), "json")
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
    text = formats.render(_result(graph), "ttl")
    assert not [c for c in text if c != "\n" and unicodedata.category(c)[0] == "C"]
    assert set(Graph().parse(data=text, format="turtle")) == set(graph)
    assert formats.render(_result(graph)) == text


def test_yes_and_no():
    assert formats.render(_result(True)) == "yes\n"
    assert formats.render(_result(False)) == "no\n"
    assert json.loads(formats.render(_result(True), "json"))["boolean"] is True


def test_a_form_that_an_answer_has_not_is_refused():
    for answer, form in ((_table(("x",)), "ttl"), (Graph(), "csv"), (Graph(), "json"), (_table(("x",)), "xml")):
        with pytest.raises(BadParameter):
            formats.render(_result(answer), form)


@pytest.mark.parametrize(
    ("iri", "name"),
    [
        (str(CLAIM), "af15cd88/0-89"),
        (f"{CLAIM}/part/1", "af15cd88/0-89/part/1"),
        (f"{ID}article/af15cd88/claim/0-89", "af15cd88/0-89"),
        (f"{ID}proposition/0123456789abcdef", "proposition/01234567"),
        (f"{ID}proposition/siege-broken", "proposition/siege-broken"),
        (f"{ID}agent/reuters", "agent:reuters"),
        (f"{ID}country/RU", "country:RU"),
        (str(KG.undetermined), "undetermined"),
        ("https://example.org/x", "https://example.org/x"),
    ],
)
def test_short_names(iri: str, name: str):
    assert short(iri) == name


def test_how_much_was_asked():
    corpus = queries.Corpus(1, 43)
    assert formats.counted(_result(_table(("x",))), corpus) == "1 row, asked over 1 article and 43 claims."
    assert formats.counted(_result(True), corpus) == "Asked over 1 article and 43 claims."


def test_geojson_has_a_point_for_each_row_with_coordinates():
    row = (Literal("Deir ez-Zor"), Literal("35.33"), Literal("40.14"), Literal(HOSTILE))
    answer = _table(row, (Literal("nowhere"), None, None, None), columns=("where", "latitude", "longitude", "text"))
    text = formats.render(_result(answer), "geojson")
    (feature,) = json.loads(text)["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [40.14, 35.33]}
    assert feature["properties"] == {"where": "Deir ez-Zor", "text": HOSTILE}
    assert "\x1b" not in text


def test_geojson_needs_coordinates():
    with pytest.raises(BadParameter, match="latitude"):
        formats.render(_result(_table(("Peskov", "one"))), "geojson")
