"""Verdicts of *yes* that may be wrong because a claim of others says the same and was joined to nothing.

Of each such proposition the nearest claims are put to a person at once: one answer tells whether any says the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from kg.graph.store import Store, Workspace
from kg.propositions.matching.encoder import DEFAULT, Encoder, default_encoder
from kg.propositions.matching.vector_cache import cached
from kg.propositions.verdicts.evidence import Case
from kg.propositions.verdicts.rules import Evidence, Grounds, Value, Variant, grounds, of_country, of_path
from kg.review.questions import Ask, TaskKind
from kg.review.stakes import WRONG, Stake

_SHOWN = 3  # claims of a question
_NEAR = 0.5  # cosine below which nothing is said likewise
_STEEP = 0.6  # how fast it grows likelier above


def nearby(store: Store, cases: Sequence[Case], countries: Sequence[str]) -> Iterator[tuple[Ask, Stake]]:
    """A question for each proposition with a verdict of yes that claims of others are near to.

    Args:
        store: the store, beside which vectors are kept.
        cases: its propositions.
        countries: ISO codes of the states whose verdicts count.
    """
    found = {case.proposition: grounds(case.claims, case.plan) for case in cases}
    says = {case.proposition: verdicts_of_yes(found[case.proposition], countries) for case in cases}
    if not any(says.values()):
        return
    claims = [one for case in cases for one in case.claims if not one.perhaps and one.text]
    claims = list({one.claim: one for one in claims}.values())
    vectors = _encoder(store)([one.text for one in claims])
    place = {one.claim: at for at, one in enumerate(claims)}
    for case in cases:
        inside = [one for one in case.claims if not one.perhaps and one.claim in place]
        if not says[case.proposition] or not inside:
            continue
        own = {one.claim.partition("/part/")[0] for one in case.claims}
        likeness = (vectors @ vectors[[place[one.claim] for one in inside]].T).max(axis=1)
        others = [
            at
            for at in np.argsort(-likeness, kind="stable")[: 8 * _SHOWN]
            if claims[at].claim.partition("/part/")[0] not in own and _would_end(claims[at], says[case.proposition])
        ][:_SHOWN]
        if others and (near := float(likeness[others[0]])) >= _NEAR:
            first = max(inside, key=lambda one: (one.confidence, one.claim))
            chance = min(_STEEP * (near - _NEAR), 0.3)
            number = len(says[case.proposition])
            ask = Ask(TaskKind.YES, first.claim, against=tuple(claims[at].claim for at in others))
            yield ask, Stake(WRONG * chance * number, yes=number)


def verdicts_of_yes(found: Grounds, countries: Sequence[str]) -> list[tuple[str, Variant]]:
    """The states, and the variants, for which the verdict is yes."""
    states = {hop.state for hop in found.hops if hop.state}
    return [
        (country, variant)
        for country in countries
        if country in states
        for variant in Variant
        if found.value(of_country(country), variant) is Value.YES
    ]


def _would_end(claim: Evidence, says: Sequence[tuple[str, Variant]]) -> bool:
    """Whether a yes would be none if the claim said the same."""
    return any(
        of_path(path, of_country(country), variant) is not Value.YES
        for country, variant in says
        for path in claim.paths
    )


def _encoder(store: Store) -> Encoder:
    path = Workspace.of(store.location).file("vectors.sqlite")
    return default_encoder() if path is None else cached(default_encoder, DEFAULT, path)
