"""Read off a content's words by tables what it says of what, who, where, when and how many.

Rough on purpose: no parse is needed, so that it works on any language with an ``events.toml``. What extraction has
resolved (mentions, quantities, terms) is used where it is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.languages.normalize import fold
from kg.languages.stemming import stem
from kg.model import Commitment, Mention
from kg.propositions.matching.figures import Count, counts
from kg.propositions.matching.tokenized import TokenizedContent, folded_words
from kg.propositions.matching.tokens import skeleton, words

_YEAR = re.compile(r"(?:19|20)\d\d$")
_REPORTED = ("demand", "warn", "condemn", "responsible")  # cues that belong to what is asserted
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
    counts: tuple[Count, ...]
    days: frozenset[tuple[int, int]]  # (month, day)
    years: frozenset[int]
    stems: frozenset[str]
    negated: bool
    plan: bool


def facets(tokens: TokenizedContent) -> Facets:
    """The facets of one content."""
    aside = _aside(tokens)
    every = {name for _, name in tokens.events}
    front = {name for at, name in tokens.events if at not in aside} or every
    names = _names(tokens)
    return Facets(
        events=frozenset(front | tokens.cue_events.intersection(_REPORTED)),
        background=frozenset(every - front),
        names=frozenset(key for _, key in names),
        places=frozenset(_places(names, tokens)),
        countries=frozenset(name for _, name in tokens.table.countries.find(tokens.frame)),
        counts=counts(tokens),
        days=frozenset(_days(tokens)),
        years=frozenset(int(word) for word in tokens.frame if _YEAR.match(word)),
        stems=frozenset(stems(tokens)),
        negated=_negated(tokens),
        plan=_plan(tokens),
    )


def _aside(tokens: TokenizedContent) -> set[int]:
    """Positions inside a clause of circumstance or purpose: from its first word to the next comma."""
    out: set[int] = set()
    for at in tokens.at("background") | tokens.at("purpose"):
        ends = (i for i in range(at + 1, len(tokens.words)) if tokens.words[i].breaks)
        out.update(range(at, next(ends, len(tokens.words))))
    return out


def _names(tokens: TokenizedContent) -> list[tuple[int, str]]:
    """(position, key) of proper names: capitalised words inside a sentence, and what extraction resolved them to.

    Words of the tables are no names: an army or a country is compared as a side, whatever it resolves to.
    """
    common = {at for found in (tokens.countries, tokens.events, tokens.sides) for at, _ in found}
    common |= tokens.at("titles")
    entities = {word.folded: one.entity for one in _resolved(tokens) for word in words(one.text)}
    keys = [
        (at, skeleton(word.folded, tokens.head.language))
        for at, word in enumerate(tokens.words)
        if word.text[:1].isupper()
        and (at or word.folded in entities)
        and at not in common
        and word.folded not in tokens.table.months
    ]
    keys = [(at, key) for at, key in keys if len(key) > 1]
    return keys + [(at, f"={entities[word]}") for at, _ in keys if (word := tokens.folded[at]) in entities]


def _resolved(tokens: TokenizedContent) -> list[Mention]:
    mentions = tokens.assertion.claim.mentions
    return [mention for mention in mentions if mention.entity and mention.text in tokens.assertion.text]


def _places(names: list[tuple[int, str]], tokens: TokenizedContent) -> Iterator[str]:
    """Names that resolve to a place, or follow a locative word, and the names that go on from them."""
    resolved = {f"={mention.entity}" for mention in _resolved(tokens) if mention.type == "place"}
    here = {at for at, key in names if key in resolved}
    near, stops = tokens.at("locatives"), tokens.at("stop")
    agents = {word.folded for one in _resolved(tokens) if one.type == "agent" for word in words(one.text)}
    for at, key in names:
        if tokens.folded[at] in agents:
            continue
        if at in here or at - 1 in near or at - 1 in here or (at - 2 in near and at - 1 in stops):
            here.add(at)
            yield key


def _days(tokens: TokenizedContent) -> Iterator[tuple[int, int]]:
    """(month, day) pairs; day 0 where only the month is said."""
    doubtful = {at for at, name in tokens.table.grammar.find(tokens.frame) if name == "doubtful_months"}
    for at, word in enumerate(tokens.frame):
        month, day = tokens.table.months.get(word), _day_beside(tokens.frame, at)
        if month is not None and (day or at not in doubtful):
            yield month, day


def _day_beside(folded: Sequence[str], at: int) -> int:
    beside = [folded[i] for i in (at - 1, at + 1) if 0 <= i < len(folded)]
    return next((int(word) for word in beside if word.isdigit() and 0 < int(word) < 32), 0)


def stems(tokens: TokenizedContent) -> Iterator[str]:
    """The stems of the content words, in order."""
    claim, stops = tokens.assertion.claim, tokens.table.grammar.single
    terms = claim.terms if tokens.head.part is None else ()
    source = [fold(term) for term in terms] or tokens.folded
    yield from (stem(word, claim.language) for word in source if len(word) > 2 and "stop" not in stops.get(word, ()))


def _negated(tokens: TokenizedContent) -> bool:
    """Whether what is put forward is that it is not so: denied, or negated in its main clause.

    Where extraction has parsed the claim (it then has terms), its word is taken; else an early negator decides.
    """
    claim, denied = tokens.assertion.claim, tokens.head.commitment is Commitment.DENIED
    if tokens.head.part is None and claim.terms and not denied:
        return claim.negated
    near, first = _NEXT if denied else _EARLY, min(tokens.at("negators"), default=_EARLY)
    grammatical = (claim.negated and not denied) or (first < near and not tokens.breaks_between(0, first))
    return grammatical != denied


def _plan(tokens: TokenizedContent) -> bool:
    """Whether a prospective content is a call, a pledge, or an act its announcer can keep, not a prediction."""
    if tokens.head.commitment is not Commitment.PROSPECTIVE:
        return False
    plans, cue = tokens.table.plans, folded_words(tokens.assertion.cue)
    return bool(plans.find(tokens.folded)) or any(name == "calls" for _, name in plans.find(cue))
