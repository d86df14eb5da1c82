"""Denials joined with one another."""

from __future__ import annotations

from kg.propositions.matching import propose
from tests.support.matching import bag, claim, dated


def test_bare_denials_of_one_actor_leave_each_other_in_doubt():
    texts = ["The Turkish army has no mines in Kadmar", "The Turkish army did not do it in Kadmar, it never had any"]
    others = ["Rebels had no mines in Kadmar", "The Turkish army did not keep the ceasefire"]
    found = [claim(text, name) for text, name in zip([*texts, *others], "abcd", strict=True)]
    propositions, _ = propose([dated(name, "2017-04-05") for name in "abcd"], found, bag)
    (one,) = [one for one in propositions if {member.article for member in one.members} == {"a"}]
    assert {member.article for member in one.perhaps} == {"b"}


def test_who_denies_a_deed_vouches_for_a_proposition_of_its_own():
    said, one, other = "planes struck a house", "planes have not struck anything", "troops did not use bombs"
    texts = [f"Turkish {words} in Kadmar" for words in (said, one, other)]
    found = [claim(text, name) for text, name in zip(texts, "abc", strict=True)]
    propositions, _ = propose([dated(name, "2017-04-05") for name in "abc"], found, bag)
    stances = [{(member.article, member.stance.value) for member in one.members} for one in propositions]
    assert {("b", "expresses"), ("c", "expresses")} in stances
