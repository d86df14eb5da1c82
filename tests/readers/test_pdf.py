"""PDF: with a text layer and without, in columns, over pages, with what stands around the text."""

from __future__ import annotations

import textwrap

import pytest

from bench import formats
from kg.model import Fact
from tests.support.read_files import LINES, found, one

LEFT = (
    "The keeper told the council on Monday that the lighthouse would stay dark until spring. According to the fisher"
    "women, the lamp was broken by the gale and nobody has mended it since then."
)
LEFT_TOO = "The guild said that thirty boats had been sold by their owners in the old year."
RIGHT = (
    "The council denied the words of the guild on Tuesday. It said that it had bought sixty lanterns. A clerk of the "
    "harbour office confirmed the number."
)
RIGHT_TOO = "Nobody was hurt, said the doctor of the island, who had seen all the sailors that night."


def column(left, top, paragraphs, width=44, gap=0):
    lines, at = [], top
    for paragraph in paragraphs:
        for line in textwrap.wrap(paragraph, width):
            lines.append((left, at, 10, line))
            at -= 12
        at -= gap
    return lines


def read(tmp_path, *pages):
    return one(tmp_path / "a.pdf", formats.printed(list(pages))).text.split("\n\n")


def test_a_pdf_with_a_text_layer_and_one_without(tmp_path):
    article = one(tmp_path / "a.pdf", formats.pdf(LINES))
    assert article.text.split("\n\n") == LINES
    assert article.date == article.title == Fact()
    (failure,) = found(tmp_path / "b.pdf", formats.pdf([]))
    assert "text layer" in str(failure.error)


@pytest.mark.parametrize(
    "title", [(50, "Dark until spring"), (240, "Dark until spring"), (50, "Dark " * 17 + "spring")]
)
@pytest.mark.parametrize("shift", [0, 5])
@pytest.mark.parametrize("gap", [0, 12])
def test_columns_are_read_one_after_the_other(tmp_path, title, shift, gap):
    left, right = column(50, 700, [LEFT, LEFT_TOO], gap=gap), column(310, 700 - shift, [RIGHT, RIGHT_TOO], gap=gap)
    lines = [(title[0], 760, 14, title[1]), *(line for pair in zip(left, right, strict=False) for line in pair)]
    lines += [line for line in (*left, *right) if line not in lines]
    first, *rest = read(tmp_path, lines)
    assert first == title[1]
    assert " ".join(rest) == " ".join([LEFT, LEFT_TOO, RIGHT, RIGHT_TOO])


@pytest.mark.parametrize(("widths", "second"), [((60, 24), 380), ((24, 60), 190), ((44, 44), 285)])
def test_columns_of_any_width_and_length_are_read_one_after_the_other(tmp_path, widths, second):
    left, right = column(50, 700, [LEFT, RIGHT_TOO], widths[0]), column(second, 700, [RIGHT], widths[1])
    for rows in (right, right[:2]):
        found = read(tmp_path, [(50, 760, 14, "Dark until spring"), *left, *rows])
        assert " ".join(found) == " ".join(["Dark until spring", LEFT, RIGHT_TOO, *(row[3] for row in rows)])


def test_three_columns_and_what_stands_below_them(tmp_path):
    three = [column(50 + 210 * at, 700, [text], 34) for at, text in enumerate((LEFT, RIGHT, LEFT_TOO + RIGHT_TOO))]
    wide = "A line below the columns goes over the whole page, and it tells of something else that happened there."
    found = read(tmp_path, [line for lines in three for line in lines] + [(50, 480, 12, wide)])
    assert " ".join(found) == " ".join([LEFT, RIGHT, LEFT_TOO + RIGHT_TOO, wide])


def test_a_narrow_column_is_sentences_and_words_that_it_cuts_are_whole(tmp_path):
    text = LEFT.replace("until", "un-\ntil").replace("broken", "bro-\nken").split("\n")
    lines = [piece for part in text for piece in textwrap.wrap(part, 36)]
    found = read(tmp_path, [(50, 700 - 12 * at, 10, line) for at, line in enumerate(lines)])
    assert "until spring" in " ".join(found)
    assert "was broken by" in " ".join(found)
    assert not any(part.endswith("-") for part in found)


def test_a_sentence_goes_on_over_pages_and_what_stands_on_all_of_them_is_read_once(tmp_path):
    words = [*LEFT.split(), *RIGHT.split(), *LEFT_TOO.split()]
    lines = textwrap.wrap(" ".join(words), 60)
    pages = [lines[at : at + 2] for at in range(0, len(lines), 2)]
    made = []
    for number, page in enumerate(pages, 1):
        text = [(50, 700 - 12 * at, 10, line) for at, line in enumerate(page)]
        made.append([(50, 800, 9, "The Island Post"), *text, (300, 40, 9, f"- {number} -")])
    found = read(tmp_path, *made)
    assert found[0] == "The Island Post"
    assert " ".join(found[1:]) == " ".join(words)


def test_words_set_close_together_stay_words(tmp_path):
    lines = [(50, 700, 10, "Lamp"), (79.4, 700, 10, "Boat"), (102.2, 700, 10, "Gale")]  # 2.2 points between
    assert read(tmp_path, lines) == ["Lamp Boat Gale"]


def test_paragraphs_end_at_a_gap_an_indent_or_a_line_with_room(tmp_path):
    lines = column(50, 700, [LEFT, LEFT_TOO], gap=10)
    assert read(tmp_path, lines) == [LEFT, LEFT_TOO]
    indented = [(60 if at == 5 else 50, 700 - 12 * at, 10, line[3]) for at, line in enumerate(lines)]
    assert len(read(tmp_path, indented)) == 2
    names = [(50, 700 - 12 * at, 10, name) for at, name in enumerate(("Ann Lee", "Bob Roe", "Cy Moe", "Di Poe"))]
    assert read(tmp_path, [*column(50, 800, [LEFT]), *names])[1:] == ["Ann Lee", "Bob Roe", "Cy Moe", "Di Poe"]
