"""The entities of an article: what each of their mentions says of them, and what contradicts a mention.

An entity is an agent with all of its mentions so far. A description adds up over mentions: a person introduced as
*the Danish foreign minister, Ann Lee* is a minister, of Denmark, and known by name. What contradicts it rules it out:
no Norwegian minister is Ann Lee, and *he* is not if she was *Mrs Lee* before.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.model import Agent, Gender, SourceKind
from kg.sources import offices
from kg.sources.countries import load_countries, tokens_of
from kg.sources.registry import PERSONS
from kg.text.sentence import noun_phrase

if TYPE_CHECKING:
    from kg.claims.resolve.source_mention import SourceMention
    from kg.languages.cue_lexicon import Lexicon
    from kg.text.parse import Token

GENDERS = {Gender.FEMALE: "Fem", Gender.MALE: "Masc"}  # as parsers write them


@dataclass(frozen=True, slots=True)
class Description:
    """What a mention says of whoever it stands for; None and empty where it does not tell."""

    head: str  # lemma of the head: "ministère"
    nouns: frozenset[str] = frozenset()  # nouns of callings and bodies in it: "lawyer", "avocat"
    words: frozenset[str] = frozenset()  # lemmas of what else describes the head
    countries: frozenset[str] = frozenset()  # ISO codes
    office: str | None = None
    gender: str | None = None
    number: str | None = None
    human: bool | None = None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Where an entity is mentioned, and how."""

    description: Description
    sentence: int
    paragraph: int  # where its block starts
    speaks: bool = False  # as a source
    subject: bool = False  # of its clause
    owned: bool = False  # somebody's: "his lawyer"


@dataclass(slots=True)
class Entity:
    """An agent and its mentions so far."""

    agent: Agent
    occurrences: list[Occurrence] = field(default_factory=list)

    @property
    def last(self) -> Occurrence:
        """The last mention."""
        return self.occurrences[-1]

    def told(self, name: str) -> frozenset[str]:
        """The union of one field of all descriptions: ``nouns``, ``words`` or ``countries``."""
        return frozenset().union(*(getattr(row.description, name) for row in self.occurrences))

    @property
    def human(self) -> bool | None:
        """Whether it is a person: by its type, else by the last mention that tells."""
        if self.agent.type is not None:
            return self.agent.type in PERSONS
        told = (row.description.human for row in reversed(self.occurrences))
        return next((human for human in told if human is not None), None)

    @property
    def gender(self) -> str | None:
        """The gender of a person by any mention; that of the last word for a body, for it is the word's."""
        if self.agent.gender:
            return GENDERS[self.agent.gender]
        rows = reversed(self.occurrences) if self.human else self.occurrences[-1:]
        return next((row.description.gender for row in rows if row.description.gender), None)

    def offices_on(self, date: str | None) -> frozenset[tuple[str, str]]:
        """Offices with their countries that a registered person holds at a date, or that the agent is."""
        rows = self.agent.affiliations if date is None else (self.agent.affiliation_on(date),)
        held = frozenset((row.office, row.country) for row in rows if row.office and row.country)
        if self.agent.office:
            held |= {(self.agent.office, row.country) for row in self.agent.affiliations if row.country}
        return held

    def countries_on(self, date: str | None) -> frozenset[str]:
        """Countries that the agent is told to be of, by the registry and the text."""
        rows = self.agent.affiliations if date is None else (self.agent.affiliation_on(date),)
        return frozenset(row.country for row in rows if row.country) | self.told("countries")


def describe(mention: SourceMention) -> Description:
    """What the words of a mention, and of what is put beside it, say of whoever it stands for."""
    lexicon = mention.lexicon
    kinds = lexicon.speakers | lexicon.documents
    beside = [token for child in mention.head.children if child.dep_ == "appos" for token in noun_phrase(child)]
    tokens = list({token.i: token for token in (*mention.tokens, *beside)}.values())
    lemmas = [(token, token.lemma_.lower()) for token in tokens]
    nouns = {name for token, lemma in lemmas for name in (token.lower_, lemma) if name in kinds}
    reading = offices.parse(mention.text, lexicon.language)
    found = load_countries(lexicon.language).find(tokens_of(" ".join(token.text for token in tokens)))
    return Description(
        mention.lemma,
        frozenset(nouns),
        frozenset(lemma for token, lemma in lemmas if _describes(token, mention)),
        frozenset(row.code for row in found),
        reading.office if reading and not reading.spokesperson else None,
        mention.gender,
        mention.number,
        is_person_noun(mention.lemma, lexicon),
    )


def is_person_noun(lemma: str, lexicon: Lexicon) -> bool | None:
    """Whether a noun is of persons; None where it may be of both, or is of neither."""
    if lemma in lexicon.people | lexicon.spokesperson:
        return True
    if lemma in lexicon.bodies | lexicon.general_bodies | lexicon.media | lexicon.documents:
        return False
    return None


def _describes(token: Token, mention: SourceMention) -> bool:
    return token.i != mention.head.i and token.pos_ in ("NOUN", "PROPN", "ADJ", "VERB", "NUM")


def contradicts(query: Description, entity: Entity, date: str | None, lexicon: Lexicon) -> bool:
    """Whether what a mention says cannot be said of an entity: gender, number, kind, country or office differ."""
    human = entity.human
    if query.human is not None and human is not None and query.human != human:
        return True
    if query.gender and entity.gender and query.gender != entity.gender and human is not False:
        return True
    if _number_clashes(query, entity):
        return True
    countries = entity.countries_on(date)
    if query.countries and countries and not query.countries & countries:
        return True
    held = {office for office, _ in entity.offices_on(date)}
    return bool(query.office and held and query.office not in held)


def _number_clashes(query: Description, entity: Entity) -> bool:
    numbers = {row.description.number for row in entity.occurrences} - {None}
    if query.number == "Plur":
        return entity.human is True and numbers != {"Plur"}
    return query.number == "Sing" and numbers == {"Plur"} and entity.agent.kind is SourceKind.UNNAMED
