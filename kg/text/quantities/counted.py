"""What a number counts: the noun that word order and parse put behind it, or nothing where it is unclear."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import Span
from kg.text.quantities.number_lexicon import Lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.text.parse import Token
    from kg.text.quantities.tokens import Word
    from kg.text.sentence import Sentence

_REACH = 5  # words between a number and its noun
_NOUNS = frozenset({"NOUN", "PROPN"})
_MODIFIERS = frozenset({"ADJ", "ADV", "NUM", "DET"})


@dataclass(frozen=True, slots=True)
class Counted:
    """The lemma of what is counted, and its words in the article."""

    lemma: str
    span: Span


@dataclass(frozen=True, slots=True)
class Place:
    """Where a number and its unit stand in a sentence; ``linked`` ones want a preposition: *une vingtaine de*."""

    sentence: Sentence
    words: Sequence[Word]
    start: int
    end: int
    linked: bool


def counted(place: Place, table: Lexicon) -> Counted | None:
    """The noun behind a number: the last of a compound in English, the first in French and Russian."""
    start = _start(place, table)
    if start is None or start >= len(place.words):
        return None
    if table.lists.has("skipped", place.words[start].low) and start + 1 < len(place.words):
        start += 1  # five others wounded
    state = _state(place, start, table)
    noun = _noun(place, start, table)
    if state and (noun is None or noun.idx == place.words[start].start):
        return state
    noun = _many(place, noun) if noun is not None and place.words[start - 1].text != "-" else noun
    return _of_noun(place, noun, table) if noun is not None else None


def share(place: Place, table: Lexicon) -> Counted | None:
    """What a share, a weight or a sum is of: ``40 % des maisons``, ``5 tonnes of flour``."""
    if place.end >= len(place.words):
        return None
    link = table.lists.phrases["share"].after(place.words, place.end)
    bare = not table.lists.exact["share"]
    if link is None and not bare:
        return None
    noun = _noun(place, place.end + (link[0] if link else 0), table)
    genitive = noun is not None and (not bare or "Gen" in noun.morph.get("Case", []))
    return _of_noun(place, noun, table) if noun is not None and genitive else None


def _start(place: Place, table: Lexicon) -> int | None:
    """The first word of what may be counted; None where the number's own link is missing."""
    at, words = place.end, place.words
    if at >= len(words):
        return None
    if place.linked and table.lists.has("of", words[at].low):
        return at + 1
    if table.lists.has("of_them", words[at].low):
        definite = at + 1 < len(words) and table.lists.has("definite", words[at + 1].low)
        return at + 1 if definite or not table.lists.has("of", words[at].low) else None
    if words[at].text == "-" and words[at].glued:
        return at + 1
    return at


def _state(place: Place, start: int, table: Lexicon) -> Counted | None:
    """``58 dead``, ``trois blessés``: words for what became of people, which count them."""
    word = place.words[start]
    lemma = table.states.get(word.low)
    offset = place.sentence.span.start
    return Counted(lemma, Span(offset + word.start, offset + word.end)) if lemma else None


def _noun(place: Place, start: int, table: Lexicon) -> Token | None:
    """The noun that begins what is counted, behind adjectives; none behind a verb, a pronoun or a comma."""
    if start >= len(place.words):
        return None
    first = place.words[start].start
    tokens = [token for token in place.sentence.doc if token.idx + len(token.text) > first and not token.is_space]
    nominal = None
    for token in tokens[:_REACH]:
        if token.lower_ in table.cardinals or table.lists.has("many", token.lower_):
            break
        if token.pos_ in _NOUNS and not token.text[0].isdecimal():
            return token if place.words[start - 1].text == "-" else _head(token)
        nominal = token if nominal is None and _is_nominal(token, first, table) else nominal
        if not _modifies(token, table):
            break
    return nominal


def _modifies(token: Token, table: Lexicon) -> bool:
    if token.text[0].isdecimal() or token.is_punct:
        return token.text == "-"
    skipped = table.lists.has("skipped", token.lower_) or table.lists.has("definite", token.lower_)
    return skipped or token.dep_ in ("amod", "det") or token.pos_ in _MODIFIERS


def _is_nominal(token: Token, first: int, table: Lexicon) -> bool:
    """An adjective or participle that stands for people: ``двое раненых``, ``une centaine d'étrangers``.

    It follows the number directly and, where the language has cases, has one: a short form is a predicate.
    """
    if token.idx != first or table.lists.has("skipped", token.lower_) or token.pos_ not in ("ADJ", "VERB"):
        return False
    case = token.morph.get("Case", [])
    return bool(case) if token.pos_ == "VERB" or not table.plurals else "Plur" in token.morph.get("Number", [])


def _head(token: Token) -> Token:
    """The last noun of an English compound: ``cruise missiles``."""
    seen = 0
    while token.dep_ == "compound" and token.head.i > token.i and token.head.pos_ in _NOUNS and seen < _REACH:
        token, seen = token.head, seen + 1
    return token


def _many(place: Place, noun: Token) -> Token | None:
    """The noun where it can be many; a singular one only where the parser too hangs the number on it.

    Else what the parser hangs the number on, if that stands behind: ``70 Nusra Front terrorists``.
    """
    if not _is_one(noun):
        return noun
    starts = {word.start for word in place.words[place.start : place.end]}
    heads = [token.head for token in noun.doc if token.idx in starts and token.dep_.startswith(("nummod", "amod"))]
    fit = (head for head in heads if head.i >= noun.i and head.pos_ in _NOUNS)
    return next((head for head in fit if head.pos_ == "NOUN" or not _is_one(head)), None)


def _is_one(noun: Token) -> bool:
    """Whether a noun is singular; the names of models are not (``deux Su-25``)."""
    return "Sing" in noun.morph.get("Number", []) and not any(letter.isdecimal() for letter in noun.text)


def _of_noun(place: Place, noun: Token, table: Lexicon) -> Counted:
    words = [token for token in _phrase(noun, place.words[place.end].start) if not token.is_punct]
    span = place.sentence.span_of(words)
    return Counted(_lemma(noun, table), span or Span(place.sentence.at(noun), place.sentence.at(noun) + len(noun.text)))


def _phrase(noun: Token, start: int) -> list[Token]:
    """The noun and the adjectives and compound parts beside it."""
    kept = ("amod", "compound", "flat", "flat:name")
    beside = [child for child in noun.children if child.dep_ in kept and child.idx >= start]
    near = {noun.i, *(child.i for child in beside)}
    low = high = noun.i
    while low - 1 in near:
        low -= 1
    while high + 1 in near:
        high += 1
    return list(noun.doc[low : high + 1])


def _lemma(noun: Token, table: Lexicon) -> str:
    """The lemma, in lower case; the plural of a name or of a word that a headline capitalises is undone by endings."""
    lemma, text = noun.lemma_.lower(), noun.lower_
    lemma = table.lemmas.get(lemma, lemma)
    if noun.text[0].isupper() and lemma == text and text.isalpha():
        for ending, singular in table.plurals:
            if text.endswith(ending) and not text.endswith("ss"):
                return text[: -len(ending)] + singular
    return lemma
