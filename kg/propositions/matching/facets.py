"""What a content says of what, who, where, when and how many, read off its words by tables.

Rough on purpose: no parse is needed, so that it works on any language with an ``events.toml``. What extraction has
resolved (mentions, quantities, terms) is used where it is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.languages.normalize import fold
from kg.model import Commitment, Mention
from kg.propositions.matching.figures import Count, counts
from kg.propositions.matching.tokenized import TokenizedContent
from kg.propositions.matching.tokens import skeleton, stem, words

_YEAR = re.compile(r"(?:19|20)\d\d$")
_REPORTED = ("demand", "warn", "condemn", "responsible")  # cues that belong to what is asserted
_REACH = 6  # words after a blaming or passive word in which the agent stands
_EARLY = 12  # a negator after so many words is another clause's
_NEXT = 4  # likewise after a denial, which seldom denies a negation: "denied doing it, insisting it has never"


@dataclass(frozen=True, slots=True)
class Facets:
    """What two contents can agree or disagree on. ``background`` holds events of circumstance and purpose."""

    events: frozenset[str]
    background: frozenset[str]
    names: frozenset[str]
    places: frozenset[str]
    countries: frozenset[str]
    agents: frozenset[str]
    counts: tuple[Count, ...]
    days: frozenset[tuple[int, int]]  # (month, day)
    years: frozenset[int]
    stems: frozenset[str]
    negated: bool
    plan: bool


def anchors(reading: TokenizedContent) -> Facets:
    """The anchors of one content."""
    aside = _aside(reading)
    every = {name for _, name in reading.events}
    front = {name for at, name in reading.events if at not in aside} or every
    names = _names(reading)
    return Facets(
        events=frozenset(front | _reported(reading)),
        background=frozenset(every - front),
        names=frozenset(key for _, key in names),
        places=frozenset(_places(names, reading)),
        countries=frozenset(name for _, name in reading.table.countries.find(reading.frame)),
        agents=_agents(reading),
        counts=counts(reading),
        days=frozenset(_days(reading)),
        years=frozenset(int(word) for word in reading.frame if _YEAR.match(word)),
        stems=frozenset(_stems(reading)),
        negated=_negated(reading),
        plan=_plan(reading),
    )


def _aside(reading: TokenizedContent) -> set[int]:
    """Positions inside a clause of circumstance or purpose: from its first word to the next comma."""
    out: set[int] = set()
    for at in reading.at("background") | reading.at("purpose"):
        ends = (i for i in range(at + 1, len(reading.words)) if reading.words[i].breaks)
        out.update(range(at, next(ends, len(reading.words))))
    return out


def _reported(reading: TokenizedContent) -> set[str]:
    """What the reporting words themselves assert: a call, a warning, blame."""
    cue = [word.folded for word in words(reading.item.cue)]
    return {name for _, name in reading.table.events.find(cue) if name in _REPORTED}


def _names(reading: TokenizedContent) -> list[tuple[int, str]]:
    """(position, key) of proper names: capitalised words inside a sentence, and what extraction resolved them to.

    Words of the tables are no names: an army or a country is compared as a side, whatever it resolves to.
    """
    common = {at for found in (reading.countries, reading.events, reading.sides) for at, _ in found}
    common |= reading.at("titles")
    entities = {word.folded: one.entity for one in _resolved(reading) for word in words(one.text)}
    keys = [
        (at, skeleton(word.folded, reading.language))
        for at, word in enumerate(reading.words)
        if word.text[:1].isupper()
        and (at or word.folded in entities)
        and at not in common
        and word.folded not in reading.table.months
    ]
    keys = [(at, key) for at, key in keys if len(key) > 1]
    return keys + [(at, f"={entities[word]}") for at, _ in keys if (word := reading.folded[at]) in entities]


def _resolved(reading: TokenizedContent) -> list[Mention]:
    mentions = reading.item.claim.mentions
    return [mention for mention in mentions if mention.entity and mention.text in reading.item.text]


def _places(names: list[tuple[int, str]], reading: TokenizedContent) -> Iterator[str]:
    """Names that resolve to a place, or follow a locative word, and the names that go on from them."""
    resolved = {f"={mention.entity}" for mention in _resolved(reading) if mention.type == "place"}
    here = {at for at, key in names if key in resolved}
    near, stops = reading.at("locatives"), reading.at("stop")
    agents = {word.folded for one in _resolved(reading) if one.type == "agent" for word in words(one.text)}
    for at, key in names:
        if reading.folded[at] in agents:
            continue
        if at in here or at - 1 in near or at - 1 in here or (at - 2 in near and at - 1 in stops):
            here.add(at)
            yield key


def _agents(reading: TokenizedContent) -> frozenset[str]:
    """Who does it: behind a blaming or passive word, else before the first event, else who speaks of himself."""
    sides = [*reading.sides, *reading.countries]
    behind = [at for at, name in reading.events if name == "responsible"]
    passive = [at for at, word in enumerate(reading.folded) if word in reading.table.passive]
    for at in [*behind, *passive]:
        near = {name for pos, name in sides if at < pos <= at + _REACH}
        if near:
            return frozenset(near)
    if passive:
        return frozenset()
    first = next((at for at, _ in reading.events if at), len(reading.folded))
    before = {name for pos, name in sides if pos < first}
    return frozenset(before or _speaker(reading))


def _speaker(reading: TokenizedContent) -> set[str]:
    speaker = [word.folded for word in words(reading.item.source)]
    table = reading.table
    return {name for _, name in [*table.sides.find(speaker), *table.countries.find(speaker)]}


def _days(reading: TokenizedContent) -> Iterator[tuple[int, int]]:
    """(month, day) pairs; day 0 where only the month is said."""
    doubtful = {at for at, name in reading.table.grammar.find(reading.frame) if name == "doubtful_months"}
    for at, word in enumerate(reading.frame):
        month, day = reading.table.months.get(word), _day_beside(reading.frame, at)
        if month is not None and (day or at not in doubtful):
            yield month, day


def _day_beside(folded: Sequence[str], at: int) -> int:
    beside = [folded[i] for i in (at - 1, at + 1) if 0 <= i < len(folded)]
    return next((int(word) for word in beside if word.isdigit() and 0 < int(word) < 32), 0)


def _stems(reading: TokenizedContent) -> Iterator[str]:
    claim, stops = reading.item.claim, reading.table.grammar.single
    terms = claim.terms if reading.item.part is None else ()
    source = [fold(term) for term in terms] or reading.folded
    yield from (stem(word, claim.language) for word in source if len(word) > 2 and "stop" not in stops.get(word, ()))


def _negated(reading: TokenizedContent) -> bool:
    """Whether what is put forward is that it is not so: denied, or negated in its main clause.

    Where extraction has parsed the claim (it then has terms), its word is taken; else an early negator decides.
    """
    item = reading.item
    if item.part is None and item.claim.terms and item.commitment is not Commitment.DENIED:
        return item.claim.negated
    denied = item.commitment is Commitment.DENIED
    near, first = _NEXT if denied else _EARLY, min(reading.at("negators"), default=_EARLY)
    grammatical = (item.claim.negated and not denied) or (first < near and not reading.breaks_between(0, first))
    return grammatical != denied


def _plan(reading: TokenizedContent) -> bool:
    """Whether a prospective content is a call, a pledge, or an act its announcer can keep, not a prediction."""
    if reading.item.commitment is not Commitment.PROSPECTIVE:
        return False
    cue = [word.folded for word in words(reading.item.cue)]
    plans = reading.table.plans
    return bool(plans.find(reading.folded)) or any(name == "calls" for _, name in plans.find(cue))
