"""Switches of the claims turn a rule off everywhere, note where it has a say, and put it back."""

from types import SimpleNamespace

from bench import claims_ablation
from bench.claims_ablation import everywhere, functions
from kg import claims
from kg.claims.detect import apposition, irrealis, speech_filter
from kg.claims.detect.merge import in_order
from kg.claims.resolve import identify


def test_a_function_is_replaced_wherever_it_was_imported():
    with everywhere(irrealis.is_unreal, "off"):
        assert speech_filter.is_unreal == irrealis.is_unreal == "off"
    assert speech_filter.is_unreal is irrealis.is_unreal
    assert callable(irrealis.is_unreal)


def test_a_rule_that_is_off_answers_no_or_gives_back_what_it_got():
    assert claims_ablation._neutral(irrealis.is_unreal)(None, None) is False
    assert claims_ablation._neutral(apposition.whole)("sentence", "attribution") == "attribution"
    assert claims_ablation._neutral(in_order)([]) == ()
    assert claims_ablation._neutral(identify.remember) is None


def test_a_rule_has_a_say_where_it_answers_something():
    corpus, fired = SimpleNamespace(now=3), set()
    noting = claims_ablation._noting(corpus, lambda word: word == "yes", fired, lambda word: False)
    assert not noting("no")
    assert not fired
    assert noting("yes")
    assert fired == {3}


def test_rules_are_found_in_every_module_of_the_claims():
    found = {function.__module__ for function in functions("kg.claims", claims)}
    assert {"kg.claims.detect.merge", "kg.claims.resolve.coreference"} <= found
