"""Nouns that stand for somebody heard before: ``cette même source``, ``le ministère``, ``the diplomat``."""

from __future__ import annotations

from dataclasses import replace

from kg.claims.resolve import epithets, reference
from kg.claims.resolve.body_names import is_placed, name_of_body
from kg.claims.resolve.discourse import Discourse, Heard
from kg.claims.resolve.entities import describe
from kg.claims.resolve.organisations import GROUPS
from kg.claims.resolve.roles import held_by, passed_on
from kg.claims.resolve.source_mention import (
    Identified,
    SourceMention,
    based,
    describing,
    is_definite,
)
from kg.model import Agent, AgentType, Basis, Candidate, SourceKind
from kg.sources import offices
from kg.sources.countries import country_of, is_nationality
from kg.sources.registry import MEDIA, PERSONS
from kg.text.quotation_marks import DOUBLE

_PLAIN = 2  # words of a mention that describe nobody: "the group"
_FURTHER = 2  # sentences between two persons who may both be meant


def noun_query(mention: SourceMention, discourse: Discourse) -> reference.Query:
    """What is asked of a definite noun: whom it is an epithet of, whom the article called otherwise, whose it is."""
    lexicon = mention.lexicon
    owners = (token for token in describing(mention) if token.pos_ == "PROPN")
    return replace(
        reference.query(mention, discourse),
        epithet_of=epithets.said_of(mention, discourse),
        otherwise=epithets.of_others(mention, discourse),
        general=mention.lemma in lexicon.general,
        demonstrative=any("Dem" in token.morph.get("PronType", []) for token in mention.tokens),
        owner=frozenset(name for token in owners for name in (token.lower_, token.lemma_.lower())),
        owned=mention.tokens[0].lower_ in lexicon.possessives,
    )


def same(mention: SourceMention, discourse: Discourse) -> Identified | None:
    """``cette même source``, ``the same official``."""
    if not any(
        token.lower_ in mention.lexicon.same or token.lemma_.lower() in mention.lexicon.same for token in mention.tokens
    ):
        return None
    human = mention.lemma in mention.lexicon.people
    agent = discourse.by_head(mention.lemma) or (
        discourse.last_human(mention.gender) if human else discourse.last_unnamed()
    )
    return Identified(agent, Basis.ANAPHORA, "same-source", 0.9) if agent else None


def epithet(mention: SourceMention, discourse: Discourse) -> Identified | None:
    """``le ministère``, ``le diplomate``, ``the agency``: a definite noun for somebody who has been heard.

    Who is proposed and not borne out is a candidate: the mention describes somebody without a name.
    """
    if is_placed(mention):
        body = discourse.mint(mention.text, SourceKind.NAMED, mention.lexicon.language)
        return Identified(body, Basis.EXPLICIT, "name-of-body")
    if mention.indefinite:
        return None
    if found := epithets.of_owner(mention, discourse) or epithets.of_role(mention, discourse):
        return found
    proposed, query = _proposed(mention, discourse), noun_query(mention, discourse)
    named = proposed is not None and proposed.agent.kind is SourceKind.NAMED
    if named and proposed and reference.only_one_called(proposed.agent, query, discourse, mention.lexicon):
        return proposed
    ranked = reference.rank(query, discourse, mention.lexicon)
    least = reference.EVEN if reference.several_called(query, discourse, mention.lexicon) else 0.0  # of two ministries
    stands = named and proposed is not None and reference.borne_out(proposed.agent, ranked, query.sort, least)
    if proposed is not None and stands and not _may_be_guest(proposed.agent, query, discourse):
        return proposed
    if (sure := _likeliest(mention, ranked, query, discourse)) is not None:
        return Identified(sure, Basis.ANAPHORA, "likeliest", 0.65)
    if proposed is not None and not named:
        return proposed
    language = mention.lexicon.language
    if name := name_of_body(mention):
        return Identified(discourse.mint(name, SourceKind.NAMED, language), Basis.EXPLICIT, "name-of-body")
    described = discourse.mint(mention.text, SourceKind.UNNAMED, language)
    fit = [one for one in ranked if is_definite(mention) and _may_mean(mention, one.agent, discourse)]
    return Identified(described, Basis.EXPLICIT, "described", candidates=reference.shown(fit))


def _may_mean(mention: SourceMention, agent: Agent, discourse: Discourse) -> bool:
    """Whether words may mean an agent at all: no body is a person, and nobody has a calling told otherwise.

    ``le procureur de Vernay`` is no doctor of whom the article told.
    """
    lexicon, known = mention.lexicon, discourse.entities.get(agent.id)
    if mention.lemma in lexicon.bodies | lexicon.institutions and (agent.type in PERSONS or (known and known.human)):
        return False
    if known is None or _elsewhere(mention, agent, discourse):
        return known is None
    other = bool(known.nouns) and not known.is_called(describe(mention))
    return not (mention.lemma in lexicon.persons and other and describing(mention))


def _may_be_guest(agent: Agent, query: reference.Query, discourse: Discourse) -> bool:
    """Whether whoever holds an office was but named, and not by it: ``the foreign minister`` may be his host."""
    known = discourse.entities.get(agent.id)
    called = known is not None and (known.spoke >= 0 or known.is_called(query.description))
    return query.description.office is not None and not called


def _likeliest(
    mention: SourceMention, ranked: list[Candidate], query: reference.Query, discourse: Discourse
) -> Agent | None:
    """Whom by name a definite noun most probably stands for, proposed or not: ``the scholar``, ``l'intéressée``.

    None where its kind, its number or whose it is forbid it, or a public body was never called so: ``la police``.
    """
    first, lexicon = ranked[0] if ranked else None, mention.lexicon
    if first is None or first.agent.kind is not SourceKind.NAMED or _may_be_guest(first.agent, query, discourse):
        return None
    known = discourse.entities[first.agent.id]
    several = mention.number == "Plur" and known.human is not False and "Plur" not in known.numbers
    if several or mention.tokens[0].lower_ in lexicon.possessives or known.agent.id in query.otherwise:
        return None
    if known.human is not True and (
        epithets.contradicts(mention, first.agent, discourse) or epithets.is_barred(mention, first.agent)
    ):
        return None
    oneself = known.last.sentence == query.sentence and known.last.subject and not query.subject
    if oneself or _elsewhere(mention, first.agent, discourse):  # ``She read a message sent by the treasurer``
        return None
    office = query.description.office
    if office is not None and not _may_hold(first.agent, office, mention, discourse):
        return None
    told = known.is_called(query.description) or first.agent.id in query.epithet_of or epithets.is_epithet(mention)
    of_nation = is_nationality(mention.head.text, lexicon.language)
    if query.sort == "person" or known.human or of_nation:
        sort = "person alone" if told or query.general else "uncalled"
        told = known.human is not False and (told or query.general or of_nation)
    else:
        told, sort = (told or mention.lemma in lexicon.general_bodies) and _fits(first.agent, mention), "body alone"
    return first.agent if told and first.probability >= reference.weights().threshold[sort] else None


def _proposed(mention: SourceMention, discourse: Discourse) -> Identified | None:
    """Whom a definite noun stands for, by what is told of those heard."""
    if len(describing(mention)) > 1:
        return None
    agent = _nearer(mention, discourse) or discourse.by_head(mention.lemma)
    if agent is not None and _may_be_same(mention, agent, discourse):
        return Identified(agent, Basis.ANAPHORA, "same-noun", 0.85)
    if mention.lemma in mention.lexicon.unnamed and _has_owner(mention):
        return None
    office = offices.parse(mention.text, mention.lexicon.language)
    if office and office.country is None and (held := _in_office(office.office, discourse)):
        return Identified(held, Basis.ANAPHORA, "office-before", 0.85)
    named = any(token.pos_ == "PROPN" or token.text in DOUBLE for token in mention.tokens)
    if mention.lemma in mention.lexicon.general_bodies and mention.number != "Plur" and not _has_owner(mention):
        body = _body_heard(mention, discourse)
        return Identified(body, Basis.ANAPHORA, "epithet", 0.65) if body else None
    collective = mention.lemma in mention.lexicon.collective or (
        not mention.lexicon.typology.has_articles and _is_new(mention)
    )
    if mention.lemma in mention.lexicon.media and collective:
        return None
    if mention.lemma in mention.lexicon.media and not named:
        medium = next((heard.agent for heard in discourse.recent() if heard.agent.type in MEDIA), None)
        return Identified(medium, Basis.ANAPHORA, "epithet", 0.75) if medium else None
    agent = _person_heard(mention, office, discourse)
    return Identified(agent, Basis.ANAPHORA, "epithet", 0.7) if agent else None


def _may_be_same(mention: SourceMention, agent: Agent, discourse: Discourse) -> bool:
    """Whether nothing speaks against that whoever was called by a noun is meant by it again."""
    return not (
        _otherwise_described(mention, agent)
        or _elsewhere(mention, agent, discourse)
        or epithets.is_barred(mention, agent)
        or passed_on(mention, agent.label, discourse)
        or _one_of_several(mention, agent, discourse)
    ) and _fits(agent, mention)


def _person_heard(mention: SourceMention, office: offices.OfficeReading | None, discourse: Discourse) -> Agent | None:
    """The last person heard whom a calling can stand for; ``office``: the one that the calling names."""
    lexicon = mention.lexicon
    owned = mention.tokens[0].lower_ in lexicon.possessives  # "his lawyer" is somebody else
    if mention.lemma not in lexicon.people or owned or mention.number == "Plur":
        return None
    agent = discourse.last_human(mention.gender, mention.lemma, lexicon.people - lexicon.general)
    if agent is None or (office is not None and not _may_hold(agent, office.office, mention, discourse)):
        return None
    against = _elsewhere(mention, agent, discourse) or epithets.contradicts(mention, agent, discourse)
    return agent if _may_be_called(agent, mention, discourse) and not against else None


def _in_office(office: str, discourse: Discourse) -> Agent | None:
    """The last one heard who is an office, or holds it at the article's date."""
    heard = (row.agent for row in discourse.recent())
    return next(
        (one for one in heard if office in (one.office, *(row.office for row in held_by(one, discourse)))), None
    )


def _body_heard(mention: SourceMention, discourse: Discourse) -> Agent | None:
    """The last body heard that a general noun can stand for, unless another has been named since."""
    body = next((heard for heard in discourse.recent() if _is_body(heard, mention)), None)
    return body.agent if body is not None and not _named_since(body, mention, discourse) else None


def _named_since(body: Heard, mention: SourceMention, discourse: Discourse) -> bool:
    """Whether another body that may be meant is named in a later sentence: who was accused answers, as often as not."""
    return any(
        body.sentence < discourse.named_at[agent.id] < discourse.position
        and agent.id != body.agent.id
        and agent.type in GROUPS
        and _fits(agent, mention)
        for agent in discourse.bodies
    )


def _fits(agent: Agent, mention: SourceMention) -> bool:
    """Whether nothing said of a body speaks against an agent: who fights is no observatory, London is not in Russia."""
    told = {name for token in describing(mention) for name in (token.lower_, token.lemma_.lower())}
    if told & mention.lexicon.armed and agent.type not in (None, AgentType.ARMED_GROUP, AgentType.PARTY):
        return False
    place = next((token.text for token in mention.tokens if token.i in based(mention)), "")
    name, _, last = place.rpartition("-")
    seat = name if last in mention.lexicon.seats else place
    country = country_of(seat, mention.lexicon.language) if seat else None
    return country is None or not agent.affiliations or country in {row.country for row in agent.affiliations}


def _otherwise_described(mention: SourceMention, agent: Agent) -> bool:
    """Whether a mention and somebody without a name are described by other words: an armed, a monitoring group."""
    if agent.kind is not SourceKind.UNNAMED:
        return False
    own, known = {token.lower_ for token in describing(mention)}, set(agent.label.lower().split())
    return bool(own) and len(known) > 2 and own.isdisjoint(known)


def _one_of_several(mention: SourceMention, agent: Agent, discourse: Discourse) -> bool:
    """Whether a body has several of a calling, and other words tell of which this is: ``представитель ведомства``.

    Who was introduced by the same words goes on by them.
    """
    lexicon, known = mention.lexicon, discourse.entities.get(agent.id)
    if lexicon.typology.has_articles or known is None or agent.kind is not SourceKind.NAMED:
        return False
    own = {name for token in describing(mention) for name in (token.lower_, token.lemma_.lower())}
    return mention.lemma in lexicon.spokesperson & lexicon.unnamed and bool(own) and own.isdisjoint(known.words)


def _elsewhere(mention: SourceMention, agent: Agent, discourse: Discourse) -> bool:
    """Whether a calling is one at a body that nothing told of a person: ``президент «Орлака»``, of ``«Мирадор»``."""
    if mention.lemma not in mention.lexicon.persons or agent.kind is not SourceKind.NAMED:
        return False
    behind = (token for token in describing(mention) if token.i > mention.head.i)
    owners = [token for token in behind if token.pos_ == "PROPN" or token.nbor(-1).text in DOUBLE]
    known = discourse.entities.get(agent.id)
    words = known.words if known is not None else frozenset()
    own = set(agent.label.lower().split())
    told = [{token.lower_, token.lemma_.lower()} for token in owners]
    return any(not names & words and not names & own for names in told)


def _may_be_called(agent: Agent, mention: SourceMention, discourse: Discourse) -> bool:
    """Whether the article called a person so, or the noun suits many: who was heard last is no ``procureur``."""
    known = discourse.entities.get(agent.id)
    so_called = known is not None and known.is_called(describe(mention))
    return so_called or (agent.kind is SourceKind.NAMED and mention.lemma in mention.lexicon.general)


def _may_hold(agent: Agent, office: str, mention: SourceMention, discourse: Discourse) -> bool:
    """Whether nothing is told of a person that speaks against an office: a minister is not ``le chef de l'État``."""
    told = frozenset().union(*(heard.roles for heard in discourse.heard if heard.agent.id == agent.id))
    read = (offices.parse(role, mention.lexicon.language) for role in told)
    return not told or any(found is not None and found.office == office for found in read)


def _nearer(mention: SourceMention, discourse: Discourse) -> Agent | None:
    """The last person heard, where the one heard with the same noun lies further back: ``министр`` of two ministers."""
    if mention.lemma not in mention.lexicon.general or mention.number == "Plur" or _has_owner(mention):
        return None
    last = next(discourse.recent(), None)
    same = next((heard for heard in discourse.recent() if heard.head == mention.lemma), None)
    if last is None or same is None or not last.human or last.sentence - same.sentence < _FURTHER:
        return None
    return discourse.last_human(mention.gender, mention.lemma, mention.lexicon.people - mention.lexicon.general)


def _is_new(mention: SourceMention) -> bool:
    """Whether an adjective tells of somebody not heard before: ``местный сайт``."""
    return any(token.dep_ == "amod" for token in mention.tokens)


def _has_owner(mention: SourceMention) -> bool:
    """Whether a noun of the mention says whose the head is: ``чиновник Пентагона``."""
    return any(token.dep_ == "nmod" and token.head.i == mention.head.i for token in mention.tokens)


def _is_body(heard: Heard, mention: SourceMention) -> bool:
    """Whether a source heard before is no person, no medium and no document."""
    lexicon = mention.lexicon
    known = heard.agent.kind is SourceKind.NAMED or (
        heard.head in lexicon.general_bodies and len(mention.tokens) <= _PLAIN
    )
    if (lexicon.typology.has_articles and heard.agent.type not in GROUPS) or not _fits(heard.agent, mention):
        return False
    return known and not heard.human and heard.agent.type not in MEDIA and heard.head not in lexicon.documents
