"""Sentence splitting: what ends a sentence, and what only looks like it. The cases are in tests/cases."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.languages.profile import supported
from kg.model import Span
from kg.model.errors import LanguageError
from kg.text.segmentation import split
from tests.support.paths import CASES

MARK = "‖"
WORDS = st.text(
    alphabet=st.sampled_from("Aaé.!?… \n«»“”\"'’()[]-—5№Жж\u00a0\u202f😀\ufeffM") | st.characters(), max_size=200
)


def cut(text, language="fr", span=None):
    return [found.of(text) for found in split(text, span or Span(0, len(text)), language)]


def _cases():
    for language in supported():
        for line in (CASES / language / "sentences.txt").read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                yield pytest.param(language, line, id=f"{language}: {line[:60]}")


@pytest.mark.parametrize(("language", "line"), list(_cases()))
def test_case(language, line):
    text = line.replace(MARK, "")
    assert cut(text, language) == [piece.strip() for piece in line.split(MARK)]


def test_there_are_cases_in_every_language():
    for language in supported():
        assert sum(case.values[0] == language for case in _cases()) >= 10


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2009", "\r\n", "\n", "\t", "  "])
def test_any_white_space_parts_sentences(space):
    text = f"«{space}Un.{space}»{space}Deux{space}!{space}Trois{space}?{space}Quatre"
    assert [" ".join(piece.split()) for piece in cut(text)] == ["« Un. »", "Deux !", "Trois ?", "Quatre"]


def test_offsets_count_code_points_beyond_the_basic_plane():
    text = "👨‍👩‍👧 partent. 🇷🇺 Le drapeau flotte. 😀"
    first, second, *rest = split(text, Span(0, len(text)), "fr")
    assert (first, text[second.start : second.end]) == (Span(0, 14), "🇷🇺 Le drapeau flotte. 😀")
    assert not rest


def test_only_the_span_is_read():
    text = "Un mot. Deux mots. Trois mots."
    assert cut(text, span=Span(8, 18)) == ["Deux mots."]


@pytest.mark.parametrize("text", ["", " \n ", "?! ... !!!", "«»", "😀"])
def test_without_a_word_there_is_no_sentence(text):
    assert cut(text) == []


def test_unknown_language():
    with pytest.raises(LanguageError, match="one of fr, en, ru"):
        cut("Ein Satz.", "de")


@given(WORDS, st.sampled_from(["fr", "en", "ru"]))
def test_sentences_lie_in_order_and_leave_out_no_word(text, language):
    found = list(split(text, Span(0, len(text)), language))
    assert all(left.end <= right.start for left, right in pairwise(found))
    for span in found:
        assert span.of(text) == span.of(text).strip()
        assert any(character.isalnum() for character in span.of(text))
    covered = {at for span in found for at in range(span.start, span.end)}
    assert not [text[at] for at in range(len(text)) if text[at].isalnum() and at not in covered]


def test_long_texts_without_sentences_are_read_in_linear_time():
    for piece in ("A.", ". ", "J.-P", "a-", "«", '"', "5. "):
        cut(piece * 20_000)
