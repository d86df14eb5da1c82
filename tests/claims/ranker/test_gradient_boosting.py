"""Boosted trees: what they predict."""

from __future__ import annotations

import pytest

from kg.claims.ranker.gradient_boosting import forest

STUMP = {"f": [0, -1, -1], "t": [0.5, -1.0, 2.0], "r": [2, 0, 0]}
LEAF = {"f": [-1], "t": [0.25], "r": [0]}


def test_a_forest_adds_up_its_leaves_whatever_their_depth():
    found = forest({"trees": [STUMP, LEAF], "depth": 3, "base": 0.5, "logistic": False})
    assert found.predict([[0.5], [0.6]]) == pytest.approx([-0.25, 2.75])


def test_a_logistic_forest_gives_probabilities():
    found = forest({"trees": [LEAF], "depth": 1, "base": -0.25, "logistic": True})
    assert found.predict([[7.0]]) == [0.5]


@pytest.mark.slow
def test_forest_agrees_with_the_library_it_was_trained_with():
    pytest.importorskip("sklearn")
    import numpy

    from bench.train_attribution import fit, plain

    rows = numpy.random.default_rng(0).normal(size=(400, 3)).round(1).astype(numpy.float32)
    target = (rows[:, 0] * rows[:, 1] > 0).astype(float)
    for logistic in (True, False):
        model = fit((rows.tolist(), target.tolist(), [1.0] * len(rows)), logistic, 20, 8)
        theirs = model.predict_proba(rows)[:, 1] if logistic else model.predict(rows)
        assert forest(plain(model, logistic)).predict(rows.tolist()) == pytest.approx(theirs, abs=0.01)
