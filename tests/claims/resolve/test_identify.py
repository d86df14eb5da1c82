"""Who is who, through small articles: registry, offices, names, appositions, spokespersons, unnamed sources."""

from __future__ import annotations

import pytest

from kg.model import Article, Fact, Known, SourceKind
from kg.pipeline.extraction import claims
from tests.support.attribution_cases import attributions
from tests.support.registry import registry, resources

pytestmark = pytest.mark.models


def origins(language, text, date=None):
    """The agents said to speak in an article, in the order of its text."""
    article = Article(
        "case",
        text,
        language=Fact(language, Known.ASSERTED),
        date=Fact(date, Known.ASSERTED if date else Known.UNKNOWN),
    )
    return [one.origin.agent for one in attributions(claims(article, resources()))]


def ids(language, text, date=None):
    return [agent.id for agent in origins(language, text, date)]


@pytest.mark.parametrize(
    ("language", "text", "agent"),
    [
        ("fr", "Le ministère russe de la Défense affirme que le calme règne.", "russian-mod"),
        ("fr", "Le ministère de la Défense russe affirme que le calme règne.", "russian-mod"),
        ("en", "The Russian Ministry of Defence says that calm prevails.", "russian-mod"),
        ("en", "Russia's defence ministry says that calm prevails.", "russian-mod"),
        ("ru", "Минобороны РФ утверждает, что всё спокойно.", "russian-mod"),
        ("ru", "По данным Минобороны России, всё спокойно.", "russian-mod"),
        ("fr", "Moscou affirme que le calme règne.", "russian-government"),
        ("en", "Ankara says that calm prevails.", "turkish-government"),
        ("fr", "L'ONU affirme que le calme règne.", "un"),
        ("en", "The U.N. says that calm prevails.", "un"),
        ("ru", "ООН утверждает, что всё спокойно.", "un"),
        ("fr", "La Maison-Blanche affirme que le calme règne.", "white-house"),
        ("en", "Doctors Without Borders says that calm prevails.", "msf"),
    ],
)
def test_bodies_by_alias_and_office(language, text, agent):
    assert ids(language, text) == [agent]


@pytest.mark.parametrize(
    ("language", "text", "agent"),
    [
        ("fr", "M. Lavrov affirme que le calme règne.", "sergey-lavrov"),
        ("en", "Mr Lavrov says that calm prevails.", "sergey-lavrov"),
        ("ru", "Лавров утверждает, что всё спокойно.", "sergey-lavrov"),
        ("fr", "Le ministre russe des Affaires étrangères Sergueï Lavrov affirme que le calme règne.", "sergey-lavrov"),
        ("en", "Russian Foreign Minister Sergei Lavrov says that calm prevails.", "sergey-lavrov"),
        ("ru", "Министр иностранных дел России Сергей Лавров утверждает, что всё спокойно.", "sergey-lavrov"),
        ("ru", "По словам Лаврова, всё спокойно.", "sergey-lavrov"),
        ("en", "Turkey's foreign minister, Mevlut Cavusoglu, said calm prevailed.", "mevlut-cavusoglu"),
        ("fr", "L'ex-président François Hollande affirme que le calme règne.", "francois-hollande"),
    ],
)
def test_persons_with_titles_and_appositions(language, text, agent):
    assert ids(language, text) == [agent]


@pytest.mark.parametrize(
    ("language", "text", "agent"),
    [
        (
            "fr",
            "Un porte-parole du ministère allemand des Affaires étrangères affirme que le calme règne.",
            "german-mfa",
        ),
        ("fr", "Le porte-parole de l'armée syrienne affirme que le calme règne.", "syrian-army"),
        ("en", "A spokesman for the Israeli army said calm prevailed.", "israel-defense-forces"),
        ("en", "A Pentagon spokesman said calm prevailed.", "us-department-of-defense"),
        ("ru", "Представитель МИД Германии заявил, что всё спокойно.", "german-mfa"),
        ("ru", "В Кремле заявили, что всё спокойно.", "kremlin"),
    ],
)
def test_spokesperson_without_a_name_is_the_body(language, text, agent):
    assert ids(language, text) == [agent]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "fr",
            "Dmitri Peskov a dit que le calme régnait. Le porte-parole du Kremlin a ajouté que tout allait bien.",
        ),
        ("en", "Mr Peskov said calm prevailed. The Kremlin spokesman added that all was well."),
    ],
)
def test_spokesman_of_a_body_who_has_been_named_is_that_person(language, text):
    assert ids(language, text) == ["dmitry-peskov", "dmitry-peskov"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Une source au ministère russe de la Défense affirme que le calme règne."),
        ("fr", "Un conseiller de Vladimir Poutine affirme que le calme règne."),
        ("fr", "Le frère de Bachar al-Assad affirme que le calme règne."),
        ("fr", "L'ancien ministre russe de la Défense affirme que le calme règne."),
        ("en", "A source in the Russian defence ministry said calm prevailed."),
        ("en", "An adviser to Vladimir Putin said calm prevailed."),
        ("en", "A former Russian defence minister said calm prevailed."),
        ("ru", "Источник в Минобороны РФ сообщил, что всё спокойно."),
        ("ru", "Советник Владимира Путина заявил, что всё спокойно."),
        ("ru", "Брат Башара Асада заявил, что всё спокойно."),
        ("ru", "По словам советника Путина, всё спокойно."),
    ],
)
def test_who_is_described_by_somebody_else_is_unnamed(language, text):
    (agent,) = origins(language, text)
    assert agent.kind is SourceKind.UNNAMED
    assert not agent.registered


def test_surname_stands_for_the_person_named_before():
    assert len(set(ids("en", "Baker John Smithson said he had heard a blast. Smithson said it was loud."))) == 1


def test_a_role_in_capitals_is_no_part_of_a_name():
    assert set(ids("en", "Senator Odile Grange said she agreed. Odile Grange said it was late.")) == {"odile-grange"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Bill Clinton campaigned in Ohio. Hillary Clinton spoke in Texas. Clinton said the race was tight."),
        ("ru", "Иван Мартов заявил, что устал. Пётр Мартов заявил, что бодр. Мартов заявил, что выборы честны."),
    ],
)
def test_namesakes_are_kept_apart(language, text):
    found = ids(language, text)
    assert found[-1] not in {*found[:-1], "bill-clinton", "hillary-clinton"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "L'avocat Paul Mestral a dit que son client était innocent. Le juge a dit que l'audience était close."),
        ("en", "Lawyer Paul Mestral said his client was innocent. The judge said the hearing was over."),
        ("ru", "Адвокат Павел Местров сказал, что подзащитный невиновен. Судья сказал, что заседание окончено."),
    ],
)
def test_one_calling_does_not_stand_for_another(language, text):
    assert len(set(ids(language, text))) == 2


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le colonel Iouri Baratov a dit que la ville était prise. L'officier a ajouté que l'eau manquait."),
        ("en", "Colonel Yuri Baratov said the city was taken. The officer added that water was short."),
        ("ru", "Полковник Юрий Баратов сказал, что город взят. Офицер добавил, что воды мало."),
    ],
)
def test_a_general_word_stands_for_who_was_heard(language, text):
    assert len(set(ids(language, text))) == 1


def test_office_stands_for_its_holder_in_the_article():
    text = "Sergueï Lavrov est arrivé à Damas. Le chef de la diplomatie russe a affirmé que le calme régnait."
    assert ids("fr", text) == ["sergey-lavrov"]


def test_office_does_not_stand_for_who_held_it_once():
    text = "Dmitri Medvedev est arrivé à Damas. Le président russe a affirmé que le calme régnait."
    assert ids("fr", text, "2016-10-03") != ["dmitry-medvedev"]


def test_unnamed_sources_of_two_articles_are_not_one_agent_of_the_registry():
    (agent,) = origins("fr", "Une source militaire affirme que le calme règne.")
    assert registry().get(agent.id) is None


def test_coordinated_speakers_after_a_preposition():
    text = "Selon le ministère russe de la Défense et l'armée syrienne, la ville est calme."
    assert ids("fr", text) == ["russian-mod", "syrian-army"]


@pytest.mark.parametrize(
    ("language", "text", "agent"),
    [
        ("en", "An AFP correspondent at the scene said the town was empty.", "afp"),
        ("en", "TASS reporters said that the bridge was closed.", "tass"),
        ("fr", "Un journaliste de l'AFP affirme que la ville est déserte.", "afp"),
        ("ru", "Корреспондент ТАСС сообщил, что город пуст.", "tass"),
    ],
)
def test_a_nameless_correspondent_is_his_medium(language, text, agent):
    assert ids(language, text) == [agent]


def test_a_correspondent_with_a_name_or_without_a_known_medium_is_himself():
    assert ids("en", "AFP correspondent Mona Tarek said the town was empty.") == ["mona-tarek"]
    assert ids("en", "A correspondent at the scene said the town was empty.") == ["unnamed-correspondent-at-the-scene"]


@pytest.mark.parametrize(
    "later", ["The Britain-based Observatory said the road was open.", "Observatory says the road is open."]
)
def test_part_of_a_name_with_where_it_is_based_or_without_an_article(later):
    text = f"The Syrian Observatory for Human Rights said two people were hurt.\n\n{later}"
    assert ids("en", text) == ["syrian-observatory-for-human-rights"] * 2


def test_a_nationality_before_a_surname_is_no_part_of_the_name():
    assert ids("en", "The plan was stopped, Russian Lavrov said.") == ["sergey-lavrov"]


@pytest.mark.parametrize(
    ("language", "text", "agent"),
    [
        ("fr", "Le président Emmanuel Macron a déclaré que la trêve tenait.", "emmanuel-macron"),
        ("fr", "« Nous restons », a lancé Amine, enseignant de 34 ans.", "amine"),
        (
            "en",
            "The ministry's spokesman, Major-General Igor Konashenkov, said the militants used gas.",
            "igor-konashenkov",
        ),
        ("en", "British Prime Minister Theresa May arrived. May said they must answer.", "theresa-may"),
        ("en", "The delegation's head, Bashar al-Jaafari, accused them of lying.", "bashar-jaafari"),
    ],
)
def test_names_that_the_parser_takes_for_other_words(language, text, agent):
    assert ids(language, text) == [agent]


@pytest.mark.parametrize(
    ("language", "text", "label"),
    [
        ("en", "Doctor Ibrahim Lavrov a neurologist in Derby says that calm prevails.", "Doctor Ibrahim Lavrov"),
        ("en", '"Calm prevails," said Tom Lavrov.', "Tom Lavrov"),
        ("en", "Doctor Ibrahim al-Assad a neurologist in Derby says that calm prevails.", "Ibrahim al-Assad"),
        ("fr", "« Le calme règne », a dit Paul Lavrov.", "Paul Lavrov"),
        ("ru", '"Всё спокойно", - сказал Иван Лавров, пекарь.', "Иван Лавров"),
    ],
)
def test_a_surname_behind_another_first_name_is_somebody_elses(language, text, label):
    (agent,) = origins(language, text)
    assert (agent.label.removeprefix("Doctor "), agent.registered) == (label.removeprefix("Doctor "), False)
