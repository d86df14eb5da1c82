"""Numbers in figures and words: one value, or words that name none (``des milliers``)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from kg.text.quantities.digits import value
from kg.text.quantities.number_lexicon import Lexicon
from kg.text.quantities.tokens import Word

_MONEY = frozenset("$€£₽")


@dataclass(frozen=True, slots=True)
class Numeral:
    """The words ``[start:end]`` of a sentence and what they are worth; NaN where they name no value.

    ``scale`` is the word it ends with (*million*), which a range lends to its lower side. ``loose`` is a round
    number as such words mean it (*une vingtaine*).
    """

    start: int
    end: int
    value: float
    scale: float = 1.0
    loose: bool = False

    @property
    def vague(self) -> bool:
        """Whether the words name no value."""
        return math.isnan(self.value)


def numeral(words: Sequence[Word], at: int, table: Lexicon) -> Numeral | None:
    """The longest number that begins at a word; None where none does."""
    if not table.may_open(words[at]):
        return None
    return _vague(words, at, table) or _collective(words, at, table) or _Sum(words, at, table).read()


def _vague(words: Sequence[Word], at: int, table: Lexicon) -> Numeral | None:
    """``des milliers``, ``tens of thousands``, ``несколько сотен``, ``a few dozen``."""
    indefinite = table.lists.phrases["indefinite"].after(words, at)
    first = at + indefinite[0] if indefinite else at
    if first >= len(words):
        return None
    word = words[first].low
    if indefinite and not _is_round(word, table):
        return None
    if not indefinite and not table.lists.has("many", word):
        return None
    if not indefinite and table.lists.has("either", word) and at and table.hedges.before(words, at):
        return None
    end = first + 1
    while (following := _of(words, end, table)) < len(words) and _is_round(words[following].low, table):
        end = following + 1
    return Numeral(at, end, math.nan)


def _is_round(word: str, table: Lexicon) -> bool:
    return word in table.collectives or word in table.scales or word in table.hundreds or table.lists.has("many", word)


def _of(words: Sequence[Word], at: int, table: Lexicon) -> int:
    return at + 1 if at < len(words) and table.lists.has("of", words[at].low) else at


def _collective(words: Sequence[Word], at: int, table: Lexicon) -> Numeral | None:
    """``une vingtaine``, ``half a dozen``, ``two dozen``, ``сотня``: round numbers, never quite exact."""
    half = table.lists.phrases["halves"].after(words, at)
    if half and (found := _half(words, at, at + half[0], table)):
        return found
    first, times = at, 1.0
    if words[at].low in table.cardinals and at + 1 < len(words):
        first, times = at + 1, table.cardinals[words[at].low]
    elif table.lists.has("ones", words[at].low) and at + 1 < len(words):
        first = at + 1
    worth = table.collectives.get(words[first].low)
    return None if worth is None else Numeral(at, first + 1, times * worth, loose=True)


def _half(words: Sequence[Word], at: int, first: int, table: Lexicon) -> Numeral | None:
    """Half of a round number: exact before a scale, loose before a dozen."""
    first = first + 1 if first < len(words) and words[first].text == "-" else first
    if first >= len(words):
        return None
    word = words[first].low
    if word in table.collectives:
        return Numeral(at, first + 1, table.collectives[word] / 2, loose=True)
    return Numeral(at, first + 1, table.scales[word] / 2, table.scales[word]) if word in table.scales else None


class _Sum:
    """Adds up the words of a number from left to right: ``deux cent mille``, ``1 million 200.000``."""

    def __init__(self, words: Sequence[Word], at: int, table: Lexicon) -> None:
        self._words, self._start, self._at, self._table = words, at, at, table
        self._total, self._part = 0.0, math.inf  # a part of infinity is none yet
        self._least = math.inf  # the last scale: what follows is smaller
        self._scale = 1.0

    def read(self) -> Numeral | None:
        """The number, or None; a lone *one* or *a* is an article."""
        while self._at < len(self._words) and self._step(self._words[self._at]):
            self._at += 1
        if self._at == self._start:
            return None
        worth = self._total + (0.0 if self._part == math.inf else self._part)
        lone = self._at == self._start + 1 and self._words[self._start]
        if lone and (self._table.lists.has("ones", lone.low) or (worth == 0 and lone.wordy)):
            return None
        return Numeral(self._start, self._at + self._stop(), worth, self._scale)

    def _stop(self) -> int:
        """The full stop of an abbreviated scale inside a sentence: ``500 тыс. рублей``."""
        last, following = self._words[self._at - 1], self._words[self._at : self._at + 2]
        if len(following) < 2 or following[0].text != "." or last.low not in self._table.scales:
            return 0
        return int(following[0].glued and following[1].text[0].islower())

    def _step(self, word: Word) -> bool:
        if word.figure:
            return self._figure(word)
        if word.low in self._table.cardinals:
            return self._add(self._table.cardinals[word.low])
        if self._table.lists.has("ones", word.low):
            return self._at == self._start and self._multiplies(self._at + 1)
        if word.low in self._table.hundreds:
            return self._hundred(self._table.hundreds[word.low])
        worth = self._table.scales.get(word.low) or self._money_scale(word)
        return self._times(worth, word) if worth else self._joins(word)

    def _figure(self, word: Word) -> bool:
        following = self._words[self._at + 1] if self._at + 1 < len(self._words) else None
        scaled = following is not None and following.low in self._table.scales
        worth = value(word.text, self._table.decimal, scaled)
        fresh = self._at == self._start or (self._part == math.inf and worth is not None and worth < self._least)
        if worth is None or not fresh:
            return False
        self._part = worth
        return True

    def _add(self, worth: float) -> bool:
        """Take a word's value; a lone *one* is an article unless a scale follows, and figures take no words."""
        if self._part == math.inf:
            lone = worth == 1 and self._at == self._start and not self._multiplies(self._at + 1)
            if lone or worth >= self._least:
                return False
            self._part = worth
        else:
            sum_ = _added(self._part, worth)
            if sum_ is None or self._words[self._at - 1].figure:
                return False
            self._part = sum_
        self._scale = 1.0
        return True

    def _hundred(self, worth: float) -> bool:
        if self._part == math.inf:
            if not (self._at > self._start or self._table.lists.has("alone", self._words[self._at].low)):
                return False
            self._part = worth
        elif 1 <= self._part < 10:
            self._part, self._scale = self._part * worth, worth
        else:
            return False
        return True

    def _times(self, worth: float, word: Word) -> bool:
        if worth >= self._least:
            return False
        if self._part == math.inf and not (
            self._at > self._start or self._table.lists.has("alone", word.low) or self._is_singular(word)
        ):
            return False
        self._total += (1.0 if self._part == math.inf else self._part) * worth
        self._part, self._least, self._scale = math.inf, worth, worth
        return True

    def _is_singular(self, word: Word) -> bool:
        """A form that is one thousand behind a hedge (``около тысячи``) and thousands elsewhere."""
        return self._table.lists.has("either", word.low)

    def _money_scale(self, word: Word) -> float | None:
        """The letters of ``$1.5bn``: only with a sign of money before the figure."""
        before = self._words[self._start - 1].text if self._start else ""
        return self._table.money_scales.get(word.low) if before in _MONEY and self._at > self._start else None

    def _multiplies(self, at: int) -> bool:
        low = self._words[at].low if at < len(self._words) else ""
        return low in self._table.scales or low in self._table.hundreds

    def _joins(self, word: Word) -> bool:
        """A hyphen or an *and* inside a number in words: it needs a word behind it that goes on."""
        if self._at == self._start or self._at + 1 >= len(self._words) or self._words[self._at - 1].figure:
            return False
        following = self._words[self._at + 1]
        hyphen = word.text == "-" and word.glued and following.glued
        if not hyphen and not self._is_joiner(word, following):
            return False
        worth = self._table.cardinals.get(following.low)
        if worth is None:
            return hyphen and self._multiplies(self._at + 1)
        return self._fits(worth)

    def _is_joiner(self, word: Word, following: Word) -> bool:
        """French *et* joins before *un* and *onze*, English *and* behind hundreds and thousands."""
        if not self._table.lists.has("joiner", word.low):
            return False
        if self._table.lists.exact["joined"]:
            return self._table.lists.has("joined", following.low)
        return self._part == math.inf or (self._part >= 100 and self._part % 100 == 0)

    def _fits(self, worth: float) -> bool:
        return worth < self._least if self._part == math.inf else _added(self._part, worth) is not None


def _added(part: float, worth: float) -> float | None:
    """A number and the one behind it, where it fills what the first leaves open: 40 and 2, 60 and 15, 4 times 20."""
    tens = part % 100
    if part == 4 and worth == 20:
        return 80.0
    if (tens == 0 and worth < 100) or (tens >= 20 and tens % 10 == 0 and worth < 10):
        return part + worth
    return part + worth if tens in (60, 80) and 10 <= worth < 20 else None
