"""One number or a range of two: ``35 ou 40``, ``entre 20 et 30``, ``20-30``, ``от 5 до 7``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.text.quantities.number_lexicon import Lexicon
from kg.text.quantities.numerals import Numeral, numeral
from kg.text.quantities.tokens import Word

MONEY = frozenset("$€£₽")
_DASHES = frozenset("-–—‑")
_BEFORE = 9  # words before a number in which a verb of change stands


@dataclass(frozen=True, slots=True)
class Amount:
    """The words ``[start:end]`` of a number or a range, and ``first``, where its figures begin.

    ``none`` marks two numbers that no range holds: the score of a match.
    """

    start: int
    first: int
    end: int
    low: float
    high: float
    loose: bool = False
    vague: bool = False
    none: bool = False


def amount(words: Sequence[Word], at: int, table: Lexicon) -> Amount | None:
    """The number or range that begins at a word; the word that opens a range (*entre*) belongs to it."""
    one = numeral(words, at, table)
    if one is None:
        return None
    other, falls = _other(words, one, table)
    if other is None or other.vague:
        return Amount(at, at, one.end, one.value, one.value, one.loose, one.vague)
    low = one.value * other.scale if _is_lent(one, other) else one.value
    if low < other.value:
        return Amount(_opening(words, at, table), at, other.end, low, other.value, one.loose or other.loose)
    if falls:
        return Amount(at, at, one.end, one.value, one.value, one.loose, one.vague)
    return Amount(at, at, other.end, one.value, one.value, none=True)


def _is_lent(one: Numeral, other: Numeral) -> bool:
    """Whether the scale of the higher side is the lower side's too: ``deux ou trois cents``, ``8 to 10 thousand``."""
    return one.scale == 1.0 and other.scale > 1.0 and one.value < other.value / other.scale


def _other(words: Sequence[Word], one: Numeral, table: Lexicon) -> tuple[Numeral | None, bool]:
    """The second side of a range, and whether it may be the smaller of two numbers that are no range."""
    at = one.end
    if at + 1 >= len(words) or one.vague:
        return None, False
    dash = words[at].text in _DASHES
    if dash and not (words[at].glued and words[at + 1].glued):
        return None, False
    if not dash and not _is_link(words, one.start, at, table):
        return None, False
    opening = words[one.start - 1].low if one.start else ""
    told = table.lists.has("from", opening) or not table.lists.has("to", words[at].low)
    return numeral(words, at + 2 if words[at + 1].text in MONEY else at + 1, table), told and not dash


def _is_link(words: Sequence[Word], start: int, at: int, table: Lexicon) -> bool:
    """Whether a word links two numbers to a range; behind a verb of change *from … to* tells two values."""
    link, lists = words[at].low, table.lists
    opening = words[start - 1].low if start else ""
    if lists.has("between", opening):
        return lists.has("and", link)
    if lists.has("or", link):
        return True
    if not lists.has("to", link) or changes(words, start, table):
        return False
    return lists.has("from", opening) or not lists.has("unsure_of_change", link)


def changes(words: Sequence[Word], at: int, table: Lexicon) -> bool:
    """Whether a verb of change stands shortly before a number: ``est passé de 12 à 19``."""
    return any(table.lists.has("changes", word.low) for word in words[max(0, at - _BEFORE) : at])


def _opening(words: Sequence[Word], at: int, table: Lexicon) -> int:
    opens = at > 0 and (table.lists.has("between", words[at - 1].low) or table.lists.has("from", words[at - 1].low))
    return at - 1 if opens else at
