"""How common words and events are in the news at large: what is rare tells what a sentence is about.

The shares are of a fixed collection, not of the store at hand: so two claims compare alike whatever else is stored.
``document_frequency.json`` is made by ``python -m bench.train_joining``, which names the texts.
"""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Mapping
from pathlib import Path

from kg.languages.profile import LABEL_LANGUAGE

_ALONE, _TOGETHER = 0.01, 0.002  # share of sentences under which an event, or two together, are a matter of their own
_RARE = 0.0005  # what is rarer than this counts as being so


@functools.cache
def _shares() -> Mapping[str, Mapping[str, float]]:
    found: dict[str, dict[str, float]] = json.loads(
        (Path(__file__).parent / "document_frequency.json").read_text("utf-8")
    )
    return found


def rare(*events: str) -> bool:
    """Whether one event, or two in one sentence, stand in few sentences of the news."""
    return _shares()["events"].get(" ".join(sorted(events)), 0.0) < (_ALONE if len(events) == 1 else _TOGETHER)


def weight(stem: str, language: str) -> float:
    """How much a stem tells: the logarithm of one over its share of sentences, 0 to 7.6."""
    return -math.log(max(_RARE, _shares().get(language, _shares()[LABEL_LANGUAGE]).get(stem, 0.0)))
