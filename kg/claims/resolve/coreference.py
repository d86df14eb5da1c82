"""Words that stand for somebody heard before: pronouns, ``cette même source``, ``le ministère``, ``the diplomat``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.claims.resolve.discourse import Heard, Memory
from kg.claims.resolve.organisations import GROUPS
from kg.claims.resolve.source_mention import Identified, Words
from kg.model import Agent, AgentType, Basis, SourceKind
from kg.sources import offices
from kg.sources.countries import country_of
from kg.sources.registry import MEDIA, Registry

if TYPE_CHECKING:
    from kg.text.parse import Token


def unspecified(memory: Memory, language: str) -> Agent:
    """The source of ``on avait appris que``: somebody, not said who."""
    return memory.mint("unspecified source", SourceKind.UNSPECIFIED, language)


_PLAIN = 2  # words of a mention that describe nobody: "the group"
_FURTHER = 2  # sentences between two persons who may both be meant


def pronoun(words: Words, memory: Memory, registry: Registry) -> Identified | None:
    """``il``, ``she``, ``он``: the last source that fits in gender, number and kind; unspecified where none does."""
    lexicon = words.lexicon
    form = words.text.lower().strip("- ").removeprefix("t-")
    if words.head.pos_ != "PRON" and form not in lexicon.pronouns | lexicon.possessives:
        return None
    if _is_new_pronoun(words):
        text = words.head.doc.words(words.head.left_edge.i, words.head.right_edge.i + 1)
        return Identified(memory.mint(text, SourceKind.UNNAMED, lexicon.language), Basis.EXPLICIT, "described")
    if "Loc" in words.head.morph.get("Case", []) and memory.owner is not None:
        return Identified(memory.owner, Basis.ANAPHORA, "document-owner", 0.8)
    told = lexicon.pronoun_features.get(form, {})
    human = {"Anim": True, "Inan": False}.get(told.get("Animacy", ""))
    number, gender = words.number or told.get("Number"), words.gender or told.get("Gender")
    if told.get("Gender") == "":
        gender = None
    if form in lexicon.possessives:  # its own morphology tells of what is owned
        number, gender = told.get("Number", "Sing"), told.get("Gender")
    agent = memory.by_pronoun(gender, number, human)
    if agent is None and not human:
        agent = memory.by_pronoun(gender, number, None)
    if agent is None:
        return Identified(unspecified(memory, lexicon.language), Basis.ANAPHORA, "pronoun-unresolved", 0.3)
    return Identified(agent, Basis.ANAPHORA, "pronoun", 0.8)


def _is_new_pronoun(words: Words) -> bool:
    """``l'un d'eux``, ``plusieurs``: somebody else than who was heard."""
    if words.head.lower_ in words.lexicon.pronoun_subjects - words.lexicon.indefinite:
        return False
    before = [token.lower_ for token in words.head.doc[max(words.head.i - 2, 0) : words.head.i]]
    return words.lexicon.typology.has_articles and any(
        word in words.lexicon.indefinite for word in (words.head.lower_, *before[:1])
    )


def same(words: Words, memory: Memory, registry: Registry) -> Identified | None:
    """``cette même source``, ``the same official``."""
    if not any(
        token.lower_ in words.lexicon.same or token.lemma_.lower() in words.lexicon.same for token in words.tokens
    ):
        return None
    human = words.lemma in words.lexicon.people
    agent = memory.by_head(words.lemma) or (memory.last_human(words.gender) if human else memory.last_unnamed())
    return Identified(agent, Basis.ANAPHORA, "same-source", 0.9) if agent else None


def epithet(words: Words, memory: Memory, registry: Registry) -> Identified | None:
    """``le ministère``, ``le diplomate``, ``the agency``: a definite noun for somebody who has been heard."""
    if words.indefinite or len(_describing(words)) > 1:
        return None
    agent = _nearer(words, memory) or memory.by_head(words.lemma)
    if agent is not None and not _otherwise_described(words, agent) and _fits(agent, words):
        return Identified(agent, Basis.ANAPHORA, "same-noun", 0.85)
    if words.lemma in words.lexicon.unnamed and _has_owner(words):
        return None
    office = offices.parse(words.text, words.lexicon.language)
    if office and office.country is None and (held := _in_office(office.office, memory)):
        return Identified(held, Basis.ANAPHORA, "office-before", 0.85)
    named = any(token.pos_ == "PROPN" or token.text in '«»"“”' for token in words.tokens)
    if words.lemma in words.lexicon.general_bodies and words.number != "Plur" and not _has_owner(words):
        body = _body_heard(words, memory)
        return Identified(body, Basis.ANAPHORA, "epithet", 0.65) if body else None
    collective = words.lemma in words.lexicon.collective or (not words.lexicon.typology.has_articles and _is_new(words))
    if words.lemma in words.lexicon.media and collective:
        return None
    if words.lemma in words.lexicon.media and not named:
        medium = next((heard.agent for heard in memory.recent() if heard.agent.type in MEDIA), None)
        return Identified(medium, Basis.ANAPHORA, "epithet", 0.75) if medium else None
    if (
        words.lemma in words.lexicon.people
        and words.tokens[0].lower_ not in words.lexicon.possessives  # "his lawyer" is somebody else
        and words.number != "Plur"
        and (agent := memory.last_human(words.gender, words.lemma, words.lexicon.people - words.lexicon.general))
        and (office is None or _may_hold(agent, office.office, words, memory))
    ):
        return Identified(agent, Basis.ANAPHORA, "epithet", 0.7)
    return None


def _in_office(office: str, memory: Memory) -> Agent | None:
    """The last one heard who is an office or holds it."""
    heard = (row.agent for row in memory.recent())
    return next((one for one in heard if office in (one.office, *(held.office for held in one.affiliations))), None)


def _body_heard(words: Words, memory: Memory) -> Agent | None:
    """The last body heard that a general noun can stand for, unless another has been named since."""
    body = next((heard for heard in memory.recent() if _is_body(heard, words)), None)
    return body.agent if body is not None and not _named_since(body, words, memory) else None


def _named_since(body: Heard, words: Words, memory: Memory) -> bool:
    """Whether another body that may be meant is named in a later sentence: who was accused answers, as often as not."""
    return any(
        body.sentence < memory.named_at[agent.id] < memory.position
        and agent.id != body.agent.id
        and agent.type in GROUPS
        and _fits(agent, words)
        for agent in memory.bodies
    )


def _describing(words: Words) -> list[Token]:
    """What describes the head; where it is based tells nobody from another: ``the Britain-based monitor``."""
    placed = _based(words)
    nominal = (token for token in words.tokens if token.pos_ in ("NOUN", "PROPN", "ADJ", "VERB"))
    return [token for token in nominal if token.i != words.head.i and token.i not in placed]


def _based(words: Words) -> frozenset[int]:
    """Positions of ``Britain-based``, which the parser cuts at its hyphen or not."""
    doc, seats = words.head.doc, words.lexicon.seats
    ends = [token.i for token in words.tokens if token.lower_ in seats or token.lower_.rpartition("-")[2] in seats]
    cut = [at - back for at in ends for back in (1, 2) if at > 1 and doc[at - 1].text == "-"]
    return frozenset((*ends, *cut))


def _fits(agent: Agent, words: Words) -> bool:
    """Whether nothing said of a body speaks against an agent: who fights is no observatory, London is not in Russia."""
    told = {name for token in _describing(words) for name in (token.lower_, token.lemma_.lower())}
    if told & words.lexicon.armed and agent.type not in (None, AgentType.ARMED_GROUP, AgentType.PARTY):
        return False
    place = next((token.text for token in words.tokens if token.i in _based(words)), "")
    name, _, last = place.rpartition("-")
    seat = name if last in words.lexicon.seats else place
    country = country_of(seat, words.lexicon.language) if seat else None
    return country is None or not agent.affiliations or country in {row.country for row in agent.affiliations}


def _otherwise_described(words: Words, agent: Agent) -> bool:
    """Whether a mention and somebody without a name are described by other words: an armed, a monitoring group."""
    if agent.kind is not SourceKind.UNNAMED:
        return False
    own, known = {token.lower_ for token in _describing(words)}, set(agent.label.lower().split())
    return bool(own) and len(known) > 2 and own.isdisjoint(known)


def _may_hold(agent: Agent, office: str, words: Words, memory: Memory) -> bool:
    """Whether nothing is told of a person that speaks against an office: a minister is not ``le chef de l'État``."""
    told = frozenset().union(*(heard.roles for heard in memory.heard if heard.agent.id == agent.id))
    read = (offices.parse(role, words.lexicon.language) for role in told)
    return not told or any(found is not None and found.office == office for found in read)


def _nearer(words: Words, memory: Memory) -> Agent | None:
    """The last person heard, where the one heard with the same noun lies further back: ``министр`` of two ministers."""
    if words.lemma not in words.lexicon.general or words.number == "Plur" or _has_owner(words):
        return None
    last = next(memory.recent(), None)
    same = next((heard for heard in memory.recent() if heard.head == words.lemma), None)
    if last is None or same is None or not last.human or last.sentence - same.sentence < _FURTHER:
        return None
    return memory.last_human(words.gender, words.lemma, words.lexicon.people - words.lexicon.general)


def _is_new(words: Words) -> bool:
    """Whether an adjective tells of somebody not heard before: ``местный сайт``."""
    return any(token.dep_ == "amod" for token in words.tokens)


def _has_owner(words: Words) -> bool:
    """Whether a noun of the mention says whose the head is: ``чиновник Пентагона``."""
    return any(token.dep_ == "nmod" and token.head.i == words.head.i for token in words.tokens)


def _is_body(heard: Heard, words: Words) -> bool:
    """Whether a source heard before is no person, no medium and no document."""
    lexicon = words.lexicon
    known = heard.agent.kind is SourceKind.NAMED or (
        heard.head in lexicon.general_bodies and len(words.tokens) <= _PLAIN
    )
    if (lexicon.typology.has_articles and heard.agent.type not in GROUPS) or not _fits(heard.agent, words):
        return False
    return known and not heard.human and heard.agent.type not in MEDIA and heard.head not in lexicon.documents
