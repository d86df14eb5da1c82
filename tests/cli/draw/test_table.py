"""Rows drawn for a terminal: what articles say can neither break a table nor move a cursor."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Literal, URIRef
from rich.cells import cell_len

from kg.answers.ask.answers import _CLAIM, _SHOWN
from kg.answers.harmless import plain
from kg.answers.names import ArticleName
from kg.answers.queries import Corpus, ParameterValue, questions
from kg.answers.readable import _KINDS, Readable, counted
from kg.cli.draw.answer import result_text
from kg.cli.draw.answer_words import answer_words
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
    assert found.endswith("\n   b af15cd88/0-89\n")


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


def test_how_many_of_what_are_said_before_over_how_much_it_was_asked():
    corpus = Corpus(1, 1043)
    table = made_table(("p", "a", "x"), ("p", "a", "y"), ("q", "b", "y"), columns=("proposition", "article", "claim"))
    rows = {
        counted(table): "2 propositions, 2 claims in 2 articles; asked over 1 article and 1,043 claims.",
        counted(made_table(("a", "x"), columns=("article", "claim"))): (
            "1 claim in 1 article; asked over 1 article and 1,043 claims."
        ),
        counted(made_table(("T", "a", "x"), columns=("title", "article", "claim"))): (
            "1 claim in 1 article; asked over 1 article and 1,043 claims."
        ),
        counted(made_table(("T", "a", "3"), columns=("title", "article", "claims"))): (
            "1 article; asked over 1 article and 1,043 claims."
        ),
        counted(made_table(("x", "3"), columns=("who", "claims"))): "1 row; asked over 1 article and 1,043 claims.",
        ((0, "claims"), (0, "articles")): "No claims; asked over 1 article and 1,043 claims.",
        (): "Asked over 1 article and 1,043 claims.",
    }
    for counts, expected in rows.items():
        assert answer_words("en").counted(counts, corpus) == expected
    french, russian = (answer_words(code).counted(counted(table), corpus) for code in ("fr", "ru"))
    assert (
        french == "Trouvé : propositions 2, affirmations 2, articles 2 ; cherché dans : articles 1, affirmations 1043."
    )
    assert russian == "Найдено: высказываний 2, утверждений 2, статей 2; просмотрено: статей 1, утверждений 1043."


@pytest.mark.parametrize("code", ["fr", "ru"])
def test_every_column_and_word_of_the_shipped_queries_has_a_word_in_each_language(code: str):
    words = answer_words(code)
    shown = {name for question in questions() for name in question.shown}
    shown |= {name for names in (*_SHOWN.values(), _CLAIM) for name in names}
    assert shown <= set(words.columns), sorted(shown - set(words.columns))
    assert set(answer_words("fr").cells) == set(answer_words("ru").cells)
    kinds = {form for _, one, several, _ in _KINDS for form in (one, several)} | {"article", "articles"}
    assert kinds <= set(words.counts)
    table = words.table(made_table(("supports", "supports"), columns=("stand", "text")))
    assert table.columns == (words.columns["stand"], words.columns["text"])
    assert [str(cell) for cell in table.rows[0]] == [words.cells["supports"], "supports"]  # a sentence stays as it is


def test_claims_stand_under_the_name_of_their_article():
    rows = made_table(("a.txt", "P", "one", CLAIM), ("a.txt", "P", "two", CLAIM), ("b.txt", "S", "last", CLAIM),
                      columns=("article", "who", "text", "claim"))  # fmt: skip
    names = {"a.txt": ArticleName("The siege", "Interfax", "2017-09-05"), "b.txt": ArticleName(HOSTILE, titled=False)}
    for width in (80, 30):
        text = result_text(made_result(rows, ("who", "text", "claim")), width=width, told=Readable(articles=names))
        assert " ".join(text.split()).count("▸ The siege, Interfax, 2017-09-05") == 1
        assert all(cell_len(line) <= width for line in text.splitlines())
        assert text.index("The siege") < text.index("one") < text.index("two") < text.index("red") < text.index("last")
        assert not {c for c in text if c != "\n" and unicodedata.category(c)[0] == "C"}
        assert "a.txt" not in text


def test_sides_stand_side_by_side():
    columns = ("kind", "why", "who", "text", "other_who", "other_text", "article", "claim", "other_article", "other")
    row = ("numeric", "2 against 4", "P", "A sentence of nine words on " + HOSTILE, "S", "Another one, in " + "х" * 50,
           "a.txt", CLAIM, "b.txt", CLAIM)  # fmt: skip
    names = {"a.txt": ArticleName("The siege", "Interfax", "2017-09-05")}
    for width in (60, 80, 120):
        text = result_text(made_result(made_table(row, columns=columns)), width=width, told=Readable(articles=names))
        lines = text.splitlines()
        assert lines[0] == "1. numeric: 2 against 4"
        assert lines[1].split() == ["P", "│", "S"]
        assert len({line.index("│") for line in lines[1:]}) == 1
        assert all(cell_len(line) <= width for line in lines)
        assert "b.txt" in text
        assert "a.txt" not in text
        assert not {c for c in text if c != "\n" and unicodedata.category(c)[0] == "C"}


def test_names_stand_beside_ids_and_iris_for_machines():
    country = URIRef(f"{ID}country/RU")
    rows = made_table(("a.txt", CLAIM, country), columns=("article", "claim", "country"))
    told = Readable(articles={"a.txt": ArticleName("=1+1", None, "2017")}, names={country: "Russia"})
    found = result_text(made_result(rows), "csv", told=told).splitlines()
    assert found[0] == "article,article_label,claim,country,country_label"
    assert found[1] == f'a.txt,"\'=1+1, outlet unknown, 2017",{CLAIM},{country},Russia'
    as_json = json.loads(result_text(made_result(rows), "json", told=told))
    assert as_json["head"]["vars"] == found[0].split(",")
    assert as_json["results"]["bindings"][0]["country_label"] == {"type": "literal", "value": "Russia"}
