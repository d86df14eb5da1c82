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
