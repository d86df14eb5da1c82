"""The event a content is about."""

from __future__ import annotations

from kg.propositions.matching.assertions import assertions
from kg.propositions.matching.contents import contents
from tests.support.matching import claim, dated


def test_an_event_called_by_its_place_is_of_the_year_that_was_said_of_it():
    texts = [
        *(f"Rockets hit {count} houses in Kadmar" for count in range(2, 7)),
        "In 2011 hundreds died in an attack in Bortan",
        "The Turkish army was behind the Bortan attack",
        "Shops in Bortan closed",
    ]
    found = contents(
        assertions([dated("a", "2017-04-05")], [claim(text, start=100 * at) for at, text in enumerate(texts)])
    )
    assert [sorted(one.context.years) for one in found] == [*([] for _ in range(5)), [2011], [2011], []]
