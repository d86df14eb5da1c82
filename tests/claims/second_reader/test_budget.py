import pytest

from kg.claims.second_reader.budget import Budget
from kg.model.errors import ConfigError


def test_amounts_add_up():
    assert Budget.of(["200 questions", "50k tokens", "10m"]) == Budget(200, 50_000, 10)


@pytest.mark.parametrize("amount", ["", "many", "10", "10 euros", "-3 questions", "1.5k tokens"])
def test_what_is_no_amount_is_named(amount):
    with pytest.raises(ConfigError, match="--budget"):
        Budget.of([amount])


def test_questions_run_out():
    budget = Budget.of(["2 questions"])
    assert [budget.allows(10) for _ in range(3)] == [True, True, False]


def test_tokens_run_out():
    budget = Budget.of(["100 tokens"])
    assert [budget.allows(60), budget.allows(60), budget.allows(40)] == [True, False, True]


def test_time_runs_out():
    assert not all(Budget.of(["0 minutes"]).allows(1) for _ in range(50))


def test_without_a_budget_there_is_no_limit():
    assert all(Budget().allows(10**9) for _ in range(5))
