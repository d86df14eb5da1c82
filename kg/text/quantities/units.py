"""Units of measure, money and time beside a number: ``km``, ``per cent``, ``$``, ``-летний``."""

from __future__ import annotations

from collections.abc import Sequence

from kg.text.quantities.amounts import MONEY, Amount
from kg.text.quantities.number_lexicon import Lexicon
from kg.text.quantities.tokens import Word

TIME = frozenset({"second", "minute", "hour", "day", "week", "month", "year"})
SHARED = frozenset({"%", "kg", "g", "t", "lb", "l", "m2", "m3", "km2", "ha", "dollar", "euro", "ruble", "pound"})
_BETWEEN = TIME | {"dollar", "ruble", "pound"}  # an adjective may stand before these: US dollars, next three days


def unit(words: Sequence[Word], found: Amount, table: Lexicon, adjectives: frozenset[int]) -> tuple[str, int] | None:
    """The unit of an amount, and the word behind it; ``adjectives`` are the words that the parser holds for such."""
    if found.first and words[found.first - 1].text in MONEY:
        code = table.units.after(words, found.first - 1)
        return (code[1], _past_money(words, found, table)) if code else None
    at = found.end
    if at >= len(words):
        return None
    if words[at].text in "-‑" and words[at].glued:
        return _hyphened(words, at + 1, table)
    if (found.loose or found.vague or _is_scale(words[at - 1], table)) and table.lists.has("of", words[at].low):
        at += 1
    return _plain(words, at, table) or _behind_adjective(words, at, table, adjectives)


def _past_money(words: Sequence[Word], found: Amount, table: Lexicon) -> int:
    """``$300 million dollars`` names its unit twice."""
    again = table.units.after(words, found.end)
    return found.end + again[0] if again and again[1] == "dollar" else found.end


def _is_scale(word: Word, table: Lexicon) -> bool:
    return word.low in table.scales


def _plain(words: Sequence[Word], at: int, table: Lexicon) -> tuple[str, int] | None:
    found = table.units.after(words, at)
    if found is None or (len(words[at].low) == 1 and words[at].text.isupper()):
        return None
    return found[1], at + found[0]


def _behind_adjective(
    words: Sequence[Word], at: int, table: Lexicon, adjectives: frozenset[int]
) -> tuple[str, int] | None:
    found = _plain(words, at + 1, table) if at in adjectives else None
    return found if found and found[0] in _BETWEEN else None


def _hyphened(words: Sequence[Word], at: int, table: Lexicon) -> tuple[str, int] | None:
    """``35-year-old``, ``500-kg``, ``12-летний``."""
    if at >= len(words) or not words[at].glued:
        return None
    word = words[at].low
    code = table.hyphened.get(word) or next((code for start, code in table.adjectives if word.startswith(start)), None)
    return (code, at + 1) if code else _plain(words, at, table)
