"""Days as files write them."""

from __future__ import annotations

import pytest

from kg.readers import Failure
from kg.readers.days import day, order
from tests.support.read_files import found


@pytest.mark.parametrize(
    ("dates", "wanted"),
    [
        (["4/5/2017", "25/12/2017"], "dmy"),
        (["4/5/2017", "12/25/2017"], "mdy"),
        (["4/5/2017", "5/4/2017"], None),
        (["25/12/2017", "12/25/2017"], None),
        (["2017-09-05", "", "31/31/2017"], None),
    ],
)
def test_slashed_dates_are_told_by_their_whole_column(tmp_path, dates, wanted):
    assert order(dates) == wanted
    table = "id,text,date\n" + "".join(f"{at},Le pont.,{date}\n" for at, date in enumerate(dates))
    rows = found(tmp_path / "a.csv", table)
    if wanted:
        assert rows[0].date.value == {"dmy": "2017-05-04", "mdy": "2017-04-05"}[wanted]
    elif dates[0] == "4/5/2017":
        assert all(isinstance(row, Failure) for row in rows)


def test_days_are_read_as_they_are_written():
    assert day("Tue, 05 Sep 2017 23:30:00 -0500") == day("20170905T233000Z") == "2017-09-05"
    assert (day("2017"), day("2017-09"), day("5/9/2017"), day("05 Sep 17"), day("2017-13-01")) == (
        "2017", "2017-09", None, None, None)  # fmt: skip


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("Пн, 30 июл 2018 14:30:00 +0300", "2018-07-30"),
        ("30 июля 2018 г., 14:30", "2018-07-30"),
        ("Tue, 18 Sept 2018 15:53:56 +0300", "2018-09-18"),
        ("lun., 30 juil. 2018 14:30", "2018-07-30"),
        ("jeudi 1er février 2018", "2018-02-01"),
        ("September 18, 2018 3:53 pm", "2018-09-18"),
        ("31 июн 2018", None),
        ("sept. 2018", None),
        ("30.07.2018", None),
        ("30 foo 2018", None),
    ],
)
def test_a_month_may_be_a_word_of_any_language(tmp_path, written, wanted):
    assert day(written) == wanted
    item = (
        f"<item><title>Le pont</title><pubDate>{written}</pubDate><description>Le pont est clos.</description></item>"
    )
    (article,) = found(tmp_path / "a.rss", f'<rss version="2.0"><channel><title>Q</title>{item}</channel></rss>')
    assert article.date.value == wanted
