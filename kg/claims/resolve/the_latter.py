"""Whom words stand for that point to whoever was named last: ``ce dernier``, ``the latter``, ``последний``."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from kg.claims.resolve.discourse import Discourse
from kg.claims.resolve.entities import Entity
from kg.claims.resolve.epithets import spellings
from kg.claims.resolve.source_mention import UNRESOLVED, Identified, SourceMention
from kg.languages import normalize
from kg.languages.profile import text_rules
from kg.model import Agent, Basis, SourceKind
from kg.sources.countries import country_of
from kg.sources.registry import MEDIA, PERSONS

if TYPE_CHECKING:
    from collections.abc import Iterator


LATTER = "latter"  # the rule of a mention that stands for the last person named
_WORDS = 2  # of "the latter"


def latter(mention: SourceMention, discourse: Discourse) -> Identified | None:
    """``ce dernier``, ``the latter``, ``последний``: who was named last, of that gender, in this sentence or the last.

    A name of two words of whom the article tells nothing else is somebody; one of a single word may be anything.
    """
    lexicon, head = mention.lexicon, mention.head
    plain = len(mention.tokens) == (_WORDS if lexicon.typology.has_articles else 1)
    if not plain or not spellings(head) & lexicon.latter or mention.number == "Plur":
        return None
    place = (discourse.position, mention.tokens[0].idx)
    known = (one for one in discourse.entities.values() if _may_be_latter(one, mention.gender))
    places = [(_place(one), one) for one in known if discourse.position - 1 <= one.last.sentence]
    near = [one for _, one in sorted((row for row in places if row[0] < place), key=lambda row: row[0], reverse=True)]
    found: Agent | None = near[0].agent if near else None
    if near and mention.gender and not near[0].gender and any(one.gender == mention.gender for one in near):
        found = None  # one whose gender is known may be meant as well as the one of whom it is not
    since = _place(near[0]) if near else (-1, -1)
    for name in _names_between(since, place, mention, discourse):
        if found is None or normalize.words(name, lexicon.language)[-1:] != _surname(found, lexicon.language):
            found = _somebody(name, discourse, lexicon.language)
    if found is None:
        apart = discourse.mint(mention.text, SourceKind.UNNAMED, lexicon.language, apart=str(discourse.position))
        return Identified(apart, Basis.ANAPHORA, UNRESOLVED, 0.3)
    return Identified(found, Basis.ANAPHORA, LATTER, 0.75)


def _place(entity: Entity) -> tuple[int, int]:
    return entity.last.sentence, entity.last.start


def _surname(agent: Agent, language: str) -> tuple[str, ...]:
    return normalize.words(agent.label, language)[-1:]


def _may_be_latter(entity: Entity, gender: str | None) -> bool:
    """Whether nothing speaks against an entity: a person of that gender, or a body whose word has it; no medium."""
    if entity.numbers == {"Plur"} or entity.agent.type in MEDIA:
        return False
    if entity.human:
        return not (gender and entity.gender and entity.gender != gender)
    return entity.human is False and entity.agent.kind is SourceKind.NAMED and gender in (None, entity.gender)


def _names_between(
    since: tuple[int, int], until: tuple[int, int], mention: SourceMention, discourse: Discourse
) -> Iterator[str]:
    """Proper names between two places, but those of places, of known bodies, and of another gender than a mention."""
    language = mention.lexicon.language
    for at in range(max(discourse.position - 1, 0), discourse.position + 1):
        for named, group in groupby(discourse.read[at], key=lambda token: token.pos_ == "PROPN"):
            run = list(group)
            if not named or not since < (at, run[0].idx) < until:
                continue
            name, genders = run[0].doc.words(run[0].i, run[-1].i + 1), run[0].morph.get("Gender", [])
            known = discourse.registry.by_alias(name, language)
            if (mention.gender and genders and mention.gender not in genders) or (known and known.type not in PERSONS):
                continue
            dated = name in text_rules(language).weekdays or name in text_rules(language).months
            if dated or (len(run) == 1 and run[0].i == 0):  # a capital shows nothing where a sentence begins
                continue
            oblique = run[0].morph.get("Case", []) not in ([], ["Nom"])
            if not discourse.gazetteer.find(name, language) and country_of(name, language) is None:
                yield run[-1].text if oblique else name  # whose form is another one is known by its last word only


def _somebody(name: str, discourse: Discourse, language: str) -> Agent | None:
    """Who is called by a name: known before, or of this article; nobody by a new name of one word."""
    known = discourse.registry.by_alias(name, language) or discourse.by_surname(name, language)
    if known is not None or " " not in name:
        return known
    return discourse.mint(name, SourceKind.NAMED, language)
