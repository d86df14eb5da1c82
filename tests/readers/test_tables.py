"""Tables as programs write them: separators, encodings, quotation marks, and rows without an id."""

from __future__ import annotations

import pytest
from hypothesis import given as having
from hypothesis import strategies as st

from kg.model import Article
from kg.model.errors import InputRemark
from kg.readers import Failure, Given, read
from kg.readers.tables import Table
from tests.support.read_files import found, one

ROWS = [
    ("Le phare", "Selon le gardien ; « tout » va bien, dit-il.", "2021-09-14"),
    ("La digue", "La maire a dit : rien\tn'est | cassé.", "2021-10-03"),
]


def table(rows, separator, header=("title", "text", "date"), end="\r\n", before=""):
    def line(cells):
        return separator.join('"' + cell.replace('"', '""') + '"' for cell in cells)

    return before + end.join([separator.join(header), *map(line, rows)]) + end


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("name", ["a.csv", "a.tsv"])
def test_a_table_is_read_with_whatever_separates_its_cells(tmp_path, separator, encoding, name):
    articles = found(tmp_path / name, table(ROWS, separator).encode(encoding))
    assert [(row.title.value, row.text, row.date.value) for row in articles] == ROWS
    assert [row.id for row in articles] == [f"{name}#1", f"{name}#2"]


@pytest.mark.parametrize(("said", "separator"), [("sep=;", ";"), ('"sep=;"', ";"), ("sep=\t", "\t"), ("sep=^", "^")])
def test_the_line_in_which_excel_says_the_separator_is_no_header(tmp_path, said, separator):
    articles = found(tmp_path / "a.csv", table(ROWS, separator, before=f"{said}\r\n"))
    assert [row.text for row in articles] == [row[1] for row in ROWS]


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        (("Titre", "Texte", "Date"), "cp1252"),
        (("TITLE", " Text ", "published"), "cp1252"),
        (("заголовок", "текст", "дата"), "utf-8"),
    ],
)
def test_columns_are_known_by_their_names_in_every_language(tmp_path, header, encoding):
    first, second, *told = found(tmp_path / "a.csv", table(ROWS, ";", header).encode(encoding))
    assert (first.title.value, second.date.value) == (ROWS[0][0], "2021-10-03")
    assert [row.is_remark for row in told] == [True] * (encoding == "cp1252")


def test_a_table_without_a_text_is_told_once_with_its_columns(tmp_path):
    (failure,) = found(tmp_path / "a.csv", "number;words\n1;Le pont.\n2;Le quai.\n")
    assert "Its columns: number, words" in str(failure.error)
    assert [row.id for row in found(tmp_path / "a.csv", "number;words\n1;Le pont.\n", Given(columns={"text": "words"}))]


def test_a_table_of_one_column_is_not_parted(tmp_path):
    rows = found(tmp_path / "a.csv", 'text\nLe pont, dit-il ; et le quai.\n"Le ""port"", dit-elle."\n')
    assert [row.text for row in rows] == ["Le pont, dit-il ; et le quai.", 'Le "port", dit-elle.']


def test_a_name_that_stands_twice_in_the_header_is_told(tmp_path):
    (failure,) = found(tmp_path / "a.csv", "id,text,text\n1,Le pont.,Le quai.\n")
    assert "It has text twice" in str(failure.error)
    assert len(found(tmp_path / "a.csv", "id,text,x,x\n1,Le pont.,,\n2,Le quai.,,\n")) == 2


def lines_of(failures):
    return [str(row.error).partition(" ")[0] for row in failures]


@pytest.mark.parametrize(
    ("rows", "kept", "told"),
    [
        (['1,"Le pont.",a', '2,"Le quai.,b', '3,"Le port.",c', '4,"La mer.",d'], ["1", "3", "4"], ["a.csv:3:"]),
        (["1,Le pont.,a", '2,"Le quai.,b', "3,Le port.,c"], ["1", "3"], ["a.csv:3:"]),
        (["1,Le pont.,a", '2,"Le quai" est fermé.,b', "3,Le port.,c"], ["1", "3"], ["a.csv:3:"]),
        (['1,"Il dit "non" hier.",a', '2,"Le quai.",b'], ["2"], ["a.csv:2:"]),
        (['1,"Un.",a', '2,"Il dit "non".', 'Puis, rien, du tout",b', '3,"Le port.",c'], ["1", "3"], ["a.csv:3-4:"]),
        (['1,"Un.",a', '2,"Le quai.",b', '3,"Le port.,c'], ["1", "2"], ["a.csv:4:"]),
        (['1,"Un.,a', '2,"Deux.,b', '3,"Trois.",c'], ["3"], ["a.csv:2-3:"]),
        (['1,"Un ""non"" sec.\n\nEt puis, rien.",a', "2,5\" de pluie.,b"], ["1", "2"], []),
        (['1, "Un, puis deux.", a', "2,Deux.,b"], ["1", "2"], []),
    ],
)  # fmt: skip
def test_a_quotation_mark_out_of_place_costs_its_row_and_is_told_with_the_line(tmp_path, rows, kept, told):
    articles = found(tmp_path / "a.csv", "\n".join(["id,text,author", *rows]))
    assert [row.id for row in articles if isinstance(row, Article)] == kept
    assert lines_of(row for row in articles if isinstance(row, Failure)) == told


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (['1,"Un.,a', '2,Deux.,b"', "3,Trois.,c"], ["a.csv:2-3:"]),
        (['1,"Un.', '2,Deux.",b', "3,Trois.,c"], ["a.csv:2-3:"]),
        (['a-1,"Un.', 'a-2,Deux, dit-il.', 'a-3,Trois.",c', "a-4,Quatre.,d"], ["a.csv:2-4:"]),
        (['Un,"Le pont.,2017-05-01', 'Deux,Le quai.",2017-05-02'], ["a.csv:2-3:"]),
        (['1,"Le pont.\n\nEt puis, 12 morts, dit-il.",a', "2,Deux.,b"], []),
        (['1,"Le pont.\nCependant, rien.\n2 morts, dit-il.",a', "2,Deux.,b"], []),
        (['Un,"Le pont.\nCependant, rien.",a', "Deux,Le quai.,b"], []),
        (['Un,"Le pont, en 2017\nCependant, rien.",2017-05-01', "Deux,Le quai.,b"], []),
    ],
)  # fmt: skip
def test_faults_that_make_one_row_of_several_are_told(tmp_path, rows, told):
    kept = found(tmp_path / "a.csv", "\n".join(["id,text,author", *rows]))
    assert lines_of(row for row in kept if isinstance(row, Failure)) == told
    assert all(row.is_remark for row in kept if isinstance(row, Failure))
    assert len([row for row in kept if isinstance(row, Article)]) == (2 if len(rows) > 2 or not told else 1)


def test_a_remark_on_rows_gives_the_others_no_other_name(tmp_path):
    rows = ['Un.,"2017-05-01', 'Deux.,2017-05-02"', "Trois.,2017-05-03"]
    kept = found(tmp_path / "a.csv", "\n".join(["text,note", *rows]))
    assert [row.id for row in kept if isinstance(row, Article)] == ["a.csv#1", "a.csv#2"]


def test_rows_with_and_without_an_id_stay_apart(tmp_path):
    text = '{"text": "Le pont."}\n{"id": 7, "text": "Le quai."}\n{"id": "", "text": "Le port."}\n'
    assert [row.id for row in found(tmp_path / "a.jsonl", text)] == ["a.jsonl#1", "7", "a.jsonl#3"]
    both = [str(tmp_path / name / "a.csv") for name in "xy"]
    for path, said in zip(both, ("Le pont.", "Le quai."), strict=True):
        found(tmp_path / path, f"text\n{said}\n")
    assert len({row.id for row in read([str(tmp_path / "x"), str(tmp_path / "y")], Given())}) == 2


def test_a_day_with_its_hour_is_that_day(tmp_path):
    assert one(tmp_path / "a.csv", "text,date\nLe pont.,2021-03-04 08:00:00\n").date.value == "2021-03-04"


CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\ufffd\ufeff"), max_size=20)


@having(st.lists(st.tuples(CELL, CELL, CELL), max_size=5), st.sampled_from(",;\t|"))
def test_what_is_written_by_the_standard_comes_out_as_it_was(tmp_path_factory, rows, separator):
    path = tmp_path_factory.mktemp("t") / "a.csv"
    path.write_text(table(rows, separator, end="\n"), "utf-8", newline="")
    read_back = (row for _, row in Table.of(path, "a.csv", {"title", "text", "date"}).rows())
    got = [tuple(row.values()) for row in read_back if not isinstance(row, InputRemark)]
    assert got == [row for row in rows if any(row)]
