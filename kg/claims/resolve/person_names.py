"""Names of persons: at the head or the end of a mention, known, introduced before, or new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.claims.detect.transcripts import GLUED
from kg.claims.resolve import (
    true_case,
)
from kg.claims.resolve.discourse import Discourse
from kg.claims.resolve.entities import is_person_noun
from kg.claims.resolve.full_names import in_full_before
from kg.claims.resolve.name_shapes import (
    is_addressed,
    is_calling,
    tells_nationality_alone,
)
from kg.claims.resolve.organisations import names_body
from kg.claims.resolve.persons import abbreviates, ends_name, speaks, trailing_name
from kg.claims.resolve.source_mention import Identified, SourceMention
from kg.languages import normalize
from kg.model import AgentType, Basis, SourceKind
from kg.sources.countries import country_of
from kg.sources.registry import PERSONS

if TYPE_CHECKING:
    pass


def at_head_or_end(mention: SourceMention, discourse: Discourse) -> Identified | None:
    """A person's name at the end of the mention, or at its head: ``le porte-parole du Kremlin Dmitri Peskov``."""
    language = mention.lexicon.language
    found = discourse.registry.find(mention.text, language)
    for start, end, agent in found:
        trailing = (
            not any(character.isalnum() for character in mention.text[end:]) or mention.text[end:].lstrip()[:1] in ",("
        )
        if agent.type in (*PERSONS, None) and trailing and speaks(mention, start, agent):
            return Identified(agent, Basis.EXPLICIT, "person")
    name = _without_nationality(trailing_name(mention), discourse, language)
    if not name or is_calling(name, mention):
        return None
    if known := discourse.registry.by_alias(name, language):
        human = known.type in PERSONS
        return Identified(known, Basis.EXPLICIT, "person") if human else None
    if (known := discourse.by_surname(name, language)) and (
        " " not in name or ends_name(name, known, language) or abbreviates(name, known, language)
    ):
        return Identified(known, Basis.ANAPHORA, "surname")
    if (mention.head.pos_ == "PROPN" or " " in name) and not tells_nationality_alone(mention):
        body = names_body(name, mention.lexicon) or is_person_noun(mention.lemma, mention.lexicon) is False
        name = in_full_before(name, mention, discourse) or name
        if (known := discourse.registry.by_alias(name, language)) and known.type in PERSONS:
            return Identified(known, Basis.ANAPHORA, "surname")
        human = is_addressed(mention) or (" " in name and not body)
        name = true_case.goes_on(name, mention, discourse) or name
        minted = discourse.mint(name, SourceKind.NAMED, language, AgentType.PERSON if human else None)
        discourse.introduce(minted, name, language)
        return Identified(minted, Basis.EXPLICIT, "name")
    return None


def _without_nationality(name: str, discourse: Discourse, language: str) -> str:
    """A known person's name without the nationality that the parser takes for a part of it: ``Turkish Cavusoglu``."""
    first, _, rest = name.partition(" ")
    if not rest or country_of(first, language) is None:
        return name
    return rest if discourse.by_surname(rest, language) or discourse.registry.by_alias(rest, language) else name


def glued(mention: SourceMention, discourse: Discourse) -> Identified | None:
    """A known person's name that has lost its space: ``AnnaPetrova: No.``."""
    first, _, last = GLUED.sub(" ", mention.text).partition(" ")
    if " " in mention.text or not last:
        return None
    language = mention.lexicon.language
    known = discourse.registry.by_alias(f"{first} {last}", language) or discourse.by_surname(last, language)
    if known is None or normalize.words(first, language)[:1] != normalize.words(known.label, language)[:1]:
        return None
    return Identified(known, Basis.ANAPHORA, "surname")
