"""Whom an epithet stands for by what the article told of him in other words: ``la magistrate``.

An epithet means somebody by what its word means (``epithets.toml``), or by whose it is
(``son organisation``). Where several may be meant, it names none of them.
"""

from __future__ import annotations

import unicodedata
from itertools import groupby
from typing import TYPE_CHECKING

from kg.claims.resolve import reference
from kg.claims.resolve.discourse import Discourse
from kg.claims.resolve.entities import Entity, describe
from kg.claims.resolve.organisations import GROUPS
from kg.claims.resolve.source_mention import Identified, SourceMention, describing
from kg.languages import normalize
from kg.languages.epithets import Epithet, epithets
from kg.languages.profile import text_rules
from kg.model import Agent, AgentType, Basis, SourceKind
from kg.sources.countries import country_of
from kg.sources.registry import PERSONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.text.parse import Token

_OWNED = (*GROUPS, AgentType.COMPANY)
_ACCENTS = "\u0300\u0301\u0302"  # grave, acute, circumflex, behind their letter


def of_role(mention: SourceMention, discourse: Discourse) -> Identified | None:
    """The only one whose role the word is said of, and whom nothing contradicts: ``la magistrate`` for a prosecutor."""
    lexicon = mention.lexicon
    classes = _classes(mention)
    if not classes or mention.number == "Plur" or mention.tokens[0].lower_ in lexicon.possessives:
        return None
    query, date, language = reference.query(mention, discourse), discourse.date, lexicon.language
    left = reference.possible(query, discourse, lexicon)
    said_of = [one for one in left if any(_is_said_of(kind, one, date, language) for kind in classes)]
    called = [one for one in left if one.is_called(query.description) and one not in said_of]
    fitting = [*said_of, *called]
    if len(fitting) != 1 or fitting[0].agent.kind is not SourceKind.NAMED or (called and describing(mention)):
        return None
    found = fitting[0]
    countries = query.description.countries
    if countries and not countries & found.countries_on(discourse.date):
        return None
    if _means_others(classes, mention, found, discourse) or (not found.human and _unsorted(found, discourse)):
        return None
    return Identified(found.agent, Basis.ANAPHORA, "epithet-of-role", 0.7)


def said_of(mention: SourceMention, discourse: Discourse) -> frozenset[str]:
    """Ids of those whose role, told in other words, a mention is an epithet of."""
    classes, language = _classes(mention), mention.lexicon.language
    entities = discourse.entities.items() if classes else ()
    return frozenset(
        name for name, one in entities if any(_is_said_of(kind, one, discourse.date, language) for kind in classes)
    )


def of_others(mention: SourceMention, discourse: Discourse) -> frozenset[str]:
    """Ids of those who bear a calling that excludes a mention, or of whose sort the article told another since."""
    return frozenset(name for name, one in discourse.entities.items() if is_of_another(mention, one.agent, discourse))


def contradicts(mention: SourceMention, agent: Agent, discourse: Discourse) -> bool:
    """Whether an epithet is not said of an agent whose calling was told, or may mean somebody else.

    Of words that are in no class it says nothing, where ``is_of_another`` weighs every calling that was told.
    """
    entity, language = discourse.entities.get(agent.id), mention.lexicon.language
    classes = _classes(mention)
    if entity is None or not classes:
        return False
    fits = entity.is_called(describe(mention)) or any(
        _is_said_of(one, entity, discourse.date, language) for one in classes
    )
    return bool(entity.nouns and not fits) or _means_others(classes, mention, entity, discourse)


def is_of_another(mention: SourceMention, agent: Agent, discourse: Discourse) -> bool:
    """Whether the article told another calling of a person than a mention is: a judge is no lawyer.

    Callings that are in no class exclude none.
    """
    entity, language, date = discourse.entities[agent.id], mention.lexicon.language, discourse.date
    if entity.is_called(describe(mention)):
        return False
    every = [one for one in epithets(language) if one.types is None]
    own = [one for one in every if _is_called(mention, one) or spellings(mention.head) & one.roles]
    told = [one for one in every if _is_said_of(one, entity, date, language)]
    if _means_others(tuple(own), mention, entity, discourse):
        return True
    if any(one in told for one in own):
        return False
    if own and (agent.acts_for or entity.offices_on(date)):  # whoever is known by an office is called by words for it
        return True
    heads = frozenset().union(*(one.heads for one in own))
    others = frozenset().union(*(one.of for one in every if one not in own))
    beside = (entity.words - entity.nouns) | (entity.nouns & mention.lexicon.bodies)
    elsewhere = bool(heads & entity.nouns and others & beside)  # the captain of a cricket team is no officer
    return elsewhere or bool(own and told)


def is_barred(mention: SourceMention, agent: Agent) -> bool:
    """Whether an epithet is never said of bodies of an agent's sort: ``the trade union``, of a union of states."""
    return agent.type is not None and any(agent.type.value in one.barred for one in _classes(mention))


def is_epithet(mention: SourceMention) -> bool:
    """Whether a mention is one of the epithets of some class."""
    return bool(_classes(mention))


def _classes(mention: SourceMention) -> tuple[Epithet, ...]:
    """The classes that a mention is one of the epithets of."""
    return tuple(one for one in epithets(mention.lexicon.language) if _is_called(mention, one))


def _means_others(classes: tuple[Epithet, ...], mention: SourceMention, found: Entity, discourse: Discourse) -> bool:
    """Whether an epithet may mean somebody else than an entity, or another body, of whom the article told since."""
    persons = tuple(one for one in classes if one.types is None)
    bodies = tuple(one for one in classes if one.types is not None)
    if any(_another(persons, found, mention, discourse)):
        return True
    return bool(bodies) and not found.human and any(_another_body(bodies, found, mention, discourse))


def _is_called(mention: SourceMention, kind: Epithet) -> bool:
    """Whether a mention is one of the epithets of a class, but for the country it is told to be of."""
    language = mention.lexicon.language
    told = [token for token in describing(mention) if country_of(token.text, language) is None]
    words = [spellings(token) for token in (mention.head, *told)]
    return any(len(name) == len(words) and all(name & word for word in words) for name in kind.called)


def _is_said_of(kind: Epithet, entity: Entity, date: str | None, language: str) -> bool:
    """Whether a class of epithets is said of one with the roles that the article told of an entity, or of its sort."""
    if kind.types is not None:
        return not entity.human and _is_of_sort(kind, entity.agent, language)
    if entity.human is False:
        return False
    told = bool(kind.heads & entity.nouns) and bool(kind.of & (entity.words | entity.nouns))
    return bool(kind.roles & entity.nouns) or told or (kind.offices and bool(entity.offices_on(date)))


def _is_of_sort(kind: Epithet, agent: Agent, language: str) -> bool:
    """Whether a body is of one of the sorts of a class, or has a name with one of its words."""
    types = kind.types or frozenset()
    if agent.type is not None and agent.type.value in kind.barred:
        return False
    if agent.kind is not SourceKind.NAMED or agent.type not in (*GROUPS, AgentType.COMPANY):
        return False
    if agent.type is not None and agent.type.value in types:
        return True
    own = frozenset(word for name in _own_names(agent, language) for word in name.lower().split())
    return bool(own & kind.roles) and (agent.type is None or not types)


def _another(
    classes: tuple[Epithet, ...], found: Entity, mention: SourceMention, discourse: Discourse
) -> Iterator[Token]:
    """Nouns since an entity's last mention that tell of somebody else with such a role: ``le juge``, no prosecutor."""
    roles = frozenset(word for one in classes for word in (*one.roles, *one.heads))
    own = frozenset(found.agent.label.lower().split())
    for token in _since(found, mention, discourse):
        if token.pos_ in ("NOUN", "PROPN") and spellings(token) & roles and "Plur" not in token.morph.get("Number", []):
            name = token.nbor(1) if token.i + 1 < len(token.doc) else None
            of_another = name is not None and name.pos_ == "PROPN" and not spellings(name) & own
            if of_another or (token.pos_ == "NOUN" and not spellings(token) & found.nouns):
                yield token


def _since(found: Entity, mention: SourceMention, discourse: Discourse) -> Iterator[Token]:
    """The words from the sentence of an entity's last mention to a mention."""
    for at in range(max(found.last.sentence, 0), discourse.position + 1):
        for token in discourse.read[at]:
            if at == discourse.position and token.i >= mention.tokens[0].i:
                return
            yield token


def _another_body(
    classes: tuple[Epithet, ...], found: Entity, mention: SourceMention, discourse: Discourse
) -> Iterator[str]:
    """Names since a body's last mention of others of that sort, and letters that may be one's: ``la CGT, FO``."""
    language = mention.lexicon.language
    names = {name.lower() for name in _own_names(found.agent, language)}
    for at in range(max(found.last.sentence, 0), discourse.position + 1):
        doc = discourse.read[at]
        known = discourse.registry.find(doc.text, language)
        covered = [(start, end) for start, end, _ in known]
        until = mention.tokens[0].idx if at == discourse.position else len(doc.text)
        for start, end, agent in known:
            of_sort = any(_is_of_sort(one, agent, language) for one in classes)
            if start < until and agent.id != found.agent.id and of_sort:
                yield doc.text[start:end]
        for named, group in groupby(doc, key=_is_capital):
            run = list(group)
            inside = any(start <= run[0].idx < end for start, end in covered) or run[0].idx >= until
            new = named and len(run) == 1 and not inside and run[0].text.lower() not in names
            if new and _may_be_body(run[0].text, discourse, language):
                yield run[0].text


def _is_capital(token: Token) -> bool:
    """Whether a word is a name, or has the capital of one: behind another word, whatever the parser makes of it."""
    inside = token.i > 0 and token.nbor(-1).is_alpha and len(token.text) > 1
    return token.pos_ == "PROPN" or (inside and token.text[:1].isupper())


def _may_be_body(word: str, discourse: Discourse, language: str) -> bool:
    """Whether a name of one word may be a body's: it is no known person's, no place's and no day's."""
    rules = text_rules(language)
    if word in rules.weekdays or word in rules.months or not word[:1].isupper():
        return False
    person = discourse.by_surname(word, language)
    place = country_of(word, language) is not None or discourse.gazetteer.find(word, language)
    return not place and (person is None or person.type not in PERSONS)


def _unsorted(found: Entity, discourse: Discourse) -> bool:
    """Whether somebody else with a name has spoken of whom nobody can tell what sort it is."""
    others = (one for one in discourse.entities.values() if one is not found and one.spoke >= 0)
    return any(one.agent.kind is SourceKind.NAMED and one.agent.type is None for one in others)


def of_owner(mention: SourceMention, discourse: Discourse) -> Identified | None:
    """``son organisation``: the body that the article named with whoever spoke last, else one of his without a name."""
    lexicon = mention.lexicon
    first = mention.tokens[0].lower_
    if first not in lexicon.possessives or mention.lemma not in lexicon.bodies | lexicon.general_bodies:
        return None
    owner = _owner(first, mention, discourse)
    if owner is None:
        return None
    bodies = [agent for agent in _bodies_of(owner, discourse, lexicon.language) if mention.number != "Plur"]
    if len(bodies) == 1 and not describing(mention):
        return Identified(bodies[0], Basis.ANAPHORA, "body-of-speaker", 0.7)
    described = discourse.mint(mention.text, SourceKind.UNNAMED, lexicon.language, apart=owner.agent.id)
    return Identified(described, Basis.EXPLICIT, "described")


def _owner(possessive: str, mention: SourceMention, discourse: Discourse) -> Entity | None:
    """The person heard last whose a possessive can be, in this sentence or the one before."""
    gender = mention.lexicon.pronoun_features.get(possessive, {}).get("Gender") or None
    for heard in discourse.recent():
        if heard.sentence < discourse.position - 1:
            return None
        if heard.human and not (gender and heard.gender and heard.gender != gender):
            return discourse.entities.get(heard.agent.id)
    return None


def _bodies_of(owner: Entity, discourse: Discourse, language: str) -> Iterator[Agent]:
    """Bodies with a name whose words the article told a person by: ``Ann Lee, secretary of the TUC``."""
    for entity in discourse.entities.values():
        agent = entity.agent
        if agent.kind is SourceKind.NAMED and not entity.human and agent.type in _OWNED:
            keys = (normalize.words(name, language) for name in _own_names(agent, language))
            if any(words and owner.words.issuperset(words) for words in keys):
                yield agent


def _own_names(agent: Agent, language: str) -> Iterator[str]:
    """An agent's names in a language, its label among them."""
    yield agent.label
    yield from (name for spoken, name in (*agent.labels, *agent.aliases) if spoken == language)


def spellings(token: Token) -> frozenset[str]:
    """A word as it is written small, and its lemma; a capital may have lost its accent: ``représentant de l'Etat``."""
    known = {token.lower_, token.lemma_.lower()}
    if token.text[:1].isupper():
        known |= {unicodedata.normalize("NFC", token.lower_[0] + mark) + token.lower_[1:] for mark in _ACCENTS}
    return frozenset(known)
