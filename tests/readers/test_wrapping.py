"""Lines broken to fit a width: joined where they were, left alone where they were not."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given as having
from hypothesis import strategies as st

from bench import formats
from kg.readers.wrapping import joined, unwrapped
from tests.support.read_files import one

TEXTS = [
    "The keeper told the council on Monday that the lighthouse would stay dark until spring. Nobody denied it.",
    "Selon le gardien, le phare restera éteint jusqu'au printemps. La commune a démenti mardi, par communiqué.",
    "По словам смотрителя, маяк будет тёмным до весны. Совет острова опроверг это во вторник, как стало известно.",
]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("width", [28, 40, 55])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_narrow_lines_are_joined(tmp_path, text, width, end):
    lines = ["A title", "", *textwrap.wrap(text, width), "", *textwrap.wrap(text, width), ""]
    assert one(tmp_path / "a.txt", end.join(lines)).text == f"A title{end}{end}{text}{end}{end}{text}{end}"


@pytest.mark.parametrize("text", TEXTS[:2])
@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize("between", ["<br>", "<br/>\n", "\n"])
def test_lines_that_the_mark_up_of_a_page_breaks_are_joined(tmp_path, text, width, between):
    long = f"{text} {text}"
    body = f"<p>{between.join(textwrap.wrap(long, width))}</p>"
    page = (
        f"<article><h1>A title</h1>{body}<pre>{between.join(textwrap.wrap(f'{long} Et puis.', width))}</pre></article>"
    )
    assert one(tmp_path / "a.html", page).text.split("\n\n") == ["A title", long, f"{long} Et puis."]
    feed = formats.feed([("1", "A title", between.join(textwrap.wrap(long, width)))])
    assert one(tmp_path / "a.rss", feed).text.split("\n\n") == ["A title", long]


def test_lines_of_a_page_that_were_not_broken_stay(tmp_path):
    lines = ["The port is closed, said the mayor.", "nobody knows why", "It will open again, one hopes.", "- on Monday"]
    page = formats.page("A title", lines, language="en")
    assert one(tmp_path / "a.html", page).text.split("\n\n")[1:] == lines


def test_a_title_and_paragraphs_with_no_empty_line_between_are_parted(tmp_path):
    lines = ["A title", *textwrap.wrap(TEXTS[0], 30), *textwrap.wrap("The guild was not asked. It has no keeper.", 30)]
    assert [line for line in unwrapped("\n".join(lines)).split("\n") if line] == [
        "A title",
        TEXTS[0],
        "The guild was not asked. It has no keeper.",
    ]


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (["the light-", "house is dark"], "the lighthouse is dark"),
        (["Le phare, dit-", "il, est éteint"], "Le phare, dit-il, est éteint"),
        (["Кто-", "то погасил маяк"], "Кто-то погасил маяк"),
        (["the ex-", "keeper of it"], "the ex-keeper of it"),
        (["à Saint-", "Denis"], "à Saint-Denis"),
        (["from 1990-", "1995"], "from 1990-1995"),
        (["the light\u00ad", "house"], "the lighthouse"),
        (["he said -", "and left"], "he said - and left"),
        (["one"], "one"),
        (["", "two", ""], "two"),
    ],
)
def test_a_word_that_a_line_cuts_is_whole_and_a_hyphen_of_its_own_stays(lines, wanted):
    assert joined(lines) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee\nBob Roe\nCy Moe\nDi Poe",
        "milk\nbread and butter\nfive eggs\na lamp",
        "Roses are red,\nviolets are blue,\nsugar is sweet\nand so are you.",
        "The port is closed.\nThe mayor said so.\nNobody knows why.\nIt will open again.",
        "Song of the sea\n\nO the wind blows\nand the waves roll\nover and over the old stone wall\nof the town",
        "One.\r\nTwo.\r",
        "A line that is long enough to be no narrow one, for it has more than sixty columns.\nAnd one more behind it.",
    ],
)
def test_what_was_not_wrapped_stays_as_it_is(text):
    assert unwrapped(text) == text


@having(st.text("ab -\n\r.A", max_size=300))
def test_nothing_but_white_space_and_hyphens_changes(text):
    def kept(words):
        return "".join(c for c in words if not c.isspace() and c != "-")

    assert kept(unwrapped(text)) == kept(text)
