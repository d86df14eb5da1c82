"""The entities of an article: what each of their mentions says of them, and what contradicts a mention.

An entity is an agent with all of its mentions so far. A description adds up over mentions: a person introduced as
*the Danish foreign minister, Ann Lee* is a minister, of Denmark, and known by name. What contradicts it rules it out:
no Norwegian minister is Ann Lee, and *he* is not if she was *Mrs Lee* before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import TYPE_CHECKING

from kg.languages import given_names
from kg.languages.epithets import epithet_words
from kg.model import Affiliation, Agent, Gender, SourceKind
from kg.sources import offices
from kg.sources.countries import load_countries, tokens_of
from kg.sources.registry import PERSONS
from kg.text.sentence import noun_phrase

if TYPE_CHECKING:
    from kg.claims.resolve.source_mention import SourceMention
    from kg.languages.cue_lexicon import Lexicon
    from kg.text.parse import Token

GENDERS = {Gender.FEMALE: "Fem", Gender.MALE: "Masc"}  # as parsers write them
_NEAR = 3  # words between what makes a calling a former one and the calling: "former deputy foreign minister"
_LONGEST = 9  # words of a calling put behind a name
_PHRASE = frozenset({"DET", "ADJ", "ADP", "NOUN", "PROPN", "NUM", "X"})  # parts of speech of its words
_CLOSE = frozenset({"ADJ", "ADV", "NOUN", "PROPN", "X"})  # parts of speech of such words


@dataclass(frozen=True, slots=True)
class Description:
    """What a mention says of whoever it stands for; None and empty where it does not tell."""

    head: str  # lemma of the head: "ministère"
    nouns: frozenset[str] = frozenset()  # nouns of callings and bodies in it: "lawyer", "avocat"
    former: frozenset[str] = frozenset()  # likewise, of what somebody no longer is: "ancien ministre"
    words: frozenset[str] = frozenset()  # what else describes the head: as it is written, and its lemmas
    countries: frozenset[str] = frozenset()  # ISO codes
    office: str | None = None
    gender: str | None = None
    number: str | None = None
    human: bool | None = None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Where an entity is mentioned, and how."""

    sentence: int
    paragraph: int  # where its block starts
    start: int = 0  # offset in the sentence
    subject: bool = False  # of its clause
    main: bool = False  # of the sentence's main clause, too
    quoted: bool = False  # in words that somebody is quoted with
    owned: bool = False  # somebody's: "his lawyer"

    def joined(self, before: Occurrence) -> Occurrence:
        """This place, with what the one before tells where both are in one sentence."""
        if before.sentence != self.sentence:
            return self
        leads = {"subject": self.subject or before.subject, "main": self.main or before.main}
        return replace(self, quoted=self.quoted and before.quoted, **leads)


@dataclass(slots=True)
class Entity:
    """An agent, and all that its mentions so far say of it."""

    agent: Agent
    mentions: int = 0
    first: int = -1  # the sentence that mentions it first
    last: Occurrence = Occurrence(-1, -1)
    spoke: int = -1  # the last sentence that it speaks in; -1: none
    spoke_before: int = -1  # the last one before that
    heads: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()  # what it is called
    former: frozenset[str] = frozenset()  # what it is no longer
    words: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    ties: frozenset[Affiliation] = frozenset()  # states that it is said to be an organ of
    _human: bool | None = field(default=None, repr=False)  # as the last mention tells
    _gender: str | None = field(default=None, repr=False)  # of the last mention that tells
    _word: str | None = field(default=None, repr=False)  # the gender of the last word for it

    def add(self, said: Description, where: Occurrence) -> None:
        """Add a mention."""
        self.mentions, self.last = self.mentions + 1, where.joined(self.last)
        self.first = where.sentence if self.first < 0 else self.first
        self.heads |= {said.head}
        self.nouns |= said.nouns
        self.former |= said.former
        self.words |= said.words
        self.countries |= said.countries
        self.numbers |= {said.number} if said.number else frozenset()
        self._human = self._human if said.human is None else said.human
        self._gender, self._word = said.gender or self._gender, said.gender

    @property
    def human(self) -> bool | None:
        """Whether it is a person: by its type, else by the last mention that tells."""
        return self.agent.type in PERSONS if self.agent.type is not None else self._human

    @property
    def gender(self) -> str | None:
        """The gender of a person by his given name, else by any mention; that of the last word for a body."""
        if self.agent.gender:
            return GENDERS[self.agent.gender]
        if self.human is False:
            return self._word
        told = (given_names.bearer(name, language) for language, name in self.agent.labels[:1])
        return next((GENDERS[gender] for gender in told if gender), self._gender if self.human else self._word)

    def is_called(self, said: Description) -> bool:
        """Whether the article has called it by the head of a description: a former minister by ``former minister``."""
        return said.head in (self.former if said.former else self.nouns)

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
        return frozenset(row.country for row in rows if row.country) | self.countries


def phrases(mention: SourceMention) -> tuple[tuple[Token, ...], ...]:
    """The words of a mention, those of what is put beside it, and the calling behind it, each a phrase."""
    beside = (tuple(noun_phrase(child)) for child in mention.head.children if child.dep_ == "appos")
    return (mention.tokens, *beside, _behind(mention))


def describe(mention: SourceMention) -> Description:
    """What the words of a mention, and of what is put beside it, say of whoever it stands for."""
    lexicon = mention.lexicon
    kinds = lexicon.speakers | lexicon.documents | epithet_words(lexicon.language)
    parts = (*phrases(mention), _in_brackets(mention))
    tokens = list({token.i: token for phrase in parts for token in phrase}.values())
    lemmas = [(token, token.lemma_.lower()) for token in tokens]
    nouns = {name for token, lemma in lemmas for name in (token.lower_, lemma) if name in kinds}
    former = {noun for at in range(len(tokens)) if (noun := _former(tokens, at, kinds, lexicon))}
    reading = offices.parse(mention.text, lexicon.language)
    found = load_countries(lexicon.language).find(tokens_of(" ".join(token.text for token in tokens)))
    return Description(
        mention.lemma,
        frozenset(nouns - former),
        frozenset(former),
        frozenset(name for token, lemma in lemmas if _describes(token, mention) for name in (token.lower_, lemma)),
        frozenset(row.code for row in found),
        reading.office if reading and not reading.spokesperson else None,
        mention.gender,
        mention.number,
        is_person_noun(mention.lemma, lexicon),
    )


def _behind(mention: SourceMention) -> tuple[Token, ...]:
    """The calling that is put behind a name between commas, whatever the parser makes of it: ``Ann Lee, a lawyer,``.

    None where several are counted up (``Ann Lee, the mayor and a judge``) or it speaks (``Ann Lee, the mayor said``).
    """
    doc, at, lexicon = mention.head.doc, mention.tokens[-1].i + 1, mention.lexicon
    if not mention.tokens[-1].text[:1].isupper() or at + 1 >= len(doc) or doc[at].text != ",":
        return ()
    callings = lexicon.persons | epithet_words(lexicon.language)
    rest = doc[at + 1 : at + 2 + _LONGEST]
    words = tuple(takewhile(lambda token: token.pos_ in _PHRASE or token.lower_ in callings, rest))
    stop = at + 1 + len(words)
    closed = stop == len(doc) or doc[stop].pos_ == "PUNCT" or doc[stop].lower_ in lexicon.relative
    first = next((token for token in words if token.pos_ not in ("DET", "ADJ") or token.lower_ in callings), None)
    if first is None or not closed or "Plur" in first.morph.get("Number", []):
        return ()
    return words if {first.lower_, first.lemma_.lower()} & callings else ()


def _in_brackets(mention: SourceMention) -> tuple[Token, ...]:
    """The letters in brackets that end a mention: ``the head of the Society of Lock Owners (SLO)``."""
    doc, at = mention.head.doc, mention.tokens[-1].i + 1
    letters = doc[at : at + 3]
    short = len(letters) > 2 and letters[0].text == "(" and letters[2].text == ")" and letters[1].text.isupper()
    return (letters[1],) if short else ()


def _former(tokens: Sequence[Token], at: int, kinds: frozenset[str], lexicon: Lexicon) -> str:
    """The calling that a word is, where it is a former one: ``ancien ministre``, ``ex-minister``; else empty."""
    token = tokens[at]
    first, mark, rest = token.lower_.partition("-")
    if mark and first in lexicon.former:
        return token.lemma_.lower().partition("-")[2] or rest
    noun = next((name for name in (token.lemma_.lower(), token.lower_) if name in kinds), "")
    for back in range(at - 1, max(at - 2 - _NEAR, -1), -1) if noun else ():
        word = tokens[back]
        if word.lower_ in lexicon.former or word.lemma_.lower() in lexicon.former:
            return noun
        if word.text != "-" and word.pos_ not in _CLOSE:
            break
    return ""


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
    """Whether what a mention says cannot be said of an entity: gender, number, kind, country, office or time differ."""
    human = entity.human
    if query.human is not None and human is not None and query.human != human:
        return True
    if query.gender and entity.gender and query.gender != entity.gender and human is not False:
        return True
    if _number_clashes(query, entity):
        return True
    if query.head in entity.former - entity.nouns - query.former or query.former & (entity.nouns - entity.former):
        return True
    countries = entity.countries_on(date)
    if query.countries and countries and not query.countries & countries:
        return True
    held = {office for office, _ in entity.offices_on(date)}
    return bool(query.office and held and query.office not in held)


def _number_clashes(query: Description, entity: Entity) -> bool:
    if query.number == "Plur":
        return entity.human is True and entity.numbers != {"Plur"}
    return query.number == "Sing" and entity.numbers == {"Plur"} and entity.agent.kind is SourceKind.UNNAMED
