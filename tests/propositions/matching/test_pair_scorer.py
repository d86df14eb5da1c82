"""The score of a pair and its reasons."""

from __future__ import annotations

from kg.model import Article, Fact, Known
from kg.propositions.matching.assertions import assertions
from kg.propositions.matching.contents import contents
from kg.propositions.matching.pair_scorer import SAME, PairScore, Similarity, decide
from tests.support.matching import item


def test_a_decision_says_what_agreed_and_what_did_not() -> None:
    pair = [item(f"{n} soldiers were killed near Kadmar in Syria", article=name) for n, name in ((3, "a"), (9, "b"))]
    decision = decide(*contents(pair), Similarity(0.9))
    assert decision.confidence == 0.0
    assert "same country: SY" in decision.reasons
    assert "cosine 0.90" in decision.reasons
    assert "other number" in decision.against


def test_the_same_words_a_year_later_tell_of_something_else() -> None:
    text = "Two soldiers were killed near Kadmar in Syria"
    pair = [item(text, article=name) for name in "ab"]

    def confidence(*dates: str | None) -> float:
        articles = [Article(name, text, date=Fact(date, Known.TEXT)) for name, date in zip("ab", dates, strict=True)]
        dated = assertions(articles, [one.claim for one in pair])
        return decide(*contents(dated), Similarity(0.8, 1.0, 1.0)).confidence

    assert confidence("2017-04-04", "2018-04-04") < confidence("2017-04-04", "2017-04-30")
    assert confidence("2017", "2018") == confidence(None, None) == confidence("2017-04", "2017-05")


def test_words_for_what_was_said_before_are_no_translation_of_a_sentence_that_holds_them() -> None:
    pointing = PairScore(5.0, 0, translated=True, pointing=True)
    assert pointing.confidence(Similarity(0.9, 1.0, 0.2)) < SAME < pointing.confidence(Similarity(0.9, 1.0, 0.9))
