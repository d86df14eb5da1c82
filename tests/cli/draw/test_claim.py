"""What a claim's record shows of its article."""

from __future__ import annotations

from dataclasses import replace

from kg.answers.show import ClaimRecord
from kg.cli.draw.claim import shown_text
from tests.support.gold_claims import seed_articles, seed_claims

ID = "https://w3id.org/claim-graph/id/article/a/claim/0-9"


def test_a_date_line_that_contradicts_the_article_s_date_is_shown():
    article = next(iter(seed_articles()))
    claim = seed_claims()[article.id][0]
    for day in (None, "2014-05-20"):
        text = shown_text(ClaimRecord(ID, ID, replace(article, date_line=day), claim, ()))
        assert ("its own date line says 2014-05-20" in text) == (day is not None)
