"""Encodings: what is declared, what is not, and what was lost on the way; all of it is told."""

from __future__ import annotations

import json

import pytest

from bench import formats
from kg.model import Article
from kg.readers import Failure
from kg.readers.encoding import decoded
from tests.support.read_files import found

FRENCH = "La sous-préfète a « tout » démenti : l’école n’a pas brûlé, dit-elle, où que ce soit."
ENGLISH = "The keeper’s “record” was lost, the harbour office said."
RUSSIAN = "Смотритель маяка заявил, что запись утеряна, а «Ёлка» цела."
PLAIN = RUSSIAN.replace("«", '"').replace("»", '"')


@pytest.mark.parametrize(
    ("text", "page"),
    [
        (FRENCH, "cp1252"),
        (FRENCH, "mac_roman"),
        ("Le maître a démenti.", "cp1252"),
        ("Le maître a démenti être là.", "cp850"),
        ("été", "cp1252"),
        (ENGLISH, "cp1252"),
        (RUSSIAN, "cp1251"),
        (PLAIN, "koi8_r"),
        (PLAIN, "cp866"),
        ("Маяк: свет погас", "koi8_r"),
    ],
)
@pytest.mark.parametrize("suffix", [".txt", ".html"])
def test_a_text_in_a_code_page_that_nothing_declares_is_read_and_told(tmp_path, text, page, suffix):
    content = text.encode(page)
    if suffix == ".html":
        whole = formats.page("A", [f"{text} {'And nobody spoke of the lamps. ' * at}" for at in (3, 4)], encoding=page)
        content = whole.replace(f'<meta charset="{page}">'.encode(), b"")
    article, told = found(tmp_path / f"a{suffix}", content)
    assert text in article.text
    assert told.is_remark
    assert f"read as {page}" in str(told.error)


@pytest.mark.parametrize(
    ("text", "place", "byte"),
    [
        (RUSSIAN, 20, b"\xee"),
        (RUSSIAN, 20, b"\x98"),
        (FRENCH, 12, b"\xe9"),
        ("Nobody said so. " * 9, 30, b"\x81"),
        ("Nobody said so. " * 9, 3, b"\xff"),
    ],
)
def test_one_bad_byte_is_marked_where_it_stands_and_the_rest_is_read(tmp_path, text, place, byte):
    raw = f"Un.\n{text[:place]}".encode() + byte + text[place:].encode()
    article, told = found(tmp_path / "a.txt", raw)
    assert article.text == f"Un.\n{text[:place]}\ufffd{text[place:]}"
    assert told.is_remark
    assert "(1), the first in line 2" in str(told.error)


def test_a_page_with_one_bad_byte_is_read(tmp_path):
    raw = formats.page("Le phare", [FRENCH, FRENCH.replace("l’école", "la halle")]).replace("û".encode(), b"\xfb", 1)
    article, told = found(tmp_path / "a.html", raw)
    assert "pas br\ufffdlé" in article.text
    assert isinstance(told, Failure)
    assert told.is_remark


FORMATS = {
    "a.rss": lambda text: formats.feed([("1", "Le phare", text)]),
    "a.xml": lambda text: formats.nitf("1", "Le phare", [text]),
    "a.json": lambda text: json.dumps([{"id": "1", "text": text}], ensure_ascii=False).encode(),
    "a.jsonl": lambda text: json.dumps({"id": "1", "text": text}, ensure_ascii=False).encode(),
    "b.json": lambda text: json.dumps(json.loads(formats.telegram([{"text": text}])), ensure_ascii=False).encode(),
    "a.csv": lambda text: f"id,text\n1,{text}\n".encode(),
    "a.js": lambda text: (
        "window.YTD.tweets.part0 = "
        + json.dumps([{"tweet": {"id": "1", "full_text": text}}], ensure_ascii=False)
    ).encode(),
}  # fmt: skip


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_reads_a_bad_byte_a_code_page_and_utf_16(tmp_path, name):
    (tmp_path / "account.js").write_text('window.YTD.account.part0 = [{"account": {"username": "quai"}}]', "utf-8")
    said = "Смотритель маяка заявил - запись утеряна - а лодка цела."
    raw = FORMATS[name](said)
    marked, told = found(tmp_path / name, raw.replace("маяка".encode(), b"\xd0\xbc\xee\xd1\x8f\xd0\xba\xd0\xb0"))
    assert said.partition("маяка")[2] in marked.text
    assert "\ufffd" in marked.text
    assert told.is_remark
    paged, told = found(tmp_path / name, raw.decode().replace("UTF-8", "").encode("cp1251"))
    assert (said in paged.text, told.is_remark) == (True, True)
    (wide,) = found(tmp_path / name, raw.decode().replace("UTF-8", "UTF-16").encode("utf-16"))
    assert said in wide.text
    cut = found(tmp_path / name, raw.decode().replace("UTF-8", "UTF-16").encode("utf-16") + b"\n")
    assert any(isinstance(row, Failure) for row in cut)
    if name in ("a.txt", "a.csv", "a.html"):
        assert said in cut[0].text
        assert any(row.is_remark for row in cut[1:])
    if name == "a.js":
        assert wide.outlet.value == "@quai"


def test_xml_is_read_in_the_encoding_that_it_declares(tmp_path):
    raw = formats.nitf("1", "Le phare", [RUSSIAN]).replace(b"UTF-8", b"windows-1251").decode().encode("cp1251")
    (article,) = found(tmp_path / "a.xml", raw)
    assert RUSSIAN in article.text
    article, told = found(tmp_path / "a.xml", raw.replace("маяка".encode("cp1251"), b"\x98"))
    assert "Смотритель \ufffd заявил" in article.text
    assert told.is_remark


@pytest.mark.parametrize(("text", "declared"), [(RUSSIAN, "windows-1251"), (FRENCH, "iso-8859-1")])
def test_a_page_in_utf_8_that_declares_something_else_is_in_utf_8(tmp_path, text, declared):
    page = formats.page("A", [text, f"{text} {text}"]).replace(b'charset="utf-8"', f'charset="{declared}"'.encode())
    (article,) = found(tmp_path / "a.html", page)
    assert text in article.text


def test_utf_16_is_known_by_its_mark_and_an_end_cut_off_is_told():
    assert decoded("a", FRENCH.encode("utf-16")) == (FRENCH, None)
    text, told = decoded("a", RUSSIAN[:-1].encode()[:-1])
    assert text.endswith("цел\ufffd")
    assert told


@pytest.mark.parametrize("raw", [b"\xff", bytes(range(256)) * 4, "Žižek řekl".encode("cp1250")])
def test_what_is_in_no_encoding_we_know_is_set_aside(tmp_path, raw):
    (failure,) = found(tmp_path / "a.txt", raw)
    assert not failure.is_remark


def test_what_is_well_encoded_is_told_nothing_of(tmp_path):
    for number, text in enumerate((FRENCH, RUSSIAN, ENGLISH, "Žižek řekl, že most je zavřený.", "plain words")):
        (article,) = found(tmp_path / f"{number}.txt", text)
        assert isinstance(article, Article)
        assert article.text == text
