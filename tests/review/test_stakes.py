"""What an answer is worth: which questions a verdict asks for, and which one first."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kg.model import Commitment, Link, SourceKind
from kg.model.vocab import DATA
from kg.propositions.verdicts.evidence import Case
from kg.propositions.verdicts.rules import DatedAgent, Evidence, Path
from kg.review.questions import Ask, TaskKind
from kg.review.stakes import Stake, Stakes

MINISTRY = DatedAgent("ministry", "Ministry", country="RU", link=Link.ORGAN)
HE = DatedAgent("he", "Ministry", country="RU", link=Link.ORGAN, doubted=True)
CLERK = DatedAgent("clerk", "a clerk", SourceKind.UNNAMED)
UNLISTED = DatedAgent(f"{DATA}article/a/agent/jana", "Jana Nová")
PAPER = DatedAgent("paper", "Paper", country="FR", link=Link.NONE)
NOBODY = DatedAgent("nobody", "unknown outlet", SourceKind.UNSPECIFIED)


def said(name: str, *hops: DatedAgent, **more: object) -> Evidence:
    path = Path(hops, len(hops) == 1, f"{name}/chain/0")
    return Evidence(name, f"article of {name}", (path,), **{"confidence": 0.6, **more})  # type: ignore[arg-type]


def asked(*claims: Evidence, candidates: Sequence[tuple[DatedAgent, float]] = ()) -> dict[Ask, Stake]:
    """The questions on a proposition, for Russia."""
    stakes = Stakes(["RU"], lambda hop: candidates if hop.endswith("/0") else ())
    stakes.add(Case("proposition", claims, plan=False), {one.article: frozenset({"RU"}) for one in claims})
    return stakes.asked


def kinds(found: dict[Ask, Stake]) -> set[tuple[TaskKind, str]]:
    return {(ask.kind, ask.left or ask.agent) for ask in found}


def test_a_claim_that_perhaps_says_the_same_is_asked_for() -> None:
    found = asked(said("one", MINISTRY, PAPER), said("two", PAPER, perhaps=True))
    assert kinds(found) == {(TaskKind.PERHAPS, "two")}
    assert next(iter(found.values())).open == 2  # origin and bottleneck; closed it can never be


def test_the_less_likely_it_says_the_same_the_more_a_question_is_worth() -> None:
    likely, unlikely = (
        asked(said("one", MINISTRY, PAPER), said("two", PAPER, perhaps=True, confidence=confidence))
        for confidence in (0.8, 0.2)
    )
    assert next(iter(unlikely.values())).worth > next(iter(likely.values())).worth


def test_what_several_questions_must_settle_is_worth_less_for_each() -> None:
    one = asked(said("one", MINISTRY, PAPER), said("two", PAPER, perhaps=True))
    two = asked(said("one", MINISTRY, PAPER), said("two", PAPER, perhaps=True), said("three", PAPER, perhaps=True))
    assert len(two) == 2
    assert max(stake.worth for stake in two.values()) < next(iter(one.values())).worth / 2 + 0.1


def test_one_claim_that_would_be_yes_alone_is_set_apart_from_all_others_at_once() -> None:
    found = asked(said("one", MINISTRY, PAPER), *(said(name, PAPER) for name in ("two", "three", "four")))
    (ask,) = found
    assert (ask.kind, ask.left, ask.against) == (TaskKind.JOIN, "one", ("two", "three", "four"))


@pytest.mark.parametrize(
    ("claim", "wanted"),
    [
        (said("one", HE, PAPER), (TaskKind.SPEAKER, "one")),
        (said("one", CLERK, PAPER), (TaskKind.HOP, "one")),
        (said("one", UNLISTED, PAPER), (TaskKind.AGENT, "jana nová")),
    ],
)
def test_whoever_keeps_a_verdict_open_is_asked_for(claim: Evidence, wanted: tuple[TaskKind, str]) -> None:
    assert kinds(asked(claim)) == {wanted}


def test_a_candidate_of_the_state_makes_its_question_worth_more() -> None:
    nobody, somebody = (
        asked(said("one", CLERK, PAPER), candidates=found) for found in ((), ((MINISTRY, 0.7), (PAPER, 0.2)))
    )
    assert sum(one.worth for one in somebody.values()) > sum(one.worth for one in nobody.values())


@pytest.mark.parametrize(
    "claims",
    [
        [said("one", PAPER)],  # its own voice: nobody could make it Russia's
        [said("one", MINISTRY, PAPER, commitment=Commitment.DENIED)],
        [said("one", MINISTRY, PAPER, perhaps=True)],
        [said("one", MINISTRY, PAPER, rejected=True)],
    ],
)
def test_where_no_answer_changes_a_verdict_nothing_is_asked(claims: list[Evidence]) -> None:
    assert asked(*claims) == {}


def test_a_yes_asks_who_says_it() -> None:
    found = asked(said("one", MINISTRY, PAPER))
    assert kinds(found) == {(TaskKind.SPEAKER, "one")}
    assert next(iter(found.values())).words == "2 verdicts of yes may be wrong"


def test_an_outlet_that_nobody_knows_is_no_question() -> None:
    assert {ask.kind for ask in asked(said("one", MINISTRY, NOBODY))} == {TaskKind.SPEAKER}
