"""Speakers whom a line introduces and the paragraph behind it quotes."""

from __future__ import annotations

import pytest

from kg.model import Article, Fact, Known
from kg.pipeline.extraction import claims
from tests.support.registry import resources

pytestmark = pytest.mark.models


def last(language, text):
    """The label of whom the last sentence has speak; None where that is nobody with a name."""
    read = claims(Article("case", text, language=Fact(language, Known.ASSERTED)), resources())
    agent = read[-1].chains[0].origin.agent
    return agent.label if agent.kind.value == "named" and read[-1].chains[0].origin.role.value == "origin" else None


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("fr", "Le maire Paul Rivet a déclaré :\n\n« Le pont sera fermé tout l'été. »", "Paul Rivet"),
        ("en", 'Mayor Ann Lee said:\n\n"The bridge will be closed all summer."', "Ann Lee"),
        ("ru", "Мэр Иван Котов сказал:\n\n«Мост будет закрыт всё лето».", "Иван Котов"),
        # without marks
        ("fr", "Le maire Paul Rivet a déclaré :\n\nLe pont sera fermé tout l'été.", "Paul Rivet"),
        ("en", "Mayor Ann Lee said:\n\nThe bridge will be closed all summer.", "Ann Lee"),
        # a line without a verb
        ("en", 'And from Captain Ann Lee:\n\n"The bridge will be closed all summer."', "Ann Lee"),
        ("fr", "Et le capitaine Paul Rivet :\n\n« Le pont sera fermé tout l'été. »", "Paul Rivet"),
    ],
)
def test_who_is_introduced_speaks(language, text, speaker):
    assert last(language, text) == speaker


@pytest.mark.parametrize(
    ("language", "text"),
    [
        # no colon
        ("fr", "Le maire Paul Rivet est arrivé.\n\nLe pont sera fermé tout l'été."),
        ("en", "Mayor Ann Lee arrived.\n\nThe bridge will be closed all summer."),
        ("ru", "Мэр Иван Котов приехал.\n\nМост будет закрыт всё лето."),
        # a colon before what nobody says
        ("fr", "Le maire Paul Rivet a trois ponts :\n\nLe premier sera fermé tout l'été."),
        ("en", "Mayor Ann Lee has three bridges:\n\nThe first will be closed all summer."),
        # a place
        ("en", "Also in Paris:\n\nThe bridge will be closed all summer."),
    ],
)
def test_who_is_named_before_a_paragraph_does_not(language, text):
    assert last(language, text) is None
