"""How many propositions are yes, no and undetermined, and why: read off the graph, and judged one by one."""

from __future__ import annotations

import pytest

from kg.model import Link, SourceKind
from kg.propositions.verdicts.evidence import Case, EvidenceReader, Facts
from kg.propositions.verdicts.open_reasons import Reason, open_reasons
from kg.propositions.verdicts.rules import DatedAgent, Evidence, Path, Value, Variant, grounds, of_country
from kg.propositions.verdicts.tally import tally, tally_of
from tests.support import question_store

MINISTRY = DatedAgent("ministry", "Ministry", country="RU", link=Link.ORGAN)
HE = DatedAgent("he", "He", country="RU", link=Link.ORGAN, doubted=True)
CLERK = DatedAgent("clerk", "a clerk", SourceKind.UNNAMED)
UNLISTED = DatedAgent("unlisted", "Unlisted Institute")
PAPER = DatedAgent("paper", "Paper", country="FR", link=Link.NONE)
NOBODY = DatedAgent("nobody", "unknown outlet", SourceKind.UNSPECIFIED)
RU = of_country("RU")


def said(*hops: DatedAgent, perhaps: bool = False) -> Evidence:
    name = "/".join(hop.agent for hop in hops)
    return Evidence(name, name, (Path(hops, len(hops) == 1),), perhaps=perhaps)


@pytest.mark.parametrize(
    ("claims", "reason", "variant"),
    [
        ([said(CLERK, PAPER)], Reason.UNNAMED, Variant.ORIGIN),
        ([said(UNLISTED, PAPER)], Reason.LINK, Variant.ORIGIN),
        ([said(PAPER)], Reason.OWN_VOICE, Variant.ORIGIN),
        ([said(NOBODY)], Reason.OUTLET, Variant.ORIGIN),
        ([said(MINISTRY, NOBODY)], Reason.OUTLET, Variant.CLOSED),
        ([said(HE, PAPER)], Reason.SPEAKER, Variant.ORIGIN),
        ([said(MINISTRY, PAPER), said(PAPER, perhaps=True)], Reason.PERHAPS, Variant.ORIGIN),
    ],
)
def test_an_open_verdict_has_its_reason(claims: list[Evidence], reason: Reason, variant: Variant) -> None:
    assert open_reasons(grounds(claims), RU, variant) == {reason}


@pytest.mark.parametrize(
    "claims", [[said(MINISTRY, PAPER)], [said(MINISTRY, PAPER), said(UNLISTED, PAPER), said(PAPER)]]
)
def test_what_is_open_elsewhere_is_no_reason_where_the_verdict_stands(claims: list[Evidence]) -> None:
    assert open_reasons(grounds(claims[:1]), RU, Variant.ORIGIN) == frozenset()
    assert open_reasons(grounds(claims), RU, Variant.BOTTLENECK) == frozenset()


def test_a_claim_whose_speaker_is_in_doubt_makes_no_yes_and_no_no() -> None:
    assert grounds([said(HE, PAPER)]).value(RU, Variant.ORIGIN) is Value.UNDETERMINED
    assert grounds([said(HE, PAPER)]).value(of_country("FR"), Variant.ORIGIN) is Value.UNDETERMINED
    assert grounds([said(HE, MINISTRY)]).value(RU, Variant.BOTTLENECK) is Value.YES


def test_reasons_are_counted_for_each_proposition() -> None:
    cases = [
        Case("one", (said(CLERK, PAPER), said(PAPER)), plan=False),
        Case("two", (said(CLERK, PAPER),), plan=False),
        Case("three", (said(MINISTRY, PAPER),), plan=False),
        Case("four", (), plan=False),
    ]
    found = tally_of((grounds(case.claims, case.plan) for case in cases), RU, Variant.ORIGIN)
    assert (found.values[Value.YES], found.values[Value.UNDETERMINED]) == (1, 2)
    assert found.lines == ((Reason.UNNAMED, 2), (Reason.OWN_VOICE, 1))


@pytest.mark.parametrize("variant", Variant)
@pytest.mark.parametrize("country", ["RU", "SY", "GB", "NZ"])
def test_what_is_derived_counts_as_judging_one_by_one_does(country: str, variant: Variant) -> None:
    store = question_store.answering()
    cases = EvidenceReader(Facts.of_store(store)).cases()
    wanted = tally_of((grounds(case.claims, case.plan) for case in cases), of_country(country), variant)
    found = tally(store, country, variant)
    assert {value: found.values[value] for value in Value} == {value: wanted.values[value] for value in Value}
    assert found.reasons == wanted.reasons
