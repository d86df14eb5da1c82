"""How many: the numbers of a sentence with unit, hedge and what they count.

What is read: figures and number words, ranges, loose numbers (*une vingtaine*), words that name no value (*thousands*:
kept without bounds), ages and durations (unit *year*, *day* … and nothing counted). What is not: articles (*un*),
names, dates, clock times, ordinals, scores, labels (*article 51*), fractions in words.
"""

from __future__ import annotations

import functools
import math
from typing import TYPE_CHECKING

from kg.model import Quantity, Span
from kg.text.quantities.amounts import Amount, amount
from kg.text.quantities.counted import Counted, Place, counted, share
from kg.text.quantities.hedges import Hedge, bounds, hedge
from kg.text.quantities.non_quantities import capital, names, year
from kg.text.quantities.number_lexicon import Lexicon, lexicon
from kg.text.quantities.tokens import Word, words, written
from kg.text.quantities.units import SHARED, unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.text.parse import Token
    from kg.text.sentence import Sentence

__all__ = ["quantities"]


def quantities(sentence: Sentence) -> tuple[Quantity, ...]:
    """The numbers that a sentence says of something, in the order of the text."""
    table, text = lexicon(sentence.block.language), sentence.span.of(sentence.text)
    if table is None or not any(map(table.opens, written(text, table.spaced))):
        return ()
    return tuple(_Reader(sentence, words(text, table.spaced), table).read())


class _Reader:
    """Reads one sentence from left to right."""

    def __init__(self, sentence: Sentence, found: Sequence[Word], table: Lexicon) -> None:
        self._sentence, self._words, self._table = sentence, found, table

    @functools.cached_property
    def _tokens(self) -> dict[int, Token]:
        return {token.idx: token for token in self._sentence.doc}

    @functools.cached_property
    def _kinds(self) -> list[str]:
        return [self._tokens[word.start].pos_ if word.start in self._tokens else "" for word in self._words]

    @functools.cached_property
    def _adjectives(self) -> frozenset[int]:
        return frozenset(at for at, kind in enumerate(self._kinds) if kind in ("ADJ", "VERB"))

    def read(self) -> list[Quantity]:
        out: list[Quantity] = []
        at = 0
        for opening in [index for index, word in enumerate(self._words) if self._table.may_open(word)]:
            found = amount(self._words, opening, self._table) if opening >= at else None
            if found is None:
                continue
            measured = unit(self._words, found, self._table, self._adjectives)
            code, end = measured or (self._aged(found), found.end)
            read = self._quantity(found, code, end)
            if read:
                out.append(read)
            at = end
        return out

    def _quantity(self, found: Amount, code: str | None, end: int) -> Quantity | None:
        if names(self._words, found, code, self._table):
            return None
        said = hedge(self._words, found, end, code, self._table)
        what = self._counted(found, code, max(end, said.end))
        if self._is_year(found, code, what, said) or self._is_elliptic(found, code, what):
            return None
        if what is None and code is None and (found.high == 0 or capital(self._words, found)):
            return None
        if code is None and said.name is None and self._follows_name(found, what):
            return None
        start = min(found.start, said.start) - self._money(found)
        span = self._span(start, max(end, said.end))
        low, high = (-math.inf, math.inf) if self._is_fraction(found) else bounds(found, said.name)
        return Quantity(
            span=span,
            text=span.of(self._sentence.text),
            low=low,
            high=high,
            unit=code,
            hedge=said.name if math.isfinite(low) or math.isfinite(high) else None,
            counted=what.lemma if what else None,
            counted_span=what.span if what else None,
        )

    def _aged(self, found: Amount) -> str | None:
        """An age without its unit: ``aged 35``."""
        return "year" if self._table.lists.phrases["aged"].before(self._words, found.first) else None

    def _counted(self, found: Amount, code: str | None, end: int) -> Counted | None:
        place = Place(self._sentence, self._words, found.first, end, self._is_linked(found))
        if code is None:
            return counted(place, self._table)
        return share(place, self._table) if code in SHARED else None

    def _is_linked(self, found: Amount) -> bool:
        """Whether the last word of the number wants a preposition before its noun: ``million``, ``dizaine``."""
        last = self._words[found.end - 1].low
        return found.loose or found.vague or last in self._table.scales

    def _is_year(self, found: Amount, code: str | None, what: Counted | None, said: Hedge) -> bool:
        if not year(self._words, found) or code not in (None, "year"):
            return False
        if code == "year" or what is None:
            return said.name in (None, "about")
        if found.low < found.high:
            return said.name is None
        before = [word.low for word in self._words[max(0, found.start - 2) : found.start]]
        dated = any(low in self._table.months for low in before)
        dated = dated or (bool(before) and self._table.lists.has("years_before", before[-1]))
        return said.name is None and dated

    def _follows_name(self, found: Amount, what: Counted | None) -> bool:
        """``France 24``, ``the Geneva 3 talks``: a figure behind a name that counts nothing, or belongs to the name."""
        token = self._tokens.get(found.start and self._words[found.start].start)
        if token is None or not self._words[found.start].figure or self._kinds[found.start - 1] != "PROPN":
            return False
        return what is None or token.head.i == token.i - 1

    def _is_elliptic(self, found: Amount, code: str | None, what: Counted | None) -> bool:
        """``les deux``, ``both``, ``un véhicule neuf``: a numeral that stands for no number of its own."""
        if code is not None or self._words[found.first].figure:
            return False
        before = [word.low for word in self._words[max(0, found.start - 2) : found.start]]
        definite = [self._table.lists.has("definite", low) for low in before]
        if all(definite) and len(definite) == 2:  # tous les deux
            return True
        if what is not None:
            return False
        adjective = self._kinds[found.first] == "ADJ" and found.start > 0 and self._kinds[found.start - 1] == "NOUN"
        alone = self._table.lists.has("definite", self._words[found.first].low)
        return adjective or alone or (bool(definite) and definite[-1])

    def _is_fraction(self, found: Amount) -> bool:
        """``a quarter of a million``: a part of the number, which is not reckoned."""
        before = [word.low for word in self._words[max(0, found.start - 2) : found.start]]
        before = before[:-1] if before and self._table.lists.has("of", before[-1]) else before
        return bool(before) and self._table.lists.has("fractions", before[-1])

    def _money(self, found: Amount) -> int:
        """Whether a sign of money before the number belongs to its words."""
        sign = found.first == found.start and found.start > 0 and self._words[found.start - 1].text in "$€£₽"
        return int(sign)

    def _span(self, start: int, end: int) -> Span:
        at = self._sentence.span.start
        return Span(at + self._words[start].start, at + self._words[end - 1].end)
