"""Dates of date lines: every notation, and what is no date."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.languages.profile import supported, text_rules
from kg.text.dateline import find_date, iso

DATES = [
    ("6 novembre 2012. -", "2012-11-06"),
    ("Publié le 1er sept. 2017 à 10h30", "2017-09-01"),
    ("3 juil. 2017", "2017-07-03"),
    ("Wed 05 Apr 2017", "2017-04-05"),
    ("April 11, 2017", "2017-04-11"),
    ("Last updated at Apr 052017", "2017-04-05"),
    ("МОСКВА, 5 сентября 2017 г.", "2017-09-05"),
    ("05.04.2017", "2017-04-05"),
    ("date 2017-09", "2017-09"),
    ("2017-09-04T10:00", "2017-09-04"),
    ("31 sept. 2017, corrigé le 1er octobre 2017", "2017-10-01"),
    ("page 4 of 2017, April 5, 2017", "2017-04-05"),
]
NO_DATES = [
    "",
    "04/05/2017",
    "5 septembre",
    "31 février 2017",
    "2017-13-01",
    "2017-02-30",
    "32.01.2017",
    "1.2.3.2017",
    "12017-01-01",
    "en 2017",
    "24 rapports 2017",
    "MOSCOW, September 5. /TASS/.",
]


@pytest.mark.parametrize(("text", "date"), DATES)
def test_date(text, date):
    assert find_date(text) == date


@pytest.mark.parametrize("text", NO_DATES)
def test_no_date(text):
    assert find_date(text) is None


@pytest.mark.parametrize("language", supported())
@given(date=st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)))
def test_days_come_back_in_every_language(language, date):
    month = text_rules(language).months[date.month - 1]
    for text in (f"{date.day} {month} {date.year}", f"{month} {date.day}, {date.year}", date.isoformat()):
        assert find_date(text) == date.isoformat()


def test_iso_is_as_coarse_as_given():
    assert iso(2017, 2, 28) == "2017-02-28"
    assert iso(2017, 2) == "2017-02"
    assert iso(2017, 2, 29) is None
    assert iso(2017, 0) is None
    assert iso(0, 1, 1) is None
