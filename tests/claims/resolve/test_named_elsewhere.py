"""Whom the article names elsewhere: bodies of its date line's state, authors of speeches, initials, subjects before."""

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
    return agent.label if agent.kind.value == "named" else None


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        (
            "fr",
            "Nampula (Mozambique), 3 mai 2024 (Vardel) - Un pont est tombé au Mozambique. "
            "Le ministère de la Défense a annoncé que le pont serait rebâti.",
            "Ministry of Defence of Mozambique",
        ),
        (
            "en",
            "OSLO, May 3 (Vardel) - A bridge fell in northern Norway on Friday. "
            "The defence ministry said the bridge would be rebuilt.",
            "Ministry of Defence of Norway",
        ),
        (
            "ru",
            "БЕЛГРАД, 3 мая - РИА Новости. В Сербии упал мост. Правительство сообщило, что мост восстановят.",
            "Government of Serbia",
        ),
    ],
)
def test_a_body_without_a_country_is_of_the_state_where_the_article_was_written(language, text, speaker):
    assert last(language, text) == speaker


@pytest.mark.parametrize(
    ("language", "text"),
    [
        # about another state
        (
            "fr",
            "Oslo (Norvège), 3 mai 2024 (Vardel) - Un pont est tombé au Pérou. L'armée péruvienne est venue. "
            "Le ministère de la Défense a annoncé que le pont serait rebâti.",
        ),
        (
            "en",
            "OSLO, May 3 (Vardel) - A bridge fell in Peru on Friday. The Peruvian army came. "
            "The defence ministry said the bridge would be rebuilt.",
        ),
        (
            "ru",
            "БЕЛГРАД, 3 мая - РИА Новости. В Перу упал мост. Армия Перу пришла на помощь. "
            "Правительство сообщило, что мост восстановят.",
        ),
        # another state has such a body in it
        (
            "en",
            "OSLO, May 3 (Vardel) - A bridge fell in Norway. Norway closed the road to Norway's north. "
            "Peru's defence ministry sent help. The defence ministry said the bridge would be rebuilt.",
        ),
        # no date line
        ("fr", "Un pont est tombé au Mozambique. Le ministère de la Défense a annoncé que le pont serait rebâti."),
    ],
)
def test_else_it_may_be_of_another_one(language, text):
    assert last(language, text) not in ("Ministry of Defence of Norway", "Government of Serbia", "Government of Norway")


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("fr", "La réforme échouera, selon un discours de Jean Ribot.", "Jean Ribot"),
        ("fr", "La réforme échouera, selon un livre écrit par la mairie.", None),
        ("fr", "La réforme échouera, selon une analyse de Port Marin.", None),
        ("en", "The reform will fail, according to a speech by Ann Lee.", "Ann Lee"),
        ("en", "The reform will fail, Lockpost reported, citing a letter by Ann Lee.", "Ann Lee"),
        ("en", "The reform will fail, according to a photograph of Ann Lee.", None),
        ("en", "The reform will fail, according to a speech by a minister.", None),
        ("en", "The reform will fail, according to Lock World's recent analysis of the budget.", "Lock World"),
        ("en", "Lock World wrote that doors fail. Lock World's records show that keys are old.", "Lock World"),
        ("en", "The reform will fail, according to Black Friday's figures.", None),
        ("en", "Black Friday's figures show that prices fell.", None),
        ("en", "World War's records show that the bridge was old.", None),
        ("en", "Mount Everest's record shows that the ice is thin.", None),
        ("en", "The WHO published a report. The story of Harry Potter says that the boy was an orphan.", None),
        ("en", "In a speech, Ann Lee said it rained. The letter of New York says that the bridge is old.", None),
        ("en", "In a speech, Ann Lee said it rained. The letter says that the bridge is old.", "Ann Lee"),
        ("fr", "Un rapport de l'OMS dit qu'il pleut. Le rapport de Grant Thornton affirme qu'il neige.", None),
        ("fr", "Un rapport de l'OMS dit qu'il pleut. Le rapport affirme qu'il neige.", "World Health Organization"),
        ("ru", "В докладе ВОЗ говорится, что вода грязная. Заявление Большого Брата гласит, что дом стоит.", None),
        ("en", "The reform will fail, according to Ann Lee's letter.", "Ann Lee"),
        ("en", "The reform will fail, according to Monday's report.", None),
        ("en", "The reform will fail, according to the city's report.", None),
        ("ru", "Пётр Котов приехал вчера. «Дорога закрыта», — цитирует «Интерфакс» выступление Котова.", "Пётр Котов"),
        ("ru", "Пётр Котов приехал вчера. «Дорога закрыта», — цитирует «Интерфакс» речь Котова.", "Пётр Котов"),
    ],
)
def test_a_speech_speaks_for_the_person_whose_it_is(language, text, speaker):
    assert last(language, text) == speaker


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("fr", "Jean Ribot a dit que la route était coupée. J. Ribot affirme que le pont est vieux.", "Jean Ribot"),
        ("en", "Ann Lee said the road was cut. A. Lee said the bridge was old.", "Ann Lee"),
        ("ru", "Пётр Котов заявил, что дорога закрыта. П. Котов сказал, что мост упал.", "Пётр Котов"),
        ("en", "Ann Lee said the road was cut. B. Lee said the bridge was old.", "B. Lee"),
        ("ru", "Пётр Котов заявил, что дорога закрыта. И. Котов сказал, что мост упал.", "И. Котов"),
    ],
)
def test_letters_stand_for_the_first_names_that_they_begin(language, text, speaker):
    assert last(language, text) == speaker


@pytest.mark.parametrize(
    ("body", "speaker"), [("«Мирадора»", "Пётр Котов"), ("«Орлака»", None), ("банка «Орлак»", None)]
)
def test_a_calling_at_another_body_is_somebody_else(body, speaker):
    text = f"Президент «Мирадора» Пётр Котов заявил, что дорога закрыта. По словам президента {body}, мост старый."
    assert last("ru", text) == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Norway's defence ministry said the bridge was old. Peru's defence ministry gave another account. "
            "The ministry said the bridge was new.",
            "Ministry of Defence of Peru",
        ),
        (
            "Peru's defence ministry gave another account. Norway's defence ministry said the bridge was old. "
            "The ministry said the bridge was new.",
            "Ministry of Defence of Norway",
        ),
    ],
)
def test_a_body_that_is_the_subject_before_is_meant_by_what_follows(text, speaker):
    assert last("en", text) == speaker


def test_no_speaker_begins_with_a_preposition():
    text = (
        "Le père Anselme Coron, de la commission épiscopale Justice et Paix, cité par l'agence portugaise Lusa, "
        "a estimé que les ouvriers avaient été abandonnés."
    )
    assert last("fr", text) == "Anselme Coron"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("« Le train est lent », assure Dominique Tessier, chef de gare retraitée. Elle affirme avoir attendu.", True),
        ("« Le train est lent », assure Dominique Tessier, guide arrivée en avril. Elle affirme avoir attendu.", True),
        (
            "« La nuit est longue », dit Dominique Tessier, cadre arrivée en mars. Elle dit avoir prévenu la mairie.",
            True,
        ),
        ("« La nuit est longue », dit Dominique Tessier, victime blessée en mars. Il dit avoir écrit.", True),
    ],
)
def test_what_agrees_with_a_name_tells_a_woman(text, named):
    assert (last("fr", text) == "Dominique Tessier") is named


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        (
            "fr",
            "Cette étude de trois volumes, peu lue, estime le coût des « ponts que personne n'a franchis en hiver ».",
            "unnamed",
        ),
        (
            "en",
            'The study, hardly opened so far, is blunt about winters when "nobody was sure that the ice would hold".',
            "unnamed",
        ),
        ("ru", "Доклад в трёх томах касается мостов: «Никто ни разу не прошёл по ним зимой».", "unnamed"),
        ("fr", "La mairie a payé des « ponts que personne n'a franchis en hiver ».", "unspecified"),
        ("en", 'The town is blunt about winters when "nobody was sure that the ice would hold".', "unspecified"),
    ],
)
def test_a_document_that_a_sentence_is_about_is_what_it_quotes(language, text, kind):
    read = claims(Article("case", text, language=Fact(language, Known.ASSERTED)), resources())
    assert read[-1].chains[0].origin.agent.kind.value == kind
