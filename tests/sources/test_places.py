"""Places by name: cases of every language, common words and given names among them."""

from __future__ import annotations

import csv
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.languages.profile import supported
from kg.sources.places import Gazetteer
from tests.support.paths import CASES

GAZETTEER = Gazetteer()


def _cases():
    for language in supported():
        with (CASES / language / "places.tsv").open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield pytest.param(language, row["text"], row["places"], id=f"{language}: {row['text']}")


@pytest.mark.parametrize(("language", "text", "places"), list(_cases()))
def test_case(language, text, places):
    found = ";".join(f"{text[start:end]}={place.label}" for start, end, place in GAZETTEER.find(text, language))
    assert (found or "-") == places


def test_a_place_says_where_it_is():
    ((start, end, place),) = GAZETTEER.find("À Damas", "fr")
    assert (start, end, place.country, place.id) == (2, 7, "SY", "geonames-170654")
    assert (round(place.latitude), round(place.longitude)) == (34, 36)


def test_offsets_count_code_points():
    ((start, end, _),) = GAZETTEER.find("😀 Дамаск", "ru")
    assert (start, end) == (2, 8)


@given(
    st.lists(st.sampled_from(["Damas", "New", "York", "Deir", "ez-Zor", "La", "Haye", "’", " ", ", ", "é"])).map(
        "".join
    )
)
def test_places_lie_in_order(text):
    found = GAZETTEER.find(text, "fr")
    assert all(left[1] <= right[0] for left, right in pairwise(found))


@pytest.mark.parametrize(
    ("language", "text", "countries", "places"),
    [
        ("en", "Smoke rose over Khan Sheikhoun.", "SY", ["Khan Sheikhoun"]),
        ("en", "Smoke rose over Khan Sheikhoun.", "", []),
        ("en", "He drove to Saraqib and back.", "SY", ["Saraqib"]),
        ("en", "Saraqib spoke first.", "SY", []),  # one word, and nothing before it says that it is a place
        ("fr", "Le bus relie Lyon à Sète.", "FR", ["Lyon", "Sète"]),
        ("fr", "L’opérateur Orange a baissé ses prix.", "FR", []),
        ("ru", "Колонна вышла из Саракиба.", "SY", []),  # its Russian name is not in the gazetteer
    ],
)
def test_towns_are_known_to_a_text_about_their_country(language, text, countries, places):
    found = GAZETTEER.find(text, language, frozenset(countries.split()))
    assert [text[start:end] for start, end, _ in found] == places


@pytest.mark.parametrize(
    ("language", "text", "places"),
    [
        ("en", "The novelist Jack London wrote it.", []),
        ("en", "Talks ended in March.", []),
        ("en", "Troops entered East Aleppo and Syrian Idlib.", ["Aleppo", "Idlib"]),
        ("fr", "Le navire Amiral Essen a tiré.", []),
    ],
)
def test_a_name_behind_a_name_is_no_place(language, text, places):
    found = GAZETTEER.find(text, language, frozenset({"GB"}))
    assert [text[start:end] for start, end, _ in found] == places


def test_a_place_is_found_again_by_its_id():
    ((_, _, place),) = GAZETTEER.find("À Damas", "fr")
    assert GAZETTEER.by_id(place.id) == place
    assert GAZETTEER.by_id("geonames-0") is None
