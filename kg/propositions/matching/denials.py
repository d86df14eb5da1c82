"""Pair bare denials of one actor: that it did not, does not, has not. Short, they do not say what they deny.

Two denials of one actor in reports of the same days may well be the same, so neither counts as only its own source's.
Places are not asked: one report names the town, another the province.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from kg.propositions.matching.atomic_facts import VIOLENT
from kg.propositions.matching.constraints import Pair
from kg.propositions.matching.contents import Content

_DEEDS = VIOLENT | {"use", "possess", "chemical", "deny", "responsible", "fake", "deploy", "supply"}
_DAYS = 31  # that one report's denial is answered in another


def denials(contents: Sequence[Content]) -> Iterator[Pair]:
    """Pairs (i < j) of negated contents that name one actor, in articles that are dated within a month."""
    holders: dict[tuple[str, int], list[int]] = {}
    for at, content in enumerate(contents):
        if content.facets.negated and content.context.day is not None and _may_deny_a_deed(content):
            for who in set(content.actors):
                for month in (content.context.day // _DAYS, content.context.day // _DAYS + 1):
                    holders.setdefault((who, month), []).append(at)
    pairs = {pair for places in holders.values() for pair in combinations(places, 2)}
    for one, other in sorted(pairs):
        if abs((contents[one].context.day or 0) - (contents[other].context.day or 0)) <= _DAYS:
            yield one, other


def _may_deny_a_deed(content: Content) -> bool:
    """Whether a deed, or nothing that is known, is what is not so; that nobody kept a ceasefire is something else."""
    events = content.facets.events
    return not events or not events.isdisjoint(_DEEDS)
