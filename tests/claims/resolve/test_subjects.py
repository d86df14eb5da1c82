"""What a claim is about: its subject, case by case, and on the sentences labelled by hand."""

from __future__ import annotations

import pytest

from bench.about import is_right, named, read, rows, score_names
from kg.model import Article, Fact, Known
from kg.pipeline import extraction
from tests.support.registry import registry, resources

pytestmark = pytest.mark.models

LEAST = 0.85  # of the labelled sentences


def subjects(text, language="fr"):
    """The subjects of a small article's claims: words and entity."""
    article = Article("a", text, language=Fact(language, Known.ASSERTED), date=Fact("2017-09-05", Known.ASSERTED))
    found = (claim.subject for claim in extraction.claims(article, resources()))
    return [(one.text, one.entity) if one else None for one in found]


@pytest.mark.parametrize(
    ("language", "text", "words", "entity"),
    [
        ("fr", "La marine norvégienne a annoncé avoir coulé deux chalutiers.", "La marine norvégienne", "*"),
        ("fr", "Le maire a déclaré que le pont serait fermé par la préfecture.", "le pont", None),
        (
            "fr",
            "Le président Vladimir Poutine a inauguré un barrage.",
            "Le président Vladimir Poutine",
            "vladimir-putin",
        ),
        ("fr", "Un des pompiers a été blessé, selon la mairie.", "Un des pompiers", None),
        ("fr", "L'avocat de Vladimir Poutine a quitté la salle.", "L'avocat de Vladimir Poutine", None),
        ("en", "Reuters said it had seen the contract.", "it", "reuters"),
        ("en", "Officials said it was likely that the bridge would fall.", "it", None),
        ("en", "There were twelve children on the bus, the driver said.", "twelve children on the bus", None),
        ("en", '"We will rebuild the harbour," Sergei Lavrov said.', "We", "sergey-lavrov"),
        ("en", "Denmark denied selling the ships.", "Denmark", "*"),
        ("ru", "Мэр заявил, что мост рухнул ночью.", "мост", None),
        ("ru", "ТАСС сообщает, что президент Путин посетил верфь.", "президент Путин", "vladimir-putin"),
    ],
)
def test_subject(language, text, words, entity):
    (found,) = subjects(text, language)
    assert found is not None
    assert found[0] == words
    assert entity == "*" or found[1] == entity


def test_a_noun_stands_for_the_agent_it_named_before():
    _, second = subjects("The Syrian army left the town. The army burned the depot.", "en")
    assert second == ("The army", "syrian-army")


def test_a_noun_that_named_two_stands_for_neither():
    *_, last = subjects("The Syrian army met the Turkish army. The army burned the depot.", "en")
    assert last == ("The army", None)


def test_the_labelled_sentences():
    found = [(row, claim.subject if claim else None) for row, claim in read(rows())]
    wrong = [
        f"{row['subject']} <- {one.text if one else None}: {row['text'][:80]}"
        for row, one in found
        if not is_right(row, one)
    ]
    assert len(found) == 200
    assert len(wrong) <= (1 - LEAST) * len(found), "\n".join(wrong)


def test_a_wrong_subject_is_counted_as_wrong():
    row = {"subject": ["the bridge"], "entity": None, "text": "The mayor said the bridge would be closed for a year."}
    mention = subjects("The mayor said the harbour would be closed.", "en")
    assert mention == [("the harbour", None)]
    assert not is_right(row, None)


def test_the_names_of_the_labelled_sentences():
    scored = [(row, named(row, claim, registry())) for row, claim in read(rows())]
    precision, recall, _ = score_names(scored)
    assert precision >= 85
    assert recall >= 82


def test_a_wrong_sort_and_a_missed_name_count():
    row = {"text": "Ann met Bob.", "names": [[0, 3, "person"], [8, 11, "person"]], "other": []}
    assert score_names([(row, [(0, 3, "person"), (8, 11, "place")])]) == (50, 50, 50)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "en",
            "Mayor Rosa Quill met the Harbour Committee in Norway.",
            [("Rosa Quill", "person"), ("Harbour Committee", "organisation"), ("Norway", "country")],
        ),
        (
            "en",
            "A T-72 and two Su-25 jets were seen near Damascus.",
            [("T-72", "weapon"), ("Su-25", "weapon"), ("Damascus", "place")],
        ),
        ("en", "The Norwegian team left at 7.", []),
        ("fr", "Un missile Kalibr a coulé le navire.", [("Kalibr", "weapon")]),
        ("ru", "Комплекс С-300 прибыл в Норвегию.", [("С-300", "weapon"), ("Норвегию", "country")]),
    ],
)
def test_names(language, text, expected):
    article = Article("a", text, language=Fact(language, Known.ASSERTED))
    (claim,) = extraction.claims(article, resources())
    assert [(one.text, one.type) for one in claim.mentions] == expected
