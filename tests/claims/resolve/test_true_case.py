"""Names that the parser takes for nouns, known by how the article writes them elsewhere."""

from __future__ import annotations

import pytest

from kg.model import Article, Fact, Known
from kg.pipeline.extraction import claims
from kg.text import truecase
from tests.support.registry import resources


def last(language, text):
    """The label of whom the last sentence has speak; None where that is nobody with a name."""
    agent = claims(Article("case", text, language=Fact(language, Known.ASSERTED)), resources())[-1].chains[0].origin
    return agent.agent.label if agent.agent.kind.value == "named" else None


@pytest.mark.models
@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("fr", "La dette est trop lourde, écrit Ourlac's. Ourlac's explique que la note baisse.", "Ourlac's"),
        ("fr", "Le facteur travaille pour La Criée. La Criée a annoncé que le quai serait fermé.", "La Criée"),
        ("fr", "Le conflit a fait 40 morts, selon l'ONG Vardel, et la route est coupée.", "Vardel"),
        ("fr", "Selon la société Mirador Plus, la route est coupée.", "Mirador Plus"),
        ("fr", "La mine est au groupe Sandhill Ridge. Sandhill Ridge y plaide que le pont est sûr.", "Sandhill Ridge"),
        ("en", "They met Lock Tuesday. Lock said Tuesday the road was cut.", "Lock"),
        ("en", "The rating by Ourlack's fell. Ourlack's said the city had too many debts.", "Ourlack's"),
        ("en", "Readers of Lock World liked it. Lock World said the door was fast.", "Lock World"),
        ("en", "The conflict killed 40 people, according to the agency Vardel, and the road is cut.", "Vardel"),
        ("ru", "Он работает в агентстве Вардел. Как сообщает агентство Вардел, дорога закрыта.", "Вардел"),
        ("ru", "Он купил журнал Мир Дорог. Журнал Мир Дорог пишет, что дорога закрыта.", "Мир Дорог"),
        ("ru", "Рейтинг города снизило агентство Орлак. Орлак сообщил, что у города долги.", "Орлак"),
    ],
)
def test_what_an_article_writes_only_with_a_capital_is_a_name(language, text, speaker):
    assert last(language, text) == speaker


@pytest.mark.models
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "On attend le Président. Le Président a déclaré que la route était coupée."),
        ("fr", "Le texte de l'Église est ancien. L'Église affirme que la route est coupée."),
        ("fr", "Il a vu des Syriens. Des Syriens affirment que la route est coupée."),
        ("fr", "La criée a annoncé que le quai serait fermé."),
        ("fr", "À la criée, on attend. La Criée a annoncé que le quai serait fermé."),
        ("en", "He called Police. Police said the road was cut."),
        ("ru", "Он видел Президента. Президент сообщил, что дорога закрыта."),
        ("ru", "Он видел Котова. В штабе Котова сообщили, что дорога закрыта."),
        ("ru", "Сирийцы сообщили, что дорога закрыта."),
    ],
)
def test_callings_peoples_and_what_is_written_small_elsewhere_are_no_names(language, text):
    assert last(language, text) is None


@pytest.mark.parametrize(
    ("sentence", "small", "capital"),
    [
        ("Il lit La Criée et l'ONG.", {"il lit": 0, "lit": 1, "et": 1}, {"la": 1, "criée": 1, "la criée": 1, "ong": 1}),
        ("Lee left — Lock fell.", {"left": 1, "fell": 1}, {"lee": 0, "lock": 1}),
        ("Он сказал: «Дорога закрыта».", {"сказал": 1, "закрыта": 1}, {"он": 0, "дорога": 0}),
    ],
)
def test_a_capital_counts_inside_of_sentences(sentence, small, capital):
    found = truecase.written(sentence)
    assert {word for word, held in small.items() if held} <= found[0]
    assert {word: int(word in found[1]) for word in capital} == capital
