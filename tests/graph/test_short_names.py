"""Short names of claims and propositions."""

from __future__ import annotations

import pytest

from kg.graph.short_names import short
from kg.model.vocab import KG
from tests.support.made_answers import CLAIM, ID


@pytest.mark.parametrize(
    ("iri", "name"),
    [
        (str(CLAIM), "af15cd88/0-89"),
        (f"{CLAIM}/part/1", "af15cd88/0-89/part/1"),
        (f"{ID}article/af15cd88/claim/0-89", "af15cd88/0-89"),
        (f"{ID}proposition/0123456789abcdef", "proposition/01234567"),
        (f"{ID}proposition/siege-broken", "proposition/siege-broken"),
        (f"{ID}agent/reuters", "agent:reuters"),
        (f"{ID}country/RU", "country:RU"),
        (str(KG.undetermined), "undetermined"),
        ("https://example.org/x", "https://example.org/x"),
    ],
)
def test_short_names(iri: str, name: str):
    assert short(iri) == name
