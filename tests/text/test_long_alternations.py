"""Long expressions match what they matched, and are compiled in a shorter form; others stay as they are."""

from __future__ import annotations

import re
import string

import pytest

from kg.text.parsers.long_alternations import shortened, shorter

SMALL = "".join(f"{letter}{chr(ord(letter) + 127)}" for letter in string.ascii_lowercase) * 3  # more than 100
HEADS = ("auto[-‐]", "vi(?:eux|lle)s?[-‐]", "o[']", "")
TAILS = (f"[{SMALL}][-{SMALL}']*$", f"[{SMALL}]+[-‐](?:l['])?[{SMALL}]+$")
WHOLE = "(?iu)" + "|".join(f"(?:^{head}{tail})" for head in HEADS for tail in TAILS)
WORDS = ("auto-cole", "auto", "auto-", "vieux-port", "villes-du", "vieu-port", "o'brian", "o'b-1", "a-l'b", "A-B", "x")


@pytest.mark.parametrize("word", WORDS)
def test_the_shorter_form_matches_the_same(word: str) -> None:
    short = shorter(WHOLE)
    assert len(short) < len(WHOLE)
    assert bool(re.match(short, word)) is bool(re.match(WHOLE, word))


@pytest.mark.parametrize(
    "pattern",
    [
        "a|b",
        f"(?:^a|b[{SMALL}]$)|(?:^c[{SMALL}]$)",  # the bar is not of the prefix alone
        f"(?:^a[{SMALL}]$)|(?:^c[{SMALL}])",
        f"(?:^(a)[{SMALL}]$)|(?:^c[{SMALL}]$)",  # a group that somebody may ask for
        "(?:^ab$)|(?:^cd$)",
    ],
)
def test_what_is_of_another_shape_stays(pattern: str) -> None:
    assert shorter(pattern) == pattern


def test_long_expressions_are_compiled_so_within_and_nowhere_else() -> None:
    long = WHOLE[:5] + "|".join(f"(?:^p{number}[-]{TAILS[0]})" for number in range(700))
    plain = re.compile
    with shortened():
        found = re.compile(long)
        assert re.compile("a|b", re.IGNORECASE).match("B")
    assert re.compile is plain
    assert len(found.pattern) < len(long) / 10
    assert found.match("P699-ab")
    assert not found.match("p700-ab")
