"""The graph page's records read back from a store are those that went in."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import replace

import pytest

from kg.answers.page import GraphClaim, GraphData, GraphHop, GraphProposition, from_store, render
from kg.answers.page.records import ELSEWHERE
from kg.graph.rdf import article_quads, proposition_quads
from kg.graph.rdf.iris import article_graph
from kg.graph.store import Store, open_store
from kg.model import Membership, Proposition, Role, Run, Span, Stance
from kg.model.vocab import DATA, PROPOSITIONS_GRAPH
from kg.propositions.verdicts.evidence import EvidenceReader, Facts
from kg.propositions.verdicts.rules import Variant, judge, of_country
from tests.support import question_store
from tests.support.gold_claims import seed_articles, seed_claims
from tests.support.page_claims import seeds
from tests.support.stores import STORES, opened

pytestmark = pytest.mark.slow

RUN = Run("0", (), "")
SIEGE = "Le siège est brisé"
ARTICLE = "003_a6168a8a3db5cb58.txt"
TELEGRAM = "Un télégramme a été envoyé"


def said(article: str, start: int, end: int) -> Membership:
    return Membership(article, Span(start, end), Stance.EXPRESSES, 1.0)


PROPOSITIONS = (
    Proposition(
        "siege",
        (("fr", SIEGE), ("en", "The siege is broken")),
        (said("000_ea3facdacc29ccb4.txt", 14, 122), said("000_ea3facdacc29ccb4.txt", 245, 601)),
    ),
    Proposition(
        "telegram", (("fr", TELEGRAM),), (said(ARTICLE, 14, 94), said(ARTICLE, 96, 350), said(ARTICLE, 576, 881))
    ),
    Proposition(
        "flag", (("fr", "Le drapeau est hissé"),), (said(ARTICLE, 1494, 1595),), perhaps=(said(ARTICLE, 883, 1157),)
    ),
)


@pytest.fixture(scope="module", params=STORES)
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    claims = seed_claims()
    with opened(request.param, tmp_path_factory.mktemp("store")) as filled:
        for article in seed_articles():
            filled.replace(article_graph(article.id), article_quads(article, claims[article.id], RUN))
        filled.replace(PROPOSITIONS_GRAPH, proposition_quads(PROPOSITIONS))
        yield filled


@pytest.fixture(scope="module")
def read(store: Store) -> GraphData:
    return from_store(store)


@pytest.fixture(scope="module")
def found(read: GraphData) -> dict[tuple[str, str], GraphClaim]:
    return {(claim.article, claim.text): claim for claim in read.claims}


def bare(claim: GraphClaim) -> GraphClaim:
    """A claim without what the store names in its own way, or the test below looks at."""
    chains = tuple(tuple(replace(hop, agent_id="", labels=(), type=None) for hop in chain) for chain in claim.chains)
    return replace(claim, chains=chains, id="", propositions=(), title=None)


def test_every_claim_comes_back(found: dict[tuple[str, str], GraphClaim]) -> None:
    assert [bare(claim) for claim in found.values()] == [bare(claim) for claim in seeds().claims]


def test_hops_run_from_the_origin_to_the_outlet(found: dict[tuple[str, str], GraphClaim]) -> None:
    for claim in found.values():
        for chain in claim.chains:
            roles = [hop.role for hop in chain]
            assert roles == sorted(roles, key=[Role.ORIGIN, Role.RELAY, Role.OUTLET].index)
            assert roles[-1] is Role.OUTLET


def test_agents_of_an_article_are_no_others(found: dict[tuple[str, str], GraphClaim]) -> None:
    hops: list[GraphHop] = [hop for claim in found.values() for chain in claim.chains for hop in chain]
    assert len({hop.agent_id for hop in hops if hop.role is Role.OUTLET}) == 3
    assert {hop.agent_id for hop in hops if hop.label == "Sputnik"} == {"agent/sputnik"}


def test_claims_know_their_proposition_and_its_origins(
    read: GraphData, found: dict[tuple[str, str], GraphClaim]
) -> None:
    propositions = {row.id: row for row in read.propositions}

    def joined(begin: str) -> GraphProposition | None:
        claim = next(claim for (_, text), claim in found.items() if text.startswith(begin))
        return propositions[claim.propositions[0][0]] if claim.propositions else None

    siege, headline = (
        joined("L’armée syrienne a annoncé avoir brisé l"),
        joined("Le Président Poutine a adressé un télégr"),
    )
    assert siege is not None
    assert (siege.label, siege.single_origin) == (SIEGE, False)
    assert headline is not None
    assert (headline.label, headline.single_origin) == (TELEGRAM, True), "own voice restates Peskov's news"
    assert joined("Les combats sont accompagnés de tirs d’a") is None


def test_claims_that_perhaps_say_the_same_stand_beside_the_one_known_origin(read: GraphData) -> None:
    flag = next(row for row in read.propositions if row.id.endswith("flag"))
    assert flag.single_origin
    assert len(flag.perhaps) == 1
    assert flag.perhaps[0] in {claim.id for claim in read.claims}


def test_verdicts_are_those_that_are_derived(store: Store, read: GraphData) -> None:
    rows = {row.id: row for row in read.propositions}
    for case in EvidenceReader(Facts.of_store(store)).cases():
        verdicts = rows[case.proposition.removeprefix(DATA)].verdicts
        for country in ("RU", "SY", "FR"):
            for variant in Variant:
                value = judge(case.claims, of_country(country), variant, case.plan).value
                assert verdicts.get(country, verdicts.get(ELSEWHERE, {})).get(variant) is value


def test_the_page_of_a_store(store: Store) -> None:
    assert "Ministry of Defence of Russia" in render(from_store(store))


@functools.cache
def other() -> GraphData:
    return from_store(question_store.answering())


class TestWhatTheSeedsHaveNot:
    def test_contradictions_are_of_claims_that_are_there(self) -> None:
        ids = {claim.id for claim in other().claims}
        assert other().contradictions
        assert all({tie.left, tie.right} <= ids for tie in other().contradictions)

    def test_copies_are_of_articles_that_are_there(self) -> None:
        names = {claim.article for claim in other().claims}
        assert other().copies
        assert all({tie.left, tie.right} <= names for tie in other().copies)

    def test_a_sentence_that_joined_nothing_is_left_to_its_parts(self) -> None:
        part = next(claim for claim in other().claims if claim.part)
        assert "it a lie" in part.text
        assert not any(claim.text == part.text for claim in other().claims if not claim.part)

    def test_who_denies_is_told_from_who_says_so(self) -> None:
        stances = {stance for claim in other().claims for _, stance in claim.propositions}
        assert stances == {Stance.EXPRESSES, Stance.DENIES}


def test_an_empty_store_gives_no_claims() -> None:
    with open_store(None) as empty:
        assert from_store(empty) == GraphData()
