"""Blocks: what each stretch of a text is, and above all what it is not. The cases are in tests/cases."""

from __future__ import annotations

import tomllib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.languages.profile import supported
from kg.model import Article, BlockKind, Fact, Known
from kg.model.errors import LanguageError
from kg.text.blocks import blocks
from tests.support.paths import CASES

PIECES = (
    "Un mot. |\n|\n\n|\r\n|a.jpg |Photo: |(AFP) - |PARIS, |5 mai 2017 |— A (@abc) |« | »|Source : X|\ufeff"
    "|Lire aussi : |Mise à jour : |Мост. |😀|- "
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES.split("|")), max_size=12).map("".join))


def cut(text, language="fr", title=None):
    fact = Fact(title, Known.ASSERTED) if title else Fact()
    return list(blocks(Article("a", text, title=fact), language))


def _cases():
    for language in supported():
        for case in tomllib.loads((CASES / language / "blocks.toml").read_text("utf-8"))["case"]:
            yield pytest.param(language, case, id=f"{language}: {case['name']}")


@pytest.mark.parametrize(("language", "case"), list(_cases()))
def test_case(language, case):
    found = cut(case["text"], language, case.get("title"))
    assert [[block.kind.value, block.span.of(case["text"])] for block in found] == [row[:2] for row in case["blocks"]]
    for block, (_, _, *more) in zip(found, case["blocks"], strict=True):
        assert block.language == (more[0] if more else language)
        assert (block.handle.of(case["text"]) if block.handle else None) == (more[1] if more[1:] else None)


def test_there_are_cases_in_every_language():
    for language in supported():
        assert sum(case.values[0] == language for case in _cases()) >= 5


def test_the_author_of_a_post_is_its_signature_without_the_date():
    text = "Le pont est fermé — Ville de Clairpont 🇫🇷 (@clairpont) 5 septembre 2017"
    post, signature = cut(text)
    assert post.author.of(text) == "— Ville de Clairpont 🇫🇷 (@clairpont)"
    assert (signature.kind, signature.handle) == (BlockKind.SIGNATURE, None)


def test_offsets_count_code_points():
    text = "😀 Titre\n\n🇷🇺 Le drapeau flotte."
    assert [(block.span.start, block.span.end) for block in cut(text)] == [(0, 7), (9, len(text))]


@pytest.mark.parametrize("text", ["", " \n\r\n\t", "\ufeff", "\u200b"])
def test_an_empty_text_has_no_blocks(text):
    assert cut(text) == []


def test_unknown_language():
    with pytest.raises(LanguageError):
        cut("Ein Satz.", "de")


@given(TEXTS, st.sampled_from(["fr", "en", "ru"]))
def test_blocks_lie_in_order_and_leave_out_no_word(text, language):
    found = cut(text, language)
    assert all(left.span.end <= right.span.start for left, right in pairwise(found))
    for block in found:
        assert block.span
        assert not block.span.of(text)[0].isspace()
        assert not block.span.of(text)[-1].isspace()
        assert block.language in supported()
    labels = "".join(text[left.span.end : right.span.start] for left, right in pairwise(found))
    if ":" not in text:  # the label of a caption is in no block
        assert not any(character.isalnum() for character in labels)


def test_long_texts_without_structure_are_read_in_linear_time():
    for piece in ("A-", " b", "(", "A (b ", "— A (@", "Photo ", "5 ", "x.jpg ", "О ", "a\n"):
        cut(piece * 10_000)
