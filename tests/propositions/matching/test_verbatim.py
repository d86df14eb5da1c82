"""Sentences copied word for word."""

from __future__ import annotations

import pytest

from kg.propositions.matching.propose import propose
from tests.support.matching import bag, claim, dated

COPY = "Straddling two valleys the movement swept across the north in recent weeks driving many to flee before {side}"


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        (COPY.format(side="Turkish troops"), f"In 2011 {COPY.format(side='Iranian troops')} by night", True),
        (COPY.format(side="30 soldiers"), COPY.format(side="70 soldiers"), False),  # the figure was put right since
        (COPY.format(side="Turkish troops"), "In 2011 a movement of two valleys took the north from Iran", False),
    ],
)
def test_a_sentence_copied_word_for_word_says_the_same(one, other, together):
    found = [claim(one, "a"), claim(other, "b")]
    propositions, _ = propose([dated("a", "2017-04-05"), dated("b", "2017-04-06")], found, bag)
    assert any(len(named.members) == 2 for named in propositions) is together
