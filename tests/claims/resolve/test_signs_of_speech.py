"""Signs that a sentence is somebody's speech, though nobody is found who speaks; names and titles in marks are none."""

from __future__ import annotations

import pytest

from kg.claims.resolve.signs_of_speech import POST, QUOTATION
from kg.model import Article, Fact, Known, Role
from kg.pipeline.extraction import claims
from tests.support.registry import resources

pytestmark = pytest.mark.models


def rule(language, text):
    """The rule by which the last sentence is somebody's; None where it is the outlet's."""
    read = claims(Article("case", text, language=Fact(language, Known.ASSERTED)), resources())
    origin = read[-1].chains[0].origin
    return None if origin.role is Role.OUTLET else origin.rule.rpartition("/")[2]


@pytest.mark.parametrize(
    ("language", "text", "sign"),
    [
        ("fr", "Le pont est fermé. Dans la rue, « les voitures ne passent plus depuis lundi ».", QUOTATION),
        ("en", 'The bridge is closed. In the street, "the cars have not passed since Monday".', QUOTATION),
        ("ru", "Мост закрыт. На улице «машины больше не ездят с самого понедельника».", QUOTATION),
        ("fr", "Le pont est fermé. Le maire aurait touché de l'argent pour ces travaux.", "hearsay"),
        ("en", "The bridge is closed. The mayor allegedly took money for the works.", "hearsay"),
        ("ru", "Мост закрыт. Мэр якобы получил деньги за эти работы.", "hearsay"),
        ("fr", "Le pont est fermé. Des voitures tombent du pont Ann Lee (annlee) 5 février 2015 La ville dort.", POST),
        (
            "en",
            "The bridge is closed. Cars are falling off the bridge Ann Lee (annlee) February 5 2015 The town sleeps.",
            POST,
        ),
        ("ru", "Мост закрыт. Машины падают с моста Анна Ли (annlee) 5 февраля 2015 г. Город спит.", POST),
    ],
)
def test_a_clause_in_marks_and_hearsay_are_somebody_s(language, text, sign):
    assert rule(language, text) == sign


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le pont est fermé. La ville a ouvert un « parcours de santé » le long du fleuve."),
        ("en", 'The bridge is closed. The town opened a "health trail" along the river.'),
        ("ru", "Мост закрыт. Город открыл «тропу здоровья» вдоль реки."),
        ("fr", "Le pont est fermé. Le public a aimé le film « Qui a tué le chien de la voisine »."),
        ("en", 'The bridge is closed. Crowds loved the film "Who Has Killed The Dog Next Door".'),
        ("ru", "Мост закрыт. Публика полюбила фильм «Кто убил соседскую собаку ночью»."),
        ("fr", "Le pont est fermé. Le maire a touché de l'argent pour ces travaux."),
        ("en", "The bridge is closed. The mayor took money for the works."),
        ("ru", "Мост закрыт. Мэр получил деньги за эти работы."),
        ("fr", "Le pont est fermé. Le maire (Parti libéral) a ouvert le tunnel le 5 février 2015."),
        ("en", "The bridge is closed. The mayor (Liberal) opened the tunnel (north) on February 5, 2015."),
        ("ru", "Мост закрыт. Мэр (либерал) открыл туннель 5 февраля 2015 года."),
        ("en", "The bridge is gone! Nora Vance (@noravance) February 5, 2015. The town has eleven bridges."),
    ],
)
def test_names_titles_and_plain_words_are_the_outlet_s(language, text):
    assert rule(language, text) is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "La compagnie Air Nord nous a dit que la piste était fermée. Nous n'avons trouvé aucune trace."),
        ("en", "The ministry told us that the strip was closed. We found no trace of it."),
        ("ru", "Министерство сообщило нам, что полоса закрыта. Мы не нашли следов."),
    ],
)
def test_an_outlet_that_is_told_something_speaks_as_we(language, text):
    assert rule(language, text) is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le maire nous a dit que la piste était fermée. « Nous n'avons trouvé aucune trace de l'avion. »"),
        ("en", "The mayor told us that the strip was closed. “We found no trace of the plane.”"),
        ("ru", "Мэр сообщил нам, что полоса закрыта. «Мы не нашли следов самолета»."),
    ],
)
def test_what_it_quotes_is_not_its_own(language, text):
    assert rule(language, text) is not None
