"""Which state's organ the words for a speaker tell: ``un haut responsable militaire russe``, ``a Syrian army source``.

Every word must be understood, as with offices: a holder, an organ, a country, a place, or what changes nothing
(*senior*, *local*). One unknown word (*analyst*, *Kurdish*, *close to*), two countries, or a word for those who stand
against a state, and the words tell nothing. Without a country,

- a town tells the state of the offices that a state has in its towns (governor, police), unless it lies where more than
  one power claims or holds the ground, or the article says that somebody holds it;
- an office in full (``State TV``, ``the government``) is of the state that the article names more often than all
  others together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from kg.model import Link
from kg.sources import contested_areas, offices
from kg.sources.countries import Naming, find_countries, tokens_of
from kg.sources.registry import PERSONS

if TYPE_CHECKING:
    from kg.claims.resolve.discourse import Discourse
    from kg.languages.cue_lexicon import Lexicon
    from kg.sources.offices import OfficeLexicon
    from kg.sources.places import Place
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
        self.places: list[Place] = []
        self.organ = self.official = False
        self.local = self.office = False  # an office that a state has in its towns; one without its country
        self.link = Link.ORGAN

    def state(self) -> tuple[str, Link] | None:
        """The state, and the link to it."""
        if not self._is_understood():
            return None
        if self.codes:
            code = next(iter(self.codes)) if len(self.codes) == 1 and (self.official or self.organ) else None
        elif self.places:
            code = self._of_town() if self.local else None
        else:
            code = self._of_article() if self.office else None
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
            kind = offices.office_kind(reading.office)
            if kind.link in _BY_LAW and (reading.country or kind.type not in PERSONS):  # a president may be a club's
                self.organ, self.office = True, self.office or reading.country is None
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
        if found is None or found.sorts == {Naming.CAPITAL}:
            return 0
        size = next(
            n for n in range(1, len(self.phrase) - at + 1) if len(tokens_of(self._text(at, at + n))) >= found.stop
        )
        if self._hyphenated(at, at + size):
            return 0
        if found.is_adjective() or not self._is_where(at):
            self.codes.add(found.code)
        return size

    def _place(self, at: int) -> int:
        """How many words from one on name a town; that somebody is in a place that no table knows changes nothing."""
        found = self.discourse.gazetteer.find(self._text(at), self.lexicon.language, self.discourse.countries)
        first = next(((end, place) for start, end, place in found if start == 0), None)
        if first is not None and not self._hyphenated(at, at + 1):
            self.places.append(first[1])
            return self._size(at, first[0])
        rest = self.phrase[at:]
        return len(rest) if self._is_where(at) and all(token.text[:1].isupper() for token in rest) else 0

    def _word(self, at: int) -> int:
        """1 where a word is of those who hold offices, of organs, or changes nothing; else 0."""
        token, state = self.phrase[at], self.words.state
        if _is(token, state.denied | self.lexicon.former):
            return 0
        local, official = _is(token, state.local_organs | state.local_persons), _is(token, state.officials)
        organ = local or _is(token, state.organs)
        self.local, self.official, self.organ = self.local or local, self.official or official, self.organ or organ
        other = state.persons | state.holders | state.harmless | self.lexicon.times
        silent = token.pos_ in _SILENT or token.lower_ in self.lexicon.links | self.lexicon.determiners | state.places
        return int(organ or official or silent or _is(token, other))

    def _of_town(self) -> str | None:
        """The state that certainly has its offices in the towns."""
        codes = {place.country for place in self.places}
        if len(codes) != 1 or any(contested_areas.covers(place.latitude, place.longitude) for place in self.places):
            return None
        towns, holding = {place.id for place in self.places}, self.words.state.held | self.words.state.denied
        for doc in self.discourse.read:
            named = self.discourse.gazetteer.find(doc.text, self.lexicon.language, frozenset(codes))
            if any(place.id in towns for _, _, place in named) and any(_is(token, holding) for token in doc):
                return None
        return codes.pop()

    def _of_article(self) -> str | None:
        """The state whose organ it is where the words name none: no other one is named near it, nor the outlet's."""
        known, language, code = self.discourse, self.lexicon.language, self.discourse.sole
        near = known.read[max(known.position - 1, 0) : known.position + 1]
        named = {row.code for doc in near for row in find_countries(doc.text, language)}
        own = known.home - {code} & {row.code for doc in known.read for row in find_countries(doc.text, language)}
        return None if named - {code} or own else code

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
