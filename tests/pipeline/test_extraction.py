"""From an article to its claims: language and date as the text tells them, and the way through the stages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.model import Article, ClaimKind, Fact, Known
from kg.model.errors import InputError, LanguageError
from kg.pipeline.extraction import claims, complete, language_of
from kg.sources.registry import Registry
from kg.sources.resources import Resources
from tests.support.gold_claims import seed_articles, seed_claims
from tests.support.registry import registry, resources

NOBODY = Resources.of(Registry(()))
UNREAD = [
    ("Президент України підписав указ про міст, повідомила його пресслужба у вівторок.", "language uk"),
    ("Der Präsident hat am Dienstag ein Dekret unterzeichnet, teilte sein Sprecher mit.", "language de"),
    ("وقع الرئيس مرسوما يوم الثلاثاء، حسبما قال المتحدث باسمه في دمشق.", "language ar"),
    ("Clairpont", "cannot be told"),
    ("123 😀", "cannot be told"),
]


@pytest.mark.parametrize(("text", "said"), UNREAD)
def test_a_text_in_no_supported_language_is_an_error_that_says_so(text, said):
    for stage in (
        language_of,
        lambda article: complete(article, NOBODY.registry),
        lambda article: claims(article, NOBODY),
    ):
        with pytest.raises(LanguageError, match=said) as caught:
            stage(Article("a.txt", text))
        assert "a.txt" in str(caught.value)
        assert "--lang" in str(caught.value)


def test_the_language_asserted_counts_whatever_the_text_looks_like():
    assert language_of(Article("a", "Clairpont", language=Fact("fr", Known.ASSERTED))) == "fr"
    with pytest.raises(LanguageError):
        language_of(Article("a", "Le pont est fermé.", language=Fact("de", Known.ASSERTED)))


def test_the_text_tells_language_and_date():
    article = complete(
        Article("a", "Le pont est fermé\n\n4 septembre 2017 – Le pont de Clairpont est fermé depuis hier."), registry()
    )
    assert article.language == Fact("fr", Known.TEXT)
    assert article.date == Fact("2017-09-04", Known.TEXT)


def test_what_is_asserted_stays():
    given = {"date": Fact("2017", Known.ASSERTED), "language": Fact("fr", Known.ASSERTED)}
    article = Article("a", "4 septembre 2017 – Le pont est fermé.", **given)
    assert complete(article, registry()) == article


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("fr", "AFP, mardi 5 septembre 2017. Le pont de Clairpont a fermé hier."),
        ("fr", "Clairpont, le 5 septembre 2017 - Le pont de Clairpont a fermé hier."),
        ("en", "AP Tuesday 5 Sep 2017 The bridge was closed yesterday."),
        ("en", "Published September 5 2017 The bridge was closed yesterday."),
        ("ru", "ТАСС, 5 сентября 2017 года. Мост закрыли вчера."),
        ("ru", "5 сентября 2017 г. Мост закрыли вчера."),
    ],
)
@pytest.mark.parametrize(
    ("date", "contradicts"),
    [
        *[("2017-09-04", False), ("2017-08-23", False), ("2017", False), ("2017-09", False)],
        *[("2017-08-22", True), ("2017-10-01", True), ("2016", True), ("2018", True)],
    ],
)
def test_a_date_line_weeks_from_the_article_s_date_is_kept_beside_it(language, line, date, contradicts):
    article = Article("a", f"Pont\n\n{line}", date=Fact(date, Known.ASSERTED), language=Fact(language, Known.ASSERTED))
    assert complete(article, registry()) == replace(article, date_line="2017-09-05" if contradicts else None)


@pytest.mark.models
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "AFP, mardi 5 septembre 2017. Le pont de Clairpont a fermé hier."),
        ("en", "AP Tuesday 5 Sep 2017 The bridge was closed yesterday."),
        ("ru", "ТАСС, 5 сентября 2017 года. Мост закрыли вчера."),
    ],
)
def test_where_the_dates_contradict_yesterday_is_no_day(language, text):
    for date, value in (("2017-09-05", "2017-09-04"), ("2014-09-05", None)):
        given = Article("a", text, date=Fact(date, Known.ASSERTED), language=Fact(language, Known.ASSERTED))
        (claim,) = claims(complete(given, registry()), resources())
        assert [time.value for time in claim.times] == [value]
        assert "wire" in {hop.rule for hop in claim.chains[0].hops}


@pytest.mark.parametrize(
    "text", ["Le 4 septembre 2017, le pont a fermé à midi.", "04/05/2017 Le pont de la ville est fermé."]
)
def test_dates_of_sentences_and_ambiguous_ones_date_nothing(text):
    assert complete(Article("a", text), registry()).date == Fact()


def test_the_date_behind_a_post_is_not_the_article_s():
    text = "Le pont est fermé, dit la ville.\n\nNous rouvrons demain — Clairpont (@clairpont) 5 septembre 2017"
    assert complete(Article("a", text), registry()).date == Fact()


@pytest.mark.models
def test_claims_are_the_sentences_of_the_blocks_that_hold_any():
    text = (
        "4 septembre 2017 – Le pont est fermé\n\npont.jpg Photo : un pont.\n\n"
        "Le port est ouvert. Le quai\u00a0est vide 😀.\n\n"
        "The bridge is closed until the end of the month — Ville (@clairpont) 5 septembre 2017\n\nLire aussi : Le port"
    )
    found = claims(Article("a", text), NOBODY)
    assert [(claim.kind, claim.text, claim.language) for claim in found] == [
        (ClaimKind.HEADLINE, "Le pont est fermé", "fr"),
        (ClaimKind.CAPTION, "un pont.", "fr"),
        (ClaimKind.STATEMENT, "Le port est ouvert.", "fr"),
        (ClaimKind.STATEMENT, "Le quai\u00a0est vide 😀.", "fr"),
        (ClaimKind.POST, "The bridge is closed until the end of the month", "en"),
    ]
    assert [claim.position for claim in found] == list(range(5))
    assert all(claim.span.of(text) == claim.text for claim in found)


@pytest.mark.models
def test_an_article_without_a_sentence_is_refused():
    with pytest.raises(InputError, match="at least one sentence"):
        claims(Article("a", "pont.jpg\n\n4 septembre 2017", language=Fact("fr", Known.ASSERTED)), NOBODY)


@pytest.mark.models
def test_the_seeds_are_cut_into_exactly_the_claims_of_the_gold():
    gold = [claim for read in seed_claims().values() for claim in read]
    found = [
        (claim.article, claim.span, claim.kind) for article in seed_articles() for claim in claims(article, NOBODY)
    ]
    assert found == [(claim.article, claim.span, claim.kind) for claim in gold]
