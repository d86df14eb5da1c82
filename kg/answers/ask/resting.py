"""What rests only on several sources together, or on a group: verdicts for any parties.

The graph keeps verdicts for one state, one source or one kind. For others all chains are judged by the same rules.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kg.answers.ask import sparql
from kg.answers.ask.frame import Party, PartyKind
from kg.graph.rdf import iris
from kg.graph.store import Store
from kg.model import SourceKind
from kg.propositions.verdicts import kept_grounds
from kg.propositions.verdicts.open_reasons import Reason, open_reasons
from kg.propositions.verdicts.rules import (
    Belongs,
    DatedAgent,
    Grounds,
    Value,
    Variant,
    all_of,
    of_country,
    of_path,
)
from kg.propositions.verdicts.source_scope import of_kind, of_source
from kg.sources.registry import MEDIA, Registry

_WHY = {  # keys of ``[reply]``; of several reasons the first is told, as in queries/frames/undetermined.rq
    Reason.UNNAMED: "why_unnamed",
    Reason.OUTLET: "why_unknown",
    Reason.OWN_VOICE: "why_voice",
    Reason.LINK: "why_link",
    Reason.SPEAKER: "why_speaker",
    Reason.PERHAPS: "why_perhaps",
}


@dataclass(frozen=True, slots=True)
class Resting:
    """The propositions of a value, and how many more are undetermined for which reason (a key of ``[reply]``).

    ``beside`` is how many others have the value *no* since no source of those asked about is behind them.
    """

    propositions: tuple[str, ...]
    reasons: tuple[tuple[str, int], ...]
    beside: int = 0


def resting(
    store: Store,
    parties: Sequence[Party],
    registry: Registry,
    variant: Variant,
    value: str,
    among: Collection[str] | None,
) -> Resting:
    """The propositions that have a value for some parties together; ``among`` are those asked about, where not all are.

    What rests *not only* on somebody rests on him and on others too: what has no source of his is only counted.
    """
    belongs = any_of([belongs_to(party, registry) for party in parties])
    found: list[str] = []
    beside = 0
    reasons: Counter[str] = Counter()
    for proposition, held in kept_grounds.read(store):
        if among is not None and proposition not in among:
            continue
        if (judged := held.value(belongs, variant)) is None:
            continue
        own = judged is not Value.YES and _has_one(held, belongs, variant)
        if judged.value == value:
            if own or value != Value.NO.value:
                found.append(proposition)
            else:
                beside += 1
        elif judged is Value.UNDETERMINED and (own or value != Value.NO.value or len(held.counted) > 1):
            why = open_reasons(held, belongs, variant)
            reasons[next(key for reason, key in _WHY.items() if reason in why)] += 1
    return Resting(tuple(found), tuple(sorted(reasons.items())), beside)


def _has_one(held: Grounds, belongs: Belongs, variant: Variant) -> bool:
    """Whether a chain that counts is one of theirs."""
    return any(of_path(path, belongs, variant) is Value.YES for _, path in held.counted)


def any_of(parties: Sequence[Belongs]) -> Belongs:
    """Whether a hop is of one of several: yes if of any, no if of none."""

    def belongs(stand: DatedAgent) -> Value:
        found = {each(stand) for each in parties}
        return next(value for value in (Value.YES, Value.UNDETERMINED, Value.NO) if value in found)

    return belongs


def belongs_to(party: Party, registry: Registry) -> Belongs:
    """Whether a hop is of a party, as far as that is known."""
    if party.kind is PartyKind.STATE:
        return of_country(party.country)
    if party.kind is PartyKind.AGENT:
        return of_source(str(iris.registered_agent(party.value)))
    if party.kind is PartyKind.MEDIA:
        return _of_media(party, registry)
    if party.kind is PartyKind.KIND and not party.words:
        kind = of_kind(party.value)
        based = of_country(party.country, based=True)
        return (lambda stand: all_of((kind(stand), based(stand)))) if party.country else kind
    return _of_called(party)


def _of_media(party: Party, registry: Registry) -> Belongs:
    media = (agent for agent in registry.agents if agent.type in MEDIA)
    own = {
        str(iris.registered_agent(agent.id))
        for agent in media
        if not party.country or any(row.country == party.country for row in agent.affiliations)
    }

    def belongs(stand: DatedAgent) -> Value:
        if stand.kind is not SourceKind.NAMED:
            return Value.UNDETERMINED
        return Value.YES if stand.agent in own else Value.NO

    return belongs


def _of_called(party: Party) -> Belongs:
    """By what a hop is called; of what has no name at all nobody knows what it would be called."""
    patterns = [re.compile(sparql.pattern(words), re.IGNORECASE) for words in party.words]

    def belongs(stand: DatedAgent) -> Value:
        if stand.kind is SourceKind.UNSPECIFIED or not patterns:
            return Value.UNDETERMINED
        return Value.YES if all(pattern.search(stand.label) for pattern in patterns) else Value.NO

    return belongs
