"""The derived graph: states at the article's date, support, counts, and the gold verdicts out of a store."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.graph.rdf import iris, nquads
from kg.graph.store import Store, open_store
from kg.model import Affiliation, Agent, ClaimKind, Commitment, Link, Membership, Proposition, SourceKind, Stance
from kg.model.vocab import DATA, DERIVED_GRAPH, KG, RDF
from kg.propositions.verdicts.materialize import derive
from tests.support.gold_claims import seed_articles, seed_claims
from tests.support.paths import GOLD
from tests.support.spoken import MINISTRY, MONITOR, OUTLET, dated, fill, proposition, spoken
from tests.support.stores import STORES, opened
from tests.support.verdicts import VERDICTS_ON

pytestmark = pytest.mark.slow

GOLD_VERDICTS = [json.loads(line) for line in (GOLD / "seeds-verdicts.jsonl").read_text("utf-8").splitlines()]
PLANS = {"telegram-details-later"}
TURNED = Agent(
    "turned",
    "Turned radio",
    affiliations=(
        Affiliation("RU", Link.NONE, end="2015-12-31"),
        Affiliation("RU", Link.CONTROLLED, start="2016-01-01"),
    ),
    registered=True,
)


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with opened(request.param, tmp_path) as found:
        yield found


def verdicts(store: Store, country: str) -> dict[str, dict[str, str]]:
    """Values by proposition and variant, as a query finds them."""
    found = store.select(VERDICTS_ON, {"country": iris.country(country)})
    return {
        str(about).rsplit("/")[-1]: {
            name: str(value).rsplit("#")[-1]
            for name, value in zip(("origin", "bottleneck", "closed"), values, strict=True)
        }
        for about, _, *values in found.rows
    }


def test_the_gold_propositions_of_the_seeds_get_their_gold_verdicts(store: Store) -> None:
    claims = seed_claims()
    spans = {(one.article, one.span.start): one.span for found in claims.values() for one in found}
    propositions = [
        Proposition(
            row["id"],
            (("en", row["text"]),),
            tuple(Membership(name, spans[(name, start)], Stance.EXPRESSES, 1.0) for name, start in row["claims"]),
            plan=row["id"] in PLANS,
        )
        for row in GOLD_VERDICTS
    ]
    fill(store, [(one, claims[one.id]) for one in seed_articles()], propositions)
    expected = {row["id"]: row["RU"] for row in GOLD_VERDICTS if row["RU"]["origin"] is not None}
    assert verdicts(store, "RU") == expected


def test_a_hop_has_the_state_of_its_agent_on_the_articles_day(store: Store) -> None:
    old, new, none = (spoken(name, TURNED, OUTLET) for name in ("old", "new", "none"))
    articles = [dated("old", "2014-05-01", old), dated("new", "2017-05-01", new), dated("none", None, none)]
    fill(store, articles, [proposition(one, name=one.article) for one in (old, new, none)])
    links = store.select(
        "SELECT ?article ?link ?state WHERE { ?claim kg:article/schema:identifier ?article ; "
        "kg:attribution/kg:origin ?hop . ?hop kg:hopLink ?link . OPTIONAL { ?hop kg:ofState ?state } }"
    )
    found = {str(article): (str(link).rsplit("#")[-1], state) for article, link, state in links.rows}
    assert found["old"] == ("none", None)
    assert found["new"] == ("controlled", iris.country("RU"))
    assert found["none"] == ("unknown", None)
    judged = verdicts(store, "RU")
    assert {name: judged.get(name, {}).get("origin") for name in found} == {
        "old": None,
        "new": "yes",
        "none": "undetermined",
    }


def test_a_doubt_is_named_and_blocks(store: Store) -> None:
    sure, doubt = spoken("a", MINISTRY, OUTLET), spoken("b", MONITOR, OUTLET)
    fill(store, [dated("a", "2017", sure), dated("b", "2017", doubt)], [proposition(sure, perhaps=(doubt,))])
    assert verdicts(store, "RU")["p"]["origin"] == "undetermined"
    rows = store.select(
        "SELECT DISTINCT ?claim WHERE { ?verdict kg:originValue kg:undetermined ; kg:doubt ?claim }"
    ).rows
    assert rows == ((iris.claim("b", doubt.span),),)


def test_support_restatement_and_counts(store: Store) -> None:
    told = spoken("a", MINISTRY, OUTLET)
    recap = spoken("a", OUTLET, start=5, own=True)
    question = spoken("b", MONITOR, OUTLET, commitment=Commitment.QUESTION)
    articles = [dated("a", "2017", told, recap), dated("b", "2017", question)]
    fill(store, articles, [proposition(told, recap, question)])
    assert store.select("SELECT ?c WHERE { ?c kg:supports ?p }").rows == ((iris.claim("a", told.span),),)
    assert store.select("SELECT ?c WHERE { ?c kg:restated true }").rows == ((iris.claim("a", recap.span),),)
    counts = store.select(
        "SELECT ?claims ?articles ?outlets ?origins ?groups WHERE { ?p kg:claimCount ?claims ; "
        "kg:articleCount ?articles ; kg:outletCount ?outlets ; kg:originCount ?origins ; kg:independentCount ?groups }"
    )
    assert [int(cell) for cell in counts.rows[0] if cell is not None] == [1, 1, 1, 1, 1]


def test_a_state_that_nobody_in_the_chains_is_of_gets_no_plain_no(store: Store) -> None:
    one, other = spoken("a", MONITOR, OUTLET), spoken("b", MINISTRY, OUTLET)
    fill(store, [dated("a", "2017", one), dated("b", "2017", other)], [proposition(one), proposition(other, name="q")])
    assert set(verdicts(store, "RU")) == {"q"}


def test_deriving_twice_gives_the_same_bytes_and_reads_nothing_of_itself(store: Store) -> None:
    claim = spoken("a", MINISTRY, OUTLET)
    fill(store, [dated("a", "2017", claim)], [proposition(claim)])
    assert nquads(derive(store)) == nquads(store.quads(DERIVED_GRAPH))


def test_an_empty_store_derives_nothing(store: Store) -> None:
    assert list(derive(store)) == []


def test_states_that_stand_in_no_chain_of_it_share_a_verdict_and_no_quad_names_them() -> None:
    unknown = Agent("somebody", "somebody", SourceKind.UNNAMED)
    open_one, told = spoken("a", unknown, OUTLET), spoken("b", MINISTRY, OUTLET)
    with open_store(None) as store:
        fill(store, [dated("a", "2017", open_one), dated("b", "2017", told)], [proposition(open_one)])
        assert verdicts(store, "RU")["p"] == {"origin": "undetermined", "bottleneck": "undetermined", "closed": "no"}
        assert not verdicts(store, "IR")  # stands in no chain of the store
        assert [str(value) for *_, value, _ in store.quads(predicate=KG.states)] == [f"{DATA}states/but-"]
        assert [value for *_, value, _ in store.quads(predicate=KG.state)] == [iris.country("RU")]


def test_a_state_in_a_chain_shares_the_verdict_of_all_others_where_it_is_the_same(store: Store) -> None:
    nobody = Agent("somebody", "somebody", SourceKind.UNNAMED)
    said, perhaps = spoken("a", nobody, OUTLET), spoken("b", MINISTRY, OUTLET)
    fill(store, [dated("a", "2017", said), dated("b", "2017", perhaps)], [proposition(said, perhaps=(perhaps,))])
    (node,) = {subject for subject, _, value, _ in store.quads(DERIVED_GRAPH, RDF.type) if value == KG.Verdict}
    assert [str(value) for *_, value, _ in store.quads(predicate=KG.states, subject=node)] == [f"{DATA}states/but-"]


def test_a_heading_inside_an_article_rests_on_nothing_and_changes_nothing(store: Store) -> None:
    told = spoken("a", MINISTRY, OUTLET)
    heading = {"start": 5, "own": True, "kind": ClaimKind.HEADLINE}
    inside, alone = spoken("b", OUTLET, **heading), spoken("b", OUTLET, **(heading | {"start": 9}))
    said = spoken("b", MONITOR, OUTLET, start=12, kind=ClaimKind.HEADLINE)
    articles = [dated("a", "2017", told), dated("b", "2017", inside, alone, said)]
    fill(store, articles, [proposition(told, inside), proposition(alone, name="q"), proposition(said, name="r")])
    assert verdicts(store, "RU") == {"p": {"origin": "yes", "bottleneck": "yes", "closed": "no"}}
    assert {row[0] for row in store.select("SELECT ?c WHERE { ?c kg:supports ?p }").rows} == {
        iris.claim("a", told.span),
        iris.claim("b", said.span),  # a heading that says who says it is that one's claim
    }


def test_the_headline_of_an_article_is_its_outlets_word(store: Store) -> None:
    told, first = spoken("a", MINISTRY, OUTLET), spoken("b", OUTLET, own=True, kind=ClaimKind.HEADLINE)
    fill(store, [dated("a", "2017", told), dated("b", "2017", first)], [proposition(told, first)])
    assert verdicts(store, "RU")["p"]["bottleneck"] == "no"
