"""Drop candidate pairs that can come to nothing, for all pairs at once: what ``pair_score`` would refuse one by one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kg.propositions.matching.contents import Content
from kg.propositions.matching.nearest_neighbours import Candidates
from kg.propositions.matching.pair_scorer import MONTHS, REAL


def worthwhile(found: Candidates, contents: Sequence[Content]) -> Candidates:
    """The pairs that may say the same, and those whose figures may contradict each other."""
    real = np.array([content.head.commitment in REAL for content in contents])
    counted = np.array([bool(content.facets.counts) for content in contents])
    dated = np.array([bool(content.facets.years or content.facets.days) for content in contents])
    month = np.array([np.nan if (m := content.head.month) is None else m for content in contents], dtype=np.float64)
    one, other = found.one, found.other
    far = ~(dated[one] & dated[other]) & (np.abs(month[one] - month[other]) >= MONTHS)  # not where a month is unknown
    hopeless = far | (real[one] != real[other])
    return found.where((counted[one] & counted[other]) | ~hopeless)
