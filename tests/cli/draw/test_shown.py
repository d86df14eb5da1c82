"""One claim or one proposition in full, by any of its names, alike from every store."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import URIRef
from rich.cells import cell_len

from kg.answers import queries
from kg.answers.show import ClaimRecord, Phrases, PropositionRecord, explain, show
from kg.cli.draw.claim import shown_text
from kg.graph.short_names import find, short
from kg.graph.store import Store, open_store
from kg.model import Article, Chain, Claim, ClaimKind, Commitment, Quote, Span
from kg.model.errors import LanguageError, QueryError
from kg.propositions.verdicts.evidence import evidence, evidence_of
from tests.support import open_hops, question_store
from tests.support.stores import STORES, opened

pytestmark = [pytest.mark.slow, pytest.mark.forks]

ID = "https://w3id.org/claim-graph/id/"
FIRST = f"{ID}article/small-txt-af15cd88/claim/0-89"


@pytest.fixture(scope="module", params=STORES)
def each(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Every store, with the same corpus."""
    with opened(request.param, tmp_path_factory.mktemp("store")) as found:
        yield question_store.fill(found)


@pytest.fixture
def store() -> Store:
    return question_store.answering()


@pytest.mark.parametrize("name", ["small.txt:152-236/part/0", "82534483/1904-2082", "proposition/two-soldiers"])
def test_every_store_has_the_same_to_show(each: Store, store: Store, name: str):
    assert show(each, name) == show(store, name)


@pytest.mark.parametrize(
    "name",
    [
        FIRST,
        "af15cd88/0-89",
        " af15cd88/0-89 ",
        "small.txt:0-89",
        "article/small-txt-af15cd88/claim/0-89",
        f"id:{FIRST[len(ID) :]}",
    ],
)
def test_a_claim_by_any_of_its_names(store: Store, name: str):
    found = show(store, name)
    assert isinstance(found, ClaimRecord)
    assert found.iri == FIRST
    assert found.claim == question_store.claims()["small.txt"][0]


def test_a_claim_with_its_whole_chain(store: Store):
    text = shown_text(show(store, "small.txt:0-89"), 100)
    for words in (
        "The Morning Post, 2017-09-06, characters 0 to 89",
        "date 2017-09-06 (asserted); outlet The Morning Post (asserted)",
        "▶ The siege of Deir ez-Zor was broken",
        "The Kremlin denied",
        "Statement, indirect quote, asserted",
        "origin: Ivan Petrov (not in the registry; link to a state not known at that date)",
        "words “Colonel Ivan Petrov”; cue “told”; rule by-hand, explicit, confidence 1",
        "relay: Interfax (no link to a state, RU)",
        "relay: Reuters (no link to a state, GB)",
        "outlet: The Morning Post",
        "Subject: The siege of Deir ez-Zor",
        "Mentions: Deir ez-Zor (place: Deir ez-Zor)",
        "Perhaps says: The terrorists tried to stop the advance",
        "confidence 0.4: same event: siege broken",
        "rests only on RU: origin no, bottleneck undetermined, closed no",
    ):
        assert words in text, words
    assert text.index("Ivan Petrov") < text.index("relay: Interfax") < text.index("relay: Reuters")


def test_a_claim_with_a_part_numbers_and_times(store: Store):
    text = shown_text(show(store, "small.txt:152-236/part/0"), 100)
    for words in (
        "Reported: “We saw 12 houses burn on 5 September”",
        "origin: the monitors (unnamed)",
        "When: 5 September → 2017-09-05",
        "How many: 12 houses",
        "▶ Part 0: “it a lie”: indirect quote, denied",
        "origin: Syrian Arab Army (organ of SY)",
    ):
        assert words in text, words


def test_own_voice_and_a_link_that_the_date_decides(store: Store):
    text = shown_text(show(store, "000_ea3facdacc29ccb4.txt:123-243"), 100)
    assert "Chain: the outlet speaks for itself" in text
    assert "date 2017-09 (text); outlet unknown" in text


def test_a_proposition_with_its_claims_and_verdicts(store: Store):
    found = show(store, "proposition/two-soldiers")
    assert isinstance(found, PropositionRecord)
    assert dict(found.counts)["claim"] == 2
    text = shown_text(found, 100)
    for words in (
        "Two Russian soldiers were killed",
        "claims 2, articles 1, outlets 0, origins 1, independent groups 1",
        "Ministry of Defence of Russia [82534483/14-190]",
        "Denied by:\n  President of Russia [af15cd88/90-151]",
        "Who vouches: Ministry of Defence of Russia. Through: Russian news agencies.",
        "Independence",
        "Who denies: President of Russia.",
        "rests only on Russia: origin yes, bottleneck yes, closed undetermined",
        "rests only on state bodies: origin yes, bottleneck yes, closed no",
        "Ministry of Defence of Russia (organ of the state, Russia) → unknown source or",
        "Perhaps contradicted (numeric): 82534483/14-190 against 82534483/1904-2082",
    ):
        assert words in text, words
    assert [verdict.variant for verdict in found.verdicts if verdict.country == "RU"] == [
        "origin",
        "bottleneck",
        "closed",
    ]


def test_who_may_be_meant_stands_below_each_hop_without_a_name(store: Store, tmp_path: Path):
    with question_store.fill(open_store(tmp_path / "store")) as open_ones:
        text = shown_text(show(open_hops.put(open_ones), "small.txt:0-89"), 120)
    one = "perhaps Jana Nová (61%), perhaps Ministry of Defence of Russia (20%)"
    other = "perhaps Sputnik (45%), perhaps Reuters (30%)"
    places = [text.index(words) for words in ("origin: he", one, "relay: the agency", other, "relay: Reuters")]
    assert places == sorted(places)
    assert text.count("perhaps Jana Nová") == text.count("perhaps Sputnik") == 1
    assert "perhaps " not in shown_text(show(store, "small.txt:0-89")).split("Perhaps says")[0]


def test_a_perhaps_stands_beside_the_verdict_that_it_blocks(store: Store):
    text = shown_text(show(store, "suicide-vehicles"), 100)
    assert "Perhaps also said by:\n  Ivan Petrov [af15cd88/0-89]" in text
    assert "rests only on Russia: origin undetermined, bottleneck undetermined, closed undetermined" in text
    assert "perhaps also said by Ivan Petrov (link to a state not known) → Interfax" in text
    assert "Without Armed Forces of Russia: nothing remains." in " ".join(text.split())


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fr", ["Qui s'en porte garant : Ministère russe de la Défense.", "Qui dément : Président russe.",
                "ne repose que sur : médias d'État — origine indéterminé, passage oui, de bout en bout indéterminé"]),
        ("ru", ["Кто за это ручается: Министерство обороны России.", "Кто отрицает: Президент России.",
                "опирается только на: государственные СМИ — первоисточник не определено, путь да"]),
        ("en", ["Who vouches: Ministry of Defence of Russia.", "Who denies: President of Russia.",
                "rests only on state media: origin undetermined, bottleneck yes, closed undetermined"]),
    ],
)  # fmt: skip
def test_a_proposition_in_three_languages(store: Store, language: str, expected: list[str]):
    found = (shown_text(show(store, name), 120, language) for name in ("proposition/two-soldiers", "proposition/flag"))
    text = " ".join("".join(found).split())
    for words in expected:
        assert words in text
    for never in ("confirmed", "confirmé", "подтвержд"):
        assert never not in text


def test_no_other_language(store: Store):
    with pytest.raises(LanguageError):
        shown_text(show(store, "proposition/flag"), 100, "de")


def test_what_is_read_for_one_proposition_is_what_all_of_the_store_says_of_it(each: Store):
    everything = {iri: (claims, plan) for iri, claims, plan in evidence(each)}
    for iri, (claims, plan) in everything.items():
        (case,) = evidence_of(each, [URIRef(iri)])
        assert (list(case.claims), case.plan) == (claims, plan)
    assert len(everything) == 18


@pytest.mark.parametrize(
    ("query", "values", "expected"),
    [
        ("rests-only-on", {}, "Dmitry Peskov (organ of the state, Russia) → unknown source or outlet: origin yes"),
        ("rests-only-on-source", {"source": "state media", "variant": "bottleneck"},
         "une source militaire (not named) → Sputnik (controlled by the state, Russia)"),
        ("rests-only-on-source", {"source": "russian-armed-forces", "value": "undetermined"},
         "perhaps also said by Ivan Petrov (link to a state not known) → Interfax"),
    ],
)  # fmt: skip
def test_an_answer_says_why(each: Store, query: str, values: dict[str, str], expected: str):
    result = queries.run(each, query, values, registry=question_store.registry())
    found = explain(each, result, Phrases.of("en", question_store.registry()))
    assert [chain for one in found for chain in one.chains if expected in chain]


def test_other_answers_have_no_why(store: Store):
    result = queries.run(store, "single-origin", {}, registry=question_store.registry())
    assert not list(explain(store, result, Phrases.of("en", question_store.registry())))


@pytest.mark.parametrize(
    "name",
    ["", "x", "af15cd88/1-2", "ffffffff/0-89", "small.txt:1-2", "nowhere.txt:0-89", "proposition/", "proposition/s",
     "https://example.org/", "%00", "af15cd88/0-89/part/x", "*", '"} ?x', "\ud800"],
)  # fmt: skip
def test_a_name_of_nothing_or_of_several_things_is_refused(each: Store, name: str):
    with pytest.raises(QueryError) as error:
        show(each, name)
    assert error.value.fix


def test_a_beginning_that_several_propositions_share_names_them(store: Store):
    with pytest.raises(QueryError, match="siege-broken"):
        find(store, "proposition/s")


@pytest.mark.parametrize(
    "name", ["small.txt:0-89", "small.txt:152-236", "small.txt:152-236/part/0", "82534483/14-190", "82534483/1904-2082"]
)
def test_a_claim_fits_on_a_screen_with_its_chain_and_what_it_rests_on(store: Store, name: str):
    record = show(store, name)
    assert isinstance(record, ClaimRecord)
    chains = record.claim.parts[0].chains if name.endswith("part/0") else record.claim.chains
    for width in (80, 120):
        lines = shown_text(record, width, every=False).splitlines()
        text = " ".join(" ".join(lines).split())
        assert len(lines) <= 30
        assert all(cell_len(line) <= width for line in lines)
        assert f"▶ {' '.join(record.claim.text.split())} ◀" in text
        assert record.article.id not in text
        places = [text.index(f"{hop.role.value}: {hop.agent.label}") for hop in chains[0].hops]
        assert places == sorted(places)
        assert f"kg show {short(record.asked)} --all · kg review {short(record.asked)}" in text


def test_what_a_claim_rests_on_takes_three_lines(store: Store):
    lines = shown_text(show(store, "82534483/14-190"), 80, every=False).splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("Says proposition/two-soldiers-killed: "))
    assert lines[at + 1 : at + 4] == [
        "  claims 2, articles 1, outlets 0, origins 1, independent 1, denials 1",
        "  rests only on Russia: yes (origin, bottleneck), undetermined (closed)",
        "More: kg show 82534483/14-190 --all · kg review 82534483/14-190",
    ]


def test_no_state_is_named_where_none_stands_out(store: Store):
    text = shown_text(show(store, FIRST), 80, every=False)
    assert "  rests only on one state: no (origin, closed), undetermined (bottleneck)" in text.splitlines()


def test_a_long_sentence_and_many_chains_still_fit():
    base = question_store.claims()["small.txt"][0]
    words = "Une phrase longue de beaucoup de mots, que personne ne coupe, et qui va plus loin. " * 20
    claim = replace(base, span=Span(0, len(words)), text=words, chains=base.chains * 9, parts=())
    article = Article("a.txt", words + "Après. " * 50)
    lines = shown_text(ClaimRecord(FIRST, FIRST, article, claim, ()), 80, every=False).splitlines()
    assert len(lines) <= 30
    assert "8 more chains: --all" in lines
    assert [line for line in lines if line.endswith("… ◀")]


@pytest.mark.parametrize("every", [True, False])
@pytest.mark.parametrize("width", [40, 80, 120])
def test_lines_fit_and_carry_no_control_characters(width: int, every: bool):
    words = "\x1b]0;evil\x07 «mot» \u202eevil " * 12
    text = f"Avant. {words}Après."
    span = Span(7, 7 + len(words))
    base = question_store.claims()["small.txt"][0]
    chain = replace(base.chains[0].hops[-1], mention=span, cue=span)
    claim = Claim(
        "a.txt", 0, span, words, ClaimKind.STATEMENT, "fr", (Chain((chain,)),), Quote.NONE, Commitment.ASSERTED
    )
    article = Article("a\x1b.txt", text)
    found = shown_text(ClaimRecord(FIRST, FIRST, article, claim, ()), width, every=every)
    assert not [c for c in found if c != "\n" and unicodedata.category(c)[0] == "C"]
    assert all(cell_len(line) <= width for line in found.splitlines())
