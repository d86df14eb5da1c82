"""Names that sound alike across scripts, and those that do not."""

from __future__ import annotations

import pytest

from kg.answers.ask.frame import Concept
from kg.answers.ask.sounds import alike, may_be_a_name, sound


@pytest.mark.parametrize(
    ("one", "other"),
    [("Гута", "Ghouta"), ("Гуте", "Ghouta"), ("Дума", "Douma"), ("Хамури", "Khamouri")],
)
def test_one_name_in_two_scripts_sounds_alike(one: str, other: str):
    assert sound(one) == sound(other)


@pytest.mark.parametrize(("one", "other"), [("Ирак", "Иран"), ("Daraa", "Douma"), ("Жуков", "Шуков"), ("Гута", "Гата")])
def test_names_that_only_look_alike_do_not(one: str, other: str):
    assert sound(one) != sound(other)


def test_a_concept_takes_the_other_spelling_and_no_common_word():
    found = alike(Concept("Гуте", ("гут",)), ["Eastern Ghouta", "the gut of a fish", "Damascus"])
    assert found.words == ("гут", "=ghouta")


@pytest.mark.parametrize(
    ("concept", "may"),
    [
        (Concept("Гута", ("гут",)), True),
        (Concept("siege", ("sieg",)), False),
        (Concept("Syria", ("syria",), ("x",)), False),
        (Concept("70", number=70), False),
    ],
)
def test_only_a_name_that_no_table_knows_is_sought_by_its_sound(concept: Concept, may: bool):
    assert may_be_a_name(concept) is may
