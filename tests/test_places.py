"""Places by name: cases of every language, common words and given names among them."""

from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.language import supported
from kg.places import find_places

CASES = Path(__file__).parent / "cases"


def _cases():
    for language in supported():
        with (CASES / language / "places.tsv").open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield pytest.param(language, row["text"], row["places"], id=f"{language}: {row['text']}")


@pytest.mark.parametrize(("language", "text", "places"), list(_cases()))
def test_case(language, text, places):
    found = ";".join(f"{text[start:end]}={place.label}" for start, end, place in find_places(text, language))
    assert (found or "-") == places


def test_a_place_says_where_it_is():
    ((start, end, place),) = find_places("À Damas", "fr")
    assert (start, end, place.country, place.id) == (2, 7, "SY", "geonames-170654")
    assert (round(place.latitude), round(place.longitude)) == (34, 36)


def test_offsets_count_code_points():
    ((start, end, _),) = find_places("😀 Дамаск", "ru")
    assert (start, end) == (2, 8)


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["Damas", "New", "York", "Deir", "ez-Zor", "La", "Haye", "’", " ", ", ", "é"])).map(
        "".join
    )
)
def test_places_lie_in_order(text):
    found = find_places(text, "fr")
    assert all(left[1] <= right[0] for left, right in pairwise(found))
