"""The claims of an article once a model has read it too: both readings are kept, one of them stands.

A reply that the text bears out stands in place of what the rules left in doubt, and in each sentence whose speaker the
rules took for the same. Where the rules name somebody beside his cue, they stand. An answer fails as a whole where it
is no JSON of the wanted shape, where the model has not passed its trial, or where it misses most of several sentences
whose speaker is sure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial

from kg.claims.second_reader.answers import replies
from kg.claims.second_reader.doubts import Read, goes_on, is_beyond_doubt, may_be_control
from kg.claims.second_reader.evidence import borne_out
from kg.claims.second_reader.orders import gives_orders
from kg.claims.second_reader.records import Asked, Borne, Kept, Question, Reply, Void
from kg.claims.second_reader.trial import is_trusted
from kg.model import Basis, Chain, Claim, Hop, ModelAnswer, Quote, Reading, Role, SourceKind, Span

_RULE = "model {}"  # with its name
_CONFIDENCE, _ALIKE = 0.85, 0.7
_ALL, _MOST = 2, 4  # an answer is void that misses all of two whose speaker is sure, or most of four beyond doubt
Answers = Callable[[Question], Kept | None]


@dataclass(slots=True)
class Tally:
    """What became of what was asked."""

    sentences: int = 0
    asked: int = 0
    answered: int = 0
    changed: int = 0
    void: Counter[Void] = field(default_factory=Counter)
    tokens: int = 0

    def add(self, other: Tally) -> None:
        """Add another article's."""
        for name in ("sentences", "asked", "answered", "changed", "tokens"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.void.update(other.void)


def revised(read: Read, questions: Iterable[Question], answers: Answers) -> tuple[tuple[Claim, ...], Tally]:
    """The claims after all answers that there are, and what became of these."""
    claims, tally = list(read.claims), Tally(len(read.claims))
    trusted = is_trusted(read.claims[0].language, answers)
    chosen: dict[int, str] = {}
    for question in (one for one in questions if one.article == read.article.digest):
        tally.asked += len(question.asked)
        kept = answers(question)
        if kept is None:
            continue
        tally.answered += len(question.asked)
        tally.tokens += kept.tokens
        given = replies(question, kept.answer)
        missed = _misses(read, question, given or {})
        for one in (one for one in question.asked if not one.control):
            if given is None:
                tally.void[Void.NOT_JSON] += 1
            elif not trusted:
                tally.void[Void.UNTRIED] += 1
            elif missed:
                tally.void[Void.CONTROL] += 1
            elif (reply := given.get(one.position)) is None:
                tally.void[Void.NOT_ANSWERED] += 1
            else:
                found = borne_out(read, question, reply, claims)
                chosen[one.position] = next(
                    (known.agent.id for known in question.speakers if known.code == reply.origin), ""
                )
                if isinstance(found, Void):
                    tally.void[found] += 1
                elif found is not None:
                    before = claims[one.position]
                    claims[one.position] = claim(read, before, found, ModelAnswer(kept.model, kept.question, kept.time))
                    tally.changed += claims[one.position] is not before
    return tuple(_carried(read, claims, chosen)), tally


def _carried(read: Read, claims: list[Claim], chosen: dict[int, str]) -> Iterator[Claim]:
    """The claims with whoever the rules took for one with somebody that a model has named, named alike.

    That is who is told by the same words elsewhere, and who goes on speaking; not where the model chose another one
    (``chosen``: the agents' ids by position).
    """
    named: dict[str, set[Hop]] = {}
    for before, after in zip(read.claims, claims, strict=True):
        origin = before.chains[0].origin
        told = origin.agent.kind is SourceKind.UNNAMED and origin.basis is Basis.EXPLICIT  # by words of its own
        if after is not before and told and not gives_orders(before.text):
            named.setdefault(origin.agent.id, set()).add(after.chains[0].origin)
    last: Claim | None = None  # the one before, as it stands now
    for at, (before, after) in enumerate(zip(read.claims, claims, strict=True)):
        own = before.chains[0].origin.agent.id
        hop = _named_elsewhere(named.get(own, set())) if after is before else None
        if hop is not None and chosen.get(at, own) in (own, hop.agent.id):
            after = _named_alike(before, hop)
        elif after is before and last is not None and last.answer is not None and goes_on(read.claims[at - 1], before):
            after = _named_alike(before, last.chains[0].origin) if not last.chains[0].own_voice else before
        last = None if gives_orders(before.text) else after
        yield after


def _named_elsewhere(found: set[Hop]) -> Hop | None:
    """The one agent with a name that some hops agree on."""
    agents = {hop.agent.id for hop in found}
    named = all(hop.agent.kind is SourceKind.NAMED for hop in found)
    return min(found, key=lambda hop: hop.answer.question if hop.answer else "") if len(agents) == 1 and named else None


def _named_alike(before: Claim, hop: Hop) -> Claim:
    """A claim with its unnamed origin named as a model has named it elsewhere."""
    chain = before.chains[0]
    passed = [one for one in chain.hops[1:] if one.role is Role.OUTLET or one.agent.id != hop.agent.id]
    origin = replace(
        chain.origin,
        agent=hop.agent,
        basis=Basis.CARRIED if chain.origin.basis is Basis.CARRIED else Basis.ANAPHORA,
        rule=hop.rule,
        confidence=min(_CONFIDENCE, max(chain.origin.confidence, _ALIKE)),
        candidates=(),
        answer=hop.answer,
    )
    other = Reading(before.chains, before.quote, before.commitment)
    return replace(before, chains=(replace(chain, hops=(origin, *passed)), *before.chains[1:]), other=other)


def _misses(read: Read, question: Question, given: dict[int, Reply]) -> bool:
    """Whether an answer misses all or most of the sentences whose speaker is sure."""
    sure = [one for one in question.asked if may_be_control(read, one.position)]
    right = {one.position for one in sure if _is_right(read, question, one, given.get(one.position))}
    origins = ((one.position, read.claims[one.position].chains[0].origin) for one in sure)
    firm = {at for at, origin in origins if is_beyond_doubt(read.sentences[at], origin)}
    return (len(sure) >= _ALL and not right) or (len(firm) >= _MOST and 2 * len(firm & right) < len(firm))


def _is_right(read: Read, question: Question, control: Asked, reply: Reply | None) -> bool:
    """Whether a speaker is the sure one, or goes by a part of his name: ``Kerry`` of *John Kerry*, no other Kerry."""
    wanted = read.claims[control.position].chains[0].origin.agent
    chosen = next((row.agent for row in question.speakers if reply and row.code == reply.origin), None)
    if chosen is None or chosen.id == wanted.id:
        return chosen is not None
    one, other = sorted((chosen.label.split(), wanted.label.split()), key=len)
    return one[-1:] == other[-1:] and set(one) < set(other)


def claim(read: Read, before: Claim, found: Borne, answer: ModelAnswer) -> Claim:
    """A claim as a model reads it, that of the rules as its other reading; itself where both say the same."""
    chain = _chain(read, found, answer)
    rules = before.chains[0]
    if _agents(chain) == _agents(rules) and found.commitment == before.commitment:
        return before
    quote = before.quote
    if chain.own_voice or found.origin is None:
        quote = Quote.NONE
    elif quote is Quote.NONE:
        quote = _quote(read, before, found.content)
    other = Reading(before.chains, before.quote, before.commitment)
    return replace(before, chains=(chain,), quote=quote, commitment=found.commitment, other=other)


def _agents(chain: Chain) -> tuple[str, ...]:
    return tuple(hop.agent.id for hop in chain.hops)


def _chain(read: Read, found: Borne, answer: ModelAnswer) -> Chain:
    if found.origin is None:
        hops = read.printed.hops(own_voice=True)
        return Chain(
            (replace(hops[0], rule=_RULE.format(answer.model), confidence=_CONFIDENCE, answer=answer), *hops[1:])
        )
    made = partial(Hop, rule=_RULE.format(answer.model), cue=found.cue, confidence=_CONFIDENCE, answer=answer)
    origin = made(Role.ORIGIN, found.origin, found.basis, mention=found.mention)
    relays = tuple(
        made(Role.RELAY, agent, Basis.EXPLICIT if mention else Basis.CARRIED, mention=mention)
        for agent, mention in found.relays
    )
    inside = {origin.agent.id, *(hop.agent.id for hop in relays)}
    outer = read.printed.hops(own_voice=False)
    last = tuple(hop for hop in outer if hop.role is Role.OUTLET or hop.agent.id not in inside)
    return Chain((origin, *relays, *last), found.content)


def _quote(read: Read, before: Claim, content: tuple[Span, ...]) -> Quote:
    """How much of a content stands in marks."""
    quotes = read.sentences[before.position].quotes
    if not quotes:
        return Quote.INDIRECT
    whole = all(any(quote.covers(span) for quote in quotes) for span in content)
    return Quote.DIRECT if whole else Quote.MIXED
