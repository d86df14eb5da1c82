"""The claims that perhaps belong: few are shown, and no verdict changes for it."""

from __future__ import annotations

import random

import pytest

from kg.model import AgentType, Commitment, Link, SourceKind, Stance
from kg.propositions.matching.undecided import SHOWN, deciding
from kg.propositions.verdicts.rules import Evidence, Path, Stand, Variant, grounds, of_country
from kg.propositions.verdicts.source_scope import KINDS, of_kind, of_source

AGENTS = (
    Stand("ministry", "ministry", country="RU", link=Link.ORGAN, types=frozenset({AgentType.STATE_BODY})),
    Stand("army", "army", country="SY", link=Link.ORGAN, types=frozenset({AgentType.ARMED_FORCES})),
    Stand("agency", "agency", country="GB", link=Link.NONE, types=frozenset({AgentType.NEWS_AGENCY})),
    Stand("television", "television", country="RU", link=Link.CONTROLLED, types=frozenset({AgentType.STATE_MEDIA})),
    Stand("gazette", "gazette", country="FR", link=Link.NONE, types=frozenset({AgentType.PRIVATE_MEDIA})),
    Stand("unknown", "unknown", types=frozenset({AgentType.PERSON})),
    Stand("somebody", "somebody", SourceKind.UNNAMED),
)
# One who speaks for a body: of which kind that is, and for whom it speaks itself, only the graph tells.
SPOKESMAN = Stand("spokesman", "spokesman", country="RU", link=Link.ORGAN, bodies=("ministry",))
KNOWN = Stand(
    "spokesman",
    "spokesman",
    country="RU",
    link=Link.ORGAN,
    bodies=("ministry", "state"),
    types=frozenset({AgentType.PERSON, AgentType.STATE_BODY}),
)
QUESTIONS = (
    *(of_country(code, based) for code in ("RU", "SY", "GB", "FR") for based in (False, True)),
    *(of_source(name) for name in ("ministry", "state", "army", "agency", "television", "gazette", "spokesman")),
    *(of_kind(kind) for kind in KINDS),
)


def claims(some: random.Random, number: int, perhaps: bool, agents: tuple[Stand, ...]) -> list[Evidence]:
    return [
        Evidence(
            f"{perhaps}{at}",
            some.choice("abcdef"),
            tuple(Path(tuple(some.choices(agents, k=some.randint(1, 3))), some.random() < 0.2) for _ in range(1)),
            some.choice([Commitment.ASSERTED, Commitment.ASSERTED, Commitment.DENIED, Commitment.PROSPECTIVE]),
            some.choice([Stance.EXPRESSES, Stance.EXPRESSES, Stance.DENIES]),
            perhaps,
        )
        for at in range(number)
    ]


def as_known(claim: Evidence) -> Evidence:
    """The claim with all that the graph knows of its speakers."""
    paths = tuple(
        Path(tuple(KNOWN if hop == SPOKESMAN else hop for hop in found.hops), found.own_voice) for found in claim.paths
    )
    return Evidence(claim.claim, claim.article, paths, claim.commitment, claim.stance, claim.perhaps)


@pytest.mark.parametrize("seed", range(150))
def test_no_verdict_changes(seed):
    some = random.Random(seed)  # noqa: S311
    agents = (*some.sample((*AGENTS, SPOKESMAN), some.randint(1, 4)),)
    plan = some.random() < 0.3
    members, beside = claims(some, 2, False, agents[:2]), claims(some, some.randint(0, 40), True, agents)
    kept = [beside[at] for at in deciding(members, beside, plan)]
    every, few = (grounds([as_known(one) for one in (*members, *part)], plan) for part in (beside, kept))
    for question in QUESTIONS:
        for variant in Variant:
            assert few.value(question, variant) is every.value(question, variant)


def test_few_are_kept_of_many_and_the_likeliest_first():
    some = random.Random(1)  # noqa: S311
    beside = claims(some, 300, True, AGENTS)
    kept = deciding([], beside, False)
    assert len(kept) <= 2 * SHOWN
    assert kept == sorted(kept)
    vouching = [
        at for at, one in enumerate(beside) if one.commitment is Commitment.ASSERTED and one.stance == "expresses"
    ]
    assert kept[:3] == vouching[:3]


def test_one_of_another_origin_is_kept_behind_many_of_one():
    several = [
        Evidence(
            str(at),
            str(at),
            (
                Path(
                    (AGENTS[0], Stand(f"paper-{at}", "")),
                ),
            ),
            perhaps=True,
        )
        for at in range(20)
    ]
    other = Evidence("other", "other", (Path((AGENTS[2],)),), perhaps=True)
    assert 20 in deciding([], [*several, other], False)
