"""Atomic facts of a content: culprit, toll, target, call, denial, weapon, sign, control."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.model import Commitment, Mention, Span
from kg.propositions.matching.assertions import assertions
from kg.propositions.matching.contents import contents
from tests.support.matching import claim, reported


@pytest.mark.parametrize(
    ("text", "language", "point"),
    [
        ("Turkish warplanes bombed the harbour and killed 14 people", "en", "culprit: TR, attack"),
        ("Turkish warplanes bombed the harbour and killed 14 people", "en", "toll: 14, person, kill"),
        ("L'armée turque a bombardé le port et tué 14 personnes", "fr", "culprit: TR, attack"),
        ("L'armée turque a bombardé le port et tué 14 personnes", "fr", "toll: 14, person, kill"),
        ("Турецкая армия нанесла удар по порту, погибли 14 человек", "ru", "toll: 14, person, kill"),
        ("Rebels were behind the attack on the harbour", "en", "culprit: rebels, attack"),
        ("These heinous acts by the Turkish army shocked the town", "en", "culprit: TR, attack"),
        ("The Turkish army continues to commit crimes in the harbour", "en", "culprit: TR, attack"),
        ("Rockets hit the hospital of the harbour", "en", "target: hospital"),
        ("Des roquettes ont frappé l'hôpital du port", "fr", "target: hospital"),
        ("Ракеты попали в больницу порта", "ru", "target: hospital"),
        ("Norway demanded an investigation of the attack", "en", "call: investigate"),
        ("La Norvège a demandé une enquête sur l'attaque", "fr", "call: investigate"),
        ("Норвегия потребовала расследования атаки", "ru", "call: investigate"),
        ("Turkish planes have not struck the harbour", "en", "denial: TR"),
        ("Les avions turcs n'ont pas frappé le port", "fr", "denial: TR"),
        ("Турецкие самолеты не наносили ударов по порту", "ru", "denial: TR"),
        ("The town was attacked with sarin", "en", "weapon: nerve-agent"),
        ("Le village a été attaqué au sarin", "fr", "weapon: nerve-agent"),
        ("Деревню атаковали зарином", "ru", "weapon: nerve-agent"),
        ("Barrel bombs killed three people", "en", "weapon: barrel-bomb"),
        ("Des barils d'explosifs ont tué trois personnes", "fr", "weapon: barrel-bomb"),
        ("Бочковые бомбы убили трёх человек", "ru", "weapon: barrel-bomb"),
        ("Victims of the attack had foam around their mouths", "en", "sign: foam"),
        ("Les victimes de l'attaque avaient de la mousse à la bouche", "fr", "sign: foam"),
        ("У пострадавших при атаке шла пена изо рта", "ru", "sign: foam"),
    ],
)
def test_a_point_has_one_name_in_all_languages(text, language, point):
    (found,) = contents(assertions((), [claim(text, language=language)]))
    assert point in {str(one) for one in found.facts}


@pytest.mark.parametrize(
    "text",
    [
        "The attack was carried out either by the Turkish army or by rebels",  # one of two: nobody knows
        "Turkey sent doctors after the attack on the harbour",
        "An attack in Turkey closed the harbour",
        "The attack was carried out by either Turkish or Greek planes",
        "Rebels staged the attack to forge a pretext for accusing Turkey",
    ],
)
def test_nobody_is_a_culprit_whom_no_words_name_as_one(text):
    (found,) = contents(assertions((), [claim(text)]))
    assert not [point for point in found.facts if point.kind == "culprit"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Sarin is an organophosphorus compound", "weapon"),
        ("The army did not use sarin in the attack", "weapon"),
        ("Firefighters covered the wreck with foam after the attack", "sign"),
        ("A faint hope remained after the attack", "sign"),
    ],
)
def test_what_is_only_called_by_such_a_word_is_no_point(text, kind):
    (found,) = contents(assertions((), [claim(text)]))
    assert not [point for point in found.facts if point.kind == kind]


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Idlib is largely controlled by rebels", "rebels"),
        ("Idlib fell under the control of rebels", "rebels"),
        ("The Turkish army took control of Idlib from rebels", None),
        ("Idlib is not controlled by rebels", None),
        ("The control of passports in Idlib was long", None),
    ],
)
def test_who_holds_a_place(text, holder):
    there = Mention(Span(text.index("Idlib"), text.index("Idlib") + 5), "Idlib", "geonames-169389", "Idlib", "place")
    (found,) = contents(assertions((), [replace(claim(text), mentions=(there,))]))
    assert [point.of for point in found.facts if point.kind == "control"] == (
        [("=geonames-169389", holder)] if holder else []
    )


def test_who_denies_without_being_known_is_a_side_by_his_words():
    texts = [
        "Turkish army units denied using mustard gas",
        "The army denied using mustard gas",
        "A baker denied using it",
    ]
    said = [reported(text, text[text.index("using") :], "denied", text[: text.index(" denied")]) for text in texts]
    denied = [replace(one, commitment=Commitment.DENIED) for one in said]
    found = contents(assertions((), [*denied, claim("The Turkish army shelled the town, too, and left", "a")]))
    culprits = {one.assertion.source: {point.of[0] for point in one.facts if point.kind == "culprit"} for one in found}
    assert culprits == {"": {"TR"}, texts[0][:18]: {"TR"}, "The army": {"TR"}, "A baker": set()}  # the army spoken of


def test_a_prediction_makes_no_points_of_fact():
    (found,) = contents(
        assertions((), [claim("14 people will be killed in Kadmar", commitment=Commitment.PROSPECTIVE)])
    )
    assert not [point for point in found.facts if point.kind in ("toll", "culprit", "harm")]
