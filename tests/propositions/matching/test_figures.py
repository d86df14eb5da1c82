"""Figures that exclude each other."""

from __future__ import annotations

from math import inf

import pytest

from kg.propositions.matching.figures import Count


@pytest.mark.parametrize(
    ("one", "other", "excludes"),
    [
        (Count("person", 58, 58, "kill"), Count("person", 86, 86, "kill"), True),
        (Count("person", 58, inf, "kill", "at-least"), Count("person", 86, 86, "kill"), False),
        (Count("person", 58, 58, "kill"), Count("person", 86, inf, "kill", "at-least"), True),
        (Count("person", 58, inf, "kill", "at-least"), Count("person", 86, inf, "kill", "at-least"), False),
        (Count("person", 84, 84, "kill", "about"), Count("person", 86, 86, "kill"), False),
        (Count("person", 20, 30, "kill"), Count("person", 25, 25, "kill"), False),
        (Count("person", 20, 30, "kill"), Count("person", 40, 40, "kill"), True),
        (Count("person", -inf, 20, "kill", "at-most"), Count("person", 15, 15, "kill"), False),
    ],
)
def test_figures_that_exclude_each_other(one, other, excludes):
    assert one.excludes(other) is excludes
    assert other.excludes(one) is excludes
