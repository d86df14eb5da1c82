"""Quotation marks: which stretches are quoted, however they are written."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Span
from kg.text.quotation_marks import in_paragraphs, share


def _quoted(text, span):
    return next(in_paragraphs(text, [span]))


def words(text):
    return [span.of(text) for span in _quoted(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Il a dit « oui » puis « non ».", ["« oui »", "« non »"]),
        ("She said “yes” and then “no”.", ["“yes”", "“no”"]),
        ('She said "yes" and then "no".', ['"yes"', '"no"']),
        ('She said "the "old" bridge is shut" and left.', ['"the "old" bridge is shut"']),
        ('It is "new", "clean" and "cheap".', ['"new"', '"clean"', '"cheap"']),
        ("Er sagte „ja“ und ging.", ["„ja“"]),
        ("Il a dit « le “chef” est là » hier.", ["« le “chef” est là »"]),
        ("Il a dit « le « chef » est là » hier.", ["« le « chef » est là »"]),
        ("« La route est ouverte. Avancez. »", ["« La route est ouverte. Avancez. »"]),
        ("«Мы ждём, — сказал «Вестям» мэр «Орла». Потом «Орёл» ушёл.", ["«Мы ждём, — сказал «Вестям» мэр «Орла»"]),
        (
            "« Nous avons lu « Paix », a dit le maire. « Nord » va fermer.",
            ["« Nous avons lu « Paix », a dit le maire. « Nord »"],
        ),
        ("Il a dit : « La route est ouverte.", ["« La route est ouverte."]),
        ("La route est ouverte », a-t-il dit.", ["La route est ouverte »"]),
        ("Газета «Заря» пишет: «Всё спокойно».", ["«Заря»", "«Всё спокойно»"]),
        ("The 6' wall isn't the dogs' bed.", []),
        ("He said ''never'' and ''soon,'' then left.", ["''never''", "''soon,''"]),
        ("No marks at all.", []),
        ('He is 6" tall and said "hello" twice.', ['"hello"']),
    ],
)
def test_stretches(text, expected):
    assert words(text) == expected


def test_only_the_block_is_looked_at():
    text = "« A » B « C »"
    assert [span.of(text) for span in _quoted(text, Span(6, len(text)))] == ["« C »"]


def test_share_counts_letters_and_digits_alone():
    text = 'He said: "yes".'
    marks = _quoted(text, Span(0, len(text)))
    assert share(Span(0, len(text)), marks, text) == pytest.approx(3 / 9)
    assert share(Span(0, 0), marks, text) == 0.0


@given(st.text(alphabet="ab «»“”„\"'. \n", max_size=40))
def test_stretches_are_ordered_apart_and_inside(text):
    found = _quoted(text, Span(0, len(text)))
    assert all(0 <= span.start < span.end <= len(text) for span in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
