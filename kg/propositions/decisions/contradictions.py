"""Candidates for contradictions as a person has judged them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace

from kg.model import Contradiction, Membership, Proposition, Span
from kg.propositions.decisions.apply import Pair
from kg.propositions.decisions.records import DecisionKind

Key = tuple[str, Span, int | None]


def judged(
    found: Iterable[Contradiction], homes: Mapping[Key, Set[str]], pairs: Sequence[Pair]
) -> tuple[Contradiction, ...]:
    """Contradictions without those that a person has dismissed, the confirmed ones marked.

    The program shows one pair of claims for each two propositions, and may show another one tomorrow: a judgement on
    one pair holds for every pair of the same two propositions.

    Args:
        found: The contradictions.
        homes: The propositions that the claims in them, and those in the pairs, are members of.
        pairs: What was judged.
    """

    def alike(one: Key, other: Key) -> bool:
        return one == other or bool(homes.get(one, frozenset()) & homes.get(other, frozenset()))

    def about(pair: Pair, one: Key, other: Key) -> bool:
        left, right = pair.left.key, pair.right.key
        return (alike(one, left) and alike(other, right)) or (alike(one, right) and alike(other, left))

    out: list[Contradiction] = []
    for candidate in found:
        one, other = place_key(candidate.left), place_key(candidate.right)
        kinds = {pair.entry.kind for pair in pairs if about(pair, one, other)}
        if DecisionKind.CONTRADICTION in kinds:
            out.append(replace(candidate, confirmed=True))
        elif DecisionKind.COMPATIBLE not in kinds:
            out.append(candidate)
    return tuple(out)


def homes_of(propositions: Iterable[Proposition]) -> dict[Key, set[str]]:
    """The propositions that each claim is a member of."""
    homes: dict[Key, set[str]] = {}
    for proposition in propositions:
        for member in proposition.members:
            homes.setdefault(place_key(member), set()).add(proposition.id)
    return homes


def place_key(member: Membership) -> Key:
    """What a claim or a part of one is known by."""
    return (member.article, member.span, member.part)
