"""Switches turn a part of the program off, and put it back."""

import math

import pytest

from bench import joining_ablation
from bench.switches import Switch, ablate, line, replacing, without
from kg.propositions.matching import pair_scorer


def taken():
    return {"floor": float(math.floor(2.5))}


def test_a_switch_is_on_again_when_it_was_measured():
    found = list(ablate([replacing("floor", lambda value: 9, "math.floor")], {"set": taken}))
    assert found == [("", {"set: floor": 2.0}), ("floor", {"set: floor": 9.0})]
    assert taken() == {"floor": 2.0}
    assert line("floor", found[0][1], found[1][1]).split(maxsplit=1) == ["floor", "set: floor 2 → 9"]
    assert line("none", found[0][1], found[0][1]).endswith("nothing changes")


def test_a_switch_is_on_again_when_measuring_fails():
    with pytest.raises(ValueError, match="no"), replacing("floor", lambda value: 9, "math.floor").off():
        raise ValueError("no")
    assert math.floor(2.5) == 2


def test_some_of_what_a_function_yields_is_dropped():
    switch = without("veto", lambda said: said == "other month", "kg.propositions.matching.pair_scorer.vetoes")
    with switch.off():
        assert pair_scorer.vetoes.__name__ == "some"
    assert pair_scorer.vetoes.__name__ == "vetoes"


@pytest.mark.parametrize("switch", joining_ablation.switches(), ids=lambda switch: switch.name)
def test_each_switch_of_the_joining_finds_what_it_turns_off(switch: Switch):
    with switch.off():
        pass
