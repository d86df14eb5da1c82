"""The simulated reviewer's figures: verdicts are counted as labelled, and the curve is drawn."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Any

from bench.review import Labels, at, verdict_counts
from bench.review_curve import svg

SENTENCE = {"article": "a", "start": 0, "end": 40, "chain": ["x"], "propositions": [{"id": "P1"}]}
VERDICT = {"proposition": "P1", "RU": {"origin": "yes", "bottleneck": "no", "closed": None}}
PREDICTED = {"article": "a", "start": 0, "end": 38, "proposition": "p"}


def judged(**values: str) -> dict[str, Any]:
    return {"proposition": "p", "country": "RU", "origin": "no", "bottleneck": "no", "closed": "yes", **values}


def test_yes_is_counted_where_it_is_labelled_so_and_wrong_where_it_is_not() -> None:
    labels = Labels({}, {"a": [SENTENCE]}, [VERDICT])
    assert labels.countries == ["RU"]
    right = verdict_counts(labels, [PREDICTED, judged(origin="yes")])
    assert (right["yes"], right["found"], right["wrong"]) == (1, 1, 0)
    wrong = verdict_counts(labels, [PREDICTED, judged(bottleneck="yes")])
    assert (wrong["found"], wrong["wrong"]) == (0, 1)


def test_a_label_is_found_by_the_words_in_common() -> None:
    labels = Labels({}, {"a": [SENTENCE, {**SENTENCE, "start": 50, "end": 90}]})
    assert labels.row({"article": "a", "start": 52, "end": 70}) is not None
    assert labels.row({"article": "a", "start": 38, "end": 60}) is None or labels.row(
        {"article": "a", "start": 38, "end": 60}
    ) == {**SENTENCE, "start": 50, "end": 90}
    assert labels.row({"article": "b", "start": 0, "end": 40}) is None


def test_the_last_round_that_was_applied_counts() -> None:
    labels = Labels({}, {"a": [SENTENCE]}, [VERDICT])
    count = verdict_counts(labels, [PREDICTED, judged()])
    assert at([(0, count), (5, count), (12, count)], 10) is count


def test_the_curve_is_a_picture() -> None:
    picture = ET.fromstring(svg({"by value": [(0, 20.0, 1.0), (10, 50.0, 0.0)], "at random": [(0, 20.0, 1.0)]}))  # noqa: S314
    assert picture.tag.endswith("svg")
    assert len(picture.findall("{http://www.w3.org/2000/svg}polyline")) == 4
