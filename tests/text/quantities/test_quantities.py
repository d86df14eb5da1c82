"""How many: labelled sentences of each language, and the corners of the parts."""

from __future__ import annotations

import math

import pytest

from bench.labelled import quantity_cases, quantity_words, sentences
from kg.languages.profile import supported
from kg.text.quantities import quantities
from kg.text.quantities.digits import value
from tests.support.paths import CASES

FLOOR = 98.0  # percent of the sentences of a language; raised when the rules get better, never lowered


def read(language, *texts):
    """The quantities of sentences, each an article of its own."""
    return [quantities(sentence) for sentence in sentences(language, list(texts))]


@pytest.mark.models
@pytest.mark.parametrize("language", supported())
def test_labelled_sentences(language):
    cases = quantity_cases(CASES / language / "quantities.tsv")
    assert len(cases) >= 200
    assert sum(not wanted for _, wanted in cases) >= 50, "sentences that hold no quantity are missing"
    found = read(language, *(text for text, _ in cases))
    wrong = [
        (text, wanted, got)
        for (text, wanted), row in zip(cases, found, strict=True)
        if (got := tuple(map(quantity_words, row))) != wanted
    ]
    assert 100 * (len(cases) - len(wrong)) / len(cases) >= FLOOR, wrong


@pytest.mark.models
def test_words_and_spans():
    text = "Il a vu près de 200.000 habitants et deux soldats russes."
    [(people, soldiers)] = read("fr", text)
    assert (people.text, people.counted) == ("près de 200.000", "habitant")
    assert people.counted_span.of(text) == "habitants"
    assert soldiers.span.of(text) == soldiers.text == "deux"
    assert (soldiers.counted, soldiers.counted_span.of(text)) == ("soldat", "soldats russes")


@pytest.mark.models
def test_open_bounds():
    [(more, most, vague)] = read("en", "More than 300 men, up to 20 tanks and thousands of civilians.")
    assert (more.low, more.high) == (300, math.inf)
    assert (most.low, most.high) == (-math.inf, 20)
    assert (vague.low, vague.high, vague.counted) == (-math.inf, math.inf, "civilian")


@pytest.mark.parametrize(
    ("figure", "decimal", "wanted"),
    [
        ("200.000", ",", 200000),
        ("1 300", ",", 1300),
        ("1\u202f300,5", ",", 1300.5),
        ("1'300", ",", 1300),
        ("1.234.567", ",", 1234567),
        ("1.234.567,8", ",", 1234567.8),
        ("2,5", ",", 2.5),
        ("2.5", ",", 2.5),
        ("0,125", ",", 0.125),
        ("0.125", ",", 0.125),
        ("1,300,000", ",", 1300000),
        ("1,300", ".", 1300),
        ("1,300.5", ".", 1300.5),
        ("12.3", ".", 12.3),
        ("2,5", ".", 2.5),
        ("12.04.2017", ",", None),
        ("1,2,3", ",", None),
        ("2.0.1", ".", None),
    ],
)
def test_value(figure, decimal, wanted):
    assert value(figure, decimal) == wanted


@pytest.mark.parametrize(("figure", "decimal"), [("1,300", ","), ("1.300", ".")])
def test_two_conventions_give_no_value(figure, decimal):
    assert math.isnan(value(figure, decimal))
    assert value(figure, decimal, scaled=True) == 1.3
