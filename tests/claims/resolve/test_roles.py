"""Who is in a role that the article tells elsewhere: whose name stands beside it, or who holds the office."""

from __future__ import annotations

import pytest

from kg.model import Article, Fact, Known
from kg.pipeline.extraction import claims
from tests.support.registry import resources

pytestmark = pytest.mark.models


def first(language, text, date=None, outlet=None):
    """The label of whom the first sentence has speak; None where that is nobody with a name."""
    facts = {"language": language, "date": date, "outlet": outlet}
    told = {name: Fact(value, Known.ASSERTED) for name, value in facts.items() if value}
    agent = claims(Article("case", text, **told), resources())[0].chains[0].origin.agent
    return agent.label if agent.kind.value == "named" else None


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("fr", "Le maire de Bortan appelle au calme. Paul Rivet, le maire de Bortan, est venu hier.", "Paul Rivet"),
        ("fr", "Le maire de Bortan appelle au calme. Le maire de Bortan, Paul Rivet, est venu hier.", "Paul Rivet"),
        ("en", "The mayor of Bortan called for calm. Ann Lee, the mayor of Bortan, came on Monday.", "Ann Lee"),
        ("en", "The mayor of Bortan called for calm. The mayor of Bortan, Ann Lee, came on Monday.", "Ann Lee"),
        ("ru", "Мэр Бортана заявил, что дорога закрыта. Мэр Бортана Пётр Котов приехал вчера.", "Пётр Котов"),
        ("ru", "Мэр Бортана заявил, что дорога закрыта. Пётр Котов, мэр Бортана, приехал вчера.", "Пётр Котов"),
        (
            "en",
            "The mayor of Bortan called for calm. Ann Lee, the mayor of Bortan, came. Tom Hill met her.",
            "Ann Lee",
        ),
        ("en", "The chancellor said taxes would rise. Angela Merkel smiled in May.", "Angela Merkel"),
    ],
)
def test_the_name_beside_a_role_is_whose_role_it_is(language, text, speaker):
    assert first(language, text) == speaker


@pytest.mark.parametrize(
    ("language", "text"),
    [
        # another role, of which this one is the end
        ("fr", "Le maire de Bortan appelle au calme. L'ancien maire de Bortan, Paul Rivet, est venu hier."),
        ("en", "The mayor of Bortan called for calm. The deputy mayor of Bortan, Ann Lee, came on Monday."),
        ("en", "The mayor of Bortan called for calm. The former mayor of Bortan, Ann Lee, came on Monday."),
        ("ru", "Мэр Бортана заявил, что дорога закрыта. Помощник мэра Бортана Пётр Котов приехал вчера."),
        ("ru", "Мэр Бортана заявил, что дорога закрыта. Бывший мэр Бортана Пётр Котов приехал вчера."),
        # no comma between them
        ("fr", "Le maire de Bortan appelle au calme. Avec le maire de Bortan Paul Rivet a visité le port."),
        ("en", "The mayor of Bortan called for calm. With the mayor of Bortan Ann Lee toured the port."),
        # two names
        (
            "fr",
            "Le maire de Bortan appelle au calme. Le maire de Bortan, Paul Rivet, est venu. "
            "Marc Lebrun, le maire de Bortan, est parti.",
        ),
        # somebody else has come to be in it
        (
            "fr",
            "Le maire de Bortan appelle au calme. Anne Morel, la maire de Bortan, est morte lundi. "
            "Paul Rivet est devenu maire de Bortan.",
        ),
        (
            "en",
            "The mayor of Bortan called for calm. Ann Lee, the mayor of Bortan, died on Monday. "
            "Tom Hill became mayor of Bortan.",
        ),
        (
            "ru",
            "Мэр Бортана заявил, что дорога закрыта. Мэр Бортана Пётр Котов умер вчера. Иван Сомов стал мэром Бортана.",
        ),
        # a holder who is a guest where the article names him
        ("en", "The chancellor said taxes would rise. Angela Merkel visited London in May."),
        ("fr", "Le chancelier a dit que les impôts augmenteraient. Angela Merkel a visité Londres en mai."),
        ("ru", "Канцлер сказала, что налоги вырастут. Ангела Меркель приехала в Лондон в мае."),
        # a role elsewhere
        ("fr", "Le maire de Bortan appelle au calme. Le maire de Listac, Paul Rivet, est venu hier."),
        ("en", "The mayor of Bortan called for calm. The mayor of Listham, Ann Lee, came on Monday."),
        ("ru", "Мэр Бортана заявил, что дорога закрыта. Мэр Листова Пётр Котов приехал вчера."),
    ],
)
def test_a_name_beside_another_role_is_not(language, text):
    assert first(language, text) in (None, "le maire de Bortan", "Мэр Бортана", "the mayor of Bortan")


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("fr", "Le ministre des Affaires étrangères a dit que la paix viendrait. Sergueï Lavrov est à Moscou.", True),
        ("en", "The foreign minister said that peace was near. Sergei Lavrov was in Moscow.", True),
        ("ru", "Министр иностранных дел заявил, что мир близок. Сергей Лавров в Москве.", True),
        # of another state that the article names
        (
            "fr",
            "À Paris, le ministre des Affaires étrangères a dit que la paix viendrait. Sergueï Lavrov est à Moscou.",
            False,
        ),
        ("en", "In Berlin, the foreign minister said that peace was near. Sergei Lavrov was in Moscow.", False),
        ("ru", "В Германии министр иностранных дел заявил, что мир близок. Сергей Лавров в Москве.", False),
        # no longer in office
        (
            "fr",
            "L'ancien ministre des Affaires étrangères a dit que la paix viendrait. Sergueï Lavrov est à Moscou.",
            False,
        ),
        ("en", "The former foreign minister said that peace was near. Sergei Lavrov was in Moscow.", False),
        ("ru", "Бывший министр иностранных дел заявил, что мир близок. Сергей Лавров в Москве.", False),
    ],
)
def test_the_only_holder_of_an_office_is_meant_unless_it_may_be_another_state_s(language, text, speaker):
    found = first(language, text, "2017-04-05")
    assert (found == "Sergey Lavrov") is speaker


@pytest.mark.parametrize(
    ("language", "text", "outlet", "speaker"),
    [
        ("fr", "Le ministre des Affaires étrangères a dit que la paix viendrait. M. Lavrov est arrivé.", "TASS", True),
        ("fr", "Le ministre des Affaires étrangères a dit que la paix viendrait. M. Lavrov est arrivé.", "AFP", False),
        ("en", "The foreign minister said that peace was near. Mr Lavrov arrived.", "TASS", True),
        ("en", "The foreign minister said that peace was near. Mr Lavrov arrived.", "BBC", False),
        ("ru", "Министр иностранных дел заявил, что мир близок. Лавров приехал.", "ТАСС", True),
        ("ru", "Министр иностранных дел заявил, что мир близок. Лавров приехал.", "BBC", False),
    ],
)
def test_where_no_country_is_named_a_minister_may_be_of_the_outlet_s(language, text, outlet, speaker):
    found = first(language, text, "2017-04-05", outlet)
    assert (found == "Sergey Lavrov") is speaker
