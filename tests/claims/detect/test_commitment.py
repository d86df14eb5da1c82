"""How a sentence's origin puts it, case by case: ``cases/<language>/commitment.tsv``, one made-up sentence a line."""

from __future__ import annotations

from functools import cache

import pytest

from kg.model import Commitment
from tests.support.attribution_cases import LANGUAGES, read
from tests.support.paths import CASES
from tests.support.registry import resources

pytestmark = pytest.mark.models


def rows(language):
    """Sentence, what is right (several joined by "|"), and why it fails today, if it does."""
    lines = (CASES / language / "commitment.tsv").read_text("utf-8").splitlines()
    cases = [[*line.split("\t"), ""][:3] for line in lines if not line.startswith("#")]
    assert cases, language
    return cases


@cache
def found(language):
    return {sentence: read(sentence, language, resources())[0] for sentence, *_ in rows(language)}


def _parameters():
    for language in LANGUAGES:
        for sentence, expected, reason in rows(language):
            marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
            yield pytest.param(language, sentence, expected, id=f"{language}-{sentence[:40]}", marks=marks)


@pytest.mark.parametrize(("language", "sentence", "expected"), list(_parameters()))
def test_commitment(language, sentence, expected):
    assert found(language)[sentence].commitment.value in expected.split("|")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_commitment_is_covered(language):
    assert {value for _, expected, _ in rows(language) for value in expected.split("|")} == set(Commitment)


@pytest.mark.parametrize(
    ("language", "sentence", "negated"),
    [
        ("fr", "Le pont n'est pas ouvert.", True),
        ("fr", "Le pont est ouvert.", False),
        ("en", "The bridge is not open.", True),
        ("en", "The bridge is open.", False),
        ("ru", "Мост не открыт.", True),
        ("ru", "Мост открыт.", False),
    ],
)
def test_negation_of_the_main_clause(language, sentence, negated):
    assert found(language)[sentence].negated is negated
