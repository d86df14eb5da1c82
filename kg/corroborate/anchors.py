"""What a content says of what, who, where, when and how many, read off its words by tables.

Rough on purpose: no parse is needed, so that it works on any language with an ``events.toml``. What extraction has
resolved (mentions, quantities, terms) is used where it is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.corroborate.counts import Count, counts
from kg.corroborate.items import Item
from kg.corroborate.lexicon import Lexicon, fold, lexicon
from kg.corroborate.words import Word, skeleton, stem, words
from kg.model import Commitment

_YEAR = re.compile(r"(?:19|20)\d\d$")
_REPORTED = ("demand", "warn", "condemn", "responsible")  # cues that belong to what is asserted


@dataclass(frozen=True, slots=True)
class Anchors:
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


def anchors(item: Item) -> Anchors:
    """The anchors of one item."""
    table = lexicon(item.claim.language)
    found = words(item.text)
    folded = [word.folded for word in found]
    aside = _aside(found, folded, table)
    events = [(at, name) for at, name in table.events.find(folded) if not _is_stop(folded[at], table)]
    front = {name for at, name in events if at not in aside} or {name for _, name in events}
    cues = {name for _, name in table.events.find([word.folded for word in words(item.cue)]) if name in _REPORTED}
    names = _names(found, item, table)
    days = frozenset(_days(folded, table))
    return Anchors(
        events=frozenset(front | cues),
        background=frozenset({name for _, name in events} - front),
        names=frozenset(key for _, key in names),
        places=frozenset(_places(names, folded, table)),
        countries=frozenset(name for _, name in table.countries.find(folded)),
        agents=_agents(found, folded, events, item, table),
        counts=counts(found, folded, events, table),
        days=days,
        years=frozenset(int(word) for word in folded if _YEAR.match(word)),
        stems=frozenset(_stems(folded, item, table)),
        negated=_negated(item, found, folded, table),
        plan=_plan(item, folded, table),
    )


def _classes(folded: Sequence[str], table: Lexicon, name: str) -> set[int]:
    return {at for at, found in table.grammar.find(folded) if found == name}


def _is_stop(word: str, table: Lexicon) -> bool:
    return "stop" in table.grammar.single.get(word, ())


def _aside(found: Sequence[Word], folded: Sequence[str], table: Lexicon) -> set[int]:
    """Positions inside a clause of circumstance or purpose: from its first word to the next comma."""
    starts = _classes(folded, table, "background") | _classes(folded, table, "purpose")
    out: set[int] = set()
    for at in starts:
        end = next((i for i in range(at + 1, len(found)) if found[i].breaks), len(found))
        out.update(range(at, end))
    return out


def _names(found: Sequence[Word], item: Item, table: Lexicon) -> list[tuple[int, str]]:
    """(position, key) of proper names: capitalised words inside a sentence, and what extraction resolved."""
    language = item.claim.language
    folded = [word.folded for word in found]
    common = {at for tables in (table.countries, table.events, table.sides) for at, _ in tables.find(folded)}
    other = common | _classes(folded, table, "titles")
    keys = [
        (at, skeleton(word.folded, language))
        for at, word in enumerate(found)
        if at and word.text[:1].isupper() and at not in other and word.folded not in table.months
    ]
    resolved = [
        (-1, f"={mention.entity}") for mention in item.claim.mentions if mention.entity and mention.text in item.text
    ]
    return [(at, key) for at, key in keys if len(key) > 1] + resolved


def _places(names: list[tuple[int, str]], folded: Sequence[str], table: Lexicon) -> Iterator[str]:
    """Names that follow a locative word, and the names that go on from them."""
    near = _classes(folded, table, "locatives")
    inside: set[int] = set()
    for at, key in names:
        if at >= 0 and (at - 1 in near or at - 1 in inside or (at - 2 in near and _is_stop(folded[at - 1], table))):
            inside.add(at)
            yield key


def _agents(
    found: Sequence[Word], folded: Sequence[str], events: list[tuple[int, str]], item: Item, table: Lexicon
) -> frozenset[str]:
    """Who does it: behind a blaming or passive word, else before the first event, else who speaks of himself."""
    sides = [*table.sides.find(folded), *table.countries.find(folded)]
    behind = [at for at, name in events if name == "responsible"]
    passive = [at for at, word in enumerate(folded) if word in table.passive]
    for at in [*behind, *passive]:
        near = {name for pos, name in sides if at < pos <= at + 6}
        if near:
            return frozenset(near)
    if passive:
        return frozenset()
    first = next((at for at, _ in events if at), len(folded))
    before = {name for pos, name in sides if pos < first}
    speaker = [word.folded for word in words(item.source)]
    return frozenset(before or {name for _, name in [*table.sides.find(speaker), *table.countries.find(speaker)]})


def _days(folded: Sequence[str], table: Lexicon) -> Iterator[tuple[int, int]]:
    """(month, day) pairs; day 0 where only the month is said."""
    for at, word in enumerate(folded):
        month = table.months.get(word)
        if month is None or (word in ("may", "march") and not _day_beside(folded, at)):
            continue
        yield (month, _day_beside(folded, at))


def _day_beside(folded: Sequence[str], at: int) -> int:
    beside = [folded[i] for i in (at - 1, at + 1) if 0 <= i < len(folded)]
    return next((int(word) for word in beside if word.isdigit() and 0 < int(word) < 32), 0)


def _stems(folded: Sequence[str], item: Item, table: Lexicon) -> Iterator[str]:
    language = item.claim.language
    terms = item.claim.terms if item.part is None else ()
    source = [fold(term) for term in terms] or list(folded)
    yield from (stem(word, language) for word in source if len(word) > 2 and not _is_stop(word, table))


def _negated(item: Item, found: Sequence[Word], folded: Sequence[str], table: Lexicon) -> bool:
    """Whether what is put forward is that it is not so: denied, or negated in its main clause."""
    near = min(_classes(folded, table, "negators"), default=None)
    grammatical = item.claim.negated if item.part is None else False
    if near is not None and not grammatical:
        grammatical = not any(found[at].breaks for at in range(1, near + 1)) and near < 12
    return grammatical != (item.commitment is Commitment.DENIED)


def _plan(item: Item, folded: Sequence[str], table: Lexicon) -> bool:
    """Whether a prospective content is a call, a pledge, or an act its announcer can keep, not a prediction."""
    if item.commitment is not Commitment.PROSPECTIVE:
        return False
    cue = [word.folded for word in words(item.cue)]
    classes = {name for _, name in table.plans.find(folded)} | {
        name for _, name in table.plans.find(cue) if name == "calls"
    }
    return bool(classes)
