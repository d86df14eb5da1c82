"""The graph page's records read back from a store are those that went in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from kg.answers.page import GraphClaim, from_store, render
from kg.answers.page.graph import GraphHop
from kg.graph.rdf import article_quads, proposition_quads
from kg.graph.rdf.iris import article_graph
from kg.graph.store import Store, open_store
from kg.model import Membership, Proposition, Role, Run, Span, Stance
from kg.model.vocab import PROPOSITIONS_GRAPH
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
def found(store: Store) -> dict[tuple[str, str], GraphClaim]:
    return {(claim.article, claim.text): claim for claim in from_store(store)}


def bare(claim: GraphClaim) -> GraphClaim:
    """A claim without what the store names in its own way, or the test below looks at."""
    chains = tuple(tuple(replace(hop, agent_id="", labels=()) for hop in chain) for chain in claim.chains)
    rest = {"id": "", "before": "", "after": "", "single_origin": False, "proposition": None, "perhaps": 0}
    return replace(claim, chains=chains, **rest)


def test_every_claim_comes_back(found: dict[tuple[str, str], GraphClaim]) -> None:
    assert [bare(claim) for claim in found.values()] == [bare(claim) for claim in seeds()]


def test_the_context_is_the_article_around(found: dict[tuple[str, str], GraphClaim]) -> None:
    texts = {article.id: article.text for article in seed_articles()}
    for claim in found.values():
        assert claim.before + claim.text + claim.after in texts[claim.article]


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


def test_claims_know_their_proposition_and_its_origins(found: dict[tuple[str, str], GraphClaim]) -> None:
    by_text = {claim.text[:40]: claim for claim in found.values()}
    siege = by_text["L’armée syrienne a annoncé avoir brisé l"]
    assert (siege.proposition, siege.single_origin) == (SIEGE, False)
    headline = by_text["Le Président Poutine a adressé un télégr"]
    assert (headline.proposition, headline.single_origin) == (TELEGRAM, True), "own voice restates Peskov's news"
    own_voice = by_text["Les combats sont accompagnés de tirs d’a"]
    assert (own_voice.proposition, own_voice.single_origin) == (None, False)
    alone = by_text["Selon lui, les détails de ce télégramme "]
    assert alone.single_origin


def test_claims_that_perhaps_say_the_same_are_counted_beside_the_one_known_origin(
    found: dict[tuple[str, str], GraphClaim],
) -> None:
    flag = next(claim for claim in found.values() if claim.text.startswith("Une source militaire a indiqué"))
    assert flag.single_origin
    assert flag.perhaps > 0


def test_the_page_of_a_store(store: Store) -> None:
    assert "Ministry of Defence of Russia" in render(from_store(store))


def test_an_empty_store_gives_no_claims() -> None:
    with open_store(None) as empty:
        assert from_store(empty) == ()
