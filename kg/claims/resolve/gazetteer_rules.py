"""Sources that a table knows: names and offices, alone, beside a description, or inside a longer mention."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.claims.resolve.discourse import Memory
from kg.claims.resolve.persons import before, beside, possessor
from kg.claims.resolve.source_mention import Identified, Words
from kg.languages import normalize
from kg.model import Agent, AgentType, Basis, SourceKind
from kg.sources import offices
from kg.sources.countries import Sort, load_countries, tokens_of
from kg.sources.registry import MEDIA, Registry

if TYPE_CHECKING:
    from kg.text.parse import Token

_HOUSES = ("presidency", "head-of-state")  # who speaks for one speaks for the other


def registered(words: Words, memory: Memory, registry: Registry) -> Identified | None:
    """The whole mention is a name or an office that a table knows."""
    language = words.lexicon.language
    if agent := registry.by_alias(words.text, language):
        if (held := _holder_before(agent, memory)) is not None:
            return Identified(held, Basis.ANAPHORA, "office-before", 0.85)
        return Identified(agent, Basis.EXPLICIT, "alias")
    reading = offices.parse(words.text, language) or _seated(words)
    if reading is not None and reading.country is None and (seat := _capital_before(words)) is not None:
        reading = replace(reading, country=seat)
    if reading is None or reading.country is None:
        return None
    agent = offices.agent_for(reading, registry, memory.date)
    if agent is not None and not words.indefinite and (held := _office_before(reading, agent, memory, registry)):
        return Identified(held, Basis.ANAPHORA, "office-before", 0.85)
    return Identified(agent, Basis.EXPLICIT, "office") if agent else None


def _seated(words: Words) -> offices.OfficeReading | None:
    """An office by its capital behind it: ``the defence ministry in Moscow``."""
    at = next((at for at, token in enumerate(words.tokens) if token.lower_ in words.lexicon.within), 0)
    country = _capital(words.tokens[-1], words.lexicon.language) if at == len(words.tokens) - 2 and at else None
    if country is None:
        return None
    office = words.head.doc.words(words.tokens[0].i, words.tokens[at].i)
    reading = offices.parse(office, words.lexicon.language)
    return replace(reading, country=country) if reading is not None and reading.country is None else None


def _capital_before(words: Words) -> str | None:
    """The country whose capital stands right before a body: ``In Moscow, the Defence Ministry said``.

    Of persons it tells nothing: a minister speaks abroad.
    """
    if words.lemma not in words.lexicon.bodies:
        return None
    doc, at = words.head.doc, words.tokens[0].i - 1
    if at > 0 and doc[at].text == ",":
        at -= 1
    return _capital(doc[at], words.lexicon.language) if at > 0 and doc[at - 1].lower_ in words.lexicon.within else None


def _capital(token: Token, language: str) -> str | None:
    found = load_countries(language).find(tokens_of(token.text))
    return found[0].code if found and Sort.CAPITAL in found[0].sorts else None


def _holder_before(agent: Agent, memory: Memory) -> Agent | None:
    """The person of the article who is the head of state that a table knows by name: ``the Russian leader``."""
    if agent.type is not AgentType.HEAD_OF_STATE or not agent.office:
        return None
    countries = {row.country for row in agent.affiliations if row.country}
    return next(filter(None, (memory.holder(agent.office, country) for country in sorted(countries))), None)


def _office_before(reading: offices.OfficeReading, agent: Agent, memory: Memory, registry: Registry) -> Agent | None:
    """The person of the article who holds an office, or who speaks for it: ``le porte-parole du Kremlin``."""
    if not reading.spokesperson:
        return memory.holder(reading.office, reading.country or "")
    houses = _HOUSES if reading.office in _HOUSES else (reading.office,)
    bodies = (registry.by_office(office, reading.country or "") for office in houses)
    return memory.spokesman(frozenset({agent.id, *(body.id for body in bodies if body)}))


def introduced(words: Words, memory: Memory, registry: Registry) -> Identified | None:
    """A role with its holder's name between commas behind it: ``Turkey's foreign minister, Mevlut Cavusoglu,``."""
    name, language = beside(words) or before(words), words.lexicon.language
    if not name:
        return None
    known = registry.by_alias(name, language) or _at_end(name, registry, language)
    if known is not None and known.type not in (AgentType.PERSON, AgentType.HEAD_OF_STATE):
        return None
    agent = known or memory.mint(name, SourceKind.NAMED, language, AgentType.PERSON)
    memory.introduce(agent, name, language)
    return Identified(agent, Basis.EXPLICIT, "name-beside", 0.85)


def _at_end(name: str, registry: Registry, language: str) -> Agent | None:
    """The person whose full name ends a name with a rank: ``Major-General Igor Konashenkov``."""
    for start, end, agent in registry.find(name, language):
        person = agent.type in (AgentType.PERSON, AgentType.HEAD_OF_STATE)
        if person and end == len(name) and " " in name[start:end]:
            return agent
    return None


def ending(words: Words, memory: Memory, registry: Registry) -> Identified | None:
    """The longest end of a loose mention that a table or the article knows: ``… the city of X Rudskoi``."""
    if not words.loose or len(words.tokens) < 2 or words.lemma in words.lexicon.documents:
        return None
    language, text = words.lexicon.language, words.head.doc.text
    stop = words.tokens[-1].idx + len(words.tokens[-1].text)
    for token in words.tokens[1:]:
        rest = text[token.idx : stop]
        agent = registry.by_alias(rest, language)
        reading = offices.parse(rest, language) if agent is None else None
        if reading and reading.country:
            agent = offices.agent_for(reading, registry, memory.date)
        if agent is None and token.i == words.tokens[-1].i and token.pos_ == "PROPN":
            agent = memory.by_surname(rest, language)
        if agent is not None:
            return Identified(agent, Basis.EXPLICIT, "ending", 0.7)
    return None


def apposed(words: Words, memory: Memory, registry: Registry) -> Identified | None:
    """A name with a description beside it: ``the war monitor Syrian Observatory …``, ``the Coalition a group …``."""
    if words.lemma in words.lexicon.documents or words.lemma in words.lexicon.spokesperson:
        return None
    text, language = words.text, words.lexicon.language
    for start, end, agent in registry.find(text, language):
        if possessor(words, start) and words.lemma not in words.lexicon.media:
            continue
        ahead, after = text[:start].split(), text[end:].split()
        opens = all(normalize.is_determiner(word, language) or word.endswith("-based") for word in ahead[-1:])
        opens = opens and len(ahead) <= 3
        if (
            opens
            and after
            and (
                after[0].lower() in words.lexicon.indefinite | words.lexicon.determiners | words.lexicon.describing
                or after[0][0] in "(,-–—"
            )
        ):
            return Identified(agent, Basis.EXPLICIT, "apposition", 0.85)
        closes = not any(character.isalnum() for word in after for character in word)
        beside = [word for word in ahead if word.lower() not in words.lexicon.determiners]
        if closes and beside and beside[-1].endswith("-based"):
            return Identified(agent, Basis.EXPLICIT, "apposition", 0.85)
        if (
            closes
            and beside
            and beside[-1].islower()
            and beside[-1].lower() not in words.lexicon.links | words.lexicon.joining
        ):
            return Identified(agent, Basis.EXPLICIT, "apposition", 0.8)
    return None


def medium(words: Words, memory: Memory, registry: Registry) -> Identified | None:
    """``l'agence Reuters``, ``the newspaper Le Monde``: a kind of medium and its name."""
    found = registry.find(words.text, words.lexicon.language)
    if words.lemma in words.lexicon.media and len(found) == 1 and found[0][2].type in MEDIA:
        return Identified(found[0][2], Basis.EXPLICIT, "medium")
    return None


def correspondent(words: Words, memory: Memory, registry: Registry) -> Identified | None:
    """A nameless correspondent of a medium is the medium: ``an AFP photographer``, ``le correspondant de l'AFP``."""
    if words.lemma not in words.lexicon.correspondents and words.head.lower_ not in words.lexicon.correspondents:
        return None
    found = {agent.id: agent for _, _, agent in registry.find(words.text, words.lexicon.language)}
    media = [agent for agent in found.values() if agent.type in MEDIA]
    return Identified(media[0], Basis.EXPLICIT, "correspondent", 0.85) if len(found) == len(media) == 1 else None


def _named_inside(words: Words, registry: Registry, date: str | None) -> Agent | None:
    """The only agent that a longer mention names, as an alias or as an office."""
    language = words.lexicon.language
    found = {agent.id: agent for _, _, agent in registry.find(words.text, language)}
    if len(found) == 1:
        return next(iter(found.values()))
    for token in words.tokens:
        if token.i > words.head.i and token.lower_ in words.lexicon.links | words.lexicon.determiners:
            rest = words.head.doc.text[token.idx + len(token.text) : words.tokens[-1].idx + len(words.tokens[-1].text)]
            reading = offices.parse(rest, language)
            if reading and reading.country and (agent := offices.agent_for(reading, registry, date)):
                return agent
    return None


def spokesperson(words: Words, memory: Memory, registry: Registry) -> Identified | None:
    """A nameless spokesman of a named body is the body."""
    if words.lemma not in words.lexicon.spokesperson - words.lexicon.advisers:
        return None
    agent = _named_inside(words, registry, memory.date)
    return Identified(agent, Basis.EXPLICIT, "spokesperson", 0.85) if agent else None


def owner(words: Words, memory: Memory, registry: Registry) -> Identified | None:
    """A document speaks for whoever issued it: the one its words name, else the last whose document was mentioned."""
    if words.lemma not in words.lexicon.documents:
        return None
    if named := _named_inside(words, registry, memory.date):
        return Identified(named, Basis.EXPLICIT, "document-of")
    if words.indefinite:
        return Identified(
            memory.mint(words.text, SourceKind.UNNAMED, words.lexicon.language), Basis.EXPLICIT, "document"
        )
    if memory.owner is not None:
        return Identified(memory.owner, Basis.ANAPHORA, "document-owner", 0.85)
    if same := memory.by_head(words.lemma):
        return Identified(same, Basis.ANAPHORA, "same-document", 0.7)
    return None
