"""Rows drawn for a terminal: what articles say can neither break a table nor move a cursor."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Literal, URIRef
from rich.cells import cell_len

from kg.answers.harmless import plain
from kg.answers.queries import Corpus, ParameterValue
from kg.cli.draw.answer import counted_line, result_text
from kg.cli.draw.table import table_text, wrap
from kg.graph.store import Table
from tests.support.made_answers import CLAIM, HOSTILE, ID, made_result, made_table


def test_table_is_as_wide_as_its_words_and_leaves_out_what_repeats():
    found = table_text(made_table(("Peskov", "one"), ("Peskov", "two"), ("Putin", "two")), 80)
    assert found == "a       b\n──────  ───\nPeskov  one\n        two\nPutin   two\n"


def test_equal_rows_are_both_shown():
    assert table_text(made_table(("x",), ("x",)), 80).splitlines()[2:] == ["x", "x"]


def test_no_rows():
    assert table_text(Table(("a",), ()), 80) == "No rows.\n"


@pytest.mark.parametrize("width", [40, 60, 80, 100, 200])
def test_no_line_is_wider_than_the_terminal(width: int):
    sentence = "Les soldats escortaient un convoi de véhicules du Centre russe pour la réconciliation " * 3
    wide = "軍の報道官は水曜日に市が解放されたと述べた" * 4
    rows = [("Ministry of Defence of Russia", sentence, CLAIM), ("S", wide, CLAIM), ("T", "x" * 300, CLAIM)]
    lines = table_text(made_table(*rows, columns=("who", "text", "claim")), width).splitlines()
    assert max(map(cell_len, lines)) <= width
    shown = "".join("".join(line.split()) for line in lines)
    assert "af15cd88/0-89" in shown


def test_narrow_terminals_get_a_list_in_which_nothing_is_lost():
    found = table_text(made_table(("A sentence that is long enough to be wrapped twice over", CLAIM)), 30)
    assert found.startswith("a  A sentence that is long")
    assert "b  af15cd88/0-89" in found


def test_the_terminal_gets_no_control_characters():
    found = table_text(made_table((HOSTILE, URIRef("https://x.org/\x1b[2J"))), 80)
    assert not [c for c in found if c != "\n" and unicodedata.category(c)[0] == "C"]
    assert "[31mred[0m" in found
    assert "[bold]x[/bold]" in found


@given(st.text(max_size=60), st.integers(1, 30))
def test_wrapping_keeps_every_word(text: str, width: int):
    lines = wrap(plain(text), max(width, 2))
    assert "".join(lines).replace(" ", "") == plain(text).replace(" ", "")
    assert all(cell_len(line) <= max(width, 2) for line in lines)


def test_columns_are_those_of_the_header_or_all_but_what_was_asked_with():
    answer = Table(("country", "who", "text"), ((URIRef(f"{ID}country/RU"), Literal("P"), Literal("t")),))
    asked = (ParameterValue("country", "RU", URIRef(f"{ID}country/RU")),)
    assert result_text(made_result(answer, values=asked)).splitlines()[0].split() == ["who", "text"]
    assert result_text(made_result(answer, ("text",), asked)).splitlines()[0] == "text"
    left_open = (ParameterValue("country", "*", None),)
    assert result_text(made_result(answer, values=left_open)).splitlines()[0].split() == ["country", "who", "text"]
    assert result_text(made_result(answer, ("text",), asked), "csv").splitlines()[0] == "country,who,text"


def test_how_much_was_asked():
    corpus = Corpus(1, 43)
    assert counted_line(made_result(made_table(("x",))), corpus) == "1 row, asked over 1 article and 43 claims."
    assert counted_line(made_result(True), corpus) == "Asked over 1 article and 43 claims."
