"""Who said it first and who repeated it, with the days between: never first by a guess."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.answers import queries
from kg.graph.store import Store, Table
from tests.support.spoken import MINISTRY, MONITOR, OUTLET, dated, fill, proposition, spoken
from tests.support.stores import STORES, opened


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with opened(request.param, tmp_path) as found:
        yield found


def put(store: Store, *days: str | None) -> None:
    """One proposition in as many articles as there are days."""
    claims = [spoken(f"a{at}", MINISTRY if at % 2 else MONITOR, OUTLET) for at in range(len(days))]
    rows = zip(claims, days, strict=True)
    fill(store, [dated(claim.article, day, claim) for claim, day in rows], [proposition(*claims)])


def column(store: Store, query: str, *names: str) -> list[tuple[str | None, ...]]:
    answer = queries.run(store, query).answer
    assert isinstance(answer, Table)
    places = [answer.columns.index(name) for name in names]
    return [tuple(None if row[at] is None else str(row[at]) for at in places) for row in answer.rows]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (["2017-04-05", "2017-04-04"], [("a1", "first")]),
        (["2017-04-04", "2017-04-04"], [("a0", "first"), ("a1", "first")]),
        (["2017-04", "2017-04-04"], [("a0", "perhaps first"), ("a1", "perhaps first")]),
        (["2017-05", "2017-04-04"], [("a1", "first")]),
        (["2017", "2017-04-04", "2017-05-01"], [("a0", "perhaps first"), ("a1", "perhaps first")]),
        (["2017-04-05", None], [("a0", "first among the dated")]),
        (["2017"], [("a0", "first")]),
        ([None, None], []),
    ],
)
def test_who_was_first(store: Store, days: list[str | None], expected: list[tuple[str, str]]) -> None:
    put(store, *days)
    assert sorted(column(store, "first-assertion", "article", "standing")) == expected


def test_who_repeated_it_and_when(store: Store) -> None:
    days = ["2016-02-28", "2016-03-01", "2017-01-01", None, "2017"]
    put(store, *days)
    apart = (datetime.date(2017, 1, 1) - datetime.date(2016, 2, 28)).days
    assert column(store, "spread", "article", "days") == [
        ("a0", "0"),
        ("a1", "2"),
        ("a4", None),
        ("a2", str(apart)),
        ("a3", None),
    ]


def test_no_days_are_counted_from_a_day_that_is_not_known(store: Store) -> None:
    put(store, "2017-04", "2017-04-09")
    assert [days for (days,) in column(store, "spread", "days")] == [None, None]


def test_what_stands_in_one_article_did_not_spread(store: Store) -> None:
    put(store, "2017-04-04")
    assert column(store, "spread", "article") == []


def test_who_carries_whose_claims(store: Store) -> None:
    put(store, "2017-04-04", "2017-04-05", "2017-04-06")
    assert column(store, "relays", "who", "via", "role", "claims", "articles", "first", "last") == [
        ("Monitor", "Gazette", "outlet", "2", "2", "2017-04-04", "2017-04-06"),
        ("Ministry", "Gazette", "outlet", "1", "1", "2017-04-05", "2017-04-05"),
    ]
