"""Figures that exclude each other."""

from __future__ import annotations

import pytest

from kg.propositions.matching.figures import Count


@pytest.mark.parametrize(
    ("one", "other", "excludes"),
    [
        (Count("person", 58, "kill"), Count("person", 86, "kill"), True),
        (Count("person", 58, "kill", "at-least"), Count("person", 86, "kill"), False),
        (Count("person", 58, "kill"), Count("person", 86, "kill", "at-least"), True),
        (Count("person", 58, "kill", "at-least"), Count("person", 86, "kill", "at-least"), False),
        (Count("person", 84, "kill", "about"), Count("person", 86, "kill"), False),
    ],
)
def test_figures_that_exclude_each_other(one, other, excludes):
    assert one.excludes(other) is excludes
    assert other.excludes(one) is excludes
