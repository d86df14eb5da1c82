"""Words that loosen a number: about, at least, at most, more than, less than."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from kg.text.quantities.amounts import MONEY, Amount, changes
from kg.text.quantities.number_lexicon import Lexicon
from kg.text.quantities.tokens import Word
from kg.text.quantities.units import TIME


@dataclass(frozen=True, slots=True)
class Hedge:
    """A hedge, and the words it stretches the number over: from ``start`` up to ``end``."""

    name: str | None
    start: int
    end: int


def hedge(words: Sequence[Word], found: Amount, end: int, unit: str | None, table: Lexicon) -> Hedge:
    """The hedge before a number, or behind it (*50 or more*); round numbers in words are *about* by themselves.

    Args:
        words: the sentence.
        found: the number.
        end: the word behind the number and its unit.
        unit: its unit: *over three days* may tell a time instead of loosening a number.
        table: the language's.
    """
    more = table.lists.phrases["or_more"]
    near, far = more.after(words, end), more.after(words, end + 1)
    at = found.start - 1 if found.start and words[found.start - 1].text in MONEY else found.start
    before = table.hedges.before(words, at)
    if before and not _is_unsure(words, at, before[0], unit, table):
        return Hedge(before[1], at - before[0], end)
    if near:
        return Hedge("at-least", found.start, end + near[0])
    if far:
        return Hedge("at-least", found.start, end)
    return Hedge("about" if found.loose else None, found.start, end)


def _is_unsure(words: Sequence[Word], at: int, length: int, unit: str | None, table: Lexicon) -> bool:
    """Words that loosen a number only sometimes: ``over`` with a time, ``до`` behind a verb of change."""
    phrase = "_".join(word.low for word in words[at - length : at])
    if unit in TIME and table.lists.has("unsure_of_time", phrase):
        return True
    return table.lists.has("unsure_of_change", phrase) and changes(words, at - length, table)


def bounds(found: Amount, name: str | None) -> tuple[float, float]:
    """The least and the greatest value that the words allow; infinite where they name none."""
    if found.vague or math.isnan(found.low) or math.isnan(found.high):
        return -math.inf, math.inf
    if name in ("at-least", "more-than"):
        return found.low, math.inf
    return (-math.inf, found.high) if name in ("at-most", "less-than") else (found.low, found.high)
