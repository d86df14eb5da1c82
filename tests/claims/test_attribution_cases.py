"""Attribution, case by case: one sentence or small article a line in ``cases/<language>/attribution.jsonl``."""

from __future__ import annotations

from functools import cache

import pytest

from kg.claims.detect import CHAIN
from tests.support.attribution_cases import LANGUAGES, attributions, cases, differences, read
from tests.support.registry import resources

pytestmark = pytest.mark.models

LEAST = 60  # cases a language


@cache
def found(language):
    """What the program finds in all cases of a language: read once, and together, for the models are slow to start."""
    return {row["text"]: list(attributions(read(row["text"], language, resources()))) for row in cases(language)}


def _parameters():
    for language in LANGUAGES:
        for number, row in enumerate(cases(language), 1):
            marks = [pytest.mark.xfail(reason=row["xfail"], strict=True)] if row.get("xfail") else []
            yield pytest.param(language, row, id=f"{language}-{number}-{row['finder']}", marks=marks)


@pytest.mark.parametrize(("language", "row"), list(_parameters()))
def test_case(language, row):
    problems = differences(row["text"], row["expected"], found(language)[row["text"]])
    assert not problems, "\n".join((row["text"], *problems))


@pytest.mark.parametrize("detector", CHAIN, ids=lambda detector: detector.id)
def test_every_detector_reads_some_case(detector):
    read = (one for language in LANGUAGES for several in found(language).values() for one in several)
    assert detector.id in {one.origin.rule.partition("/")[0] for one in read}


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_enough_cases(language):
    rows = cases(language)
    assert len(rows) >= LEAST
    assert len({row["text"] for row in rows}) == len(rows)
    assert {"text", "expected", "finder"} <= set(rows[0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_deliberate_non_matches(language):
    assert sum(row["expected"] == [] for row in cases(language)) >= 10
