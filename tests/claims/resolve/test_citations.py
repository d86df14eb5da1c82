"""Who cites whom: the one who is cited last is the origin, and the words that cite are no part of what is said."""

from __future__ import annotations

import pytest

from kg.model import Article, Fact, Known, Role
from kg.pipeline.extraction import claims
from tests.support.registry import resources

pytestmark = pytest.mark.models


def chain(language, text):
    """Labels from the origin outward, without the outlet, and the words that are reported."""
    (claim,) = claims(Article("case", text, language=Fact(language, Known.ASSERTED)), resources())
    hops = [hop.agent.label for hop in claim.chains[0].hops if hop.role is not Role.OUTLET]
    return hops, " … ".join(span.of(text) for span in claim.chains[0].content)


@pytest.mark.parametrize(
    ("language", "text", "hops"),
    [
        ("fr", "Reuters, citant Ann Lee, a dit que le pont était fermé.", ["Ann Lee", "Reuters"]),
        ("en", "Reuters, citing Ann Lee, said that the bridge was closed.", ["Ann Lee", "Reuters"]),
        ("ru", "Агентство Reuters со ссылкой на Ивана Котова сообщило, что мост закрыт.", 2),
        ("fr", "Ann Lee, citée par Reuters, a dit que le pont était fermé.", ["Ann Lee", "Reuters"]),
        ("en", "Ann Lee, quoted by Reuters, said that the bridge was closed.", ["Ann Lee", "Reuters"]),
        # a chain of three
        (
            "en",
            "Reuters, citing TASS, citing Ann Lee, said that the bridge was closed.",
            ["Ann Lee", "TASS", "Reuters"],
        ),
    ],
)
def test_the_one_cited_last_is_the_origin(language, text, hops):
    found, content = chain(language, text)
    assert len(found) == hops if isinstance(hops, int) else found == hops
    assert not {"citing", "citant", "ссылкой", "quoted", "citée"} & set(content.replace(",", " ").split())


@pytest.mark.parametrize(
    ("language", "text", "hops"),
    [
        # a reason is nobody
        ("fr", "Ann Lee, citant des raisons de santé, a dit que le pont était fermé.", ["Ann Lee"]),
        ("en", "Ann Lee, citing health reasons, said that the bridge was closed.", ["Ann Lee"]),
        ("ru", "Иван Котов со ссылкой на здоровье сообщил, что мост закрыт.", ["Иван Котов"]),
        # within what is said
        ("fr", "Ann Lee a dit que le maire, citant Reuters, avait menti.", ["Ann Lee"]),
        ("en", "Ann Lee said that the mayor, citing Reuters, had lied.", ["Ann Lee"]),
    ],
)
def test_who_is_not_cited_as_a_source_is_no_hop(language, text, hops):
    assert chain(language, text)[0] == hops
