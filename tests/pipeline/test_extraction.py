"""From an article to its claims: language and date as the text tells them, and the way through the stages."""

from __future__ import annotations

import pytest

from kg.model import Article, ClaimKind, Fact, Known
from kg.model.errors import InputError, LanguageError
from kg.pipeline.extraction import claims, complete, language_of
from kg.sources.registry import Registry
from kg.sources.resources import Resources
from tests.support.gold_claims import seed_articles, seed_claims

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
    for stage in (language_of, complete, lambda article: claims(article, NOBODY)):
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
        Article("a", "Le pont est fermé\n\n4 septembre 2017 – Le pont de Clairpont est fermé depuis hier.")
    )
    assert article.language == Fact("fr", Known.TEXT)
    assert article.date == Fact("2017-09-04", Known.TEXT)


def test_what_is_asserted_stays():
    given = {"date": Fact("2016", Known.ASSERTED), "language": Fact("fr", Known.ASSERTED)}
    article = Article("a", "4 septembre 2017 – Le pont est fermé.", **given)
    assert complete(article) == article


@pytest.mark.parametrize(
    "text", ["Le 4 septembre 2017, le pont a fermé à midi.", "04/05/2017 Le pont de la ville est fermé."]
)
def test_dates_of_sentences_and_ambiguous_ones_date_nothing(text):
    assert complete(Article("a", text)).date == Fact()


def test_the_date_behind_a_post_is_not_the_article_s():
    text = "Le pont est fermé, dit la ville.\n\nNous rouvrons demain — Clairpont (@clairpont) 5 septembre 2017"
    assert complete(Article("a", text)).date == Fact()


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
