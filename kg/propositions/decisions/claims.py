"""Claims as a person has decided them: speakers, subjects, and agents that are one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.model import (
    Affiliation,
    Agent,
    Article,
    Basis,
    Candidate,
    Chain,
    Claim,
    Hop,
    Link,
    Mention,
    Role,
    SourceKind,
    Span,
)
from kg.model.ids import digest, slug
from kg.propositions.decisions.records import Decision, DecisionKind, SourceName, Voice
from kg.propositions.decisions.relocate import Finder, Lost, Place, hop_text

RULE = "decided"
_UNKNOWN = "unspecified source"  # as kg/claims/resolve has it, so that an article has one such agent
Key = tuple[str, str | None]


@dataclass(slots=True)
class Corrections:
    """The decisions in force that change claims, and the agents that hold in every article, by id."""

    held: Sequence[Decision]
    agents: Mapping[str, Agent]
    lost: list[tuple[Decision, str]] = field(default_factory=list)  # what could not be applied, and why

    def apply(self, article: Article, claims: Sequence[Claim]) -> tuple[Claim, ...]:
        """The claims of one article as decided; the same ones where nothing is decided of them."""
        finder = Finder([(article, claims)])
        by_span = {claim.span: claim for claim in claims}
        own = _own_agents(claims)
        for entry in self.held:
            if entry.kind not in (DecisionKind.SPEAKER, DecisionKind.HOP, DecisionKind.SUBJECT):
                continue
            place = finder.find(entry.targets[0])
            if entry.targets[0].article == article.id and not isinstance(place, Lost):
                by_span[place.span] = self._corrected(entry, by_span[place.span], place, own, article.text)
        merged = self._of_state(article.id, self._merged(article.id, own))
        changed = tuple(_with_agents(by_span[claim.span], merged) for claim in claims)
        return _with_known_mentions(changed, {**self.agents, **{agent.id: agent for agent in own.values()}}, merged)

    def _corrected(self, entry: Decision, claim: Claim, place: Place, own: Mapping[str, Agent], text: str) -> Claim:
        if entry.kind is DecisionKind.SUBJECT:
            return self._with_subject(entry, claim)
        agent = self._speaker(entry, claim, own)
        if agent is None and entry.voice is not Voice.OUTLET:
            self.lost.append((entry, f"the registry has no {entry.sources[0].id} any more"))
            return claim
        before = claim.chains if place.part is None else claim.parts[place.part].chains
        if entry.kind is DecisionKind.HOP and agent is not None:
            now = tuple(_with_hop(chain, entry.targets[0].hop or "", agent, text) for chain in before)
            if now == before:
                self.lost.append((entry, f"no chain of the sentence has “{entry.targets[0].hop}” any more"))
        elif agent is not None and agent.id == before[0].origin.agent.id:
            now = (_confirmed(before[0]), *before[1:])
        else:
            now = (_said_by(before[0], agent),)
        if place.part is None:
            return replace(claim, chains=now)
        parts = list(claim.parts)
        parts[place.part] = replace(parts[place.part], chains=now)
        return replace(claim, parts=tuple(parts))

    def _speaker(self, entry: Decision, claim: Claim, own: Mapping[str, Agent]) -> Agent | None:
        if entry.voice is Voice.OUTLET:
            return None
        if entry.voice is Voice.UNKNOWN:
            return own.get(_UNKNOWN) or Agent("unspecified-unspecified-source", _UNKNOWN, SourceKind.UNSPECIFIED)
        name = entry.sources[0]
        if name.id is not None:
            return self.agents.get(name.id)
        return own.get(name.label.casefold()) or _minted(name.label)

    def _with_subject(self, entry: Decision, claim: Claim) -> Claim:
        """The words of the sentence that a person names; they stand for what the same words stand for elsewhere."""
        if entry.words is None:
            return replace(claim, subject=None)
        at = claim.text.find(entry.words)
        if at < 0:
            self.lost.append((entry, f"the sentence has no words “{entry.words}”"))
            return claim
        span = Span(claim.span.start + at, claim.span.start + at + len(entry.words))
        known = next((mention for mention in claim.mentions if mention.text == entry.words), None)
        return replace(claim, subject=replace(known, span=span) if known else Mention(span, entry.words))

    def _merged(self, article: str, own: Mapping[str, Agent]) -> Callable[[Agent], Agent]:
        """Which agent an agent of an article is."""
        step = {
            _key(name): entry.sources[-1]
            for entry in self.held
            if entry.kind is DecisionKind.MERGE
            for name in entry.sources[:-1]
        }
        known = {_key(name): name for name in step.values()}
        ends = {key: _last(key, step, known) for key in {*step, *known}}
        shared = {ends[key] for key in step if ends[key][1] is not None and key[1] != ends[key][1]}

        def merged(agent: Agent) -> Agent:
            key = (agent.id, None) if agent.registered else (agent.label.casefold(), article)
            end = ends.get(key, key)
            if end in shared:
                return _shared(known[end])
            if end == key:
                return agent
            return self.agents.get(end[0], agent) if end[1] is None else own.get(end[0]) or _minted(known[end].label)

        return merged

    def _of_state(self, article: str, merged: Callable[[Agent], Agent]) -> Callable[[Agent], Agent]:
        """The agents of an article with the state that a person says is behind them; the registry knows its own."""
        states = {
            (name.label.casefold(), name.article): entry.country
            for entry in self.held
            if entry.kind is DecisionKind.STATE
            for name in entry.sources
        }

        def stated(agent: Agent) -> Agent:
            found, key = merged(agent), (agent.label.casefold(), article)
            if key not in states or found.registered:
                return found
            return replace(found, affiliations=(Affiliation(states[key], Link.ORGAN if states[key] else Link.NONE),))

        return stated


def _key(name: SourceName) -> Key:
    return (name.id, None) if name.id is not None else (name.label.casefold(), name.article)


def _last(key: Key, step: Mapping[Key, SourceName], known: Mapping[Key, SourceName]) -> Key:
    """The end of a line of merges; a circle ends at the first of it by the alphabet."""
    line = [key]
    while line[-1] in step:
        found = _key(step[line[-1]])
        if found in line:
            circle = line[line.index(found) :]
            return min((one for one in circle if one in known), key=lambda one: (one[1] or "", one[0]))
        line.append(found)
    return line[-1]


def _minted(label: str) -> Agent:
    return Agent(slug(label) or f"agent-{digest(label)[:8]}", label)


def _shared(name: SourceName) -> Agent:
    """An agent of one article that a person has found in others: from then on one and the same in all of them."""
    tail = digest(name.article or "", name.label.casefold())[:8]
    return Agent(f"{slug(name.label) or 'agent'}-{tail}", name.label, name.kind, registered=True)


def _own_agents(claims: Iterable[Claim]) -> dict[str, Agent]:
    """The agents that an article brings, by name; who only may be meant counts where nobody else bears the name."""
    hops = [hop for chain in _chains(claims) for hop in chain.hops]
    perhaps = (one.agent for hop in hops for one in hop.candidates)
    return {agent.label.casefold(): agent for agent in (*perhaps, *(hop.agent for hop in hops))}


def _chains(claims: Iterable[Claim]) -> Iterable[Chain]:
    for claim in claims:
        yield from claim.chains
        for part in claim.parts:
            yield from part.chains


def _confirmed(chain: Chain) -> Chain:
    """The chain with its origin as a person has confirmed it."""
    origin = replace(chain.origin, basis=Basis.DECIDED, rule=RULE, confidence=1.0, candidates=())
    return replace(chain, hops=(origin, *chain.hops[1:]))


def _said_by(chain: Chain, agent: Agent | None) -> Chain:
    """The chain with another origin; with none it is the outlet's own voice, behind the agency whose text it is."""
    *before, outlet = chain.hops
    voiced = bool(before) and before[0].basis is Basis.OWN_VOICE
    relays = [replace(hop, role=Role.RELAY) for hop in (before if voiced else before[1:])]
    if agent is not None:
        cue = chain.origin.cue if before and not voiced else None
        origin = Hop(Role.ORIGIN, agent, Basis.DECIDED, RULE, cue=cue)
        passed = [
            replace(hop, basis=Basis.METADATA) if hop.basis is Basis.OWN_VOICE else hop
            for hop in relays
            if hop.agent != agent
        ]
        end = replace(outlet, basis=Basis.METADATA) if outlet.basis is Basis.OWN_VOICE else outlet
        return Chain((origin, *passed, end), chain.content)
    carried = [hop for hop in relays if hop.basis in (Basis.METADATA, Basis.OWN_VOICE)]
    if not carried:
        return Chain((replace(outlet, basis=Basis.OWN_VOICE, rule=RULE, cue=None),))
    first = replace(carried[0], role=Role.ORIGIN, basis=Basis.OWN_VOICE, rule=RULE)
    return Chain((first, *carried[1:], replace(outlet, basis=Basis.METADATA)))


def _with_hop(chain: Chain, words: str, agent: Agent, text: str) -> Chain:
    """The chain with somebody named where some words name nobody; whoever stood in it already stands in it once."""
    at = next((at for at, hop in enumerate(chain.hops) if _is_open(hop) and hop_text(hop, text) == words), None)
    if at is None:
        return chain
    hops = list(chain.hops)
    hops[at] = replace(hops[at], agent=agent, basis=Basis.DECIDED, rule=RULE, confidence=1.0, candidates=())
    once = (hop for index, hop in enumerate(hops) if index == at or hop.agent != agent or hop.role is not Role.RELAY)
    return replace(chain, hops=tuple(once))


def _is_open(hop: Hop) -> bool:
    return hop.agent.kind is not SourceKind.NAMED and hop.role is not Role.OUTLET


def _with_agents(claim: Claim, merged: Callable[[Agent], Agent]) -> Claim:
    def whole(chains: Sequence[Chain]) -> tuple[Chain, ...]:
        return tuple(replace(chain, hops=tuple(_renamed(hop, merged) for hop in chain.hops)) for chain in chains)

    parts = tuple(replace(part, chains=whole(part.chains)) for part in claim.parts)
    return replace(claim, chains=whole(claim.chains), parts=parts)


def _renamed(hop: Hop, merged: Callable[[Agent], Agent]) -> Hop:
    """A hop and its candidates as agents that are one; whoever is another agent now, and named, has no candidates."""
    agent = merged(hop.agent)
    named = agent != hop.agent and agent.kind is SourceKind.NAMED
    return replace(hop, agent=agent, candidates=() if named else _as_one(hop.candidates, merged))


def _as_one(candidates: Sequence[Candidate], merged: Callable[[Agent], Agent]) -> tuple[Candidate, ...]:
    """Candidates as agents that are one: what was probable of either is probable of both, the likeliest first."""
    if all(merged(one.agent) == one.agent for one in candidates):
        return tuple(candidates)
    found: dict[str, Candidate] = {}
    for one in candidates:
        agent = merged(one.agent)
        before = found[agent.id].probability if agent.id in found else 0.0
        found[agent.id] = Candidate(agent, min(round(before + one.probability, 6), 1.0))
    return tuple(sorted(found.values(), key=lambda one: -one.probability))


def _with_known_mentions(
    claims: Sequence[Claim], agents: Mapping[str, Agent], merged: Callable[[Agent], Agent]
) -> tuple[Claim, ...]:
    """Mentions follow their agents; of an article's own agent that no chain names any more, only words are left."""
    hops = [hop for chain in _chains(claims) for hop in chain.hops]
    named = {agent.id for hop in hops for agent in (hop.agent, *(one.agent for one in hop.candidates))}

    def followed(mention: Mention | None) -> Mention | None:
        agent = agents.get(mention.entity or "") if mention and mention.type == "agent" else None
        if mention is None or agent is None:
            return mention
        now = merged(agent)
        if now != agent:
            return replace(mention, entity=now.id, label=now.label)
        return mention if agent.registered or agent.id in named else Mention(mention.span, mention.text)

    return tuple(
        replace(
            claim,
            subject=followed(claim.subject),
            mentions=tuple(mention for mention in map(followed, claim.mentions) if mention),
        )
        for claim in claims
    )
