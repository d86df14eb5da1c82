"""Candidates that can come to nothing, sifted out for all pairs at once: three numbers tell most pairs apart.

What it drops is what ``pairs.ground`` would refuse one by one.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kg.propositions.matching.nearest_neighbours import Candidates
from kg.propositions.matching.pair_scorer import MONTHS, REAL, UNLIKE, Content


def worthwhile(found: Candidates, contents: Sequence[Content]) -> Candidates:
    """The pairs that may say the same, and those whose figures may contradict each other."""
    language = np.unique([content.item.claim.language for content in contents], return_inverse=True)[1]
    real = np.array([content.item.commitment in REAL for content in contents])
    counted = np.array([bool(content.anchors.counts) for content in contents])
    dated = np.array([bool(content.anchors.years or content.anchors.days) for content in contents])
    month = np.array([np.nan if (m := content.item.month) is None else m for content in contents], dtype=np.float64)
    one, other = found.one, found.other
    unlike = (language[one] == language[other]) & (found.cosine < UNLIKE)
    far = ~(dated[one] & dated[other]) & (np.abs(month[one] - month[other]) >= MONTHS)  # not where a month is unknown
    hopeless = unlike | far | (real[one] != real[other])
    return found.where((counted[one] & counted[other]) | ~hopeless)
