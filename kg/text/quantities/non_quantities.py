"""Figures and numerals that count nothing: names, dates, clock times, ordinals, telephone numbers, scores."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.text.quantities.amounts import Amount
from kg.text.quantities.number_lexicon import Lexicon
from kg.text.quantities.tokens import Word

_PART_OF = frozenset("-‑–/:.+#№_@&=\\~[")  # glued to a figure they make it part of something longer
_YEAR = re.compile(r"(?:19|20)\d\d")
_STREET = 3  # words between a house number and the word for street
_TITLE = 0.6  # share of capitalised words from which on a sentence is a headline in title case
_LONG = 4  # letters of a word that a title writes with a capital


def names(words: Sequence[Word], found: Amount, unit: str | None, table: Lexicon) -> bool:
    """Whether an amount is part of a name, a date, a clock time, an address or a number that is only a label."""
    if found.none or _is_label(words, found, table):
        return True
    if _is_clock(words, found, unit, table):
        return True
    return words[found.first].figure and (
        _is_glued(words, found, table)
        or _is_date(words, found, table)
        or _is_run(words, found)
        or (unit is None and _is_address(words, found, table))
        or _is_item(words, found)
    )


def year(words: Sequence[Word], found: Amount) -> bool:
    """Whether an amount looks like a year, or like two: four digits from 1900 to 2099 and no word of number."""
    inside = [word for word in words[found.first : found.end] if word.figure]
    wordy = any(word.wordy and len(word.low) > 3 for word in words[found.first : found.end])
    return bool(inside) and not wordy and all(_YEAR.fullmatch(word.text) for word in inside)


def _is_label(words: Sequence[Word], found: Amount, table: Lexicon) -> bool:
    """``article 51``, ``№ 15``, ``number two``, ``Resolutions 2118 and 2235``."""
    at = found.first - 1
    while at >= 0 and (words[at].text in ".°," or words[at].figure or table.lists.has("conjunctions", words[at].low)):
        at -= 1
    straight = at == found.first - 1
    if at < 0:
        return False
    if straight and words[at].text in "№#":
        return True
    listed = straight or words[at + 1].figure or words[at + 1].text in ".°"
    return listed and table.lists.has("labels", words[at].low)


def capital(words: Sequence[Word], found: Amount) -> bool:
    """``le Groupe des Sept``: a numeral with a capital inside a sentence that does not write all its words so."""
    word = words[found.first]
    if word.figure or not word.text[0].isupper() or not any(before.wordy for before in words[: found.first]):
        return False
    if words[found.first - 1].text in '"«“„:.':
        return False
    long = [other.text for other in words if other.wordy and len(other.text) >= _LONG]
    return sum(text[0].isupper() for text in long) < _TITLE * len(long)


def _is_glued(words: Sequence[Word], found: Amount, table: Lexicon) -> bool:
    """``T-72``, ``MH17``, ``3e``, ``20th``, ``12/04``, ``14h30``."""
    first, at = words[found.first], found.end
    before = words[found.first - 1] if found.first else None
    if first.glued and before is not None and (before.wordy or before.text in _PART_OF):
        return True
    if at >= len(words) or not words[at].glued:
        return False
    after, last = words[at], at + 1 == len(words)
    if after.wordy and words[at - 1].figure:
        return table.lists.has("ordinals", after.low) or (not _is_unit(words, at, table) and len(after.low) < 4)
    if after.text in "/:_" and not last and words[at + 1].glued:
        return True
    return after.text in "-‑" and not last and words[at + 1].glued and _is_ending(words, at + 1, table)


def _is_unit(words: Sequence[Word], at: int, table: Lexicon) -> bool:
    found = table.units.after(words, at)
    signs = table.lists.has("clock_signs", words[at].low) and at + 1 < len(words) and words[at + 1].figure
    return found is not None and not signs


def _is_ending(words: Sequence[Word], at: int, table: Lexicon) -> bool:
    """``5-й``, ``90-х годов``; not ``5-х пленных``. A figure behind a hyphen that made no range is a label too."""
    if words[at].figure:
        return True
    if table.lists.has("cardinal_endings", words[at].low):
        return at + 1 < len(words) and table.lists.has("decades", words[at + 1].low)
    return table.lists.has("ordinals", words[at].low)


def _is_date(words: Sequence[Word], found: Amount, table: Lexicon) -> bool:
    """``5 septembre``, ``May 3``, ``11 сентября``."""
    if words[found.end - 1].low in table.scales or found.high > 31:
        return False
    behind = [word.low for word in words[found.end : found.end + 2]]
    after = next((low for low in behind if low != "-"), "")
    before = words[found.first - 1].low if found.first else ""
    return after in table.months or (before in table.months and after not in table.scales)


def _is_run(words: Sequence[Word], found: Amount) -> bool:
    """Three figures side by side are a telephone number."""
    low, high = found.first, found.end
    while low and words[low - 1].figure:
        low -= 1
    while high < len(words) and words[high].figure:
        high += 1
    return sum(word.figure and not _YEAR.fullmatch(word.text) for word in words[low:high]) >= 3


def _is_address(words: Sequence[Word], found: Amount, table: Lexicon) -> bool:
    """``12 rue de la Paix``, ``12 Downing Street``, ``улица Мира, 12``."""
    after = words[found.end : found.end + _STREET]
    if after and table.lists.has("streets", after[0].low):
        return True
    named = after and after[0].text[0].isupper() and any(table.lists.has("streets", word.low) for word in after[1:])
    before = words[max(0, found.first - _STREET - 1) : found.first]
    behind = any(table.lists.has("streets", word.low) for word in before) and before[-1].text == ","
    return bool(named) or behind


def _is_item(words: Sequence[Word], found: Amount) -> bool:
    """``1.`` or ``2)`` at the head of a line."""
    return found.first == 0 and found.end < len(words) and words[found.end].text in ".)"


def _is_clock(words: Sequence[Word], found: Amount, unit: str | None, table: Lexicon) -> bool:
    """``à 14 heures``, ``2 p.m.``, ``в 5 часов утра``."""
    if found.high > 24 or found.vague:
        return False
    at = found.end
    if table.lists.phrases["clock_after"].after(words, at):
        return True
    if unit != "hour":
        return False
    behind = table.lists.phrases["clock_after"].after(words, at + 1)
    minutes = at + 1 < len(words) and words[at + 1].figure
    before = found.first - 1
    if before >= 0 and table.hedges.before(words, found.first):
        before -= 1
    return bool(behind) or minutes or (before >= 0 and table.lists.has("clock_before", words[before].low))
