"""Readers: files, folders, tables and standard input; a bad file or row is set aside with its reason."""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
import unicodedata

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as having
from hypothesis import strategies as st

from bench import formats
from kg.model import Article, Fact, Known
from kg.model.errors import InputError
from kg.readers import READERS, Failure, Given, read
from kg.readers.metadata import given, iso_date
from kg.readers.source import LARGEST

TEXT = "Le pont est fermé."
ISO = ["2017", "2017-09", "2017-09-04", "2016-02-29"]
NO_ISO = [
    "",
    "4/5/2017",
    "13/5/2017",
    "05.04.2017",
    "2017-13",
    "2017-02-30",
    "2017-9-4",
    "17-09-04",
    "0000",
    "sept. 2017",
]
ROWS = [  # what a line of JSON holds, and what is said of it
    ("{", "a JSON object"),
    ("[1]", "a JSON object"),
    ("null", "a JSON object"),
    ("1" * 5000, "a JSON object"),
    ("[" * 100_000, "a JSON object"),
    ('{"id": "a"}', "a column text or article_content"),
    ('{"id": "a", "text": " "}', "a column text or article_content"),
    ('{"id": "a", "text": ["b"]}', "a column text or article_content"),
    ('{"id": "a", "text": "Un\\u0000mot."}', "zero bytes"),
    ('{"id": "a", "text": "Un mot \\ud83d."}', "half of a surrogate pair"),
    ('{"id": "\\udc00", "text": "Un mot."}', "half of a surrogate pair"),
    ('{"id": "a", "text": "Un mot.", "title": "\\ud800"}', "half of a surrogate pair"),
    ('{"id": "a", "text": "123 !"}', "a text with words in it"),
    ('{"id": "a", "text": "Un mot.", "date": "4/5/2017"}', "a date like 2017"),
    ('{"id": "a", "text": "Ein Wort.", "lang": "de"}', "a language out of"),
]


SAMPLES = {
    ".txt": TEXT,
    ".text": TEXT,
    ".html": formats.page("Le pont", [TEXT] * 3),
    ".htm": formats.page("Le pont", [TEXT] * 3),
    ".xhtml": formats.page("Le pont", [TEXT] * 3),
    ".jsonl": json.dumps({"id": "a", "text": TEXT}),
    ".ndjson": json.dumps({"id": "a", "text": TEXT}),
    ".json": formats.telegram([{"text": TEXT}]),
    ".js": f'window.YTD.tweets.part0 = [{{"tweet": {{"id_str": "1", "full_text": "{TEXT}"}}}}]',
    ".csv": f"id,text\na,{TEXT}\n",
    ".tsv": f"id\ttext\na\t{TEXT}\n",
    ".xml": formats.nitf("a", "Le pont", [TEXT]),
    ".rss": formats.feed([("a", "Le pont", TEXT)]),
    ".atom": f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>a</id><content>{TEXT}</content></entry></feed>',
    ".nitf": formats.nitf("a", "Le pont", [TEXT]),
    ".pdf": formats.pdf([TEXT]),
    ".warc": gzip.decompress(formats.warc([("https://quay.example", formats.page("Le pont", [TEXT] * 3))])),
    ".zip": formats.archive({"a.txt": TEXT.encode()}),
    ".gz": gzip.compress(TEXT.encode(), mtime=0),
}


def one(path, options=Given()):  # noqa: B008
    (found,) = read([str(path)], options)
    return found


def reason(path, options=Given()):  # noqa: B008
    found = one(path, options)
    assert isinstance(found, Failure)
    assert isinstance(found.error, InputError)
    return str(found.error)


def write(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("suffix", READERS)
def test_every_format_is_read(tmp_path, suffix):
    assert suffix in SAMPLES, "a new reader brings a small file of its format"
    path = write(tmp_path / f"{'a.txt' if suffix == '.gz' else 'a'}{suffix}", SAMPLES[suffix])
    assert TEXT in one(path).text


@pytest.mark.parametrize("name", ["a.txt", "a.TEXT"])
def test_a_text_file_is_an_article_named_like_it(tmp_path, name):
    assert one(write(tmp_path / name, TEXT)) == Article(name, TEXT)


def test_line_ends_stay_and_a_byte_order_mark_goes(tmp_path):
    assert one(write(tmp_path / "a.txt", b"\xef\xbb\xbfUn.\r\nDeux.\r")).text == "Un.\r\nDeux.\r"


def test_letters_and_their_accents_are_one_character_in_names_too(tmp_path):
    row = {"text": "Le marché est fermé.", "outlet": "La Dépêche", "author": "Zoé Élan", "title": "Fermé"}
    apart = {key: unicodedata.normalize("NFD", value) for key, value in row.items()}
    article = one(write(tmp_path / "a.jsonl", json.dumps(apart)))
    assert (article.text, article.outlet.value, article.author.value, article.title.value) == tuple(row.values())


def test_offsets_are_code_points(tmp_path):
    text = one(write(tmp_path / "a.txt", "😀 é é.")).text
    assert (len(text), text[2]) == (6, "é")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Is the file empty"),
        (b"\xef\xbb\xbf", "Is the file empty"),
        (b" \n\t", "Is the file empty"),
        (b"123 456", "a text with words in it"),
        (b"\xe9", "a byte in line 1"),
        (b"\xff\xfe" + b"\x00\xd8" * 9, "text in UTF-16"),
        (b"Un\x00mot", "zero bytes"),
        (b"a" * (LARGEST + 1), "at most 20,000,000 bytes"),
    ],
)
def test_a_file_that_is_no_text_is_set_aside(tmp_path, content, said):
    assert said in reason(write(tmp_path / "a.txt", content))


def test_unknown_formats_and_missing_files_are_named(tmp_path):
    assert "one of the formats .txt" in reason(write(tmp_path / "a.docx", TEXT))
    assert "a file or folder that exists" in reason(tmp_path / "b.txt")
    (tmp_path / "empty").mkdir()
    assert "a folder with files in it" in reason(tmp_path / "empty")


@pytest.mark.parametrize("inside", [False, True])
def test_a_pipe_a_device_and_a_link_to_a_folder_are_refused_at_once(tmp_path, inside):
    folder = tmp_path / "in"
    folder.mkdir()
    os.mkfifo(folder / "pipe.txt")
    (folder / "zero.txt").symlink_to("/dev/zero")
    (folder / "gone.txt").symlink_to("nowhere")
    (folder / "up").symlink_to("..")
    names = sorted(str(path) for path in folder.iterdir())
    found = list(read([str(folder)] if inside else [*names[:2], *names[3:]], Given()))
    said = ["a file or folder that exists", "not a pipe or a device", "a link to a folder", "not a pipe or a device"]
    assert [wanted for wanted, row in zip(said if inside else [*said[:2], said[3]], found, strict=True)
            if wanted not in str(row.error)] == []  # fmt: skip


def test_a_folder_is_searched_through_in_order_and_a_bad_file_stops_nothing(tmp_path):
    (tmp_path / "in" / ".hidden").mkdir(parents=True)
    (tmp_path / "in" / "sub").mkdir()
    for name in ("in/b.txt", "in/sub/a.txt", "in/.hidden/c.txt", "in/.d.txt"):
        write(tmp_path / name, TEXT)
    write(tmp_path / "in/a.txt", b"\xff")
    found = list(read([str(tmp_path / "in"), str(tmp_path / "none")], Given()))
    assert [type(row) for row in found] == [Failure, Article, Article, Failure]
    assert [row.id for row in found if isinstance(row, Article)] == ["b.txt", "a.txt"]


@pytest.mark.parametrize(("raw", "kind"), [(TEXT.encode(), Article), (b"\xff", Failure), (b"", Failure)])
def test_standard_input(monkeypatch, raw, kind):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    (found,) = read(["-"], Given(outlet="X"))
    assert type(found) is kind
    if kind is Article:
        assert (found.id, found.outlet) == ("stdin", Fact("X", Known.ASSERTED))


def test_the_sidecar_says_what_it_says_and_nothing_more(tmp_path):
    write(
        tmp_path / "metadata.csv",
        "\ufefffile,title,outlet,date,language,url,note\na.txt,,Le Quai,2017-09,FR,,x\nb.txt\n",
    )
    a, b, c = (one(write(tmp_path / name, TEXT)) for name in ("a.txt", "b.txt", "c.txt"))
    assert a.outlet == Fact("Le Quai", Known.ASSERTED)
    assert (a.date.value, a.language.value) == ("2017-09", "fr")
    assert a.title == a.url == Fact()
    assert (b, c) == (Article("b.txt", TEXT), Article("c.txt", TEXT))
    assert len(list(read([str(tmp_path)], Given()))) == 3


def test_the_sidecar_knows_a_file_whose_accents_stand_apart(tmp_path):
    write(tmp_path / "metadata.csv", "file;outlet\nété.txt;Le Quai\n")
    assert one(write(tmp_path / unicodedata.normalize("NFD", "été.txt"), TEXT)).outlet.value == "Le Quai"


def test_options_override_the_sidecar(tmp_path):
    write(tmp_path / "metadata.csv", "file,outlet,date\na.txt,Le Quai,2017-09\n")
    found = one(write(tmp_path / "a.txt", TEXT), Given(outlet="Le Port"))
    assert (found.outlet.value, found.date.value) == ("Le Port", "2017-09")


def test_a_changed_sidecar_is_read_again(tmp_path):
    article = write(tmp_path / "a.txt", TEXT)
    for number, outlet in enumerate(("Le Quai", "Le Port, le vrai")):
        write(tmp_path / "metadata.csv", f'file,outlet\na.txt,"{outlet}"\n')
        __import__("os").utime(tmp_path / "metadata.csv", (number, number))
        assert one(article).outlet.value == outlet


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"name,outlet\na.txt,X\n", "a column named file"),
        (b"", "a column named file"),
        (b"file,outlet\na.txt,\xff\n", "text in UTF-8"),
        (b"file,date\na.txt,4/5/2017\n", "a date like 2017"),
        (b"file,language\na.txt,de\n", "a language out of fr, en, ru"),
    ],
)
def test_a_bad_sidecar_sets_its_files_aside(tmp_path, content, said):
    write(tmp_path / "metadata.csv", content)
    assert said in reason(write(tmp_path / "a.txt", TEXT))


@pytest.mark.parametrize("text", ISO)
def test_iso_dates_stay_as_they_are(text):
    assert iso_date(text) == text


@pytest.mark.parametrize("text", NO_ISO)
def test_ambiguous_and_impossible_dates_are_refused(text):
    with pytest.raises(InputError, match="a date like 2017"):
        iso_date(text)


def test_a_date_format_decides():
    assert iso_date("4/5/2017", "mdy") == "2017-04-05"
    assert iso_date("4.5.2017", "dmy") == "2017-05-04"
    with pytest.raises(InputError):
        iso_date("13/5/2017", "mdy")
    with pytest.raises(InputError):
        iso_date("4/5/2017", "iso")


def test_options_are_checked_before_anything_is_read():
    for options in (("4/5/2017", None, [], None), (None, "de", [], None), (None, None, [], "ymd")):
        with pytest.raises(InputError):
            given(None, options[0], None, *options[1:])
    for column in ("text", "text=", "when=date", "=x"):
        with pytest.raises(InputError, match="NAME=COLUMN"):
            given(None, None, None, None, [column], None)
    assert given(None, None, None, "en-GB", ["text=body"], None).columns == {"text": "body"}


@pytest.mark.parametrize(("line", "said"), ROWS)
def test_a_bad_line_is_set_aside_and_the_next_one_read(tmp_path, line, said):
    good = json.dumps({"id": 0, "text": TEXT, "source": " Le Quai "})
    bad, article = read([str(write(tmp_path / "a.jsonl", f"{line}\n\n{good}\n"))], Given())
    assert said in str(bad.error)
    assert "a.jsonl:1" in str(bad.error)
    assert article == Article("0", TEXT, outlet=Fact("Le Quai", Known.ASSERTED))


def test_csv_tsv_and_columns_named_by_options(tmp_path):
    options = Given(columns={"text": "corps", "id": "nr", "date": "jour"}, date_format="dmy")
    for name, mark in (("a.csv", ","), ("a.tsv", "\t")):
        rows = (("nr", "corps", "jour"), ("7", '"Un mot.\r\nDeux."', "4/5/2017"))
        found = one(write(tmp_path / name, "\ufeff" + "\n".join(mark.join(row) for row in rows)), options)
        assert found == Article("7", "Un mot.\r\nDeux.", date=Fact("2017-05-04", Known.ASSERTED))


def test_the_columns_of_fa_kes_are_known(tmp_path):
    table = (
        "unit_id,article_title,article_content,source,date\n1,Pont,Le pont.,X,4/5/2017\n2,Pont,Le pont.,X,13/5/2017\n"
    )
    first, second = read([str(write(tmp_path / "a.csv", table))], Given())
    assert (first.id, first.title.value, first.date.value) == ("1", "Pont", "2017-04-05")
    assert "a.csv:3: 13/5/2017" in str(second.error)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"", "a row for each article"),
        ("a.csv", b"id,text\n", "a row for each article"),
        ("a.jsonl", b"\n \n", "a row for each article"),
        ("a.csv", b"id,titre\n1,Pont\n2,Quai\n", "a column named text or"),
        ("a.csv", b"1,Le pont.\n2,Le quai.\n", "Its columns: 1, Le pont.."),
        ("a.csv", b"id,text\n1\n", "a column text or"),
        ("a.csv", b"id,text\n1,Le\x00pont\n", ""),
    ],
)
def test_a_bad_table_is_set_aside(tmp_path, name, content, said):
    assert said in reason(write(tmp_path / name, content))


def test_a_named_column_must_be_there(tmp_path):
    path = write(tmp_path / "a.csv", "id,text\n1,Le pont.\n")
    assert "a column named body" in reason(path, Given(columns={"text": "body"}))


def test_cells_too_many_or_too_few(tmp_path):
    table = "id,text,date\n1,Le pont.,2017,,\n2,Le quai.\n3,Le port, dit-il.,2017\n"
    first, second, third = read([str(write(tmp_path / "a.csv", table))], Given())
    assert (first.date.value, second.date.value) == ("2017", None)
    assert "a.csv:4: expected the 3 cells" in str(third.error)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@having(st.binary(max_size=200), st.sampled_from(sorted(READERS)))
def test_no_bytes_break_a_reader(tmp_path, content, suffix):
    path = write(tmp_path / f"a{suffix}", content)
    assert all(isinstance(found, (Article, Failure)) for found in read([str(path)], Given()))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@having(st.text(min_size=1), st.text())
def test_what_json_holds_comes_out_unchanged(tmp_path, name, text):
    path = write(tmp_path / "a.jsonl", json.dumps({"id": name, "text": text}) + "\n")
    found = one(path)
    if isinstance(found, Article):
        assert (found.id, found.text) == (name.strip(), text)
        found.text.encode()
