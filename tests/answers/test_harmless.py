"""Words of articles, harmless in a terminal and on one line."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.answers.harmless import clean

CLEANED = [
    ("Le pont « est »\tfermé\n", "Le pont « est »\tfermé\n"),
    ("Дейр-эз-Зор 🇷🇺 👨‍👩‍👧 e\u0301", "Дейр-эз-Зор 🇷🇺 👨‍👩‍👧 e\u0301"),
    ("\x1b[31mred\x1b[0m", "�[31mred�[0m"),
    ("\x9b2J\x07\x00\x7f", "�2J���"),
    ("a\u202eb\u2066c", "a�b�c"),
    ("a\u2028b\rc", "a�b�c"),
    ("a\r\nb", "a\nb"),
    ("so\u00adft \ufeffzero\u200bwidth", "soft zerowidth"),
    ("\ud800\ue000", "��"),
]


@pytest.mark.parametrize(("text", "shown"), CLEANED)
def test_clean(text, shown):
    assert clean(text) == shown


@given(st.text(alphabet=st.characters(categories=["Cc", "Cf", "Cs", "Co", "Zl", "Zp", "Ll"])))
def test_nothing_that_a_terminal_obeys_is_left(text):
    assert all(unicodedata.category(letter) == "Ll" or letter in "\n\t\u200d\ufffd" for letter in clean(text))
    assert clean(clean(text)) == clean(text)
