"""Candidates for contradictions: one event, two sources, figures that exclude each other; what is denied."""

from __future__ import annotations

import pytest

from kg.model import Article, Claim, Commitment, Contradiction, Fact, Known, Span, TimeExpression
from kg.propositions.matching.contents import contents
from kg.propositions.matching.contradictions import by_figures
from kg.propositions.matching.pair_scorer import Similarity
from kg.propositions.matching.propose import propose
from tests.support.matching import bag, claim, item

TOLL = "{} people were killed by shelling in Kadmar"


def found(*said: Claim, days: str = "aab") -> list[Contradiction]:
    """Candidates among claims; ``days`` has a letter an article: a, b, c … are days of one month from the 4th on."""
    dates = (f"2017-04-{4 + ord(day) - ord('a'):02}" for day in days)
    articles = [Article(one.article, "", date=Fact(day, Known.ASSERTED)) for one, day in zip(said, dates, strict=False)]
    return list(propose(articles, said, bag)[1])


def tolls(one: str, other: str, days: str = "aa") -> list[tuple[str, ...]]:
    texts = (one if " " in one else TOLL.format(one), other if " " in other else TOLL.format(other))
    return [candidate.reasons for candidate in found(claim(texts[0], "a"), claim(texts[1], "b"), days=days)]


def test_two_tolls_of_one_event_by_two_sources():
    ((figures, shared),) = tolls("58", "86")
    assert figures == "58 person against 86 person (kill)"
    assert shared == "same event: kill, shelling"


def test_two_measures_of_one_thing():
    ((figures, *_),) = tolls("60 tonnes of oil leaked in Kadmar", "85 tonnes of oil leaked in Kadmar")
    assert figures == "60 tonne against 85 tonne"
    assert not tolls("60 tonnes of oil leaked in Kadmar", "85 litres of oil leaked in Kadmar")


@pytest.mark.parametrize(
    ("one", "other", "days"),
    [
        ("At least 58 people were killed by shelling in Kadmar", "86", "aa"),  # both can hold
        ("58", "9", "aa"),  # too few to be a count of the same
        ("58", "86 people were killed by shelling in Bortan", "aa"),  # another place
        ("58", "86 people were killed by poison gas in Kadmar", "aa"),  # another kind of attack
        ("58", "86", "az"),  # weeks apart
        ("58", "20", "ae"),  # tolls do not shrink within days
        ("58", "86 people were killed by shelling in Kadmar in 2011", "aa"),
        ("58", "86 people were injured by shelling in Kadmar", "aa"),
        ("58 people were killed", "86 people were killed", "aa"),  # nothing tells of which event
    ],
)
def test_what_is_no_contradiction(one, other, days):
    assert not tolls(one, other, days)


def test_a_toll_that_shrinks_leaves_the_other_figures():
    told = "{} people were killed and {} people were injured by shelling in Kadmar"
    ((figures, _),) = tolls(told.format(58, 30), told.format(20, 60), "ae")
    assert figures == "30 person against 60 person (injure)"


def test_one_sources_later_figure_is_its_own():
    one = claim(TOLL.format(58), "a", source="ministry")
    assert not found(one, claim(TOLL.format(86), "b", source="ministry"))
    assert found(one, claim(TOLL.format(86), "b", source="observatory"))


def test_days_that_are_said_part_two_events():
    def dated(text: str, name: str, value: str) -> Claim:
        times = (TimeExpression(Span(0, 9), text[:9], value),)
        return claim(text, name, times=times)

    one = dated("On Monday 58 people were killed by shelling in Kadmar", "a", "2017-04-03")
    assert found(one, dated("On Monday 86 people were killed by shelling in Kadmar", "b", "2017-04-03"))
    assert not found(one, dated("On Sunday 86 people were killed by shelling in Kadmar", "b", "2017-03-26"))


def test_the_surest_and_those_that_differ_most_come_first():
    said = [claim(TOLL.format(number), name) for number, name in ((58, "a"), (76, "b"), (100, "c"))]
    candidates = found(*said, days="aaa")
    assert candidates[0].reasons[0] == "58 person against 100 person (kill)"
    assert [one.confidence for one in candidates] == sorted((one.confidence for one in candidates), reverse=True)


def test_a_later_toll_that_is_larger_counts_less():
    (same_day,) = found(claim(TOLL.format(58), "a"), claim(TOLL.format(86), "b"), days="aa")
    (later,) = found(claim(TOLL.format(58), "a"), claim(TOLL.format(86), "b"), days="ac")
    assert later.confidence < same_day.confidence


def test_a_deed_and_its_denial():
    said = claim("Turkish planes struck a school in Kadmar", "a", source="observatory")
    denied = claim("Turkish planes struck a school in Kadmar", "b", commitment=Commitment.DENIED, source="ministry")
    (one,) = found(said, denied, days="aa")
    assert one.kind == "polarity"
    assert (one.left.article, one.right.article) == ("a", "b")


def test_nobody_contradicts_himself_in_one_breath():
    said = claim("Turkish planes struck a school in Kadmar", "a", source="ministry")
    denied = claim("Turkish planes struck a school in Kadmar", "b", commitment=Commitment.DENIED, source="ministry")
    assert not found(said, denied, days="aa")


@pytest.mark.parametrize(
    ("length", "excluded"), [("two years", True), ("more than two years", True), ("three years", False)]
)
def test_lengths_of_one_state_that_nobody_would_tell_of_one_siege(length, excluded):
    siege = "The town of Kadmar has been under siege for {}"
    pair = [item(siege.format(text), article=name) for text, name in ((length, "a"), ("three years", "b"))]
    assert bool(by_figures(*contents(pair), Similarity(0.9))) is excluded
