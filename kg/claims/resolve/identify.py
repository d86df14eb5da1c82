"""From the words that name a source to the agent: registry, offices, anaphora, unnamed sources.

Each way is one function; the first that knows answers, and says by which rule. None of them guesses: what no rule
knows becomes a source of this article, named or unnamed as its words are.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from kg.claims.resolve import coreference, gazetteer_rules, organisations
from kg.claims.resolve.discourse import Heard, Memory, is_human
from kg.claims.resolve.organisations import names_body
from kg.claims.resolve.persons import ends_name, named, speaks, trailing_name
from kg.claims.resolve.source_mention import Identified, Way, Words
from kg.languages import normalize
from kg.model import Agent, AgentType, Basis, Gender, SourceKind
from kg.sources.countries import country_of
from kg.sources.registry import MEDIA, Registry
from kg.text.sentence import noun_phrase

_TITLE = re.compile(r'[«"“„]([^«»"“”„]*[^\W\d_][^«»"“”„]*)[»"”“]$')


def identify(words: Words, memory: Memory, registry: Registry) -> Identified:
    """The agent that a mention stands for."""
    for way in WAYS:
        if found := way(words, memory, registry):
            return found
    return Identified(memory.mint(words.text, SourceKind.UNNAMED, words.lexicon.language), Basis.EXPLICIT, "described")


def person(words: Words, memory: Memory, registry: Registry) -> Agent | None:
    """The person whom a mention names, by a table or by a name of two words; nobody is minted for less."""
    for way in (gazetteer_rules.registered, _person, gazetteer_rules.apposed):
        found = way(words, memory, registry)
        if found and found.agent.type in (AgentType.PERSON, AgentType.HEAD_OF_STATE):
            return found.agent
    return None


_GENDERS = {Gender.FEMALE: "Fem", Gender.MALE: "Masc"}  # as parsers write them


def remember(memory: Memory, words: Words, agent: Agent, sentence: int) -> None:
    """Let later mentions refer back to this one."""
    human = is_human(agent, words.lemma, words.lexicon.people)
    roles = (
        frozenset(name for token in words.tokens for name in (token.lower_, token.lemma_.lower()))
        & words.lexicon.people
    )
    name = named(words)
    gender = next(iter(name.morph.get("Gender", [])), None) if name is not None else None
    gender = _GENDERS[agent.gender] if agent.gender else gender
    owned = not human and words.tokens[0].lower_ in words.lexicon.possessives
    memory.say(Heard(agent, words.lemma, gender or words.gender, words.number, human, sentence, roles, owned))


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
    name = _without_nationality(trailing_name(words), memory, registry, language)
    if not name:
        return None
    if known := registry.by_alias(name, language):
        human = known.type in (AgentType.PERSON, AgentType.HEAD_OF_STATE)
        return Identified(known, Basis.EXPLICIT, "person") if human else None
    if (known := memory.by_surname(name, language)) and (" " not in name or ends_name(name, known, language)):
        return Identified(known, Basis.ANAPHORA, "surname")
    if words.head.pos_ == "PROPN" or " " in name:
        human = _addressed(words) or (" " in name and not names_body(name, words.lexicon))
        minted = memory.mint(name, SourceKind.NAMED, language, AgentType.PERSON if human else None)
        memory.introduce(minted, name, language)
        return Identified(minted, Basis.EXPLICIT, "name")
    return None


def _without_nationality(name: str, memory: Memory, registry: Registry, language: str) -> str:
    """A known person's name without the nationality that the parser takes for a part of it: ``Turkish Cavusoglu``."""
    first, _, rest = name.partition(" ")
    if not rest or country_of(first, language) is None:
        return name
    return rest if memory.by_surname(rest, language) or registry.by_alias(rest, language) else name


def _named(words: Words, memory: Memory, registry: Registry) -> Identified | None:
    """A proper name at the head that no table knows: an agent of this article."""
    language = words.lexicon.language
    alone = len(words.tokens) == 1 and words.text[:1].isupper()
    if alone and (agent := memory.by_surname(words.text, language)):  # which the parser may take for a noun
        return Identified(agent, Basis.ANAPHORA, "surname")
    if words.head.pos_ != "PROPN" and not (alone and _written_as_name(words)):
        return _titled(words, memory, registry)
    text = words.text.split(",")[0].split("(")[0].strip()
    for title in words.lexicon.titles:
        text = text.removeprefix(title + " ")
    if agent := registry.by_alias(text, language):
        return Identified(agent, Basis.EXPLICIT, "alias")
    if " " not in text and (agent := memory.by_surname(text, language)):
        return Identified(agent, Basis.ANAPHORA, "surname")
    found = [
        agent
        for start, end, agent in registry.find(text, language)
        if not text[:start].strip() or _qualified(words, text[:start], text[end:])
    ]
    if found:
        return Identified(found[0], Basis.EXPLICIT, "alias")
    text = _leading_name(words) or text
    agent = memory.mint(text, SourceKind.NAMED, language, AgentType.PERSON if _addressed(words) else None)
    memory.introduce(agent, text, language)
    return Identified(agent, Basis.EXPLICIT, "name")


def _written_as_name(words: Words) -> bool:
    """Whether a word that no lexicon has for a calling stands with a capital inside a sentence: ``a dit Amine``."""
    token, lexicon = words.head, words.lexicon
    small = lexicon.speakers | lexicon.documents | lexicon.pronouns
    opens = token.i == 0 or not token.nbor(-1).is_alpha
    return lexicon.typology.has_articles and not opens and not {token.lower_, token.lemma_.lower()} & small


def _qualified(words: Words, before: str, behind: str) -> bool:
    """Whether a name has but qualities of its bearer around it: ``the Paris-based X``, ``the X based in Y``."""
    lexicon = words.lexicon
    persons = lexicon.persons - lexicon.bodies
    follows = behind.split()
    qualities = all("-" in word for word in before.split() if not normalize.is_determiner(word, lexicon.language))
    plain = not follows or (follows[0].islower() and not persons.intersection(follows))
    return lexicon.typology.has_articles and bool(before.strip()) and qualities and plain


def _addressed(words: Words) -> bool:
    """Whether a title stands before the mention (``M. Petit``): a person's name."""
    first = words.tokens[0]
    return first.i > 0 and first.nbor(-1).text in words.lexicon.titles


def _titled(words: Words, memory: Memory, registry: Registry) -> Identified | None:
    """A name in quotation marks, alone or behind the noun for what it names: ``центр «Весна»``, ``«Наша нива»``.

    A medium's name behind a body is whom the body told: ``в министерстве „Ъ“ сообщили``.
    """
    title = _TITLE.search(words.text)
    kinds = words.lexicon.bodies | words.lexicon.media
    if title is None or not words.lexicon.typology.quoted_names or not (title.start() == 0 or words.lemma in kinds):
        return None
    told = registry.by_alias(title[1], words.lexicon.language)
    if told is not None and told.type in MEDIA and words.lemma in words.lexicon.bodies - words.lexicon.media:
        at = words.tokens[0].idx + title.start()
        tokens = tuple(token for token in words.tokens if token.idx < at)
        return identify(Words(tokens, words.head, words.text[: title.start()].strip(), words.lexicon), memory, registry)
    agent = memory.mint(title[1], SourceKind.NAMED, words.lexicon.language)
    return Identified(agent, Basis.EXPLICIT, "title", 0.85)


def _issued(words: Words, memory: Memory, registry: Registry) -> Identified | None:
    """A document with its owner in the genitive: ``в коммюнике ведомства``, ``опрос ВЦИОМ``."""
    if words.lemma not in words.lexicon.documents or not words.lexicon.typology.has_cases:
        return None
    owners = words.lexicon.people | words.lexicon.bodies | words.lexicon.spokesperson | words.lexicon.media
    for token in words.tokens:
        owns = token.dep_ == "nmod" and token.head.i == words.head.i and token.morph.get("Case", []) == ["Gen"]
        if owns and (token.pos_ == "PROPN" or token.lemma_.lower() in owners):
            phrase = tuple(noun_phrase(token))
            text = words.head.doc.text[phrase[0].idx : phrase[-1].idx + len(phrase[-1].text)]
            found = identify(Words(phrase, token, text, words.lexicon), memory, registry)
            return replace(found, rule=f"document-of/{found.rule}")
    return None


def _leading_name(words: Words) -> str:
    """The name that a mention begins with, where a description follows without a comma: ``Ann Lee head of X``."""
    run = list(itertools.takewhile(lambda token: token.pos_ == "PROPN" and token.text[0].isupper(), words.tokens))
    follows = words.tokens[len(run)] if len(run) < len(words.tokens) else None
    if len(run) < 2 or follows is None:
        return ""
    name = words.head.doc.text[run[0].idx : run[-1].idx + len(run[-1].text)]
    described = follows.pos_ in ("NOUN", "DET", "ADJ") or _member(words, len(run), name)
    return name if described else ""


def _member(words: Words, at: int, name: str) -> bool:
    """Whether a person's name ends where the body is told that he belongs to: ``Ann Lee of the Red Cross``."""
    joined = words.tokens[at].lower_ in words.lexicon.members and words.tokens[at - 1].i >= words.head.i
    article = at + 1 < len(words.tokens) and words.tokens[at + 1].pos_ == "DET"
    return joined and article and not names_body(name, words.lexicon)


def _one_of_many(words: Words, memory: Memory, registry: Registry) -> Identified | None:
    """``an NGO``, ``une ONG``: letters that name a sort of body, for no name has an indefinite article."""
    alone = len(words.tokens) == 2 and words.tokens[0].lower_ in words.lexicon.indefinite
    if not alone or not words.head.text.isupper() or registry.by_alias(words.head.text, words.lexicon.language):
        return None
    minted = memory.mint(words.text, SourceKind.UNNAMED, words.lexicon.language)
    return Identified(minted, Basis.EXPLICIT, "described")


def _calling(words: Words, memory: Memory, registry: Registry) -> Identified | None:
    """A calling that a headline writes like a name, unless someone is called so: ``Coach denies rift``."""
    language = words.lexicon.language
    callings = words.lexicon.people | words.lexicon.unnamed
    alone = len(words.tokens) == 1 and words.head.pos_ == "PROPN" and words.text.lower() in callings
    if not alone or _addressed(words) or memory.by_surname(words.text, language):
        return None
    return Identified(memory.mint(words.text, SourceKind.UNNAMED, language), Basis.EXPLICIT, "described")


def _described(words: Words, memory: Memory, registry: Registry) -> Identified | None:
    """A description without a name: a source of this article, the same for the same words."""
    if words.lemma in words.lexicon.unnamed or words.indefinite or words.number == "Plur":
        return Identified(
            memory.mint(words.text, SourceKind.UNNAMED, words.lexicon.language), Basis.EXPLICIT, "described"
        )
    return None


WAYS: tuple[Way, ...] = (
    coreference.pronoun,
    coreference.same,
    _one_of_many,
    gazetteer_rules.introduced,
    gazetteer_rules.registered,
    organisations.acronym,
    organisations.part_of_name,
    gazetteer_rules.ending,
    _calling,
    _person,
    gazetteer_rules.apposed,
    _issued,
    gazetteer_rules.owner,
    gazetteer_rules.spokesperson,
    gazetteer_rules.correspondent,
    gazetteer_rules.medium,
    _named,
    coreference.epithet,
    _described,
)
