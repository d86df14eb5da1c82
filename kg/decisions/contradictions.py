"""Candidates for contradictions as a person has judged them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.decisions.records import DecisionKind
from kg.decisions.revision import Pair
from kg.model import Contradiction, Membership, Proposition

Key = tuple[object, ...]


def judged(
    found: Iterable[Contradiction], propositions: Iterable[Proposition], pairs: Sequence[Pair]
) -> tuple[Contradiction, ...]:
    """Contradictions without those that a person has dismissed, the confirmed ones marked.

    The program shows one pair of claims for each two propositions, and may show another one tomorrow: a judgement on
    one pair holds for every pair of the same two propositions.
    """
    homes: dict[Key, set[str]] = {}
    for proposition in propositions:
        for member in proposition.members:
            homes.setdefault(_key(member), set()).add(proposition.id)

    def alike(one: Key, other: Key) -> bool:
        return one == other or bool(homes.get(one, set()) & homes.get(other, set()))

    def about(pair: Pair, one: Key, other: Key) -> bool:
        left, right = pair.left.key, pair.right.key
        return (alike(one, left) and alike(other, right)) or (alike(one, right) and alike(other, left))

    out: list[Contradiction] = []
    for candidate in found:
        one, other = _key(candidate.left), _key(candidate.right)
        kinds = {pair.entry.kind for pair in pairs if about(pair, one, other)}
        if DecisionKind.CONTRADICTION in kinds:
            out.append(replace(candidate, confirmed=True))
        elif DecisionKind.COMPATIBLE not in kinds:
            out.append(candidate)
    return tuple(out)


def _key(member: Membership) -> Key:
    return (member.article, member.span, member.part)
