"""What is known of an article before its first sentence is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg.claims.resolve.chains import Printed
from kg.claims.resolve.discourse import Discourse
from kg.model import (
    Article,
    Block,
    BlockKind,
)
from kg.sources.countries import find_countries
from kg.sources.places import Gazetteer
from kg.sources.resources import Resources

if TYPE_CHECKING:
    pass


_SHORT = 3  # letters of what a date line writes in capitals and is no town: "AFP"


def discourse(article: Article, resources: Resources, printed: Printed, blocks: Sequence[Block] = ()) -> Discourse:
    """What an article has said before its first sentence: nothing but where its date line stands."""
    home = frozenset(row.country for row in printed.outlet.affiliations if row.country)
    lines = [block for block in blocks if block.kind is BlockKind.DATELINE]
    seats = {
        country
        for block in lines
        for country in _countries_in(block.span.of(article.text), block.language, resources.gazetteer)
    }
    return Discourse(article.id, resources, article.date.value, home, seats=frozenset(seats))


def _countries_in(line: str, language: str, gazetteer: Gazetteer) -> Iterator[str]:
    """The countries in which a date line stands: those that it names, else those of its towns."""
    line = " ".join(word.title() if word.isupper() and len(word) > _SHORT else word for word in line.split())
    named = [words.code for words in find_countries(line, language)]
    yield from named or [place.country for _, _, place in gazetteer.find(line, language)]
