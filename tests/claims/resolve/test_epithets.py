"""Epithets: by what their word means, by their place, and by whose they are; several that may be meant are none."""

from __future__ import annotations

import pytest

from kg.languages.epithets import epithets
from kg.languages.profile import supported
from kg.model import Article, Fact, Known
from kg.pipeline.extraction import claims
from tests.support.registry import resources

UNBOWED = "France Unbowed"


def last(language, text):
    """The label of whom the last sentence has speak; None where that is nobody with a name."""
    read = claims(Article("case", text, language=Fact(language, Known.ASSERTED)), resources())
    agent = read[-1].chains[0].origin.agent
    return agent.label if agent.kind.value == "named" else None


@pytest.mark.models
@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("fr", "Le colonel Jean Rivet commande la base. L'officier a dit que la piste était sûre.", "Jean Rivet"),
        ("fr", "La juge Anne Morel a entendu le suspect. La magistrate a dit que tout irait vite.", "Anne Morel"),
        ("fr", "L'ambassadeur Paul Rivet est arrivé. Le diplomate a dit que la paix viendrait.", "Paul Rivet"),
        ("fr", "La députée Anne Morel a voté contre. L'élue a dit que la loi était injuste.", "Anne Morel"),
        (
            "fr",
            "Marc Lebrun, secrétaire du syndicat des dockers, est venu. Le syndicaliste a dit que le port fermerait.",
            "Marc Lebrun",
        ),
        (
            "fr",
            "Idriss Kolo, commandant du mouvement armé, est venu. Le chef rebelle a dit que la ville tomberait.",
            "Idriss Kolo",
        ),
        ("en", "Colonel Ann Lee runs the base. The officer said that the road was safe.", "Ann Lee"),
        ("en", "Senator Mark Rowe voted against it. The lawmaker said that the bill was unfair.", "Mark Rowe"),
        ("en", "Judge Ann Lee heard the case. The magistrate said that the trial would be short.", "Ann Lee"),
        ("en", "Ambassador Mark Rowe arrived on Monday. The diplomat said that peace was near.", "Mark Rowe"),
        (
            "en",
            "Mark Rowe, secretary of the dockers' union, came. The union leader said that the port would close.",
            "Mark Rowe",
        ),
        ("fr", "Le maire Paul Rivet a fermé le pont. Le premier magistrat a dit que l'eau montait.", "Paul Rivet"),
        ("en", "The grocer, Mark Rowe, closed early. The shopkeeper said that the water was rising.", "Mark Rowe"),
        ("ru", "Министр Иван Котов приехал в город. Чиновник сказал, что вода прибывает.", "Иван Котов"),
        ("ru", "Губернатор Иван Котов приехал в город. Глава региона сказал, что вода прибывает.", "Иван Котов"),
        ("en", "Ann Lee, a captain of the army, came. The officer said that the road was safe.", "Ann Lee"),
        # a body, by its sort or by its name
        ("fr", "Le préfet a vu la CGT. Le syndicat dit que le port fermera.", "CGT (French trade union)"),
        ("fr", "La France insoumise a voté contre. Le parti a déclaré que la loi était injuste.", UNBOWED),
        ("fr", "La CGT a voté la grève. La centrale syndicale dit que le port fermera.", "CGT (French trade union)"),
        ("en", "Hezbollah left the town on Monday. The militant group said that the road was clear.", "Hezbollah"),
        ("ru", "Депутат Анна Котова пришла. Парламентарий сказала, что закон плох.", "Анна Котова"),
        ("ru", "Полковник Иван Котов приехал на базу. Офицер сказал, что дорога свободна.", "Иван Котов"),
        ("ru", "Посол Иван Котов приехал в город. Дипломат сказал, что мир близок.", "Иван Котов"),
    ],
)
def test_an_epithet_is_whoever_has_a_role_of_its_class(language, text, speaker):
    assert last(language, text) == speaker


@pytest.mark.models
@pytest.mark.parametrize(
    ("language", "text"),
    [
        # two with such a role
        (
            "fr",
            "Le colonel Jean Rivet et le général Marc Lebrun sont venus. L'officier a dit que tout allait bien.",
        ),
        ("en", "Senator Mark Rowe met Senator Paul Dean on Monday. The lawmaker said that the bill was unfair."),
        ("ru", "Депутат Иван Котов встретил депутата Петра Сомова. Парламентарий сказал, что закон плох."),
        # somebody else with such a role, without a name
        ("fr", "La juge Anne Morel a été saisie. Le procureur a fait appel. Le magistrat a dit que tout irait vite."),
        ("en", "Judge Ann Lee heard the case. A prosecutor was there. The magistrate said that it would be short."),
        # another gender
        ("fr", "Le juge Marc Lebrun a entendu le suspect. La magistrate a dit que tout irait vite."),
        # a role of another class
        ("fr", "Le colonel Jean Rivet commande la base. Le magistrat a dit que tout irait vite."),
        ("en", "Colonel Ann Lee runs the base. The lawmaker said that the bill was unfair."),
        ("ru", "Полковник Иван Котов приехал на базу. Парламентарий сказал, что закон плох."),
        # what somebody no longer is
        ("fr", "L'ancien juge Marc Lebrun est venu. Le magistrat a dit que tout irait vite."),
        ("en", "Former senator Mark Rowe was there. The lawmaker said that the bill was unfair."),
        ("ru", "Бывший депутат Иван Котов пришёл. Парламентарий сказал, что закон плох."),
        # somebody new, and somebody's
        ("fr", "La juge Anne Morel a entendu le suspect. Un magistrat a dit que tout irait vite."),
        ("en", "Senator Mark Rowe voted against it. A lawmaker said that the bill was unfair."),
        ("en", "Colonel Ann Lee runs the base. Her officer said that the road was safe."),
        # a body of another sort, or one of two
        ("en", "The Red Cross left the town on Monday. The militant group said that the road was clear."),
        ("en", "Hezbollah and Hamas left the town on Monday. The militant group said that the road was clear."),
        ("fr", "Le Hamas a quitté la ville. La centrale syndicale estime que le port fermera."),
        # a body that is never called so, whatever words its name has
        ("en", "The European Union fears delays. The trade union said that the port would close."),
        ("fr", "L'Union européenne craint des retards. Le syndicat a dit que le port fermerait."),
        ("ru", "Евросоюз опасается задержек. Профсоюз заявил, что порт закроют."),
        ("en", "The Salvation Army left the town. The militia said that the road was clear."),
        ("fr", "L'Armée du salut a quitté la ville. La milice a dit que la route était libre."),
        ("ru", "Армия спасения покинула город. Группировка заявила, что дорога свободна."),
        # another body of that sort has been named, though not heard
        ("fr", "La CGT a rencontré FO. Le syndicat a déclaré que le port fermerait."),
        ("fr", "LFI a rencontré Renaissance. Le parti a dit que la loi était injuste."),
        ("en", "Labour's Ann Lee met Tom Hill of the CDU. The party said that taxes would rise."),
        ("ru", "«Единая Россия» встретилась с КПРФ. Партия заявила, что налоги вырастут."),
        # a calling that many bodies have
        ("en", "Ann Lee, captain of the cricket team, came. The officer said that the road was safe."),
        ("en", "Ann Lee, manager of the bank, came. The coach said that the road was safe."),
        ("en", "Ann Lee, president of the chess club, came. The politician said that the road was safe."),
        ("fr", "Anne Morel, secrétaire du club d'échecs, est venue. La politicienne a dit que la route était libre."),
        ("fr", "Jean Rivet, capitaine de l'équipe de rugby, est venu. L'officier a dit que la route était libre."),
        ("ru", "Иван Котов, капитан команды, приехал. Офицер сказал, что дорога свободна."),
        # two of one class in a sentence
        ("en", "Colonel Ann Lee met Captain Tom Hill at the base. The officer said that the road was safe."),
        ("ru", "Полковник Иван Котов встретил майора Петра Сомова. Офицер сказал, что дорога свободна."),
        ("ru", "Полковник Иван Котов встретил полковника Петра Сомова. Офицер сказал, что дорога свободна."),
        # of another country
        ("en", "French senator Marc Rowe voted against it. The German lawmaker said that the bill was unfair."),
    ],
)
def test_an_epithet_that_may_mean_somebody_else_names_nobody(language, text):
    assert last(language, text) is None


@pytest.mark.models
@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("fr", "Marie Dubois a rencontré Paul Rivet. Ce dernier a dit que tout allait bien.", "Paul Rivet"),
        (
            "fr",
            "Le maire Paul Rivet a reçu la ministre Marie Dubois. Cette dernière a dit que tout allait bien.",
            "Marie Dubois",
        ),
        ("en", "Ann Lee met Mark Rowe on Monday. The latter said that all was well.", "Mark Rowe"),
        ("ru", "Пётр Сомов уехал. Анна Котова встретила Сомова. Последний сказал, что всё хорошо.", "Пётр Сомов"),
        ("fr", "La journée a été calme. Ce dernier a dit que tout allait bien.", None),
        ("en", "The day was calm. The latter said that all was well.", None),
        ("en", "Ann Lee met Mark Rowe on Monday. The latter proposal said that all was well.", None),
        ("fr", "Marie Dubois est venue. Ce dernier communiqué dit que tout allait bien.", None),
    ],
)
def test_the_latter_is_the_last_person_named_before(language, text, speaker):
    assert last(language, text) == speaker


@pytest.mark.models
@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        (
            "fr",
            "« C'est fini », a dit Marc Lebrun, délégué de la CGT. Son organisation réclame une enquête.",
            "CGT (French trade union)",
        ),
        ("fr", "« C'est fini », a dit Marc Lebrun. Son organisation réclame une enquête.", None),
        ("en", "The port will close, Mark Rowe said. His party demanded that a new study be made.", None),
        ("ru", "Порт закроют, сказал Иван Котов. Его организация заявила, что нужна проверка.", None),
    ],
)
def test_the_body_of_a_speaker_is_the_one_that_the_article_told_him_by(language, text, speaker):
    assert last(language, text) == speaker


@pytest.mark.parametrize("language", supported())
def test_no_class_of_epithets_is_empty(language):
    for one in epithets(language):
        assert one.called
        assert one.roles or (one.heads and one.of)
