"""Who acts in a sentence."""

from __future__ import annotations

import pytest

from kg.propositions.matching.actors import actors
from kg.propositions.matching.tokenized import tokenize
from tests.support.matching import item


@pytest.mark.parametrize(
    ("text", "language", "who"),
    [
        ("The Ukrainian army shelled the harbour of Kadmar", "en", ["UA"]),
        ("Les forces turques ont bombardé le port", "fr", ["TR"]),
        ("Турецкая армия обстреляла порт", "ru", ["TR"]),
        ("The harbour was hit in Turkey", "en", []),
        ("Rebels held the harbour", "en", ["rebels"]),
        ("Iranian carpets were sold in the harbour", "en", []),
        ("The government closed the harbour", "en", ["government"]),
    ],
)
def test_who_acts(text, language, who):
    assert [actor.who for actor in actors(tokenize(item(text, language)))] == who


def test_who_holds_an_office_stands_for_the_state():
    found = tokenize(item("Petrov ordered the army to leave", "en"), {"petrov": "RU"})
    assert "RU" in [actor.who for actor in actors(found)]
    assert "RU" not in [actor.who for actor in actors(tokenize(item("Petrov ordered the army to leave", "en")))]
