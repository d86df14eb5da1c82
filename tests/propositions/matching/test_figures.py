"""Figures that exclude each other."""

from __future__ import annotations

from math import inf

import pytest

from kg.propositions.matching.assertions import assertions
from kg.propositions.matching.figures import Count, counts
from kg.propositions.matching.tokenized import tokenize
from tests.support.matching import claim


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


@pytest.mark.parametrize(
    ("language", "text", "figure"),
    [
        (
            "en",
            "The death toll of the blast on the crowded train near Kadmar has risen to at least 112",
            "at-least 112",
        ),
        ("fr", "Le bilan de l'explosion dans un train bondé tout près de Kadmar s'élève à 112", "112"),
        ("ru", "Число жертв взрыва в переполненном поезде недалеко от города Кадмар достигло 112", "112"),
        ("en", "The toll of the blast on the crowded train near Kadmar was put forward in Room 112", None),
        ("fr", "Le bilan de l'explosion dans un train bondé tout près de Kadmar est tombé salle 112", None),
        ("ru", "О числе жертв взрыва в переполненном поезде недалеко от Кадмара скажут в комнате 112", None),
    ],
)
def test_what_a_toll_comes_to_counts_the_killed_however_far_behind(language, text, figure):
    (found,) = assertions([], [claim(text, "a", language)])
    killed = [one for one in counts(tokenize(found)) if one.of == "kill"]
    assert [one.figure for one in killed] == ([f"{figure} person"] if figure else [])


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "Some 3,000 demonstrators marched through Kadmar", Count("person", 3000, 3000, "protest", "about")),
        ("fr", "Près de 3 000 manifestants ont défilé à Kadmar", Count("person", 3000, 3000, "protest", "about")),
        ("ru", "3000 демонстрантов вышли на митинг в Кадмаре", Count("person", 3000, 3000, "protest")),
        ("en", "Five demonstrators were killed in Kadmar", Count("person", 5, 5, "kill")),
        ("en", "Some 3,000 people live in Kadmar", None),
        ("en", "The plant lost 60 tonnes of oil", Count("tonne", 60, 60)),
        ("fr", "L'usine a perdu 60 tonnes de pétrole", Count("tonne", 60, 60)),
        ("ru", "Завод потерял 60 тонн нефти", Count("tonne", 60, 60)),
    ],
)
def test_a_figure_is_of_a_fate_a_crowd_or_a_measure(language, text, wanted):
    (found,) = assertions([], [claim(text, "a", language)])
    assert [one for one in counts(tokenize(found)) if one.of or one.what == "tonne"] == ([wanted] if wanted else [])
