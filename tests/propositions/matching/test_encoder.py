"""Vectors of texts."""

from __future__ import annotations

import numpy as np
import pytest

from kg.propositions.matching.encoder import default_encoder, vectors
from tests.support.matching import bag


def test_vectors_do_not_depend_on_order_and_are_of_length_one() -> None:
    texts = ["a b", "c", "", "a b"]
    rows = vectors(texts, bag)
    assert np.array_equal(rows[::-1], vectors(texts[::-1], bag))
    assert np.allclose(np.linalg.norm(rows[[0, 1, 3]], axis=1), 1)


@pytest.mark.models
def test_the_default_encoder_finds_twins_across_languages() -> None:
    rows = vectors(["The siege was broken", "Le siège a été brisé", "Bread is expensive"], default_encoder())
    assert rows[0] @ rows[1] > 0.9 > rows[0] @ rows[2]
