"""Which state's organ the words for a speaker tell: ``un haut responsable militaire russe``, ``a Syrian army source``.

Every word must be understood, as with offices: a holder, an organ, a country, what changes nothing (*senior*), and
where somebody is. One unknown word (*analyst*, *Kurdish*, *close to*), a capital that may begin a name (*the Lebanese
Forces*), no country or two, a country that is a place elsewhere too (*Georgia*), or a word for those who stand against
a state, and the words tell nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from kg.model import Link
from kg.sources import offices
from kg.sources.countries import Naming, tokens_of
from kg.sources.registry import PERSONS

if TYPE_CHECKING:
    from kg.claims.resolve.discourse import Discourse
    from kg.languages.cue_lexicon import Lexicon
    from kg.sources.offices import OfficeLexicon
    from kg.text.parse import Token

_LONGEST = 12  # words of a description that is read
_BY_LAW = (Link.ORGAN, Link.CONTROLLED)  # what offices may be to their state
_SILENT = frozenset({"DET", "PUNCT", "NUM", "PART"})


def organ_of(tokens: Sequence[Token], lexicon: Lexicon, discourse: Discourse) -> tuple[str, Link] | None:
    """The state that a description places its bearer in, as an ISO code, and the link to it; None where unsure.

    Example:
        *A senior Russian military official* is an organ of RU; *a Russian military analyst* is of none.
    """
    words = offices.load_offices(lexicon.language)
    phrase = _cut(tokens, lexicon)
    if words is None or not words.state.organs or not 0 < len(phrase) <= _LONGEST:
        return None
    return _Description(phrase, words, lexicon, discourse).state()


def _cut(tokens: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """A description without what follows a comma or a pronoun: ``a source at the ministry, who spoke …``."""
    ends = (at for at, token in enumerate(tokens) if token.text in {",", "(", ":"} or token.lower_ in lexicon.relative)
    return list(tokens[: next(ends, len(tokens))])


class _Description:
    """The words of a description, read from the first to the last."""

    def __init__(self, phrase: Sequence[Token], words: OfficeLexicon, lexicon: Lexicon, discourse: Discourse) -> None:
        """Nothing is read yet."""
        self.phrase, self.words, self.lexicon, self.discourse = phrase, words, lexicon, discourse
        self.codes: set[str] = set()
        self.organ = self.official = False
        self.link = Link.ORGAN

    def state(self) -> tuple[str, Link] | None:
        """The state, and the link to it."""
        if not self._is_understood():
            return None
        sure = len(self.codes) == 1 and (self.official or self.organ)
        code = next(iter(self.codes)) if sure else None
        return (code, self.link) if code else None

    def _is_understood(self) -> bool:
        at = 0
        while at < len(self.phrase):
            size = self._office(at) or self._body(at) or self._country(at) or self._place(at) or self._word(at)
            if not size:
                return False
            at += size
        return True

    def _office(self, at: int) -> int:
        """How many words from one on are an office in full: ``the Russian Defence Ministry``, ``State TV``; 0: none."""
        for stop in range(len(self.phrase), at, -1):
            reading = offices.parse(self._text(at, stop), self.lexicon.language)
            if reading is None or (reading.country and stop == at + 1) or self._hyphenated(at, stop):
                continue  # a country or a capital alone stands for itself
            if self._may_be_party(at, stop):
                continue
            kind = offices.office_kind(reading.office)
            if kind.link in _BY_LAW and (reading.country or kind.type not in PERSONS):  # a president may be a club's
                self.organ = True
                self.link = kind.link if kind.link is Link.CONTROLLED else self.link
                self.codes |= {reading.country} if reading.country else set()
                return stop - at
        return 0

    def _body(self, at: int) -> int:
        """How many words from one on name a body of the registry that is an organ of its state; 0: none."""
        for start, end, agent in self.discourse.registry.find(self._text(at), self.lexicon.language):
            held = agent.affiliation_on(self.discourse.date)
            if start == 0 and held.link is Link.ORGAN and held.country:
                self.organ = True
                self.codes.add(held.country)
                return self._size(at, end)
        return 0

    def _country(self, at: int) -> int:
        """How many words from one on name a country; one in which somebody only is does not count."""
        written = tokens_of(self._text(at))
        found = next((row for row in self.words.countries.find(written) if row.start == 0), None)
        if found is None or found.sorts & {Naming.CAPITAL, Naming.AMBIGUOUS}:
            return 0
        size = next(
            n for n in range(1, len(self.phrase) - at + 1) if len(tokens_of(self._text(at, at + n))) >= found.stop
        )
        if self._hyphenated(at, at + size):
            return 0
        if self._is_where(at) and not found.is_adjective():
            return size
        if not found.is_adjective() and not self._is_owner(at, size):
            return 0
        self.codes.add(found.code)
        return size

    def _place(self, at: int) -> int:
        """How many words from one on are a known place that somebody is in, at the end: it changes nothing.

        What else has a capital there may be a body: *a French official at UNESCO*.
        """
        rest, text, language = self.phrase[at:], self._text(at), self.lexicon.language
        known = self._is_where(at) and self.discourse.gazetteer.find(text, language)
        return len(rest) if known and self.discourse.registry.by_alias(text, language) is None else 0

    def _word(self, at: int) -> int:
        """1 where a word is of those who hold offices, of organs, or changes nothing; else 0."""
        token, state = self.phrase[at], self.words.state
        if _is(token, state.denied | self.lexicon.former):
            return 0
        silent = token.pos_ in _SILENT or token.lower_ in self.lexicon.links | self.lexicon.determiners | state.places
        if not silent and at and token.text[:1].isupper():
            return 0  # a part of a name
        organ, official = _is(token, state.organs | state.local_organs), _is(token, state.officials)
        self.official, self.organ = self.official or official, self.organ or organ
        other = state.persons | state.holders | state.harmless | self.lexicon.times
        return int(organ or official or silent or _is(token, other))

    def _may_be_party(self, at: int, stop: int) -> bool:
        """Whether words are a country's and one other with a capital, as parties are called: ``Lebanese Forces``."""
        countries = self.words.countries
        plain = [token for token in self.phrase[at:stop] if token.pos_ not in _SILENT and token.pos_ != "ADP"]
        return sum(token.text.istitle() and not countries.find(tokens_of(token.text)) for token in plain) == 1

    def _is_owner(self, at: int, size: int) -> bool:
        """Whether a country's name stands as an owner's: ``of Syria``, ``Syria's``; in cases, as the last word."""
        last = self.phrase[at + size - 1]
        behind = last.doc.text[last.idx + len(last.text) :][:2]
        if not self.lexicon.typology.has_articles:
            return at + size == len(self.phrase) and last.morph.get("Case", []) == ["Gen"]
        before = [token for token in self.phrase[:at] if token.pos_ != "DET"]
        linked = bool(before) and before[-1].lower_ in self.lexicon.links | self.lexicon.contractions
        return linked or (self.lexicon.typology.possessive_s and behind in {"'s", "’s"})

    def _is_where(self, at: int) -> bool:
        """Whether what begins at a word is where somebody is: ``in the Lebanon``."""
        before = [token for token in self.phrase[:at] if token.pos_ != "DET"]
        return bool(before) and before[-1].lower_ in self.words.state.places

    def _text(self, start: int, stop: int | None = None) -> str:
        tokens = self.phrase[start:stop]
        return tokens[0].doc.words(tokens[0].i, tokens[-1].i + 1)

    def _size(self, at: int, end: int) -> int:
        """How many words from one on a number of characters covers."""
        return sum(token.idx < self.phrase[at].idx + end for token in self.phrase[at:])

    def _hyphenated(self, start: int, stop: int) -> bool:
        """Whether words are a part of a longer one: ``Russian-installed``, ``anti-Syrian``."""
        doc, first, last = self.phrase[start].doc, self.phrase[start], self.phrase[stop - 1]
        beside = (first.idx - 1, last.idx + len(last.text))
        return any(doc.text[place : place + 1] in {"-", "‑", "–"} for place in beside if place >= 0)


def _is(token: Token, words: Iterable[str]) -> bool:
    return token.lower_ in words or token.lemma_.lower() in words
