"""Sources that a table knows: names and offices, alone, beside a description, or inside a longer mention."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.claims.resolve.discourse import Discourse
from kg.claims.resolve.persons import before, beside, called, closing_name, is_anothers, possessor
from kg.claims.resolve.source_mention import Identified, SourceMention
from kg.languages import normalize
from kg.model import Agent, AgentType, Basis, SourceKind
from kg.sources import offices
from kg.sources.countries import Naming, find_countries, load_countries, tokens_of
from kg.sources.registry import MEDIA, PERSONS, Registry
from kg.text.sentence import noun_phrase

if TYPE_CHECKING:
    from kg.text.parse import Token

_HOUSES = ("presidency", "head-of-state")  # who speaks for one speaks for the other


def registered(mention: SourceMention, discourse: Discourse) -> Identified | None:
    """The whole mention is a name or an office that a table knows."""
    language = mention.lexicon.language
    agent = discourse.registry.by_alias(mention.text, language)
    if agent is not None and not _is_calling(mention, agent):
        if (held := _holder_before(agent, discourse)) is not None:
            return Identified(held, Basis.ANAPHORA, "office-before", 0.85)
        return Identified(agent, Basis.EXPLICIT, "alias")
    reading = offices.parse(mention.text, language) or _seated(mention)
    if reading is not None and reading.country is None and (seat := _capital_before(mention)) is not None:
        reading = replace(reading, country=seat)
    if reading is not None and reading.country is None and _is_of_date_line(reading, mention, discourse):
        found = offices.agent_for(replace(reading, country=discourse.chief), discourse.registry, discourse.date)
        return Identified(found, Basis.ANAPHORA, "office-of-date-line", 0.75) if found else None
    if reading is None or reading.country is None:
        return None
    agent = offices.agent_for(reading, discourse.registry, discourse.date)
    if agent is not None and not mention.indefinite and (held := _office_before(reading, agent, discourse)):
        return Identified(held, Basis.ANAPHORA, "office-before", 0.85)
    return Identified(agent, Basis.EXPLICIT, "office") if agent else None


def _is_calling(mention: SourceMention, agent: Agent) -> bool:
    """Whether a word is a calling that only its stem has in common with a name: ``политик``, and not Политико."""
    if len(mention.tokens) != 1 or mention.lemma not in mention.lexicon.persons:
        return False
    written = {name.casefold() for _, name in (*agent.labels, *agent.aliases)}
    return not {mention.text.casefold(), mention.lemma} & written


def _seated(mention: SourceMention) -> offices.OfficeReading | None:
    """An office by its capital behind it: ``the defence ministry in Moscow``."""
    at = next((at for at, token in enumerate(mention.tokens) if token.lower_ in mention.lexicon.within), 0)
    country = _capital(mention.tokens[-1], mention.lexicon.language) if at == len(mention.tokens) - 2 and at else None
    if country is None:
        return None
    office = mention.head.doc.words(mention.tokens[0].i, mention.tokens[at].i)
    reading = offices.parse(office, mention.lexicon.language)
    return replace(reading, country=country) if reading is not None and reading.country is None else None


def _capital_before(mention: SourceMention) -> str | None:
    """The country whose capital stands right before a body: ``In Moscow, the Defence Ministry said``.

    Of persons it tells nothing: a minister speaks abroad.
    """
    if mention.lemma not in mention.lexicon.bodies:
        return None
    doc, at = mention.head.doc, mention.tokens[0].i - 1
    if at > 0 and doc[at].text == ",":
        at -= 1
    return (
        _capital(doc[at], mention.lexicon.language) if at > 0 and doc[at - 1].lower_ in mention.lexicon.within else None
    )


def _is_of_date_line(reading: offices.OfficeReading, mention: SourceMention, discourse: Discourse) -> bool:
    """Whether a body without a country is that of the state in which the article was written: ``le gouvernement``.

    Only of the state that the article is about before all others; where it names such an office of another one, or
    where another state alone is named near the mention, it may be that one's.
    """
    lexicon, chief = mention.lexicon, discourse.chief
    if chief is None or discourse.seats != {chief} or mention.lemma not in lexicon.bodies:
        return False
    if mention.indefinite or mention.number == "Plur" or mention.head.pos_ == "PRON":
        return False
    near = discourse.read[max(discourse.position - 1, 0) : discourse.position + 1]
    named = {found.code for doc in near for found in find_countries(doc.text, lexicon.language)}
    return (not named or chief in named) and not any(
        other != chief for other in _owners(reading.office, mention, discourse)
    )


def _owners(office: str, mention: SourceMention, discourse: Discourse) -> Iterator[str]:
    """The countries of which the article names a certain office in full."""
    for noun in discourse.nouns.get(mention.lemma, ()):
        words = noun_phrase(noun)
        other = offices.parse(noun.doc.words(words[0].i, words[-1].i + 1), mention.lexicon.language)
        if other is not None and other.office == office and other.country is not None:
            yield other.country
    for agent in discourse.foreseen:
        if agent.office == office:
            yield from (row.country for row in agent.affiliations if row.country)


def _capital(token: Token, language: str) -> str | None:
    found = load_countries(language).find(tokens_of(token.text))
    return found[0].code if found and Naming.CAPITAL in found[0].sorts else None


def _holder_before(agent: Agent, discourse: Discourse) -> Agent | None:
    """The person of the article who is the head of state that a table knows by name: ``the Russian leader``."""
    if agent.type is not AgentType.HEAD_OF_STATE or not agent.office:
        return None
    countries = {row.country for row in agent.affiliations if row.country}
    return next(filter(None, (discourse.holder(agent.office, country) for country in sorted(countries))), None)


def _office_before(reading: offices.OfficeReading, agent: Agent, discourse: Discourse) -> Agent | None:
    """The person of the article who holds an office, or who speaks for it: ``le porte-parole du Kremlin``."""
    if not reading.spokesperson:
        return discourse.holder(reading.office, reading.country or "")
    houses = _HOUSES if reading.office in _HOUSES else (reading.office,)
    bodies = (discourse.registry.by_office(office, reading.country or "") for office in houses)
    return discourse.spokesman(frozenset({agent.id, *(body.id for body in bodies if body)}))


def introduced(mention: SourceMention, discourse: Discourse) -> Identified | None:
    """A role with its holder's name between commas behind it: ``Turkey's foreign minister, Mevlut Cavusoglu,``."""
    name = called(mention) or beside(mention) or closing_name(mention) or before(mention)
    language = mention.lexicon.language
    if not name or (mention.lemma not in mention.lexicon.persons and discourse.gazetteer.find(name, language)):
        return None
    known = discourse.registry.by_alias(name, language) or _at_end(name, discourse.registry, language)
    if known is not None and known.type not in PERSONS:
        return None
    agent = known or discourse.mint(name, SourceKind.NAMED, language, AgentType.PERSON)
    discourse.introduce(agent, name, language)
    return Identified(agent, Basis.EXPLICIT, "name-beside", 0.85)


def _at_end(name: str, registry: Registry, language: str) -> Agent | None:
    """The person whose full name ends a name with a rank: ``Major-General Igor Konashenkov``."""
    for start, end, agent in registry.find(name, language):
        person = agent.type in PERSONS
        if person and end == len(name) and " " in name[start:end]:
            return agent
    return None


def ending(mention: SourceMention, discourse: Discourse) -> Identified | None:
    """The longest end of a loose mention that a table or the article knows: ``… the city of X Rudskoi``."""
    if not mention.loose or len(mention.tokens) < 2 or mention.lemma in mention.lexicon.documents:
        return None
    language, text = mention.lexicon.language, mention.head.doc.text
    stop = mention.tokens[-1].idx + len(mention.tokens[-1].text)
    for token in mention.tokens[1:]:
        rest = text[token.idx : stop]
        agent = discourse.registry.by_alias(rest, language)
        if agent is not None and is_anothers(mention, token.idx - mention.tokens[0].idx, agent):
            continue
        reading = offices.parse(rest, language) if agent is None else None
        if reading and reading.country:
            agent = offices.agent_for(reading, discourse.registry, discourse.date)
        if agent is None and token.i == mention.tokens[-1].i and token.pos_ == "PROPN":
            agent = discourse.by_surname(rest, language)
        if agent is not None:
            return Identified(agent, Basis.EXPLICIT, "ending", 0.7)
    return None


def apposed(mention: SourceMention, discourse: Discourse) -> Identified | None:
    """A name with a description beside it: ``the war monitor Syrian Observatory …``, ``the Coalition a group …``."""
    if mention.lemma in mention.lexicon.documents or mention.lemma in mention.lexicon.spokesperson:
        return None
    text, language = mention.text, mention.lexicon.language
    for start, end, agent in discourse.registry.find(text, language):
        if possessor(mention, start) and mention.lemma not in mention.lexicon.media:
            continue
        if is_anothers(mention, start, agent):
            continue
        ahead, after = text[:start].split(), text[end:].split()
        opens = all(normalize.is_determiner(word, language) or word.endswith("-based") for word in ahead[-1:])
        opens = opens and len(ahead) <= 3
        if (
            opens
            and after
            and (
                after[0].lower()
                in mention.lexicon.indefinite | mention.lexicon.determiners | mention.lexicon.describing
                or after[0][0] in "(,-–—"
            )
        ):
            return Identified(agent, Basis.EXPLICIT, "apposition", 0.85)
        closes = not any(character.isalnum() for word in after for character in word)
        beside = [word for word in ahead if word.lower() not in mention.lexicon.determiners]
        if closes and beside and beside[-1].endswith("-based"):
            return Identified(agent, Basis.EXPLICIT, "apposition", 0.85)
        if (
            closes
            and beside
            and beside[-1].islower()
            and beside[-1].lower() not in mention.lexicon.links | mention.lexicon.joining
        ):
            return Identified(agent, Basis.EXPLICIT, "apposition", 0.8)
    return None


def correspondent(mention: SourceMention, discourse: Discourse) -> Identified | None:
    """A nameless correspondent of a medium is the medium: ``an AFP photographer``, ``le correspondant de l'AFP``."""
    if (
        mention.lemma not in mention.lexicon.correspondents
        and mention.head.lower_ not in mention.lexicon.correspondents
    ):
        return None
    found = {agent.id: agent for _, _, agent in discourse.registry.find(mention.text, mention.lexicon.language)}
    media = [agent for agent in found.values() if agent.type in MEDIA]
    return Identified(media[0], Basis.EXPLICIT, "correspondent", 0.85) if len(found) == len(media) == 1 else None


def named_inside(mention: SourceMention, registry: Registry, date: str | None) -> Agent | None:
    """The only agent that a longer mention names, as an alias or as an office."""
    language = mention.lexicon.language
    for token in mention.tokens:
        if token.i > mention.head.i and token.lower_ in mention.lexicon.links | mention.lexicon.determiners:
            rest = mention.head.doc.text[
                token.idx + len(token.text) : mention.tokens[-1].idx + len(mention.tokens[-1].text)
            ]
            reading = offices.parse(rest, language)
            if reading and reading.country and (agent := offices.agent_for(reading, registry, date)):
                return agent
    names = registry.find(mention.text, language)
    found = {
        agent.id: agent for start, end, agent in names if not _goes_on(mention, end) and not _printed_in(mention, start)
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _printed_in(mention: SourceMention, start: int) -> bool:
    """Whether a name tells where a document appeared: ``une étude … publiée dans The Lancet``."""
    at = mention.tokens[0].idx + start
    before = [token for token in mention.tokens if mention.head.i < token.i and token.idx < at and token.pos_ != "DET"]
    return bool(before) and before[-1].lower_ in mention.lexicon.containing


def _goes_on(mention: SourceMention, end: int) -> bool:
    """Whether what ends at an offset of a mention but starts a body's name: ``the UNICEF Council of Bakers``."""
    lexicon, at = mention.lexicon, mention.tokens[0].idx + end
    follows = next((token for token in mention.tokens if token.idx >= at), None)
    if follows is None or not mention.head.i < follows.i - 1 or follows.pos_ != "PROPN" or not follows.text.istitle():
        return False
    return follows.nbor(-1).head.i >= follows.i and follows.lower_ not in lexicon.persons


def spokesperson(mention: SourceMention, discourse: Discourse) -> Identified | None:
    """A nameless spokesman of a named body is the body."""
    if mention.lemma not in mention.lexicon.spokesperson - mention.lexicon.advisers:
        return None
    agent = named_inside(mention, discourse.registry, discourse.date)
    return Identified(agent, Basis.EXPLICIT, "spokesperson", 0.85) if agent else None
