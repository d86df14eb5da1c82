"""Relays and hearers: a medium that was told or that cites is a hop, an audience is none, and the outlet comes last."""

from __future__ import annotations

import pytest

from kg.model import Article, Basis, Fact, Known, Role, SourceKind
from kg.pipeline.extraction import claims
from tests.support.attribution_cases import attributions
from tests.support.registry import resources

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
