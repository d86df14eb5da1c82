"""Whom an epithet stands for by what the article told of him in other words: ``la magistrate``, ``the latter``.

An epithet means somebody by what its word means (``epithets.toml``), by its place (``the latter``), or by whose it is
(``son organisation``). Where several may be meant, it names none of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.claims.resolve import reference
from kg.claims.resolve.discourse import Discourse
from kg.claims.resolve.entities import Entity
from kg.claims.resolve.organisations import GROUPS
from kg.claims.resolve.source_mention import UNRESOLVED, Identified, SourceMention, describing
from kg.languages import normalize
from kg.languages.epithets import Epithet, epithets
from kg.model import Agent, AgentType, Basis, SourceKind
from kg.sources.countries import country_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.text.parse import Token

_OWNED = (*GROUPS, AgentType.COMPANY)
LATTER = "latter"  # the rule of a mention that stands for the last person named
_WORDS = 2  # of "the latter"


def of_role(mention: SourceMention, discourse: Discourse) -> Identified | None:
    """The only one whose role the word is said of, and whom nothing contradicts: ``la magistrate`` for a prosecutor."""
    lexicon = mention.lexicon
    classes = tuple(one for one in epithets(lexicon.language) if _is_called(mention, one))
    if not classes or mention.number == "Plur" or mention.tokens[0].lower_ in lexicon.possessives:
        return None
    query = reference.query(mention, discourse)
    fitting = [
        one
        for one in reference.possible(query, discourse, lexicon)
        if one.is_called(query.description) or any(_is_said_of(kind, one, discourse.date) for kind in classes)
    ]
    if len(fitting) != 1 or fitting[0].agent.kind is not SourceKind.NAMED:
        return None
    found = fitting[0]
    countries = query.description.countries
    if countries and not countries & found.countries_on(discourse.date):
        return None
    if any(_another(classes, found, mention, discourse)):
        return None
    return Identified(found.agent, Basis.ANAPHORA, "epithet-of-role", 0.7)


def _is_called(mention: SourceMention, kind: Epithet) -> bool:
    """Whether a mention is one of the epithets of a class, but for the country it is told to be of."""
    language = mention.lexicon.language
    told = [token for token in describing(mention) if country_of(token.text, language) is None]
    words = [_names(token) for token in (mention.head, *told)]
    return any(len(name) == len(words) and all(name & word for word in words) for name in kind.called)


def _is_said_of(kind: Epithet, entity: Entity, date: str | None) -> bool:
    """Whether a class of epithets is said of one with the roles that the article told of an entity."""
    if entity.human is False:
        return False
    told = bool(kind.heads & entity.nouns) and bool(kind.of & (entity.words | entity.nouns))
    return bool(kind.roles & entity.nouns) or told or (kind.offices and bool(entity.offices_on(date)))


def _another(
    classes: tuple[Epithet, ...], found: Entity, mention: SourceMention, discourse: Discourse
) -> Iterator[Token]:
    """Nouns since an entity's last mention that tell of somebody else with such a role: ``le juge``, no prosecutor."""
    roles = frozenset(word for one in classes for word in (*one.roles, *one.heads)) - found.nouns
    for at in range(max(found.last.sentence, 0), discourse.position + 1):
        for token in discourse.read[at]:
            if at == discourse.position and token.i >= mention.tokens[0].i:
                return
            if token.pos_ == "NOUN" and _names(token) & roles and "Plur" not in token.morph.get("Number", []):
                yield token


def latter(mention: SourceMention, discourse: Discourse) -> Identified | None:
    """``ce dernier``, ``the latter``, ``последний``: the last person named before, of that gender."""
    lexicon, head = mention.lexicon, mention.head
    plain = len(mention.tokens) == (_WORDS if lexicon.typology.has_articles else 1)
    if not plain or not _names(head) & lexicon.latter or mention.number == "Plur":
        return None
    start = mention.tokens[0].idx
    known = (one for one in discourse.entities.values() if one.human and one.numbers != {"Plur"})
    places = [(one.last.sentence, one.last.start, one) for one in known if one.last.sentence >= discourse.position - 1]
    before = [place for place in places if place[:2] < (discourse.position, start)]
    near = [one for _, _, one in sorted(before, key=lambda place: place[:2], reverse=True)]
    fitting = [one for one in near if not (mention.gender and one.gender and one.gender != mention.gender)]
    surer = mention.gender and any(one.gender == mention.gender for one in fitting)
    if not fitting or (surer and fitting[0].gender is None):
        apart = discourse.mint(mention.text, SourceKind.UNNAMED, lexicon.language, apart=str(discourse.position))
        return Identified(apart, Basis.ANAPHORA, UNRESOLVED, 0.3)
    return Identified(fitting[0].agent, Basis.ANAPHORA, LATTER, 0.75)


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
            names = (agent.label, *(name for spoken, name in (*agent.labels, *agent.aliases) if spoken == language))
            keys = (normalize.words(name, language) for name in names)
            if any(words and owner.words.issuperset(words) for words in keys):
                yield agent


def _names(token: Token) -> frozenset[str]:
    return frozenset((token.lower_, token.lemma_.lower()))
