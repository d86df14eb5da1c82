"""Articles that carry one text: recognised whatever their form, directed by dates, never by chance."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from kg.model import Article, Copy, Fact, Known, Reuse
from kg.model.wording import text_hash
from kg.propositions.near_duplicates import copies, is_same_article

WIRE = (
    "The bridge over the river was closed on Tuesday after engineers found cracks in two of its pillars. "
    "The mayor said that traffic would be sent over the northern road until December, and that repairs would cost "
    "about two million euros. Residents of the old town complained that nobody had asked them before the decision."
)
OTHER = (
    "Farmers in the valley expect a late harvest this year because the spring was cold and very wet. "
    "The union asked the government for help, and the ministry promised an answer before the end of the month."
)
RUSSIAN = (
    "Мост через реку закрыли во вторник, после того как инженеры нашли трещины в двух опорах. Мэр заявил, что движение "
    "пустят по северной дороге до декабря, а ремонт обойдётся примерно в два миллиона евро."
)


def article(name: str, text: str, date: str | None = None, outlet: str | None = None) -> Article:
    facts = {key: Fact(value, Known.ASSERTED) for key, value in (("date", date), ("outlet", outlet)) if value}
    return Article(name, text, **facts)


def test_one_text_has_one_hash_however_it_is_set():
    assert (
        text_hash("«Le pont\u00a0est\nfermé.»") == text_hash('"Le pont est FERMÉ"') != text_hash("Le pont est ouvert")
    )


def test_the_younger_is_the_copy():
    found = copies([article("b", WIRE, "2017-09-06"), article("a", WIRE.upper(), "2017-09-05"), article("c", OTHER)])
    assert found == (Copy("b", "a", Reuse.IDENTICAL, 1.0, True),)


@pytest.mark.parametrize(
    ("one", "other", "directed"),
    [
        ("2017-09-05", "2017-09-05", False),
        ("2017-09", "2017-09-05", False),
        ("2017-08", "2017-09-05", True),
        ("2016", "2017-09", True),
        (None, "2017-09-05", False),
        (None, None, False),
    ],
)
def test_who_copied_is_said_only_where_the_dates_tell(one, other, directed):
    (found,) = copies([article("a", WIRE, one), article("b", WIRE, other)])
    assert found.directed is directed
    assert {found.copy, found.original} == {"a", "b"}


def test_an_edited_copy_and_a_longer_one_are_found_in_any_script():
    edited = WIRE.replace("about two million", "nearly 2m").replace("on Tuesday ", "")
    near, inside, russian = (
        copies([article("a", text, "2017-09-05"), article("b", longer, "2017-09-06")])[0]
        for text, longer in (
            (WIRE, edited),
            (WIRE, f"{OTHER} {OTHER.upper()} More. {WIRE}"),
            (RUSSIAN, f"(X) {RUSSIAN}"),
        )
    )
    assert (near.reuse, inside.reuse, russian.reuse) == (Reuse.NEAR, Reuse.INSIDE, Reuse.NEAR)
    assert near.share < inside.share == russian.share == 1.0


def test_a_shared_sentence_and_a_shared_phrase_are_no_copy():
    quoted = OTHER + " Residents of the old town complained that nobody had asked them before the decision."
    assert not copies([article("a", WIRE), article("b", quoted), article("c", OTHER.replace("valley", "plain")[:60])])
    assert not copies([article("a", "Oui, bien sûr."), article("b", "Oui, bien sûr.")])


def test_the_order_of_the_articles_does_not_matter():
    rows = [
        article("a", WIRE, "2017-09-05"),
        article("b", WIRE),
        article("c", WIRE + OTHER, "2017-09-07"),
        article("d", OTHER, "2017-09-01"),
    ]
    found = copies(rows)
    for seed in range(5):
        assert copies(random.Random(seed).sample(rows, len(rows))) == found  # noqa: S311


def test_many_articles_take_linear_work():
    words = [f"w{number}" for number in range(5000)]
    rng = random.Random(1)  # noqa: S311
    rows = [article(str(at), " ".join(rng.choices(words, k=60))) for at in range(2000)]
    rows += [article(f"copy{at}", WIRE, "2017-09-06") for at in range(300)] + [article("first", WIRE, "2017-09-05")]
    found = copies(rows)
    assert len(found) == 300
    assert {pair.original for pair in found if pair.directed} == {"first"}


def test_one_article_by_two_ways_in():
    one = article("a", WIRE, "2017-09-05", "The Quay")
    assert is_same_article(one, article("b", WIRE))
    assert is_same_article(one, article("b", WIRE, "2017-09", "the quay"))
    assert not is_same_article(one, article("b", WIRE, "2017-09-05", "The Harbour"))
    assert not is_same_article(one, article("b", WIRE, "2017-09-06", "The Quay"))
    assert not is_same_article(one, replace(one, teaser=True))
