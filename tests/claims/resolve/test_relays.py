"""Relays and hearers: a medium that was told or that cites is a hop, an audience is none, and the outlet comes last."""

from __future__ import annotations

import pytest

from kg.claims.resolve import chains as resolve_chains
from kg.claims.resolve.source_mention import Identified
from kg.model import Agent, Article, Basis, Candidate, Fact, Known, Role, SourceKind
from kg.pipeline.extraction import claims, complete
from tests.support.attribution_cases import attributions
from tests.support.registry import registry, resources

pytestmark = pytest.mark.models


def chains(language, text, outlet=None):
    article = Article(
        "case",
        text,
        language=Fact(language, Known.ASSERTED),
        outlet=Fact(outlet, Known.ASSERTED if outlet else Known.UNKNOWN),
    )
    return [one.chain for one in attributions(claims(article, resources()))]


def via(language, text, outlet=None):
    return [[hop.agent.id for hop in chain.hops if hop.role is Role.RELAY] for chain in chains(language, text, outlet)]


@pytest.mark.parametrize(
    ("language", "text", "medium"),
    [
        ("fr", "Un officier a indiqué à Sputnik que la route était libre.", "sputnik"),
        ("fr", "Un officier a indiqué à l'agence Reuters que la route était libre.", "reuters"),
        ("fr", "Un officier, cité par l'agence TASS, a indiqué que la route était libre.", "tass"),
        ("fr", "Un officier, interrogé par CNN, a indiqué que la route était libre.", "cnn"),
        ("fr", "La route est libre, a indiqué un officier à l'AFP.", "afp"),
        ("en", "An officer told Reuters the road was clear.", "reuters"),
        ("en", "The road is clear, an officer told the BBC.", "bbc"),
        ("en", "An officer, quoted by the TASS news agency, said the road was clear.", "tass"),
        ("en", "Reuters reported that an officer said the road was clear.", "reuters"),
        ("ru", "Офицер сообщил ТАСС, что дорога свободна.", "tass"),
        ("ru", "Офицер рассказал агентству «Интерфакс», что дорога свободна.", "interfax"),
        ("ru", "ТАСС сообщает со ссылкой на офицера, что дорога свободна.", "tass"),
    ],
)
def test_medium_is_a_relay(language, text, medium):
    assert via(language, text) == [[medium]]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Un officier a indiqué aux journalistes que la route était libre."),
        ("fr", "Un officier a indiqué au Sénat que la route était libre."),
        ("fr", "Un officier a indiqué à la police que la route était libre."),
        ("en", "An officer told reporters the road was clear."),
        ("en", "An officer told the Senate the road was clear."),
        ("en", "An officer said on Twitter the road was clear."),
        ("ru", "Офицер сообщил журналистам, что дорога свободна."),
        ("ru", "Офицер заявил на брифинге, что дорога свободна."),
    ],
)
def test_hearer_is_no_relay(language, text):
    assert via(language, text) == [[]]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Un officier a indiqué à Anne Bloomberg que la route était libre."),
        ("fr", "Un officier a indiqué à Anne-Marie Bloomberg que la route était libre."),
        ("fr", "Un officier a indiqué à Anne Le Monde que la route était libre."),
        ("en", "An officer told Mark Bloomberg that the road was clear."),
        ("en", "An officer told Mark K. Bloomberg that the road was clear."),
        ("ru", "Офицер сообщил Марку Блумбергу, что дорога свободна."),
    ],
)
def test_the_end_of_a_longer_name_is_no_relay(language, text):
    assert via(language, text) == [[]]


@pytest.mark.parametrize(
    ("language", "text", "medium"),
    [
        ("fr", "Un officier a indiqué au journal Le Monde que la route était libre.", "le-monde"),
        ("en", "An officer told the agency Bloomberg that the road was clear.", "bloomberg"),
        ("en", "An officer told Saturday's Guardian that the road was clear.", "the-guardian"),
        ("ru", "Офицер сообщил агентству Блумберг, что дорога свободна.", "bloomberg"),
    ],
)
def test_a_medium_behind_its_noun_or_an_owner_is_one(language, text, medium):
    assert via(language, text) == [[medium]]


def test_medium_inside_what_is_said_is_no_relay():
    assert via("fr", "Un officier affirme que Reuters a menti à Sputnik.") == [[]]


def test_outlet_is_last_and_not_a_relay_of_its_own():
    (chain,) = chains("en", "An officer told Reuters the road was clear.", outlet="Reuters")
    assert [(hop.role, hop.agent.id) for hop in chain.hops[1:]] == [(Role.OUTLET, "reuters")]


def test_outlet_nobody_tells_of_is_unknown():
    (chain,) = chains("en", "An officer told reporters the road was clear.")
    assert chain.hops[-1].role is Role.OUTLET
    assert not chain.hops[-1].agent.registered


def test_same_source_spoke_through_the_same_medium():
    text = "Une source a indiqué à Sputnik que la route était libre. Cette même source a dit que tout allait bien."
    first, second = chains("fr", text)
    assert [hop.agent.id for hop in second.hops] == [hop.agent.id for hop in first.hops]
    assert second.hops[1].basis is Basis.CARRIED


def test_relay_says_where_it_stands():
    text = "Un officier a indiqué à Sputnik que la route était libre."
    (chain,) = chains("fr", text)
    relay = next(hop for hop in chain.hops if hop.role is Role.RELAY)
    assert relay.mention.of(text) == "Sputnik"
    assert relay.rule


def test_whom_a_quoted_pronoun_stands_for_is_not_known():
    before = "Norwegian state media reported on Monday that the harbour was closed."
    said = "It is sad when we speak to the children and they say they want to be pilots."
    text = f'{before} "The harbour is lost. {said} They have grown up in the harbour" said Dunne with a sigh.'
    article = Article("case", text, language=Fact("en", Known.ASSERTED))
    (found,) = [one for one in claims(article, resources()) if one.text == said]
    assert found.chains[0].origin.agent.kind is not SourceKind.NAMED


def test_what_is_said_to_be_so_stands_for_a_sentence_before_what_is_called_for():
    text = "The league blamed the regime for the raid and demanded that the council hold a meeting on the town at once."
    (claim,) = claims(Article("case", text, language=Fact("en", Known.ASSERTED)), resources())
    assert [span.of(text) for span in claim.chains[0].content] == ["the regime for the raid"]
    assert [part.content[0].of(text) for part in claim.parts] == ["the council hold a meeting on the town at once"]


def every_chain(language, text):
    article = complete(Article("case", text, language=Fact(language, Known.ASSERTED)), registry())
    found = claims(article, resources())
    return [
        chain for claim in found for chain in (*claim.chains, *(one for part in claim.parts for one in part.chains))
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "LONDON (Reuters) - The pier is shut.\n\nBaker Ann Lee told Reuters the pier was shut."),
        ("en", "LONDON (Reuters) - The pier is shut.\n\nReuters quoted baker Ann Lee as saying the pier was shut."),
        ("en", "LONDON (Reuters) - The pier is shut.\n\nReuters reported that the council said the pier was shut."),
        ("en", "LONDON (Reuters) - The pier is shut.\n\nReuters, citing the council, said the pier was shut."),
        ("fr", "PARIS (AFP) - Le quai est fermé.\n\nUn boulanger a indiqué à l'AFP que le quai était fermé."),
        ("fr", "PARIS (AFP) - Le quai est fermé.\n\nUn boulanger, cité par l'AFP, a dit que le quai était fermé."),
        ("ru", "МОСКВА (ТАСС) - Причал закрыт.\n\nПекарь Иван Петров сообщил ТАСС, что причал закрыт."),
    ],
)
def test_a_medium_whose_wire_it_is_and_that_the_sentence_names_is_one_relay(language, text):
    (*_, chain) = every_chain(language, text)
    relays = [hop for hop in chain.hops if hop.role is Role.RELAY]
    assert len(relays) == 1
    assert relays[0].rule != "wire"
    assert relays[0].mention.start > text.index("\n")


@pytest.mark.parametrize(
    ("language", "text", "relays"),
    [
        (
            "en",
            "LONDON (Reuters) - The pier is shut.\n\nBaker Ann Lee told Interfax the pier was shut.",
            ["interfax", "reuters"],
        ),
        (
            "en",
            "LONDON (Reuters) - The pier is shut.\n\nBaker Ann Lee said the pier was shut.",
            ["reuters"],
        ),
        ("ru", "МОСКВА (ТАСС) - Причал закрыт.\n\nПекарь Иван Петров сообщил «Интерфаксу», что причал закрыт.", None),
    ],
)
def test_another_medium_than_the_wire_is_a_relay_of_its_own(language, text, relays):
    (*_, chain) = every_chain(language, text)
    assert [hop.agent.id for hop in chain.hops if hop.role is Role.RELAY] == (relays or ["interfax", "tass"])


def test_the_outlet_that_cites_is_no_relay_of_its_own():
    text = "Reuters, citing the council, said the pier was shut."
    (chain,) = chains("en", text, outlet="Reuters")
    assert (chain.origin.role, chain.origin.agent.kind) == (Role.ORIGIN, SourceKind.UNNAMED)
    assert [(hop.role, hop.agent.id) for hop in chain.hops[1:]] == [(Role.OUTLET, "reuters")]


@pytest.mark.parametrize(
    ("language", "text", "agent"),
    [
        (
            "en",
            "The Harbour Gazette quoted Mayor Ann Lee as saying the pier was shut. She said it would open.",
            "Ann Lee",
        ),
        ("en", "Reuters, citing the city council, said the pier was shut. It said work would go on.", "council"),
        (
            "en",
            "The Quay Herald, citing Reuters, which cited the city council, said the pier was shut. It said work would "
            "go on.",
            "council",
        ),
        (
            "en",
            "The Fisheries Ministry said the pier was shut, the TASS news agency reported. It said work would go on.",
            "Fisheries Ministry",
        ),
        (
            "en",
            "The TASS news agency reported that the Fisheries Ministry said the pier was shut. It said work would "
            "go on.",
            "Fisheries Ministry",
        ),
        (
            "fr",
            "Le Journal du Quai, citant l'agence TASS, qui cite le ministère de la Pêche, a rapporté que le quai était "
            "fermé. Il a ajouté que les travaux continuaient.",
            "ministère de la Pêche",
        ),
        (
            "ru",
            "«Вестник причала» со ссылкой на ТАСС, который ссылается на министерство рыболовства, сообщил, что причал "
            "закрыт. Оно сообщило, что ремонт идёт.",
            "министерство рыболовства",
        ),
    ],
)
def test_a_pronoun_stands_for_who_said_it_and_not_for_who_passed_it_on(language, text, agent):
    (*_, chain) = every_chain(language, text)
    assert agent in chain.origin.agent.label


@pytest.mark.parametrize(
    ("language", "text", "agent"),
    [
        ("en", "The Fisheries Ministry shut the pier. TASS said it was open. It said all went on.", "TASS"),
        ("en", "The pier is shut. Reuters said work would go on. It said the pier was old.", "Reuters"),
    ],
)  # fmt: skip
def test_a_medium_that_speaks_for_itself_is_who_a_pronoun_stands_for(language, text, agent):
    (*_, chain) = every_chain(language, text)
    assert chain.origin.agent.label == agent or agent.lower() in {one.agent.id for one in chain.origin.candidates}


def test_a_pronoun_for_the_speaker_is_not_whoever_quotes_him():
    text = "Mayor Ann Lee said the pier was shut. The Harbour Gazette quoted her as saying the bridge was unsafe."
    (*_, chain) = every_chain("en", text)
    assert chain.origin.agent.label == "Ann Lee"
    assert "Gazette" in chain.hops[1].agent.label


# --- Who may be meant ---


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("en", 'Ann Lee met Bob Hart. "He said he would go," the clerk said.', "He said"),
        ("en", 'Ann Lee met Bob Hart. "She told me the pier was shut," the clerk said.', "She told"),
        ("fr", "Jean Petit a vu Paul Rey. « Il a dit que le quai était fermé », a affirmé un pêcheur.", "Il a dit"),
    ],
)
def test_inside_a_quotation_a_pronoun_is_open_by_one_rule_and_names_nobody(language, text, said):
    every = [chain.origin for chain in every_chain(language, text)]
    found = [hop for hop in every if hop.mention and hop.mention.start == text.index(said)]
    assert {hop.rule.rpartition("/")[2] for hop in found} == {"quoted-pronoun"}
    assert all(hop.agent.kind is not SourceKind.NAMED and hop.confidence <= 0.3 for hop in found)


def test_an_inverted_pronoun_keeps_who_may_be_meant():
    heard = "Paul Rey a dit que le quai était fermé. Luc Roy a dit que le pont était ouvert. Anne Bois a dit non."
    text = f"{heard} Le quai est vieux. « Les bateaux partiront demain », a-t-il dit."
    (*_, chain) = every_chain("fr", text)
    assert chain.origin.rule == "incise/pronoun-unresolved"
    assert chain.origin.candidates


@pytest.mark.parametrize("quoted", [False, True])
def test_a_pronoun_keeps_who_may_be_meant_whichever_rule_leaves_it_open(quoted):
    heard = "Bob Hart said the pier was shut. Tom Lane said it was open. Jim Moor said it was late. Ann Lee said no."
    said = "He said the boats would go"
    text = f'{heard} The pier is old. "{said}," the clerk said.' if quoted else f"{heard} The pier is old. {said}."
    (found,) = [chain.origin for chain in every_chain("en", text) if chain.origin.agent.label == "he"]
    assert found.rule.rpartition("/")[2] == ("quoted-pronoun" if quoted else "pronoun-unresolved")
    assert found.candidates


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("en", 'Ann Lee said the pier was shut. "Someone said that it was safe," Bob Hart said.', "Someone"),
        (
            "ru",
            "Иван Петров сказал, что причал закрыт. «Кто-то сказал, что причал открыт», — заявил Павел Сидоров.",
            "Кто",
        ),
    ],
)
def test_a_pronoun_of_nobody_certain_has_no_candidates(language, text, word):
    every = [chain.origin for chain in every_chain(language, text)]
    (found,) = [hop for hop in every if hop.mention and hop.mention.start == text.index(word)]
    assert found.agent.kind is not SourceKind.NAMED
    assert not found.candidates


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "Reuters, citing the agency, said the pier was shut.", "the agency"),
        ("fr", "L'AFP, citant l'agence, a rapporté que le quai était fermé.", "l'agence"),
        ("ru", "ТАСС со ссылкой на агентство сообщил, что причал закрыт.", "агентство"),
    ],
)
def test_who_is_cited_keeps_how_sure_it_is_and_who_may_be_meant(language, text, words, monkeypatch):
    somebody = Agent("somebody", "somebody", SourceKind.UNNAMED)
    perhaps = (Candidate(Agent("interfax", "Interfax"), 0.4), Candidate(Agent("reuters", "Reuters"), 0.2))
    real = resolve_chains.identify

    def identify(mention, discourse):
        open_hop = Identified(somebody, Basis.ANAPHORA, "described", 0.35, perhaps)
        return open_hop if mention.text == words else real(mention, discourse)

    monkeypatch.setattr(resolve_chains, "identify", identify)
    (*_, chain) = every_chain(language, text)
    assert (chain.origin.agent, chain.origin.confidence) == (somebody, 0.35)
    named = {hop.agent.id for hop in chain.hops}  # nobody cites himself
    assert [one.agent.id for one in chain.origin.candidates] == [
        one.agent.id for one in perhaps if one.agent.id not in named
    ]
