"""What a content says: numbers, events, plans."""

from __future__ import annotations

import pytest

from kg.model import Commitment
from kg.propositions.matching.facets import facets
from kg.propositions.matching.tokenized import tokenize
from tests.support.matching import item


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("At least 58 people were killed and 300 wounded", "en", {("person", 58, "kill"), ("person", 300, "injure")}),
        ("Trois soldats ont été tués", "fr", {("soldier", 3, "kill")}),
        ("погибли четыре человека", "ru", {("person", 4, "kill")}),
        ("une ville de près de 200.000 habitants", "fr", {("inhabitant", 200000, None)}),
        ("On 4 April 2017 talks began", "en", set()),
    ],
)
def test_numbers_are_read_with_what_they_count(text: str, language: str, expected: set) -> None:
    assert {(one.what, one.value, one.of) for one in facets(tokenize(item(text, language))).counts} == expected


@pytest.mark.parametrize(
    ("text", "language", "front", "background"),
    [
        ("After the town was besieged, the president sent a letter", "en", "message", "siege"),
        ("Après la prise de la ville, le président a envoyé une lettre", "fr", "message", "capture"),
        ("L'armée avance afin de briser le siège", "fr", "advance", "break-siege"),
    ],
)
def test_circumstance_and_purpose_are_not_what_happened(text: str, language: str, front: str, background: str) -> None:
    found = facets(tokenize(item(text, language)))
    assert front in found.events
    assert background in found.background


@pytest.mark.parametrize(
    ("text", "plan"),
    [
        ("The report will be made public next week", True),
        ("The council should hold an emergency meeting", True),
        ("The town will be free in two days", False),
    ],
)
def test_a_plan_is_no_prediction(text: str, plan: bool) -> None:
    assert facets(tokenize(item(text, commitment=Commitment.PROSPECTIVE))).plan is plan
