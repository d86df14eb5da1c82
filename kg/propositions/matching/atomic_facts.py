"""Split a content into atomic facts, each named alike in whatever words and language it comes.

A sentence says several things: that an attack killed 58, that it was a gas attack, that the army did it. Each is a
fact, and two contents about one event that share a fact say the same in it, however different they are elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from kg.model import Commitment
from kg.propositions.matching.actors import GOVERNMENT, Actor, actors
from kg.propositions.matching.document_frequency import rare
from kg.propositions.matching.facets import Facets
from kg.propositions.matching.tokenized import TokenizedContent, tokenize

VIOLENT = frozenset(
    ["attack", "airstrike", "shelling", "kill", "suicide-attack", "destroy", "explode", "injure", "fight"]
)
_KINDS = ("chemical", "suicide-attack", "explode", "airstrike", "shelling", "attack")  # the most telling first
TELLING = frozenset(_KINDS) - {"attack"}
STRIKES = frozenset({"attack", "airstrike", "shelling"})
_TARGETS = frozenset({"hospital"})
_HARM = frozenset({"kill", "injure"})
# What a report of any event holds: ways of telling, evidence, circumstance. No two reports say the same by these.
_BLAND = frozenset(
    {"show", "describe", "confirm", "deny", "publish", "agree", "use", "casualties", "control", "rise", "message"}
    | {"responsible", "chemical", "condemn", "symptom", "warn"}
)
_SOCIAL = frozenset(["talk", "meeting", "visit", "message", "agree"])  # the same only between the same parties
_CALLED = frozenset(
    ["investigate", "accountable", "meeting", "talk", "ceasefire", "withdraw", "aid", "sanction", "veto", "release"]
)
_REACTIONS = frozenset(
    {"investigate", "accountable", "meeting", "talk", "doubt", "peace-talks", "veto", "agree", "possess"}
    | {"sanction", "warn", "symptom"}
)
_REAL = (Commitment.ASSERTED, Commitment.HEDGED, Commitment.HEARSAY, Commitment.DENIED)
_BEFORE = 3  # words before an actor in which another may stand as an alternative
_USED = VIOLENT | {"symptom", "use", "confirm"}  # what a weapon or a sign of poisoning is named with, as of one event
_FACT = "fact"  # that something is so, not planned and not denied
_REACH = 8  # words after a blaming word in which the one who is blamed stands


@dataclass(frozen=True, slots=True, order=True)
class AtomicFact:
    """One thing that is said: its kind, and what makes it the same as another's."""

    kind: str  # toll, culprit, harm, weapon, sign, control, target, denial, matter, call
    of: tuple[str, ...]

    def __str__(self) -> str:
        """In plain words, for the reasons of a membership."""
        return f"{self.kind}: {', '.join(bit for bit in self.of if bit != _FACT)}"


def atomic_facts(
    tokens: TokenizedContent, found: Facets, who: Sequence[Actor], home: str | None = None
) -> frozenset[AtomicFact]:
    """The facts that one content states.

    Args:
        tokens: The content.
        found: Its facets.
        who: Its actors.
        home: The state that "the government" of its article is of, where that is known.
    """
    if tokens.head.commitment not in _REAL:
        return frozenset((*_matters(found, "plan"), *_calls(found)))
    return frozenset(
        (
            *_tolls(found),
            *_culprit(tokens, found, who, home),
            *_harm(found),
            *_named(tokens, found),
            *_held(tokens, found, who, home),
            *_matters(found, _FACT),
            *_calls(found),
            *_denial(tokens, found, who, home),
            *_target(found),
        )
    )


def _tolls(found: Facets) -> Iterator[AtomicFact]:
    for count in found.counts:
        if count.of and count.what != "duration":
            yield AtomicFact("toll", (f"{count.value:g}", count.what, count.of))


def _harm(found: Facets) -> Iterator[AtomicFact]:
    """That an attack of a kind harmed people."""
    kind = next((kind for kind in _KINDS if kind in found.events), None)
    if kind and found.events & _HARM and not found.negated:
        yield AtomicFact("harm", (kind,))


def _named(tokens: TokenizedContent, found: Facets) -> Iterator[AtomicFact]:
    """What an attack was made with, and what showed on its victims, where the words name it closely."""
    if not found.negated and found.events & _USED:
        for kind, table in (("weapon", tokens.table.weapons), ("sign", tokens.table.signs)):
            yield from (AtomicFact(kind, (name,)) for name in sorted({name for _, name in table.find(tokens.folded)}))


def _held(tokens: TokenizedContent, found: Facets, actors: Sequence[Actor], home: str | None) -> Iterator[AtomicFact]:
    """Who holds a place: "controlled by rebels", not "took control of it from rebels"."""
    holding = tokens.event_positions("control")
    near = [(at, actor) for at in holding for actor in actors if at < actor.at <= at + _REACH]
    parting = tokens.at("locatives")
    who = next((actor.who for at, actor in near if parting.isdisjoint(range(at, actor.at))), None)
    if who is not None and not found.negated:
        yield from (
            AtomicFact("control", (place, _state(who, home))) for place in sorted(found.places) if place.startswith("=")
        )


def _target(found: Facets) -> Iterator[AtomicFact]:
    """What an attack hit that reports of it name apart, in whatever clause."""
    if found.events & STRIKES and not found.negated:
        yield from (AtomicFact("target", (name,)) for name in sorted((found.events | found.background) & _TARGETS))


def _matters(found: Facets, mode: str) -> Iterator[AtomicFact]:
    """Events, and pairs of events, that are rare enough to tell what a content is about."""
    events = sorted(found.events - _BLAND)
    mode = "not" if found.negated else mode
    yield from (AtomicFact("matter", (name, mode, *_parties(found, name))) for name in events if rare(name))
    yield from (
        AtomicFact("matter", (*pair, mode, *_parties(found, *pair))) for pair in combinations(events, 2) if rare(*pair)
    )


def _parties(found: Facets, *events: str) -> tuple[str, ...]:
    """Between whom, where an event is one only between the same."""
    return tuple(sorted(found.countries)) if _SOCIAL.intersection(events) else ()


def _calls(found: Facets) -> Iterator[AtomicFact]:
    """What somebody demands or plans that be done."""
    if not found.negated and ("demand" in found.events or found.plan):
        yield from (AtomicFact("call", (name, *_parties(found, name))) for name in sorted(found.events & _CALLED))


def _culprit(
    tokens: TokenizedContent, found: Facets, actors: Sequence[Actor], home: str | None
) -> Iterator[AtomicFact]:
    """Who is said, or denied, to have done a deed of violence."""
    blamed = "responsible" in found.events or "responsible" in tokens.cue_events
    outrage = "condemn" in found.events and (blamed or tokens.passive)
    deed = found.events & VIOLENT or {"chemical", "use"} <= found.events or outrage
    denies = tokens.head.commitment is Commitment.DENIED and (deed or blamed)
    told_of = found.events & _REACTIONS and not blamed  # a reaction to the deed, or talk of who is said to have done it
    if not (deed or blamed) or ((told_of or "fake" in found.events) and not denies):
        return
    who = _doer(tokens, actors, blamed)
    if who is None and denies:
        who = speaker(tokens)
    if who is not None:
        yield AtomicFact("culprit", (_state(who, home), _deed(found, blamed)))


def _denial(tokens: TokenizedContent, found: Facets, actors: Sequence[Actor], home: str | None) -> Iterator[AtomicFact]:
    """That an actor did not do it, as a proposition of its own: who denies it vouches for that."""
    if found.negated and found.events & (VIOLENT | {"use"}):
        who = actors[0].who if actors else speaker(tokens)
        if who is not None:
            yield AtomicFact("denial", (_state(who, home),))


def _state(who: str, home: str | None) -> str:
    """An actor, "the government" being that of the article's state where this is known."""
    return home if home and who == GOVERNMENT else who


def _deed(found: Facets, blamed: bool) -> str:
    """What was done, as far as reports of one event tell deeds apart: another target, or a plain strike."""
    if "hospital" in found.events:
        return "hospital"
    plain = {"airstrike", "shelling"} & found.events and not {"chemical", "kill"} & found.events
    return "strike" if plain and not blamed else "attack"


def _doer(tokens: TokenizedContent, found: Sequence[Actor], blamed: bool) -> str | None:
    """Behind a blaming or passive word, else before the deed; nobody where one of two is."""
    passive = [at for at, word in enumerate(tokens.folded[:-1]) if word in tokens.table.passive]
    behind = tokens.event_positions("responsible")
    for at in [*behind, *passive]:
        after = [actor for actor in found if at < actor.at]
        if after and after[0].at <= at + _REACH:
            return _one_of(after[0], after[:2], tokens)
    if "responsible" in tokens.cue_events:
        return found[0].who if found else None
    deeds = behind if blamed else tokens.event_positions(*VIOLENT, "use")
    before = [actor for actor in found if deeds and actor.at < deeds[-1]]
    return _one_of(before[-1], before[-2:], tokens) if before and not passive else None


def _one_of(chosen: Actor, found: Sequence[Actor], tokens: TokenizedContent) -> str | None:
    """The chosen actor, unless it is one of two with "or" between them."""
    one, other = found[0], found[-1]
    between = range(one.at, other.at)
    before = range(chosen.at - _BEFORE, chosen.at)  # "by either Turkish or Greek planes"
    alternatives = tokens.at("alternatives")
    if not alternatives.isdisjoint(before) or (one.who != other.who and not alternatives.isdisjoint(between)):
        return None
    return chosen.who


def speaker(tokens: TokenizedContent) -> str | None:
    """The state or side of the one who speaks, by what is known of him, else by his name's words; None: unknown."""
    origin = tokens.assertion.chain.origin.agent
    held = origin.affiliation_on(tokens.head.date)
    if held.country:
        return held.country if held.link.value in ("organ", "controlled") else None
    named = actors(tokenize(replace(tokens.assertion, text=tokens.assertion.source), tokens.officials))
    return named[0].who if named else None
