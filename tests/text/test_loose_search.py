"""Words are found as whole words, whatever a copy makes of their marks, capitals and accents."""

from __future__ import annotations

import pytest

from kg.text.loose_search import find

TEXT = "« L’élu a nié », dit-il ; l'élu partit."


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("l'élu", "l'élu"),
        ("L'ELU A NIE.", "L’élu a nié"),
        ('"dit-il"', "dit-il"),
        ("lu", None),
        ("", None),
        ("«»", None),
    ],
)
def test_words_are_found_in_spite_of_how_they_are_copied(words: str, found: str | None) -> None:
    place = find(TEXT, words)
    assert (place and place.of(TEXT)) == found


def test_the_last_place_may_be_wanted() -> None:
    assert find("non, dit-elle, non", "non", last=True) == find("xxxx xxxx xxxx non", "non")
