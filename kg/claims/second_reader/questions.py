"""Closed questions about an article's sentences, as they are sent.

The article goes as JSON strings, so that no text can close its own delimiters; whoever may be chosen has a code made of
a hash of the article, which no text can guess. A sentence that gives orders to a reader's machine is left out of
everybody else's question, and asked about by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from kg.claims.resolve.full_names import in_full
from kg.claims.second_reader.closed_question import asking
from kg.claims.second_reader.doubts import Read, asked, controls, may_be_control
from kg.claims.second_reader.orders import gives_orders
from kg.claims.second_reader.records import Ask, Asked, Question, Speaker
from kg.claims.second_reader.trial import trial
from kg.languages import normalize
from kg.languages.cue_lexicon import lexicon
from kg.model import Agent, AgentType, Basis, Claim, Role, SourceKind
from kg.model.ids import digest

_MOST = 20  # sentences of a request
_WHOLE = 16_000  # code points of an article that is sent whole
_BEFORE, _BEHIND = 25, 4  # sentences around those asked about, in a longer one
_CODE = 10  # letters and digits of a code behind its first letter
_WITHHELD = "[…]"
_NAMES = ("person", "organisation")  # sorts of mentions that may speak


def questions(read: Read, ask: Ask) -> Iterator[Question]:
    """The requests about an article: those of one request are neighbours, and each has its controls."""
    wanted = asked(read, ask)
    if all(one.control for one in wanted):
        return
    if (tried := trial(read.claims[0].language)) is not None:
        yield tried
    odd = {position for position, claim in enumerate(read.claims) if gives_orders(claim.text)}
    people = speakers(read)
    plain = [one for one in wanted if one.position not in odd and not one.control]
    sure = [one for one in wanted if one.control and one.position not in odd]
    for start in range(0, len(plain), _MOST):
        group = plain[start : start + _MOST]
        taken = {one.position for one in group}
        other = () if any(may_be_control(read, at) for at in taken) else controls(read, taken)
        own = sure or [one for one in other if one.position not in odd]
        yield _question(read, sorted({*group, *own}, key=lambda one: one.position), people, odd)
    for one in wanted:
        if one.position in odd and not one.control:
            yield _question(read, [one], people, odd - {one.position})


def speakers(read: Read) -> tuple[Speaker, ...]:
    """Who may be chosen: everybody whom the rules found in the article, in the order of the text, with their names."""
    names: dict[str, dict[str, None]] = {}
    agents: dict[str, Agent] = {}
    outlet = {hop.agent.id for hop in read.printed.hops(own_voice=False)}
    for agent, words in _found(read):
        if agent.kind is SourceKind.UNSPECIFIED or agent.id in outlet:
            continue
        agents.setdefault(agent.id, agent)
        names.setdefault(agent.id, {})[words or agent.label] = None
    digests = {agent_id: digest(read.article.digest, agent_id) for agent_id in agents}
    return tuple(
        Speaker(f"k{digests[agent_id][:_CODE]}", agent, tuple(names[agent_id])) for agent_id, agent in agents.items()
    )


def _found(read: Read) -> Iterator[tuple[Agent, str]]:
    """Agents with the words for them, as claims have them; then those that were only mentioned."""
    for claim in read.claims:
        for chains in (claim.chains, *(part.chains for part in claim.parts)):
            for hop in (hop for chain in chains for hop in chain.hops if hop.role is not Role.OUTLET):
                named = hop.mention is not None and hop.basis is Basis.EXPLICIT
                yield hop.agent, hop.mention.of(read.article.text) if hop.mention and named else ""
                yield from ((candidate.agent, "") for candidate in hop.candidates)
        for mention in claim.mentions:
            known = read.discourse.registry.get(mention.entity) if mention.entity and mention.type == "agent" else None
            if known is not None:
                yield known, mention.text
    for entity in read.discourse.entities.values():
        yield entity.agent, ""
    yield from _unheard(read)


def _unheard(read: Read) -> Iterator[tuple[Agent, str]]:
    """Persons and bodies by name whom the rules found nowhere as a source, and no table knows."""
    last = {
        normalize.words(entity.agent.label, read.claims[0].language)[-1:] for entity in read.discourse.entities.values()
    }
    for claim in read.claims:
        for mention in claim.mentions:
            key = normalize.words(mention.text, claim.language)[-1:]
            if mention.entity is None and mention.type in _NAMES and key and key not in last:
                kind = AgentType.PERSON if mention.type == "person" else None
                last.add(key)
                full = in_full(mention.text, lexicon(claim.language), read.discourse) if kind else ""
                agent = read.discourse.mint(full or mention.text, SourceKind.NAMED, claim.language, kind)
                yield agent, mention.text


def _question(read: Read, group: Sequence[Asked], people: tuple[Speaker, ...], withheld: set[int]) -> Question:
    shown = _shown(read.claims, [one.position for one in group])
    body: dict[str, Any] = {"language": read.claims[0].language}
    outlet = read.printed.outlet
    if outlet.kind is SourceKind.NAMED:
        body["medium"] = outlet.label
    if passed := [hop.agent.label for hop in read.printed.passed]:
        body["text_of"] = passed
    body["speakers"] = [{"code": one.code, "names": _names(one, read)} for one in people]
    body["sentences"] = [
        {"n": at, "text": _WITHHELD if at in withheld else read.claims[at].text, **_place(read, at)} for at in shown
    ]
    body["ask"] = [one.position for one in group]
    worth = sorted((one.worth for one in group), reverse=True)
    return asking(read.article.digest, tuple(group), people, body, worth[0] + sum(worth[1:]) / 10)


def _names(speaker: Speaker, read: Read) -> list[str]:
    """Up to four names of a speaker, the label in the article's language first."""
    language = read.claims[0].language
    label = dict(speaker.agent.labels).get(language, speaker.agent.label)
    return list(dict.fromkeys((label, *speaker.names)))[:4]


def _place(read: Read, at: int) -> dict[str, str]:
    """Where a sentence stands, where that is not in the paragraph of the one before."""
    block = read.sentences[at].block
    if at and read.sentences[at - 1].block.span == block.span:
        return {}
    return {"in": f"new {block.kind.value}"}


def _shown(claims: Sequence[Claim], positions: Sequence[int]) -> list[int]:
    """The positions of the sentences that are sent: all of a short article, else those around the ones asked about."""
    if sum(len(claim.text) for claim in claims) <= _WHOLE:
        return list(range(len(claims)))
    near = {at for one in positions for at in range(one - _BEFORE, one + _BEHIND + 1)}
    return sorted({0, 1, 2, *near} & set(range(len(claims))))
