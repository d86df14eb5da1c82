"""Whose given name a name begins with."""

from __future__ import annotations

import pytest

from kg.languages import given_names
from kg.model import Gender


@pytest.mark.parametrize(
    ("name", "language", "gender"),
    [
        ("Marisela Quill", "fr", Gender.FEMALE),
        ("Jean-Marc Quill", "fr", Gender.MALE),
        ("Jean Quill", "fr", Gender.MALE),
        ("Jean Quill", "en", Gender.FEMALE),
        ("Serguei Quill", "fr", Gender.MALE),
        ("Camille Quill", "fr", None),
        ("Marisela", "fr", None),
        ("Lock Owners", "en", None),
    ],
)
def test_a_given_name_tells_the_gender_where_it_is_of_one(name, language, gender):
    assert given_names.bearer(name, language) is gender


def test_no_name_is_of_both():
    table = given_names._table()
    assert all({*tables["female"].split()}.isdisjoint(tables["male"].split()) for tables in table.values())
