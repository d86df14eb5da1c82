"""An answer is narrowed down by what its claims are, and each count is what a click leaves."""

from __future__ import annotations

import pytest

from kg.answers import queries
from kg.answers.facets import NONE, Facet, Narrowed, narrow
from kg.graph.store import Table
from tests.support import question_store


def _table(name: str = "who-asserted-what", **values: str) -> Table:
    answer = queries.run(question_store.answering(), name, values, registry=question_store.registry()).answer
    assert isinstance(answer, Table)
    return answer


def _narrow(verdicts_of: str = "", **chosen: str) -> Narrowed:
    return narrow(question_store.answering(), _table(), chosen, verdicts_of, 30)


def _facet(found: Narrowed, name: str) -> Facet:
    return next(facet for facet in found.facets if facet.name == name)


def test_nothing_chosen_leaves_all_rows() -> None:
    found = _narrow()
    assert found.table == _table()
    assert [facet.name for facet in found.facets] == ["country", "source", "outlet", "day", "commitment"]
    assert "fr" in found.languages.values()


@pytest.mark.parametrize("name", ["country", "source", "outlet", "day", "commitment", "verdict"])
def test_each_count_is_what_a_click_leaves(name: str) -> None:
    for choice in _facet(_narrow("RU"), name).choices:
        found = _narrow("RU", **{name: choice.value})
        assert len(found.table.rows) == choice.count, choice
        assert next(each for each in _facet(found, name).choices if each.value == choice.value).chosen


def test_counts_of_one_facet_are_of_what_the_others_leave() -> None:
    found = narrow(question_store.answering(), _table(), {"country": "RU"}, "", 30)
    for choice in _facet(found, "source").choices:
        both = narrow(question_store.answering(), _table(), {"country": "RU", "source": choice.value}, "", 30)
        assert len(both.table.rows) == choice.count
    assert len(_facet(found, "country").choices) == len(_facet(_narrow(), "country").choices)


def test_what_is_chosen_holds_of_one_origin_and_not_of_two() -> None:
    """A claim of two speakers, one of a country, is not the other's of that country."""
    for row in _facet(narrow(question_store.answering(), _table(), {"country": "RU"}, "", 30), "source").choices:
        assert row.value != "Reuters"


def test_unknown_values_leave_nothing() -> None:
    assert not narrow(question_store.answering(), _table(), {"source": "nobody at all"}, "", 30).table.rows


def test_what_has_no_value_can_be_chosen() -> None:
    labels = {choice.label for choice in _facet(_narrow(), "country").choices if choice.value == NONE}
    assert labels == {"no state, or not known"}


def test_rows_that_say_their_verdict_have_no_facet_of_it() -> None:
    found = narrow(question_store.answering(), _table("rests-only-on", country="RU"), {}, "RU", 30)
    assert "verdict" not in {facet.name for facet in found.facets}


def test_rows_of_no_claims_have_no_facets() -> None:
    table = _table("undated-sources")
    assert "claim" not in table.columns
    assert narrow(question_store.answering(), table, {"country": "RU"}, "", 30) == Narrowed(table, (), {})
