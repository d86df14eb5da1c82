"""Sentences that claim nothing."""

import pytest

from kg.text.blocks.boilerplate import says_nothing, signs


@pytest.mark.parametrize(
    "sentence",
    [
        "R. Haddad/ M. al-Khoury",
        "Rima/Nadim",
        "R.J/Nadim",
        "N. Haddad",
        "N. Haddad R. Said",
        "А. Иванов/Петров",
        "218-11",
        "SSH 11",
        "Subscribe Derby Daily on Facebook Like Follow Follow Copyright 2018 Derby Daily.",
        "Follow us on Instagram.",
        "Abonnez-vous à notre chaîne sur YouTube.",
        "© 2018 Derby Daily",
        "MNK/HM",
        "... 12 Tags Kadmar airport Community standards Discussion",
        "Source AA and agencies Related News Bus fares rise | The global gag rule",
        "Tous droits réservés.",
        "Подписывайтесь на нас в соцсетях",
    ],
)
def test_signatures_and_loose_figures_claim_nothing(sentence: str) -> None:
    assert says_nothing(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Rebels Fled",
        "U.S. Troops Left",
        "J. Martin a dit non.",
        "Washington/Paris agree",
        "12 dead",
        "Follow-up talks were held, he wrote on Facebook.",
        "Activists called for help on Facebook.",
        "The copyright of 12 songs was sold.",
        "USA: no",
        "UN warns",
        "Assad resigns.",
        "He left.",
        "Il ment.",
        "Trump: No.",
        "N. Korea fires a missile",
        "Community groups set standards for bread",
        "Suivez-nous, a dit le maire.",
    ],
)
def test_short_sentences_may_claim(sentence: str) -> None:
    assert not says_nothing(sentence)


def test_an_article_may_end_in_its_writers_name() -> None:
    assert signs("Rima al-Haddad")
    assert not any(map(signs, ["Haddad", "Rima Haddad left.", "The rebels have left", "N. Haddad, R. Said"]))
