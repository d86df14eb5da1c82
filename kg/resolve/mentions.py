"""From the words that name a source to the agent: registry, offices, anaphora, unnamed sources.

Each way is one function; the first that knows answers, and says by which rule. None of them guesses: what no rule
knows becomes a source of this article, named or unnamed as its words are.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg import names, offices
from kg.extract.lexicon import Lexicon
from kg.model import Agent, AgentType, Basis, SourceKind
from kg.registry import Registry
from kg.resolve.memory import Heard, Memory, is_human
from kg.resolve.persons import LINKS, beside, speaks, trailing_name

if TYPE_CHECKING:
    from spacy.tokens import Token

MEDIA = frozenset({AgentType.STATE_MEDIA, AgentType.PUBLIC_MEDIA, AgentType.NEWS_AGENCY, AgentType.PRIVATE_MEDIA})
_INDEFINITE = frozenset(
    {
        "un",
        "une",
        "des",
        "plusieurs",
        "certains",
        "certaines",
        "quelques",
        "a",
        "an",
        "some",
        "several",
        "many",
        "two",
        "three",
        "один",
        "одна",
        "некоторые",
        "несколько",
        "d'autres",
        "another",
        "autre",
    }
)
_HOUSES = ("presidency", "head-of-state")  # who speaks for one speaks for the other
_DETERMINERS = frozenset(
    {"le", "la", "les", "l'", "ce", "cet", "cette", "ces", "the", "this", "that", "these", "этот", "эта", "эти"}
)
_JOINING = frozenset(
    {
        "in",
        "at",
        "by",
        "from",
        "with",
        "and",
        "or",
        "on",
        "into",
        "à",
        "en",
        "dans",
        "par",
        "avec",
        "et",
        "ou",
        "sur",
        "au",
        "aux",
        "led",
        "и",
        "в",
        "на",
        "с",
        "из",
        "backed",
        "dirigé",
    }
)
_DESCRIBING = frozenset(
    {
        "monitoring",
        "group",
        "agency",
        "news",
        "organisation",
        "organization",
        "network",
        "movement",
        "channel",
        "newspaper",
        "website",
        "into",
        "also",
    }
)


@dataclass(frozen=True, slots=True)
class Words:
    """A mention: its tokens, its head, and its wording."""

    tokens: tuple[Token, ...]
    head: Token
    text: str
    lexicon: Lexicon
    loose: bool = False  # where the mention begins is not known: only its end is sure

    @property
    def lemma(self) -> str:
        """Lemma of the head."""
        return self.head.lemma_.lower()

    @property
    def gender(self) -> str | None:
        """Gender of the head, where the language marks it."""
        return next(iter(self.head.morph.get("Gender", [])), None) or {
            "he": "Masc",
            "him": "Masc",
            "she": "Fem",
            "her": "Fem",
        }.get(self.head.lower_)

    @property
    def number(self) -> str | None:
        """Number of the head."""
        return next(iter(self.head.morph.get("Number", [])), None)

    @property
    def indefinite(self) -> bool:
        """Whether the mention introduces somebody new: an indefinite article, or none before a common noun."""
        first = self.tokens[0].lower_
        if first in _INDEFINITE:
            return True
        return (
            first not in _DETERMINERS
            and self.head.pos_ == "NOUN"
            and not any(token.dep_ in ("det", "nmod:poss") for token in self.tokens)
            and self.lexicon.language != "ru"
        )


@dataclass(frozen=True, slots=True)
class Identified:
    """An agent, what the identification rests on, and the rule that made it."""

    agent: Agent
    basis: Basis
    rule: str
    confidence: float = 0.9


Way = Callable[[Words, Memory, Registry], Identified | None]


def identify(words: Words, memory: Memory, registry: Registry) -> Identified:
    """The agent that a mention stands for."""
    for way in WAYS:
        if found := way(words, memory, registry):
            return found
    return Identified(memory.mint(words.text, SourceKind.UNNAMED, words.lexicon.language), Basis.EXPLICIT, "described")


def person(words: Words, memory: Memory, registry: Registry) -> Agent | None:
    """The person whom a mention names, by a table or by a name of two words; nobody is minted for less."""
    for way in (_registered, _person, _apposed):
        found = way(words, memory, registry)
        if found and found.agent.type in (AgentType.PERSON, AgentType.HEAD_OF_STATE):
            return found.agent
    return None


def unspecified(memory: Memory, language: str) -> Agent:
    """The source of ``on avait appris que``: somebody, not said who."""
    return memory.mint("unspecified source", SourceKind.UNSPECIFIED, language)


def remember(memory: Memory, words: Words, agent: Agent, sentence: int) -> None:
    """Let later mentions refer back to this one."""
    human = is_human(agent, words.lemma, words.lexicon.people)
    roles = (
        frozenset(name for token in words.tokens for name in (token.lower_, token.lemma_.lower()))
        & words.lexicon.people
    )
    memory.say(Heard(agent, words.lemma, words.gender, words.number, human, sentence, roles))


def _pronoun(words: Words, memory: Memory, registry: Registry) -> Identified | None:
    lexicon = words.lexicon
    form = words.text.lower().strip("- ").removeprefix("t-")
    if words.head.pos_ != "PRON" and form not in lexicon.pronouns:
        return None
    human = {"he": True, "she": True, "it": False}.get(form)
    number = words.number or {"they": "Plur", "ils": "Plur", "elles": "Plur"}.get(form)
    gender = words.gender or {"il": "Masc", "elle": "Fem", "он": "Masc", "она": "Fem"}.get(form)
    if form in ("they", "them", "они"):
        gender = None
    agent = memory.by_pronoun(gender, number, human) or memory.by_pronoun(gender, number, None)
    if agent is None:
        return Identified(unspecified(memory, lexicon.language), Basis.ANAPHORA, "pronoun-unresolved", 0.3)
    return Identified(agent, Basis.ANAPHORA, "pronoun", 0.8)


def _same(words: Words, memory: Memory, registry: Registry) -> Identified | None:
    if not any(
        token.lower_ in words.lexicon.same or token.lemma_.lower() in words.lexicon.same for token in words.tokens
    ):
        return None
    human = words.lemma in words.lexicon.people
    agent = memory.by_head(words.lemma) or (memory.last_human(words.gender) if human else memory.last_unnamed())
    return Identified(agent, Basis.ANAPHORA, "same-source", 0.9) if agent else None


def _registered(words: Words, memory: Memory, registry: Registry) -> Identified | None:
    """The whole mention is a name or an office that a table knows."""
    language = words.lexicon.language
    if agent := registry.by_alias(words.text, language):
        return Identified(agent, Basis.EXPLICIT, "alias")
    reading = offices.parse(words.text, language)
    if reading is None or reading.country is None:
        return None
    agent = offices.agent_for(reading, registry, memory.date)
    if agent is not None and not words.indefinite and (before := _office_before(reading, agent, memory, registry)):
        return Identified(before, Basis.ANAPHORA, "office-before", 0.85)
    return Identified(agent, Basis.EXPLICIT, "office") if agent else None


def _office_before(reading: offices.OfficeReading, agent: Agent, memory: Memory, registry: Registry) -> Agent | None:
    """The person of the article who holds an office, or who speaks for it: ``le porte-parole du Kremlin``."""
    if not reading.spokesperson:
        return memory.holder(reading.office, reading.country or "")
    houses = _HOUSES if reading.office in _HOUSES else (reading.office,)
    bodies = (registry.by_office(office, reading.country or "") for office in houses)
    return memory.spokesman(frozenset({agent.id, *(body.id for body in bodies if body)}))


def _introduced(words: Words, memory: Memory, registry: Registry) -> Identified | None:
    """A role with its holder's name between commas behind it: ``Turkey's foreign minister, Mevlut Cavusoglu,``."""
    name, language = beside(words), words.lexicon.language
    if not name:
        return None
    known = registry.by_alias(name, language)
    if known is not None and known.type not in (AgentType.PERSON, AgentType.HEAD_OF_STATE):
        return None
    agent = known or memory.mint(name, SourceKind.NAMED, language, AgentType.PERSON)
    memory.introduce(agent, name, language)
    return Identified(agent, Basis.EXPLICIT, "name-beside", 0.85)


def _ending(words: Words, memory: Memory, registry: Registry) -> Identified | None:
    """The longest end of a loose mention that a table or the article knows: ``… the city of X Rudskoi``."""
    if not words.loose or len(words.tokens) < 2:
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


def _apposed(words: Words, memory: Memory, registry: Registry) -> Identified | None:
    """A name with a description beside it: ``the war monitor Syrian Observatory …``, ``the Coalition a group …``."""
    if words.lemma in words.lexicon.documents or words.lemma in words.lexicon.spokesperson:
        return None
    text, language = words.text, words.lexicon.language
    for start, end, agent in registry.find(text, language):
        before, after = text[:start].split(), text[end:].split()
        opens = all(names.is_determiner(word, language) or word.endswith("-based") for word in before[-1:])
        opens = opens and len(before) <= 3
        if opens and after and (after[0].lower() in _INDEFINITE | _DETERMINERS | _DESCRIBING or after[0][0] in "(,-–—"):
            return Identified(agent, Basis.EXPLICIT, "apposition", 0.85)
        closes = not any(character.isalnum() for word in after for character in word)
        beside = [word for word in before if word.lower() not in _DETERMINERS]
        if closes and beside and beside[-1].endswith("-based"):
            return Identified(agent, Basis.EXPLICIT, "apposition", 0.85)
        if closes and beside and beside[-1].islower() and beside[-1].lower() not in LINKS | _JOINING:
            return Identified(agent, Basis.EXPLICIT, "apposition", 0.8)
    return None


def _person(words: Words, memory: Memory, registry: Registry) -> Identified | None:
    """A person's name at the end of the mention, or at its head: ``le porte-parole du Kremlin Dmitri Peskov``."""
    language = words.lexicon.language
    found = registry.find(words.text, language)
    for start, end, agent in found:
        trailing = (
            not any(character.isalnum() for character in words.text[end:]) or words.text[end:].lstrip()[:1] in ",("
        )
        if agent.type in (AgentType.PERSON, AgentType.HEAD_OF_STATE, None) and trailing and speaks(words, start, agent):
            return Identified(agent, Basis.EXPLICIT, "person")
    name = trailing_name(words)
    if not name:
        return None
    if known := registry.by_alias(name, language):
        human = known.type in (AgentType.PERSON, AgentType.HEAD_OF_STATE)
        return Identified(known, Basis.EXPLICIT, "person") if human else None
    if " " not in name and (known := memory.by_surname(name, language)):
        return Identified(known, Basis.ANAPHORA, "surname")
    if words.head.pos_ == "PROPN" or " " in name:
        minted = memory.mint(name, SourceKind.NAMED, language, AgentType.PERSON if " " in name else None)
        memory.introduce(minted, name, language)
        return Identified(minted, Basis.EXPLICIT, "name")
    return None


def _owner(words: Words, memory: Memory, registry: Registry) -> Identified | None:
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
    if before := memory.by_head(words.lemma):
        return Identified(before, Basis.ANAPHORA, "same-document", 0.7)
    return None


def _named_inside(words: Words, registry: Registry, date: str | None) -> Agent | None:
    """The only agent that a longer mention names, as an alias or as an office."""
    language = words.lexicon.language
    found = {agent.id: agent for _, _, agent in registry.find(words.text, language)}
    if len(found) == 1:
        return next(iter(found.values()))
    for token in words.tokens:
        if token.i > words.head.i and token.lower_ in LINKS | {"les", "le", "la", "l'", "the"}:
            rest = words.head.doc.text[token.idx + len(token.text) : words.tokens[-1].idx + len(words.tokens[-1].text)]
            reading = offices.parse(rest, language)
            if reading and reading.country and (agent := offices.agent_for(reading, registry, date)):
                return agent
    return None


def _spokesperson(words: Words, memory: Memory, registry: Registry) -> Identified | None:
    """A nameless spokesman of a named body is the body."""
    if words.lemma not in words.lexicon.spokesperson or words.lemma in (
        "conseiller",
        "adviser",
        "aide",
        "советник",
        "помощник",
    ):
        return None
    agent = _named_inside(words, registry, memory.date)
    return Identified(agent, Basis.EXPLICIT, "spokesperson", 0.85) if agent else None


def _media(words: Words, memory: Memory, registry: Registry) -> Identified | None:
    """``l'agence Reuters``, ``the newspaper Le Monde``: a kind of medium and its name."""
    found = registry.find(words.text, words.lexicon.language)
    if words.lemma in words.lexicon.media and len(found) == 1 and found[0][2].type in MEDIA:
        return Identified(found[0][2], Basis.EXPLICIT, "medium")
    return None


def _named(words: Words, memory: Memory, registry: Registry) -> Identified | None:
    """A proper name at the head that no table knows: an agent of this article."""
    language = words.lexicon.language
    if words.head.pos_ != "PROPN":
        return None
    text = words.text.split(",")[0].split("(")[0].strip()
    for title in words.lexicon.titles:
        text = text.removeprefix(title + " ")
    if agent := registry.by_alias(text, language):
        return Identified(agent, Basis.EXPLICIT, "alias")
    if " " not in text and (agent := memory.by_surname(text, language)):
        return Identified(agent, Basis.ANAPHORA, "surname")
    found = [agent for start, _, agent in registry.find(text, language) if not text[:start].strip()]
    if found:
        return Identified(found[0], Basis.EXPLICIT, "alias")
    text = _leading_name(words) or text
    agent = memory.mint(text, SourceKind.NAMED, language)
    memory.introduce(agent, text, language)
    return Identified(agent, Basis.EXPLICIT, "name")


def _leading_name(words: Words) -> str:
    """The name that a mention begins with, where a description follows without a comma: ``Ann Lee head of X``."""
    run = list(itertools.takewhile(lambda token: token.pos_ == "PROPN" and token.text[0].isupper(), words.tokens))
    follows = words.tokens[len(run)] if len(run) < len(words.tokens) else None
    if len(run) < 2 or follows is None or follows.pos_ != "NOUN":
        return ""
    return words.head.doc.text[run[0].idx : run[-1].idx + len(run[-1].text)]


def _epithet(words: Words, memory: Memory, registry: Registry) -> Identified | None:
    """``le ministère``, ``le diplomate``, ``the agency``: a definite noun for somebody who has been heard."""
    if words.indefinite or len([token for token in words.tokens if token.pos_ in ("NOUN", "PROPN", "ADJ")]) > 2:
        return None
    if agent := memory.by_head(words.lemma):
        return Identified(agent, Basis.ANAPHORA, "same-noun", 0.85)
    office = offices.parse(words.text, words.lexicon.language)
    if office and office.country is None:
        held = next(
            (
                heard.agent
                for heard in memory.recent()
                if office.office in (heard.agent.office, *(row.office for row in heard.agent.affiliations))
            ),
            None,
        )
        if held:
            return Identified(held, Basis.ANAPHORA, "office-before", 0.85)
    named = any(token.pos_ == "PROPN" or token.text in "«»\"“”" for token in words.tokens)
    if words.lemma in words.lexicon.media and not named:
        medium = next((heard.agent for heard in memory.recent() if heard.agent.type in MEDIA), None)
        return Identified(medium, Basis.ANAPHORA, "epithet", 0.75) if medium else None
    if (
        words.lemma in words.lexicon.people
        and words.number != "Plur"
        and (agent := memory.last_human(words.gender, words.lemma, words.lexicon.people - words.lexicon.general))
    ):
        return Identified(agent, Basis.ANAPHORA, "epithet", 0.7)
    return None


def _described(words: Words, memory: Memory, registry: Registry) -> Identified | None:
    """A description without a name: a source of this article, the same for the same words."""
    if words.lemma in words.lexicon.unnamed or words.indefinite or words.number == "Plur":
        return Identified(
            memory.mint(words.text, SourceKind.UNNAMED, words.lexicon.language), Basis.EXPLICIT, "described"
        )
    return None


WAYS: tuple[Way, ...] = (
    _pronoun,
    _same,
    _introduced,
    _registered,
    _person,
    _apposed,
    _ending,
    _owner,
    _spokesperson,
    _media,
    _named,
    _epithet,
    _described,
)
