"""The claims that perhaps belong: few are shown, and no verdict changes for it."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from kg.model import AgentType, Commitment, Link, SourceKind, Stance
from kg.propositions.matching.undecided import SHOWN, deciding
from kg.propositions.verdicts.rules import DatedAgent, Evidence, Path, Variant, grounds, of_country
from kg.propositions.verdicts.source_scope import KINDS, of_kind, of_source

AGENTS = (
    DatedAgent("ministry", "ministry", country="RU", link=Link.ORGAN, types=frozenset({AgentType.STATE_BODY})),
    DatedAgent("army", "army", country="SY", link=Link.ORGAN, types=frozenset({AgentType.ARMED_FORCES})),
    DatedAgent("agency", "agency", country="GB", link=Link.NONE, types=frozenset({AgentType.NEWS_AGENCY})),
    DatedAgent(
        "television", "television", country="RU", link=Link.CONTROLLED, types=frozenset({AgentType.STATE_MEDIA})
    ),
    DatedAgent("gazette", "gazette", country="FR", link=Link.NONE, types=frozenset({AgentType.PRIVATE_MEDIA})),
    DatedAgent("unknown", "unknown", types=frozenset({AgentType.PERSON})),
    DatedAgent("somebody", "somebody", SourceKind.UNNAMED),
)
# One who speaks for a body: of which kind that is, and for whom it speaks itself, only the graph tells.
SPOKESMAN = DatedAgent("spokesman", "spokesman", country="RU", link=Link.ORGAN, bodies=("ministry",))
KNOWN = DatedAgent(
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


def claims(agents: Sequence[DatedAgent], perhaps: bool) -> st.SearchStrategy[Evidence]:
    """A claim of an article, with one chain of one to three of the agents."""
    hops = st.lists(st.sampled_from(agents), min_size=1, max_size=3).map(tuple)
    return st.builds(
        Evidence,
        claim=st.uuids().map(str),
        article=st.sampled_from("abcdef"),
        paths=st.tuples(st.builds(Path, hops, st.booleans())),
        commitment=st.sampled_from([Commitment.ASSERTED, Commitment.DENIED, Commitment.PROSPECTIVE]),
        stance=st.sampled_from([Stance.EXPRESSES, Stance.DENIES]),
        perhaps=st.just(perhaps),
    )


@st.composite
def undecided(draw: st.DrawFn) -> tuple[list[Evidence], list[Evidence]]:
    """Two claims of a proposition, and up to forty that perhaps belong to it, by one to four agents."""
    agents = draw(st.lists(st.sampled_from((*AGENTS, SPOKESMAN)), min_size=1, max_size=4, unique=True))
    members = draw(st.lists(claims(agents[:2], False), min_size=2, max_size=2))
    return members, draw(st.lists(claims(agents, True), max_size=40))


def as_known(claim: Evidence) -> Evidence:
    """The claim with all that the graph knows of its speakers."""
    paths = tuple(
        Path(tuple(KNOWN if hop == SPOKESMAN else hop for hop in found.hops), found.own_voice) for found in claim.paths
    )
    return Evidence(claim.claim, claim.article, paths, claim.commitment, claim.stance, claim.perhaps)


@given(undecided(), st.booleans())
def test_no_verdict_changes(found: tuple[list[Evidence], list[Evidence]], plan: bool) -> None:
    members, beside = found
    kept = [beside[at] for at in deciding(members, beside, plan)]
    every, few = (grounds([as_known(one) for one in (*members, *part)], plan) for part in (beside, kept))
    for question in QUESTIONS:
        for variant in Variant:
            assert few.value(question, variant) is every.value(question, variant)


@given(st.lists(claims(AGENTS, True), max_size=100))
def test_few_are_kept_of_many_and_the_likeliest_first(beside: list[Evidence]) -> None:
    kept = deciding([], beside, False)
    assert len(kept) <= 2 * SHOWN
    assert kept == sorted(kept)
    vouching = [
        at for at, one in enumerate(beside) if one.commitment is Commitment.ASSERTED and one.stance is Stance.EXPRESSES
    ]
    ways = {tuple(hop.agent for hop in beside[at].paths[0].hops): at for at in reversed(vouching)}
    assert kept[:SHOWN] == sorted(ways.values())[:SHOWN]


def test_one_of_another_origin_is_kept_behind_many_of_one():
    papers = (DatedAgent(f"paper-{at}", "") for at in range(20))
    several = [Evidence(one.agent, one.agent, (Path((AGENTS[0], one)),), perhaps=True) for one in papers]
    other = Evidence("other", "other", (Path((AGENTS[2],)),), perhaps=True)
    assert 20 in deciding([], [*several, other], False)


def test_one_that_came_another_way_is_kept_behind_many_of_one_way():
    media = frozenset({AgentType.STATE_MEDIA})
    stations = (DatedAgent(f"station-{at}", "", country="RU", link=Link.CONTROLLED, types=media) for at in range(20))
    several = [Evidence(one.agent, one.agent, (Path((AGENTS[0], one)),), perhaps=True) for one in stations]
    other = Evidence("other", "other", (Path((AGENTS[0], AGENTS[4])),), perhaps=True)
    assert 20 in deciding([], [*several, other], False)
