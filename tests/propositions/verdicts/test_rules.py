"""The three-valued logic of "rests only on", against the hand-made truth of the seeds and against its own laws."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import AgentType, Commitment, Link, SourceKind, Stance
from kg.propositions.verdicts.independence import count
from kg.propositions.verdicts.rules import (
    DatedAgent,
    Evidence,
    Path,
    Value,
    Variant,
    judge,
    of_country,
    of_path,
    own_voice,
    path,
)
from tests.support.gold_claims import seed_claims
from tests.support.paths import GOLD

MINISTRY = DatedAgent("ministry", "Ministry", country="RU", link=Link.ORGAN)
AGENCY = DatedAgent("agency", "State agency", country="RU", link=Link.CONTROLLED)
MONITOR = DatedAgent("monitor", "Monitor", country="GB", link=Link.NONE)
PUBLIC = DatedAgent("public", "Public radio", country="FR", link=Link.FUNDED)
OUTLET = DatedAgent("outlet", "Newspaper", country="FR", link=Link.NONE)
OFFICER = DatedAgent("officer", "an officer", SourceKind.UNNAMED, "RU", Link.ORGAN)
UNKNOWN = DatedAgent("unknown", "unknown outlet", SourceKind.UNSPECIFIED)
UNNAMED = DatedAgent("unnamed", "a source", SourceKind.UNNAMED)
RU = of_country("RU")
GOLD_VERDICTS = [json.loads(line) for line in (GOLD / "seeds-verdicts.jsonl").read_text("utf-8").splitlines()]
PLANS = {"telegram-details-later"}


def said(*hops: DatedAgent, article: str = "a", perhaps: bool = False, **more: object) -> Evidence:
    """A claim with one chain; the outlet alone is its own voice."""
    name = f"{article}:" + "/".join(hop.agent for hop in hops)
    alone = hops[0] in (OUTLET, UNKNOWN)
    return Evidence(name, article, (Path(hops, alone),), perhaps=perhaps, **more)  # type: ignore[arg-type]


def values(*claims: Evidence, plan: bool = False) -> list[str | None]:
    """Origin, bottleneck, closed for Russia."""
    judged = [judge(claims, RU, variant, plan).value for variant in Variant]
    return [value.value if value else None for value in judged]


@pytest.mark.parametrize("row", GOLD_VERDICTS, ids=lambda row: row["id"])
def test_the_verdicts_of_the_seeds_come_out_of_their_gold_clusters(row: dict) -> None:
    claims = {(claim.article, claim.span.start): claim for found in seed_claims().values() for claim in found}
    evidence = [
        Evidence(f"{name}:{start}", name, tuple(path(chain, "2017-09") for chain in claim.chains), claim.commitment)
        for name, start in row["claims"]
        for claim in [claims[(name, start)]]
    ]
    assert values(*evidence, plan=row["id"] in PLANS) == [row["RU"][v] for v in ("origin", "bottleneck", "closed")]


def test_nobody_named_who_supposes_it_makes_no_bottleneck() -> None:
    supposed = said(UNNAMED, AGENCY, OUTLET, commitment=Commitment.HEDGED)
    assert values(supposed) == ["undetermined", "undetermined", "no"]
    assert values(said(UNNAMED, AGENCY, OUTLET)) == ["undetermined", "yes", "no"]
    assert values(said(OFFICER, AGENCY, commitment=Commitment.HEDGED)) == ["yes", "yes", "yes"]
    assert values(said(AGENCY, OUTLET, commitment=Commitment.HEDGED)) == ["yes", "yes", "no"]
    perhaps = replace(supposed, perhaps=True)
    assert values(said(UNNAMED, AGENCY, OUTLET), perhaps) == ["undetermined", "yes", "no"]  # no other way to the reader


def test_there_are_eighteen_gold_propositions() -> None:
    assert len(GOLD_VERDICTS) == 18


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([said(MINISTRY, OUTLET)], ["yes", "yes", "no"]),
        ([said(MINISTRY, AGENCY)], ["yes", "yes", "yes"]),
        ([said(MINISTRY, UNKNOWN)], ["yes", "yes", "undetermined"]),
        ([said(MONITOR, AGENCY, OUTLET)], ["no", "yes", "no"]),
        ([said(MONITOR, UNKNOWN)], ["no", "undetermined", "no"]),
        ([said(UNNAMED, AGENCY, OUTLET)], ["undetermined", "yes", "no"]),
        ([said(UNNAMED, OUTLET)], ["undetermined", "undetermined", "no"]),
        ([said(OFFICER, OUTLET)], ["yes", "yes", "no"]),
        ([said(replace(UNKNOWN, doubted=True), AGENCY)], ["undetermined"] * 3),
        ([said(OUTLET)], ["undetermined", "no", "no"]),
        ([said(UNKNOWN)], ["undetermined"] * 3),
        ([said(MINISTRY, OUTLET), said(MONITOR, OUTLET, article="b")], ["no", "no", "no"]),
        ([said(MINISTRY, OUTLET), said(OUTLET, article="b")], ["undetermined", "no", "no"]),
        ([], [None] * 3),
    ],
)
def test_a_proposition_rests_on_its_weakest_chain(claims: list[Evidence], expected: list[str | None]) -> None:
    assert values(*claims) == expected


def test_the_own_voice_of_a_state_outlet_is_an_origin_of_that_state() -> None:
    spoken = Evidence("c", "a", (Path((AGENCY,), own_voice=True),))
    assert values(spoken) == ["yes", "yes", "yes"]


def test_own_voice_adds_nothing_where_the_article_attributes_the_same() -> None:
    assert values(said(MINISTRY, OUTLET), said(OUTLET)) == ["yes", "yes", "no"]
    assert values(said(MINISTRY, OUTLET, commitment=Commitment.DENIED), said(OUTLET)) == ["undetermined", "no", "no"]


@pytest.mark.parametrize(
    "commitment", [Commitment.DENIED, Commitment.HYPOTHETICAL, Commitment.QUESTION, Commitment.PROSPECTIVE]
)
def test_what_does_not_assert_gives_no_support(commitment: Commitment) -> None:
    assert values(said(MINISTRY, OUTLET, commitment=commitment)) == [None] * 3


@pytest.mark.parametrize("commitment", [Commitment.HEDGED, Commitment.HEARSAY])
def test_hedged_and_hearsay_support(commitment: Commitment) -> None:
    claim = said(MINISTRY, OUTLET, commitment=commitment)
    assert values(claim)[0] == "yes"
    assert count([claim]).unsure == 1


def test_a_call_supports_a_call_only() -> None:
    call = said(MINISTRY, OUTLET, commitment=Commitment.PROSPECTIVE)
    assert values(call, plan=True)[0] == "yes"
    assert values(call, plan=False)[0] is None


def test_denying_and_rejected_claims_are_no_support() -> None:
    denied, rejected = said(MINISTRY, OUTLET, stance=Stance.DENIES), said(MINISTRY, OUTLET, rejected=True)
    assert values(denied) == values(rejected) == [None] * 3
    assert values(said(MINISTRY, OUTLET), said(MONITOR, OUTLET, stance=Stance.DENIES, article="b"))[0] == "yes"


def test_a_perhaps_claim_of_another_origin_blocks_yes_and_is_named() -> None:
    doubt = said(MONITOR, OUTLET, article="b", perhaps=True)
    judged = judge([said(MINISTRY, OUTLET), doubt], RU, Variant.ORIGIN)
    assert judged.value is Value.UNDETERMINED
    assert [why.claim for why in judged.doubts] == [doubt.claim]
    assert "Monitor" in judged.doubts[0].words


def test_a_perhaps_claim_that_could_not_change_the_answer_does_not_block() -> None:
    assert values(said(MINISTRY, OUTLET), said(AGENCY, OUTLET, perhaps=True, article="b"))[0] == "yes"
    assert values(said(MONITOR, OUTLET), said(AGENCY, OUTLET, perhaps=True))[0] == "no"
    assert values(said(MINISTRY, OUTLET), said(OUTLET, perhaps=True))[0] == "yes", "it would only restate"
    question = said(MONITOR, OUTLET, perhaps=True, article="b", commitment=Commitment.QUESTION)
    assert values(said(MINISTRY, OUTLET), question)[0] == "yes"


def test_being_based_in_a_country_is_another_question_than_being_of_its_state() -> None:
    assert of_country("GB")(MONITOR) is Value.NO
    assert of_country("GB", based=True)(MONITOR) is Value.YES
    assert of_country("FR")(PUBLIC) is Value.NO
    assert of_country("FR", based=True)(PUBLIC) is Value.YES


def test_an_unknown_link_could_be_either() -> None:
    assert RU(replace(MINISTRY, link=Link.UNKNOWN)) is Value.UNDETERMINED
    assert RU(replace(MINISTRY, country=None)) is Value.UNDETERMINED
    assert RU(DatedAgent("group", "Armed group", link=Link.NONE)) is Value.NO


def test_every_chain_says_why() -> None:
    judged = judge([said(UNNAMED, AGENCY, UNKNOWN)], RU, Variant.BOTTLENECK)
    assert judged.chains[0].words == (
        "a source (not named) → State agency (controlled by the state, RU) → unknown outlet (not known)"
    )


def test_an_agencys_own_voice_is_told_by_its_basis() -> None:
    chain = next(claim for claim in seed_claims()["004_cb98e6dd4b5ccfbd.txt"] if len(claim.chains[0].hops) == 1)
    assert own_voice(chain.chains[0].hops)


STANDS = st.builds(
    DatedAgent,
    agent=st.sampled_from("abcdef"),
    label=st.just("x"),
    country=st.sampled_from(["RU", "SY", None]),
    link=st.sampled_from(Link),
    bodies=st.sampled_from([("a",), ("b", "c"), ()]),
    types=st.frozensets(st.sampled_from(AgentType), max_size=2),
).map(lambda hop: replace(hop, kind={"e": SourceKind.UNNAMED, "f": SourceKind.UNSPECIFIED}.get(hop.agent, hop.kind)))
PATHS = st.builds(Path, hops=st.lists(STANDS, min_size=1, max_size=4).map(tuple), own_voice=st.booleans())
CLAIMS = st.lists(
    st.builds(
        Evidence,
        claim=st.sampled_from("pqrstu"),
        article=st.sampled_from("xyz"),
        paths=st.lists(PATHS, min_size=1, max_size=2).map(tuple),
        commitment=st.sampled_from(Commitment),
        stance=st.sampled_from(Stance),
        perhaps=st.booleans(),
        rejected=st.booleans(),
        text=st.sampled_from(["", "one two three four five six", "one two three four five seven", "seven"]),
        shared=st.sampled_from(["", "t"]),
    ),
    max_size=6,
)


@pytest.mark.slow
@given(CLAIMS, st.booleans())
def test_closed_yes_is_within_origin_yes_and_that_within_bottleneck_yes(claims: list[Evidence], plan: bool) -> None:
    origin, bottleneck, closed = values(*claims, plan=plan)
    assert closed != "yes" or origin == "yes"
    assert origin != "yes" or bottleneck == "yes"


@pytest.mark.slow
@given(CLAIMS, st.booleans(), st.randoms(use_true_random=False))
def test_the_order_of_claims_never_matters(claims: list[Evidence], plan: bool, random: st.randoms) -> None:
    shuffled = claims.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert values(*claims, plan=plan) == values(*shuffled, plan=plan)


@pytest.mark.slow
@given(CLAIMS, PATHS)
def test_more_support_never_makes_a_yes(claims: list[Evidence], extra: Path) -> None:
    before = values(*claims)
    after = values(*claims, Evidence("new", "new-article", (extra,)))
    assert all(b == "yes" or b is None or a != "yes" for a, b in zip(after, before, strict=True))


@pytest.mark.slow
@given(CLAIMS)
def test_perhaps_claims_only_ever_turn_yes_into_undetermined(claims: list[Evidence]) -> None:
    sure = values(*(claim for claim in claims if not claim.perhaps))
    for alone, beside in zip(sure, values(*claims), strict=True):
        assert beside == alone or (alone == "yes" and beside == "undetermined")


@pytest.mark.slow
@given(CLAIMS, st.booleans())
def test_counts_hold_their_order(claims: list[Evidence], plan: bool) -> None:
    counts = count([replace(claim, claim=f"{at}") for at, claim in enumerate(claims)], plan)
    assert counts.claims >= counts.articles
    assert counts.origins >= counts.groups
    assert counts.claims >= counts.unsure


@given(PATHS)
def test_a_path_of_one_country_alone_is_yes_in_all_variants(found: Path) -> None:
    pure = Path(tuple(replace(MINISTRY, agent=hop.agent) for hop in found.hops), found.own_voice)
    assert {of_path(pure, RU, variant) for variant in Variant} == {Value.YES}


def test_independent_groups_join_by_state_delegation_and_copied_text() -> None:
    spokesman = DatedAgent("spokesman", "Spokesman", link=Link.NONE, bodies=("monitor",))
    copied = "the very same eight words stand in both reports of the day"
    rival = DatedAgent("rival", "Rival monitor", link=Link.NONE)
    claims = [
        said(MINISTRY, OUTLET, article="a"),
        said(AGENCY, OUTLET, article="b"),
        said(MONITOR, OUTLET, article="c", text=copied),
        said(spokesman, OUTLET, article="d"),
        said(rival, OUTLET, article="e", text=copied),
        said(UNNAMED, OUTLET, article="f"),
    ]
    counts = count(claims)
    assert (counts.claims, counts.articles, counts.outlets, counts.origins, counts.groups) == (6, 6, 1, 6, 2)


@pytest.mark.slow
@given(CLAIMS, st.randoms(use_true_random=False))
def test_counts_do_not_hang_on_the_order_of_claims(claims: list[Evidence], random: st.randoms) -> None:
    shuffled = claims.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert count(claims) == count(shuffled)


@pytest.mark.slow
@given(CLAIMS, PATHS)
def test_a_no_stays_a_no_whatever_is_added(claims: list[Evidence], extra: Path) -> None:
    told = Evidence("new", "new-article", (extra,))
    assert all(b != "no" or a == "no" for b, a in zip(values(*claims), values(*claims, told), strict=True))


COPIED = "the very same eight words stand in both reports of the day"


@pytest.mark.parametrize(
    ("one", "other", "shared", "groups"),
    [
        (COPIED, COPIED, "", 1),
        (COPIED, COPIED.upper() + ".", "", 1),
        (COPIED, f"{COPIED} and here come many more words of another reporter who adds a whole second clause", "", 1),
        (
            f"As agencies wrote on Monday with some delay {COPIED}, which nobody could check from afar that evening",
            f"He added before the council in a long speech on quite other matters that {COPIED} while others slept",
            "",
            1,
        ),
        (COPIED, "quite other words stand in this report of the same day", "", 2),
        ("Twelve were killed.", "Twelve were killed.", "", 2),  # short sentences are alike by chance
        ("Twelve were killed.", "Twelve were killed.", "wire", 1),  # but not in articles that carry one text
        ("Twelve were killed.", "A bridge was blown up in the night.", "wire", 2),
    ],
)
def test_copied_words_make_one_group(one: str, other: str, shared: str, groups: int) -> None:
    rival = DatedAgent("rival", "Rival monitor", link=Link.NONE)
    claims = [
        said(MONITOR, OUTLET, article="a", text=one, shared=shared),
        said(rival, OUTLET, article="b", text=other, shared=shared),
    ]
    assert count(claims).groups == count(claims[::-1]).groups == groups


def test_co_speakers_of_a_copied_sentence_stay_two() -> None:
    rival = DatedAgent("rival", "Rival monitor", link=Link.NONE)
    both = (Path((MONITOR, OUTLET)), Path((rival, OUTLET)))
    claims = [Evidence("1", "a", both, text=COPIED), Evidence("2", "b", both, text=COPIED)]
    assert count(claims).groups == 2


def test_whoever_speaks_for_one_body_is_one_group() -> None:
    aide, envoy = (DatedAgent(name, name, bodies=("monitor", "league")) for name in ("aide", "envoy"))
    league = DatedAgent("league", "League", link=Link.NONE)
    claims = [said(one, OUTLET, article=one.agent) for one in (aide, envoy, league, MINISTRY)]
    assert (count(claims).origins, count(claims).groups) == (4, 2)
