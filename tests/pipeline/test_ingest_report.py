"""What is said at the end of an add: what was found in the articles that were read."""

from __future__ import annotations

from dataclasses import replace

from kg.model import Fact, Known
from kg.pipeline.ingest_report import Added, Found, title_of
from tests.support.gold_claims import seed_articles, seed_claims


def test_what_was_found_is_counted():
    found = Found()
    for article in seed_articles():
        found.add(article, seed_claims()[article.id])
    lines = list(found.lines())
    assert lines[0].startswith("Found in 3 articles read: 39 claims, ")
    assert f"{len(found.speakers)} speakers named" in lines[0]
    assert found.speakers["Dmitry Peskov"]
    assert "Without an outlet: 3 articles (say it with --outlet, or in metadata.csv)." in lines


def test_a_date_line_that_disagrees_is_told_with_the_article():
    article = replace(
        next(iter(seed_articles())),
        title=Fact("A\x1b[2J title", Known.ASSERTED),
        date=Fact("2017-09-05", Known.ASSERTED),
        date_line="2014-05-20",
    )
    found = Found()
    for _ in range(7):
        found.add(article, ())
    lines = list(found.lines())
    assert sum("Date line 2014-05-20 against 2017-09-05: A" in line for line in lines) == 5
    assert lines[-1] == "Date lines that disagree with the metadata: and 2 more."
    assert not [line for line in lines if "\x1b" in line]


def test_nothing_read_says_nothing():
    assert list(Added().found.lines()) == []


def test_an_article_without_a_title_is_called_by_its_first_words():
    article = replace(next(iter(seed_articles())), title=Fact(), text="One two\n" * 30)
    assert title_of(article) == f"{('One two ' * 30)[:59]}…"
