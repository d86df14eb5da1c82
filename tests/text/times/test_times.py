"""When: the labelled sets, and that no day, month or year comes out that nobody said."""

from __future__ import annotations

import re
import tomllib
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench import labelled_times as labelled
from kg.languages.profile import FOLDER, supported
from kg.model import Span, edtf
from kg.text.times import Times, calendar
from kg.text.times.calendar import Tense
from kg.text.times.rules import rules

ALL = [(language, result) for language in supported() for result in labelled.results(language)]
DAY = re.compile(r"\d{4}-\d\d-\d\d")
MONTH = re.compile(r"\d{4}-(?:0\d|1[0-2])")


@pytest.mark.parametrize("language", supported())
def test_labelled_expressions(language: str):
    found = [result for code, result in ALL if code == language]
    assert sum(len(result.case.spans) for result in found) >= 200
    assert sum(not result.case.spans for result in found) >= 15
    assert {len(result.case.given) for result in found} == {0, 4, 7, 10}, "unknown, year, month and day"
    assert sum(result.right for result in found) / sum(result.cases for result in found) >= 0.95


PIECE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?<?[=!]|\(|\)|.", re.DOTALL)


def _match_alone(pattern: str) -> str:
    """An expression without what must, or must not, stand around its match."""
    kept, depth, looking = [], 0, 0
    for piece in PIECE.findall(pattern):
        depth += piece.startswith("(")
        looking = looking or (depth if re.match(r"\(\?<?[=!]", piece) else 0)
        if not looking:
            kept.append(piece)
        if piece == ")":
            looking = 0 if looking == depth else looking
            depth -= 1
    return "".join(kept)


PATTERNS = [
    pytest.param(language, re.compile(_match_alone(pattern.pattern), re.IGNORECASE), id=f"{language}-{kind}-{number}")
    for language in supported()
    for number, (kind, pattern) in enumerate(rules(language).patterns)
]


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@pytest.mark.parametrize(("language", "pattern"), PATTERNS)
@given(data=st.data())
def test_whatever_a_pattern_takes_can_be_resolved(language: str, pattern: re.Pattern[str], data: st.DataObject):
    """No pattern finds words of which its kind then asks for a slot that the pattern does not have."""
    text = data.draw(st.from_regex(pattern, fullmatch=True))
    for date, said in product(("2021-09-16", None), (text, f"{text})", f"{text}.")):
        for found in Times(date).read(said, language):
            assert found.span.of(said) == found.text


def test_a_weekday_without_a_preposition():
    read = Times("2021-09-16").read("Четверг, 9 утра: совещание.", "ru")
    assert next(one.value for one in read if one.text.startswith("Четверг")).startswith("2021-09-16")


def test_values_of_labels_are_edtf():
    values = {value for _, result in ALL for value in result.case.values if value != "-"}
    assert len(values) > 70
    for value in values:
        first, last = edtf.days(value)
        assert first or last


@pytest.mark.parametrize("language", supported())
@pytest.mark.parametrize("date", ["2017-09", "2017", None])
def test_a_coarse_date_brings_no_day_that_the_words_have_not(language: str, date: str | None):
    """Every labelled sentence again, with a coarser date: a day needs a number of its own in the words before it."""
    checked = 0
    for case in (result.case for code, result in ALL if code == language):
        reader = Times(date)
        for sentence in labelled.split(case.text, Span(0, len(case.text)), language):
            said = {int(number) for number in re.findall(r"\d+", case.text)}
            for found in reader.read(sentence.of(case.text), language):
                checked += 1
                days = [int(day[8:10]) for day in DAY.findall(found.value or "")]
                assert all(day in said or _beside(day, said) for day in days), (case.text, found)
    assert checked > 100


def _beside(day: int, said: set[int]) -> bool:
    """A day reckoned from one that is written: the day before the 2nd, three days after the 10th, a night's other."""
    return bool({day - 1, day + 1, day - 3, day - 2} & said) and bool(said)


@pytest.mark.parametrize("language", supported())
def test_without_any_date_only_what_the_words_tell_has_a_value(language: str):
    for case in (result.case for code, result in ALL if code == language):
        if not re.search(r"\d{4}|\d\d\.\d\d|9\d|8\d|XIX|XX|19th|20th|\d0-", case.text):
            for found in Times(None).read(case.text, language):
                assert found.value is None, (case.text, found)


@pytest.mark.parametrize("language", supported())
def test_a_year_brings_no_month(language: str):
    for case in (result.case for code, result in ALL if code == language):
        if re.search(r"\d", case.text):
            continue
        for found in Times("2017").read(case.text, language):
            assert not DAY.search(found.value or ""), (case.text, found)
            months = MONTH.findall(found.value or "")
            assert not months, (case.text, found)


def test_spans_are_those_of_the_words():
    text = "Il est arrivé lundi ; le 3 septembre 2017, il repart."
    found = Times("2017-09-05").read(text, "fr")
    assert [(text[time.span.start : time.span.end], time.text, time.value) for time in found] == [
        ("lundi", "lundi", "2017-09-04"),
        ("le 3 septembre 2017", "le 3 septembre 2017", "2017-09-03"),
    ]


def test_the_day_before_is_forgotten_after_a_few_sentences():
    reader = Times("2017-09-05")
    assert reader.read("Le 2 septembre, un drone est tombé.", "fr")[0].value == "2017-09-02"
    for _ in range(2):
        reader.read("Il pleuvait.", "fr")
    assert reader.read("La veille, il faisait beau.", "fr")[0].value == "2017-09-01"
    for _ in range(3):
        reader.read("Il pleuvait.", "fr")
    assert reader.read("La veille, il faisait beau.", "fr")[0].value is None


def test_yesterday_in_a_quotation_is_the_day_before_the_speech():
    text = "« Hier, ils ont fui », a déclaré lundi le colonel."
    quoted = Times("2017-09-05").read(text, "fr", [Span(0, 20)])
    assert [time.value for time in quoted] == ["2017-09-03", "2017-09-04"]
    assert [time.value for time in Times("2017-09-05").read(text, "fr")] == ["2017-09-04", "2017-09-04"]


@pytest.mark.parametrize("date", ["5 September", "2017-13", "2017-02-30", "", "yesterday"])
def test_a_date_that_is_none_counts_as_unknown(date: str):
    assert Times(date).read("They left yesterday.", "en")[0].value is None


def test_languages_say_the_same_things():
    read = [tomllib.loads((FOLDER / code / "times.toml").read_text("utf-8")) for code in supported()]
    for table in read[1:]:
        assert table.keys() == read[0].keys()
        for key in ("units", "ordinals", "words", "around", "relations", "tense", "patterns", "tens"):
            assert table[key].keys() == read[0][key].keys(), key
        assert [len(table[key]) for key in ("months", "weekdays", "seasons")] == [12, 7, 4]


def test_hostile_text_takes_no_time():
    for piece in ("le 5 ", "в ночь на ", "between 5 and ", "il y a plus de ", "du 3 au ", "the first half of the "):
        for language in supported():
            Times("2017-09-05").read(piece * 400, language)


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2017", "2017-01-01", "2017-12-31"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2017-09-05", "2017-09-05", "2017-09-05"),
        ("2017-09-05T14:30", "2017-09-05", "2017-09-05"),
        ("2017-09-05T14:30Z", "2017-09-05", "2017-09-05"),
        ("2014/2016-03", "2014-01-01", "2016-03-31"),
        ("2014/..", "2014-01-01", None),
        ("2014~/..", "2014-01-01", None),
        ("../2016-02", None, "2016-02-29"),
        ("/2017-09", None, "2017-09-30"),
        ("2017-21", "2017-03-01", "2017-06-30"),
        ("2017-24", "2016-12-01", "2018-03-31"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("18XX", "1800-01-01", "1899-12-31"),
        ("2007~", "2007-01-01", "2007-12-31"),
    ],
)
def test_days_of_a_value(value: str, first: str | None, last: str | None):
    assert [day and day.isoformat() for day in edtf.days(value)] == [first, last]


@pytest.mark.parametrize(
    "value",
    ["", "/", "../..", "17", "2017-13", "2017-25", "2017-02-29", "2016/2014", "2017-09-05T25:00", "XXXX", "x/2017"],
)
def test_what_is_no_value(value: str):
    with pytest.raises(edtf.InputError, match="EDTF"):
        edtf.days(value)


def test_reckoning():
    assert calendar.shifted("2017-01", -2, "month") == "2016-11"
    assert calendar.shifted("2017", -1, "month") is None
    assert calendar.in_year("2017-03-01", "02-29", Tense.PAST) is None
    assert calendar.in_year("2016-03-01", "02-29", Tense.PAST) == "2016-02-29"
    assert calendar.in_year("2017-09", "11", Tense.UNKNOWN) == "2017-11"
    assert calendar.in_year("2017-09-05", "09-20", Tense.PAST) is None, (
        "nobody leaves out the year of a day so far back"
    )
    assert calendar.weekday("2017-09-05", 1, Tense.PAST, strict=False) == "2017-09-05"
    assert calendar.weekend("2017-09-05", Tense.FUTURE) == "2017-09-09/2017-09-10"
    assert calendar.before("2017-03-01") == "2017-02-28"
