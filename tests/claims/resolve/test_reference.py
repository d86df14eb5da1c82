"""Who is borne out by the ranking: thresholds as documented, candidates kept, none where nobody fits."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from kg.claims.resolve import reference
from kg.claims.resolve.discourse import Discourse
from kg.claims.resolve.entities import Description
from kg.claims.resolve.reference import FEATURES, NONE, SORTS, Query
from kg.languages.cue_lexicon import lexicon
from kg.model import Agent, AgentType, Candidate, SourceKind
from tests.support.registry import resources

ROUNDS = Path(__file__).parents[3] / "docs" / "rounds.md"
ANN = Agent("ann-lee", "Ann Lee", SourceKind.NAMED, AgentType.PERSON)
MARK = Agent("mark-rowe", "Mark Rowe", SourceKind.NAMED, AgentType.PERSON)
SHE = Description("she", gender="Fem", number="Sing", human=True)


def discourse(*agents):
    """An article in which some agents have been named in order, a sentence each; the next sentence is read."""
    made = Discourse("case", resources())
    for agent in agents:
        made.note(agent, Description("lawyer", frozenset({"lawyer"}), number="Sing", human=True))
        made.position += 1
    return made


def asked(made, said=SHE, sort="pronoun", **more):
    return Query(said, sort, made.position, 0, 0, **more)


def test_the_thresholds_are_those_that_the_documents_name():
    text = ROUNDS.read_text("utf-8")
    said = re.search(r"a threshold of (0\.\d+) for\s+persons and (0\.\d+) for bodies", text)
    alone = re.search(
        r"proposed or not: a person from\s+(0\.\d+) on, a body from (0\.\d+) on.*\s.*a nationality alone from (0\.\d+)",
        text,
    )
    row = re.search(r"^\| threshold .*\*\*(0\.\d+)\*\*", text, re.MULTILINE)
    assert said
    assert alone
    assert row
    sorts = ("pronoun", "person", "body", "person alone", "body alone", "uncalled")
    assert reference.weights().threshold == dict(
        zip(sorts, map(float, (row[1], *said.groups(), *alone.groups())), strict=True)
    )


def test_weights_are_of_the_features_that_there_are():
    raw = json.loads(reference.WEIGHTS.read_text("utf-8"))
    for sort in SORTS:
        assert len(raw["candidate"][sort]) == len(FEATURES)
        assert len(raw["none"][sort]) == len(NONE)


def test_probabilities_leave_room_for_none_of_these():
    made = discourse(ANN, MARK)
    ranked = reference.rank(asked(made), made, lexicon("en"))
    assert {one.agent.id for one in ranked} == {"mark-rowe", "ann-lee"}
    assert 0 < sum(one.probability for one in ranked) < 1


def test_whom_something_contradicts_or_a_clause_binds_is_no_candidate():
    made = discourse(ANN, MARK)
    made.note(ANN, Description("he", gender="Masc", human=True))
    assert [one.agent.id for one in reference.possible(asked(made), made, lexicon("en"))] == ["mark-rowe"]
    bound = asked(made, bound=frozenset({"mark-rowe"}))
    assert not reference.rank(bound, made, lexicon("en"))


def test_who_speaks_stands_before_who_is_named_in_the_same_sentence():
    made = discourse()
    for agent in (ANN, MARK):
        made.note(agent, Description("lawyer", human=True))
    made.speaks_on(ANN)
    assert [one.agent.id for one in reference.possible(asked(made), made, lexicon("en"))] == ["ann-lee", "mark-rowe"]


@pytest.mark.parametrize(("agents", "alone"), [((ANN,), True), ((ANN, MARK), False)])
def test_alone_called_so(agents, alone):
    made = discourse(*agents)
    query = asked(made, Description("lawyer", frozenset({"lawyer"}), human=True), "person")
    assert reference.only_one_called(ANN, query, made, lexicon("en")) is alone


def test_candidates_that_are_kept_have_names_and_some_likelihood():
    local = Agent("a-local", "a local", SourceKind.UNNAMED)
    rows = (Candidate(local, 0.5), Candidate(ANN, 0.333), Candidate(MARK, 0.01))
    assert reference.shown(rows) == (Candidate(ANN, 0.33),)


@pytest.mark.parametrize(
    ("probability", "kind", "meant"),
    [(0.97, SourceKind.NAMED, True), (0.4, SourceKind.NAMED, False), (0.51, SourceKind.UNNAMED, True)],
)
def test_whoever_is_not_sure_enough_is_not_meant(probability, kind, meant):
    first = Candidate(Agent("x", "X", kind), probability)
    assert (reference.likeliest([first], "pronoun") is first) is meant
    assert reference.likeliest([], "pronoun") is None


def test_one_name_of_a_sentence_keeps_its_best_place():
    made = Discourse("case", resources())
    made.note(ANN, Description("lawyer", human=True))
    entity = made.entities["ann-lee"]
    entity.last = replace(entity.last, subject=True, quoted=True)
    made.note(ANN, Description("lawyer", human=True))
    assert (entity.last.subject, entity.last.quoted) == (True, False)


def test_one_of_two_that_go_by_a_noun_is_named_from_even_odds_on():
    made = discourse(ANN, MARK)
    lawyer = asked(made, Description("lawyer", number="Sing", human=True), "person")
    assert reference.several_called(lawyer, made, lexicon("en"))
    assert not reference.several_called(lawyer, discourse(ANN), lexicon("en"))
    ranked = [Candidate(ANN, 0.4), Candidate(MARK, 0.3)]
    assert reference.borne_out(ANN, ranked, "body")
    assert not reference.borne_out(ANN, ranked, "body", reference.EVEN)
