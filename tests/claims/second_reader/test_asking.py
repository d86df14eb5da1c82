"""How long what is left takes."""

import time

import pytest

from kg.claims.second_reader.asking import _time_left


@pytest.mark.parametrize(
    ("seconds", "answered", "asked", "said"),
    [(60, 10, 40, ", about 3 min left"), (20, 10, 11, ""), (600, 5, 5, ""), (3600, 1, 3, ", about 120 min left")],
)
def test_minutes_left_are_told_by_what_went_before(monkeypatch, seconds, answered, asked, said):
    monkeypatch.setattr(time, "monotonic", lambda: 1_000.0 + seconds)
    assert _time_left(1_000.0, answered, asked) == said
