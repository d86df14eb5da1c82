"""Atomic facts that several contents share."""

from __future__ import annotations

import pytest

from kg.propositions.matching import propose
from tests.support.matching import bag, claim, dated


@pytest.mark.parametrize(
    ("one", "other", "day", "together"),
    [
        ("14 people were killed in Kadmar", "The toll in Kadmar stands at 14 people killed", "2017-04-06", True),
        ("14 people were killed in Kadmar", "14 people were killed in Bortan", "2017-04-06", False),
        ("14 people were killed in Kadmar", "14 people were killed in Kadmar in 2011", "2017-04-06", False),
        ("14 people were killed in Kadmar", "The toll in Kadmar stands at 14 people killed", "2018-02-06", False),
    ],
)
def test_a_point_is_shared_where_event_and_time_are(one, other, day, together):
    found = [claim(one, "a"), claim(other, "b")]
    propositions, _ = propose([dated("a", "2017-04-05"), dated("b", day)], found, bag)
    assert any({member.article for member in named.members} == {"a", "b"} for named in propositions) is together


def test_figures_many_times_apart_are_of_two_events_and_stay_in_doubt():
    texts = [f"{number} people were killed by rockets in Kadmar" for number in (3, 4, 85)]
    found = [claim(text, name) for text, name in zip(texts, "abc", strict=True)]
    propositions, _ = propose([dated(name, "2017-04-05") for name in "abc"], found, bag)
    together = [one for one in propositions if {member.article for member in one.members} >= {"a", "b"}]
    assert together
    assert all("c" not in {member.article for member in one.members} for one in propositions if len(one.members) > 1)
    assert "c" in {member.article for one in together for member in one.perhaps}


def test_an_undated_report_is_only_perhaps_of_the_same_event():
    found = [claim("14 people were killed in Kadmar", name) for name in "ab"]
    found.append(claim("The toll in Kadmar stands at 14 people killed by shelling", "c"))
    propositions, _ = propose([dated("a", "2017-04-05"), dated("b", "2017-04-05")], found, bag)
    (toll,) = [one for one in propositions if any("toll" in why for why in one.members[0].reasons)]
    assert {member.article for member in toll.members} == {"a", "b"}
    assert {member.article for member in toll.perhaps} == {"c"}
