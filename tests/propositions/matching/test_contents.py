"""What of a claim is compared: its content without the reporting words."""

from __future__ import annotations

import pytest

from kg.model import Agent, Basis, Chain, Claim, ClaimKind, Commitment, Hop, Quote, Role, Span
from kg.propositions.matching.assertions import assertions
from kg.propositions.matching.contents import contents
from tests.support.matching import claim, reported


def test_the_reporting_words_are_cut_off() -> None:
    text = "The ministry said that two men died in Kadmar."
    hops = (
        Hop(Role.ORIGIN, Agent("m", "m"), Basis.EXPLICIT, "test", mention=Span(0, 12), cue=Span(13, 17)),
        Hop(Role.OUTLET, Agent("o", "o"), Basis.METADATA, "test"),
    )
    plain = claim(text)
    cut = Claim("a", 0, plain.span, text, plain.kind, "en", (Chain(hops),), Quote.INDIRECT, Commitment.ASSERTED)
    assert assertions([], [cut])[0].text == "two men died in Kadmar"


def test_a_given_content_is_taken_as_it_is() -> None:
    text = "Two men, the ministry said, died in Kadmar."
    content = (Span(0, 7), Span(28, 42))
    hops = claim(text).chains[0].hops
    cut = Claim(
        "a", 0, Span(0, 43), text, ClaimKind.STATEMENT, "en", (Chain(hops, content),), Quote.INDIRECT, "asserted"
    )  # type: ignore[arg-type]
    assert assertions([], [cut])[0].text == "Two men died in Kadmar"


@pytest.mark.parametrize(
    ("said", "content", "cue", "source", "text", "language"),
    [
        (
            "The mayor put the death toll at 58 saying there were children among them.",
            "there were children among them",
            "saying",
            "The mayor",
            "put the death toll at 58  there were children among them",
            "en",
        ),
        (
            "The mayor, who survived the attack, said that the harbour was closed.",
            "the harbour was closed",
            "said",
            "The mayor",
            "the harbour was closed",
            "en",
        ),
        (
            "The mayor did not say who was killed but said the harbour was closed.",
            "the harbour was closed",
            "said the",
            "The mayor",
            "the harbour was closed",
            "en",
        ),
        (
            "The harbour was closed, the mayor said in a statement on the attack.",
            "The harbour was closed",
            "said",
            "the mayor",
            "The harbour was closed",
            "en",
        ),
        (
            "Le maire, qui a survécu à l'attaque, a dit que le port était fermé.",
            "le port était fermé",
            "a dit",
            "Le maire",
            "le port était fermé",
            "fr",
        ),
        (
            "Мэр, который пережил атаку, сказал, что порт был закрыт.",
            "порт был закрыт",
            "сказал",
            "Мэр",
            "порт был закрыт",
            "ru",
        ),
    ],
)
def test_what_a_first_report_says_belongs_to_the_content_of_the_second(said, content, cue, source, text, language):
    found = assertions([], [reported(said, content, cue, source, language)])[0].text
    assert found.split() == text.split()


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("using mustard gas on Tuesday insisting it has never used it", True),
        ("that no soldiers were in the harbour", False),
    ],
)
def test_a_denial_seldom_denies_a_negation(text, negated):
    (found,) = contents(assertions((), [claim(text, commitment=Commitment.DENIED)]))
    assert found.facets.negated is negated
