"""States that an article says its own people are of, and what says nothing of the kind."""

from __future__ import annotations

import pytest

from kg.model import Article, Fact, Known, Link
from kg.pipeline.extraction import claims
from tests.support.attribution_cases import attributions
from tests.support.registry import resources

pytestmark = pytest.mark.models


def states(language: str, text: str) -> list[str | None]:
    """The states of those who are said to speak, in order."""
    article = Article("case", text, language=Fact(language, Known.ASSERTED))
    held = [one.origin.agent.affiliation_on(None) for one in attributions(claims(article, resources()))]
    return [row.country if row.link is Link.ORGAN else None for row in held]


@pytest.mark.parametrize(
    ("language", "text", "country"),
    [
        ("en", "Latvian environment minister Ilze Karklone said that the river was poisoned.", "LV"),
        ("en", "Latvia's environment minister, Ilze Karklone, said that the river was poisoned.", "LV"),
        ("en", "Syrian Deputy Information Minister Maya Sabbagh said that it was a lie.", "SY"),
        ("en", "Homs governor Karim Barazi said that five people died.", "SY"),
        ("fr", "La porte-parole adjointe du ministère russe des Transports, Vera Lounina, dit que tout va bien.", "RU"),
        ("fr", "Le gouverneur de Homs, Karim Barazi, a déclaré que cinq personnes étaient mortes.", "SY"),
        ("fr", "Le ministre letton de l'Environnement, Janis Berzins, a affirmé que la rivière était sale.", "LV"),
        ("ru", "Министр экологии Латвии Ильзе Карклоне заявила, что река отравлена.", "LV"),
        ("ru", "Министр транспорта России Иван Петров заявил, что всё спокойно.", "RU"),
        ("fr", "L'ambassadeur d'Ukraine en Russie, Petro Koval, a affirmé que les pourparlers continuaient.", "UA"),
        ("ru", "Посол Украины в России Пётр Коваль заявил, что переговоры идут.", "UA"),
        ("ru", "Мэр Пскова Анна Белова сообщила, что вода чистая.", "RU"),
        ("ru", "Заместитель министра транспорта России Иван Петров заявил, что всё спокойно.", "RU"),
        (
            "fr",
            "Le ministre de la Santé de la République démocratique du Congo, Jean Ilunga, a affirmé que c'était fini.",
            "CD",
        ),
        ("en", "The environment minister of the Czech Republic, Jan Novak, said that the river was poisoned.", "CZ"),
        ("ru", "Министр экологии Чешской Республики Ян Новак заявил, что река отравлена.", "CZ"),
    ],
)
def test_an_office_told_beside_a_name_ties_its_holder_to_the_state(language, text, country):
    assert states(language, text) == [country]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Syrian rebel general Omar Hadad said that it was over."),
        ("en", "Former Syrian minister Sami Tlass said that it was over."),
        ("en", "The lawyer of the Syrian minister, Rami Kilo, said that it was over."),
        ("en", "UN special envoy for Syria John Doe said that it was over."),
        ("en", "Russian baker Oleg Zuev said that it was over."),
        ("en", "Environment minister Ilze Karklone said that the river was poisoned."),
        ("en", "Karim Barazi, the Russian-installed governor of Homs, said that five people died."),
        ("en", "President of the Syrian Coalition Anas Hadad said that it was over."),
        ("en", "Syrian Revolution General Commission SRGC said that it was over."),
        ("en", "Free Syrian Army commander Omar Hadad said that it was over."),
        ("en", "Omar Hadad, a minister of the Syrian interim government, said that it was over."),
        ("en", "The head of the Free Syrian Army's political office, Omar Hadad, said that it was over."),
        ("fr", "Le ministre de l'Intérieur du gouvernement syrien en exil, Omar Hadad, a affirmé que c'était fini."),
        ("ru", "Министр обороны самопровозглашённой республики Иван Белов заявил, что всё спокойно."),
        ("ru", "Спецпредставитель США по Сирии Джон Доу заявил, что всё кончено."),
        ("fr", "Le commandant de l'Armée syrienne libre Omar Hadad a affirmé que c'était fini."),
        ("ru", "Командир Свободной сирийской армии Омар Хадад заявил, что всё кончено."),
        ("fr", "Le général rebelle syrien Omar Hadad a dit que c'était fini."),
        ("fr", "L'ancien ministre syrien Sami Tlass a affirmé que c'était fini."),
        ("fr", "L'avocat du ministre syrien, Rami Kilo, a affirmé que c'était fini."),
        ("fr", "Le boulanger russe Oleg Zouev a affirmé que c'était fini."),
        ("ru", "Бывший министр Сирии Сами Тласс сказал, что это ложь."),
        ("ru", "Адвокат министра обороны России Пётр Котов сказал, что дела нет."),
        ("ru", "На форуме Россия 2012 президент «Ростелекома» Александр Белов заявил, что всё кончено."),
        ("ru", "Пекарь из России Олег Зуев заявил, что всё кончено."),
    ],
)
def test_others_are_of_no_state(language, text):
    assert set(states(language, text)) <= {None}


def test_what_is_told_once_holds_for_the_whole_article_unless_it_is_told_otherwise():
    told = "The shop is closed, Karim Barazi said. Homs governor Karim Barazi said that five people died."
    assert states("en", told) == ["SY", "SY"]
    again = f"{told} Marseille mayor Karim Barazi said that it was over."
    assert states("en", again) == [None, None, None]


@pytest.mark.parametrize(
    ("language", "text", "country"),
    [
        ("en", "A senior Russian military official said that the bridge was closed.", "RU"),
        ("en", "A Syrian army source said that it was over.", "SY"),
        ("en", "US officials said that two men died.", "US"),
        ("en", "A Turkish diplomat in Syria said that two men died.", "TR"),
        ("en", "A source at the Russian Defence Ministry said that the bridge was closed.", "RU"),
        ("fr", "Un haut responsable militaire russe a déclaré que le pont était fermé.", "RU"),
        ("fr", "Un diplomate turc en Syrie a affirmé que le pont était fermé.", "TR"),
        ("ru", "Источник в правоохранительных органах России сообщил, что мост закрыт.", "RU"),
        ("ru", "Высокопоставленный российский военный заявил, что мост закрыт.", "RU"),
    ],
)
def test_words_that_are_all_understood_tie_somebody_without_a_name(language, text, country):
    assert states(language, text) == [country]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "A Russian military analyst said that the bridge was closed."),
        ("en", "A source close to the Syrian army said that it was over."),
        ("en", "A former Turkish official said that it was over."),
        ("en", "A Syrian opposition official said that it was over."),
        ("en", "An Iraqi Kurdish official said that it was over."),
        ("en", "A US-backed Syrian commander said that it was over."),
        ("en", "A Syrian hospital official said that it was over."),
        ("en", "A Russian source said that it was over."),
        ("en", "A French official at UNESCO said that it was over."),
        ("en", "A senior Lebanese official in Hezbollah said that it was over."),
        ("fr", "Un responsable français à Greenpeace a affirmé que c'était fini."),
        ("ru", "Американский чиновник в Гринпис заявил, что всё кончено."),
        ("en", "A Lebanese Forces official said that it was over."),
        ("en", "A Niger Delta official said that it was over."),
        ("en", "Georgia officials said that it was over."),
        ("en", "The governor of Georgia said that it was over."),
        ("en", "The mayor of Douma said that it was over."),
        ("en", "Iraq is at war. The regional government said that it was over."),
        ("en", "Syria is at war. Many Syrians fled. State TV said that it was over."),
        ("fr", "Un responsable des Forces libanaises a affirmé que c'était fini."),
        ("en", "The mayor of Donetsk said that it was over."),
        ("en", "A security source in Lyon said that it was over."),
        ("en", "Rebels hold Homs. The Homs governor said that five people died."),
        ("fr", "Un expert militaire russe a déclaré que le pont était fermé."),
        ("fr", "Une source proche de l'armée syrienne a affirmé que c'était fini."),
        ("fr", "Un responsable de l'opposition syrienne a affirmé que c'était fini."),
        ("fr", "Un responsable d'une association russe a affirmé que c'était fini."),
        ("fr", "Le maire de Donetsk a affirmé que c'était fini."),
        ("ru", "Российский военный эксперт заявил, что мост закрыт."),
        ("ru", "Источник, близкий к сирийской армии, сообщил, что всё кончено."),
        ("ru", "Представитель сирийской оппозиции заявил, что всё кончено."),
        ("ru", "Российский источник сообщил, что мост закрыт."),
        ("ru", "Мэр Донецка заявил, что всё кончено."),
    ],
)
def test_one_word_that_is_not_understood_ties_nobody(language, text):
    assert states(language, text)[-1:] == [None]
