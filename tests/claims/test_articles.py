"""Whole small articles as data: who speaks in each sentence, and how much of it is quoted."""

from __future__ import annotations

import json

import pytest

from kg.model import Article, Fact, Known, Role
from kg.pipeline.extraction import claims
from tests.support.paths import CASES
from tests.support.registry import resources

pytestmark = pytest.mark.models

ARTICLES = [
    (path.parent.name, json.loads(line))
    for path in sorted(CASES.glob("*/articles.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()
]


def test_there_are_cases():
    assert len(ARTICLES) > 5


@pytest.mark.parametrize(("language", "case"), ARTICLES, ids=[case["why"] for _, case in ARTICLES])
def test_speakers_and_quotes(language, case):
    date = Fact(case.get("date"), Known.ASSERTED)
    article = Article("case", case["text"], language=Fact(language, Known.ASSERTED), date=date)
    read = [
        [chain.origin.agent.label if chain.origin.role is Role.ORIGIN else None, claim.quote.value]
        for claim in claims(article, resources())
        for chain in claim.chains[:1]
    ]
    assert read == case["claims"]
