"""Which marks the overview draws, and where."""

from __future__ import annotations

from itertools import pairwise

import pytest

from kg.answers.page import GraphData
from kg.answers.page.columns import COUNTRY, PROPOSITION, SOURCE, columns
from kg.answers.page.layout import LEFT, ROWS, WIDEST, WIDTH, column_marks, overview, sizes_of
from kg.model import Role, Stance
from tests.support.page_claims import claim, data, hop, many, seeds

ALL = pytest.mark.parametrize("given", [seeds(), many(500), many(5000), data()], ids=["seeds", "500", "5000", "none"])


class TestOverview:
    @ALL
    def test_at_most_150_marks_each_at_a_place_of_its_own(self, given: GraphData) -> None:
        marks = overview(columns(given)).marks
        assert len(marks) <= 150
        assert len({mark.id for mark in marks}) == len({(mark.x, mark.y) for mark in marks}) == len(marks)

    @ALL
    def test_no_thing_and_no_claim_is_lost(self, given: GraphData) -> None:
        found = columns(given)
        marks = overview(found).marks
        for column, things in enumerate(found.things):
            drawn = sorted(place for mark in marks if mark.column == column for place in mark.things)
            assert drawn == list(range(len(things)))

    @ALL
    def test_lines_go_to_the_right_and_count_every_claim_once(self, given: GraphData) -> None:
        found = columns(given)
        drawn = overview(found)
        columns_of = {mark.id: mark.column for mark in drawn.marks}
        assert all(columns_of[line.start] < columns_of[line.end] for line in drawn.lines)
        assert all(0 < line.width <= WIDEST for line in drawn.lines)
        for mark in drawn.marks:
            if mark.column == COUNTRY:
                out = sum(line.claims for line in drawn.lines if line.start == mark.id)
                assert out >= mark.claims > 0

    def test_marks_of_a_column_do_not_overlap(self) -> None:
        marks = overview(columns(many(5000))).marks
        for column in range(5):
            ys = [mark.y for mark in marks if mark.column == column]
            assert all(below - above >= 24 for above, below in pairwise(ys))
        assert all(LEFT[column] + WIDTH[column] < LEFT[column + 1] for column in range(4))

    def test_a_claim_of_two_chains_to_one_mark_is_one_on_the_line(self) -> None:
        outlet = hop(Role.OUTLET, "o", "FR")
        both = claim("X et Y", (hop(Role.ORIGIN, "x", "RU"), outlet), (hop(Role.ORIGIN, "y", "RU"), outlet))
        drawn = overview(columns(data(both)))
        assert [line.claims for line in drawn.lines] == [1] * 5
        assert next(mark for mark in drawn.marks if mark.column == COUNTRY).claims == 1


class TestColumnMarks:
    def test_the_rest_is_told_by_kind(self) -> None:
        sizes = dict.fromkeys(range(100), 1) | {50: 9}
        kinds = ["person"] * 60 + ["state"] * 40
        marks = column_marks(SOURCE, sizes, kinds)
        assert len(marks) == ROWS
        rest = {mark.kind: len(mark.things) for mark in marks if mark.rest}
        assert set(rest) == {"person", "state"}
        assert sum(rest.values()) + ROWS - 2 == 100
        assert "s50" in {mark.id for mark in marks}

    def test_one_other_is_drawn_itself(self) -> None:
        kinds = ["person"] * 30 + ["state"]
        marks = column_marks(SOURCE, dict.fromkeys(range(30), 2) | {30: 1}, kinds)
        assert "s30" in {mark.id for mark in marks}

    def test_things_without_a_claim_are_not_drawn(self) -> None:
        assert [mark.id for mark in column_marks(COUNTRY, {0: 3, 1: 0, 2: 1}, ())] == ["c0", "c2"]

    def test_marks_stand_in_the_order_of_their_column_whatever_their_size(self) -> None:
        marks = column_marks(PROPOSITION, {0: 1, 1: 5, 2: 3}, ())
        assert [mark.id for mark in marks] == ["p0", "p1", "p2"]


def test_sizes_count_claims() -> None:
    one = claim(
        "a", (hop(Role.ORIGIN, "x", "RU"),), (hop(Role.ORIGIN, "y", "RU"),), propositions=(("p", Stance.DENIES),)
    )
    sizes = sizes_of(columns(data(one)))
    assert sizes[COUNTRY] == {0: 1}
    assert sizes[SOURCE] == {0: 1, 1: 1}
    assert sizes[PROPOSITION] == {0: 1}
