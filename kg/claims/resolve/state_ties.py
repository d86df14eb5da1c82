"""States that an article says its own people and bodies are of: ``Latvia's environment minister, Ilze Karklone``.

The registry holds a few hundred sources; a governor or a deputy minister is in no table, and the article says which
state he speaks for where it introduces him. What counts is an office that is a state's wherever there is one, at the
head of the words beside a person's name, and one country, told as whose it is; or words of which each is understood
(``state_organs``), which tie those without a name too. Two countries, a former office, a rebel's or an exile's tie
nobody, nor does a body that only is called after a state: many stand against the one that they are called after.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.claims.resolve.entities import phrases
from kg.claims.resolve.organisations import names_body
from kg.claims.resolve.state_organs import organ_of
from kg.model import Affiliation, Agent, Chain, Claim, Link, SourceKind
from kg.sources import offices
from kg.sources.countries import tokens_of
from kg.sources.registry import PERSONS

if TYPE_CHECKING:
    from kg.claims.resolve.discourse import Discourse
    from kg.claims.resolve.source_mention import SourceMention
    from kg.text.parse import Token

_WORD = re.compile(r"\w+")


def told(mention: SourceMention, agent: Agent, discourse: Discourse) -> Affiliation | None:
    """The state of which a mention says that a person of this article holds an office; None where it does not say.

    Example:
        *Syrian Deputy Information Minister Ann Lee* is of SY; *a lawyer of the Syrian minister, Ann Lee,* of none.
    """
    if agent.registered or agent.kind is SourceKind.UNSPECIFIED:
        return None
    person = agent.type in PERSONS
    if agent.kind is SourceKind.UNNAMED or not person:
        found = organ_of(mention.tokens, mention.lexicon, discourse)
        if found is not None:
            return Affiliation(*found, source=mention.text)
    if agent.kind is SourceKind.UNNAMED or names_body(agent.label, mention.lexicon):
        return None
    name = {word.lower() for word in _WORD.findall(agent.label)}
    for phrase in phrases(mention):
        role = [token for token in phrase if token.lower_ not in name]
        if not role:
            continue
        country = _state(role, mention, discourse)
        found = (country, Link.ORGAN) if country else organ_of(role, mention.lexicon, discourse) if person else None
        if found is not None:
            return Affiliation(*found, source=" ".join(token.text for token in phrase))
    return None


def _state(role: Sequence[Token], mention: SourceMention, discourse: Discourse) -> str | None:
    """The state whose office the words beside a name are, as an ISO code."""
    lexicon, inside = mention.lexicon, {token.i for token in role}
    words = offices.load_offices(lexicon.language)
    last = role[-1]
    cut = last.pos_ == "ADJ" and last.head.i not in inside  # what it describes was taken for a part of the name
    if words is None or cut:
        return None
    text = " ".join(token.text for token in role)
    tokens = tokens_of(text)
    owners = words.countries.find(tokens)
    states = {word.surface for row in owners for word in tokens[row.start : row.stop]}  # ``République démocratique …``
    if _any([token for token in role if token.text not in states], words.state.denied | lexicon.former):
        return None
    reading = offices.parse(text, lexicon.language)
    if reading is not None and reading.country:
        kind = offices.office_kind(reading.office)
        holds = reading.spokesperson or kind.type in PERSONS  # and not a country that stands beside a name
        return reading.country if holds and kind.link is Link.ORGAN else None
    heads = [token for token in role if token.head.i not in inside or token.head.i == token.i]
    heads += [token for head in heads if _any([head], words.state.deputies) for token in head.children]
    local = _any(heads, words.state.local_persons)
    if not (local or _any(heads, words.state.persons)) or _any(role, lexicon.bodies | lexicon.general_bodies):
        return None
    if not all(offices.stands_well(words, tokens, row) for row in owners):
        return None
    codes = {row.code for row in owners}
    if local and not codes:
        codes = {place.country for _, _, place in discourse.gazetteer.find(text, lexicon.language)}
    return codes.pop() if len(codes) == 1 else None


def _any(tokens: Iterable[Token], words: frozenset[str]) -> bool:
    return any(name in words for token in tokens for name in (token.lower_, token.lemma_.lower()))


def settle(claims: Sequence[Claim], discourse: Discourse) -> tuple[Claim, ...]:
    """The claims of an article with what it says, anywhere, of the states of its own agents.

    An agent that is said to be of two states is of none.
    """
    ties = {name: entity.ties for name, entity in discourse.entities.items() if entity.ties}
    found = {name: min(rows, key=lambda row: row.source or "") for name, rows in ties.items() if _agree(rows)}
    return tuple(_with(claim, found) for claim in claims) if found else tuple(claims)


def _agree(rows: frozenset[Affiliation]) -> bool:
    return len({row.country for row in rows}) == 1


def _with(claim: Claim, found: Mapping[str, Affiliation]) -> Claim:
    parts = tuple(replace(part, chains=_chains(part.chains, found)) for part in claim.parts)
    return replace(claim, chains=_chains(claim.chains, found), parts=parts)


def _chains(chains: tuple[Chain, ...], found: Mapping[str, Affiliation]) -> tuple[Chain, ...]:
    return tuple(
        replace(
            chain,
            hops=tuple(
                replace(
                    hop,
                    agent=_tied(hop.agent, found),
                    candidates=tuple(replace(one, agent=_tied(one.agent, found)) for one in hop.candidates),
                )
                for hop in chain.hops
            ),
        )
        for chain in chains
    )


def _tied(agent: Agent, found: Mapping[str, Affiliation]) -> Agent:
    row = found.get(agent.id)
    return replace(agent, affiliations=(row,)) if row is not None and not agent.registered else agent
