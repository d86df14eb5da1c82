"""Decisions of a person on pairs of contents."""

from __future__ import annotations

from kg.model import Span
from kg.propositions.matching.constraints import Constraint
from kg.propositions.matching.propose import propose
from tests.support.matching import AGAIN, ELSE, SAID, bag, homes, place


def test_what_a_person_keeps_apart_nothing_joins():
    assert homes(propose([], [SAID, AGAIN], bag)[0], SAID, AGAIN)
    decided = [Constraint(place(AGAIN), place(SAID), same=False)]
    propositions, _ = propose([], [SAID, AGAIN], bag, constraints=decided)
    assert not homes(propositions, SAID, AGAIN)
    assert not any(one.perhaps for one in propositions)


def test_what_a_person_joins_stays_joined():
    assert not homes(propose([], [SAID, ELSE], bag)[0], SAID, ELSE)
    propositions, _ = propose([], [SAID, ELSE], bag, constraints=[Constraint(place(SAID), place(ELSE), same=True)])
    assert homes(propositions, SAID, ELSE)


def test_a_decision_on_what_is_not_there_waits():
    gone = ("z", Span(0, 5), None)
    decided = [Constraint(place(SAID), gone, same=True)]
    assert propose([], [SAID, AGAIN], bag, constraints=decided) == propose([], [SAID, AGAIN], bag)
