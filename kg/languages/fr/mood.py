"""French conditionals and futures by their form: the model reads ``représenterait`` as an imperfect."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.text.parse import Token

_FUTURE = frozenset({"ai", "as", "a", "ons", "ez", "ont"})
_CONDITIONAL = re.compile(r"[a-zéèû]r(?:ait|aient|ais|ions|iez)$")


def is_conditional(verb: Token) -> bool:
    """Whether a form has an ending of the conditional, and no imperfect of a verb in *-rer*."""
    lemma = verb.lemma_.lower()
    return bool(_CONDITIONAL.search(verb.lower_)) and (verb.lower_.startswith(lemma) or not lemma.endswith("rer"))


def is_future(verb: Token) -> bool:
    """Whether a form is an infinitive with an ending of the future."""
    infinitive = verb.lemma_.lower().removesuffix("e")
    ending = verb.lower_.removeprefix(infinitive)
    return infinitive.endswith("r") and ending != verb.lower_ and ending in _FUTURE
