"""Which sources a question is about, besides those of a country: one source, or all of a kind.

As with countries, what is not known stays open: an unnamed source may be any, and a person of whom nobody recorded for
whom they speak may speak for anybody.
"""

from __future__ import annotations

import functools

from kg.model import AgentType, Link, SourceKind
from kg.propositions.verdicts.rules import Belongs, DatedAgent, Value, all_of, of_country
from kg.sources.registry import MEDIA

UNNAMED = SourceKind.UNNAMED.value
_VOICES = frozenset({AgentType.PERSON, AgentType.ACCOUNT})  # they speak for themselves or for somebody
KINDS = (*(kind for kind in AgentType if kind not in _VOICES), UNNAMED)  # what "of a kind" may ask for
_OFFICIAL = frozenset({AgentType.STATE_BODY, AgentType.ARMED_FORCES, AgentType.HEAD_OF_STATE, AgentType.EMBASSY})
_STATE = (Link.ORGAN, Link.CONTROLLED, Link.CAPTURED)


def of_source(source: str) -> Belongs:
    """Whether a hop is a source (its id), or speaks for it."""

    def belongs(stand: DatedAgent) -> Value:
        if source == stand.agent or source in stand.bodies:
            return Value.YES
        if stand.kind is not SourceKind.NAMED or (_is_voice(stand) and stand.link is Link.UNKNOWN):
            return Value.UNDETERMINED
        return Value.NO

    return belongs


@functools.cache
def of_kind(kind: str) -> Belongs:
    """Whether a hop is a source of a kind, one of ``KINDS``, or speaks for one.

    State media are media that a state owned, controlled or had captured at the article's date, whatever their type.
    """
    if kind == UNNAMED:
        return _of_unnamed
    wanted = AgentType(kind)

    def belongs(stand: DatedAgent) -> Value:
        if stand.kind is not SourceKind.NAMED:
            return Value.UNDETERMINED
        if wanted is AgentType.STATE_MEDIA and stand.types & MEDIA:
            return _of_state(stand)
        if wanted in stand.types:
            return Value.YES
        return _of_voice(stand, wanted) if _is_voice(stand) else Value.NO

    return belongs


def of_state_media(collective: str, country: str) -> Belongs:
    """Whether a hop is a medium of a country's state, or the agent that stands for all of them, or speaks for it."""
    is_medium, is_of_state = of_kind(AgentType.STATE_MEDIA), of_country(country)

    def belongs(stand: DatedAgent) -> Value:
        if collective in (stand.agent, *stand.bodies):
            return Value.YES
        return all_of((is_medium(stand), is_of_state(stand)))

    return belongs


def _of_unnamed(stand: DatedAgent) -> Value:
    """A source without a name is; of one that the words leave open nobody knows."""
    known = {SourceKind.UNNAMED: Value.YES, SourceKind.NAMED: Value.NO}
    return known.get(stand.kind, Value.UNDETERMINED)


def _is_voice(stand: DatedAgent) -> bool:
    """Whether it speaks for a body that nobody recorded, or for none."""
    return stand.types <= _VOICES and not stand.bodies


def _of_state(stand: DatedAgent) -> Value:
    if stand.link is Link.UNKNOWN:
        return Value.UNDETERMINED
    return Value.YES if stand.link in _STATE else Value.NO


def _of_voice(stand: DatedAgent, wanted: AgentType) -> Value:
    """A person of the state speaks for one of its bodies, a private one for none; of others it is not known."""
    if stand.link is Link.UNKNOWN:
        return Value.UNDETERMINED
    return Value.UNDETERMINED if stand.link is Link.ORGAN and wanted in _OFFICIAL else Value.NO


@functools.lru_cache(maxsize=65536)
def kinds(stand: DatedAgent) -> frozenset[str]:
    """The kinds that a hop is of."""
    if stand.kind is SourceKind.UNNAMED:
        return frozenset({UNNAMED})
    return frozenset(kind for kind in KINDS if kind != UNNAMED and of_kind(kind)(stand) is Value.YES)
