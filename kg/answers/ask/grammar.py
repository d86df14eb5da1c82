"""The plain-words forms of all questions, and how a question is laid against one: every word must have a place."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from kg.answers.ask.slots import Fill, Filling
from kg.answers.ask.vocabulary import QuestionWord, languages, read, vocabulary
from kg.answers.queries import Ask, Parameter, Question

_SLOT = re.compile(r"\{([^{}]*)\}")
_POSSESSIVE = re.compile(r"^[’']s\b")
_LONGEST = 8  # words in a slot


@dataclass(frozen=True, slots=True)
class FormWord:
    """A word of a form; ``optional`` when a question may leave it out."""

    sense: str
    optional: bool = False


Piece: TypeAlias = FormWord | Parameter


@dataclass(frozen=True, slots=True)
class Pattern:
    """One plain-words form of a question."""

    question: Question
    ask: Ask
    pieces: tuple[Piece, ...]

    @property
    def needed(self) -> frozenset[str]:
        """The words that a question must have to be of this form."""
        return frozenset(piece.sense for piece in self.pieces if isinstance(piece, FormWord) and not piece.optional)


@dataclass(frozen=True, slots=True)
class Slot:
    """A filled slot: the parameter, the words of the question (half-open code points), and what they mean."""

    parameter: Parameter
    start: int
    end: int
    words: int
    filling: Filling


@dataclass(frozen=True, slots=True)
class Fit:
    """A question laid against a form. ``left_out`` counts the words of the form that the question has not."""

    pattern: Pattern
    slots: tuple[Slot, ...]
    left_out: int

    @property
    def score(self) -> float:
        """The share of the form that the question has: 1 when it has all of it."""
        return 1 - self.left_out / len(self.pattern.pieces)

    @property
    def in_slots(self) -> int:
        """How many words stand in slots: a form that has words of its own for them is nearer to what is asked."""
        return sum(slot.words for slot in self.slots)

    @property
    def values(self) -> tuple[tuple[str, str], ...]:
        """The values for the query's parameters."""
        given = {**dict(self.pattern.ask.fixed), **{slot.parameter.name: slot.filling.value for slot in self.slots}}
        return tuple(sorted(given.items()))


@functools.lru_cache(maxsize=8)
def patterns(questions: tuple[Question, ...]) -> tuple[Pattern, ...]:
    """The forms of all questions in the languages that have words for questions."""
    return tuple(
        Pattern(question, ask, tuple(_pieces(question, ask)))
        for question in questions
        for ask in question.asks
        if ask.language in languages()
    )


def _pieces(question: Question, ask: Ask) -> Iterator[Piece]:
    optional = vocabulary(ask.language).optional
    for index, piece in enumerate(_SLOT.split(ask.words)):
        if index % 2:
            parameter = question.parameter(piece)
            if parameter:
                yield parameter
            continue
        for word in read(_POSSESSIVE.sub("", piece) if index else piece, ask.language, start=index == 0):
            if not word.neutral:
                yield FormWord(word.sense, word.sense in optional)


def fit(pattern: Pattern, text: str, words: tuple[QuestionWord, ...], fill: Fill) -> Fit | None:
    """The question laid against a form with the fewest words of it left out; None where a word has no place."""
    if not pattern.needed <= {word.sense for word in words}:
        return None
    found = _Laying(pattern.pieces, text, words, fill).best(0, 0)
    return Fit(pattern, found[1], found[0]) if found else None


_Found: TypeAlias = tuple[int, tuple[Slot, ...]]


class _Laying:
    """One laying of words against pieces, from both beginnings, each place tried once."""

    def __init__(self, pieces: tuple[Piece, ...], text: str, words: tuple[QuestionWord, ...], fill: Fill) -> None:
        self._pieces, self._text, self._words, self._fill = pieces, text, words, fill
        self._known: dict[tuple[int, int], _Found | None] = {}

    def best(self, piece: int, word: int) -> _Found | None:
        """How the pieces and the words from here on fit: words left out, and the slots."""
        if (piece, word) not in self._known:
            self._known[piece, word] = min(self._ways(piece, word), key=lambda found: found[0], default=None)
        return self._known[piece, word]

    def _ways(self, piece: int, word: int) -> Iterator[_Found]:
        if piece == len(self._pieces):
            if all(rest.neutral for rest in self._words[word:]):
                yield 0, ()
            return
        if word < len(self._words) and self._words[word].neutral:
            yield from self._then(self.best(piece, word + 1))
        wanted = self._pieces[piece]
        if isinstance(wanted, Parameter):
            yield from self._slots(wanted, piece, word)
            return
        if word < len(self._words) and self._words[word].sense == wanted.sense:
            yield from self._then(self.best(piece + 1, word + 1))
        if wanted.optional:
            yield from self._then(self.best(piece + 1, word), left_out=1)

    def _slots(self, wanted: Parameter, piece: int, word: int) -> Iterator[_Found]:
        if word == len(self._words) or self._words[word].neutral:
            return
        for end in range(word + 1, min(word + _LONGEST, len(self._words)) + 1):
            if self._words[end - 1].neutral:
                continue
            rest = self.best(piece + 1, end)
            if rest is None:
                continue
            inside = self._words[word:end]
            start, stop = inside[0].start, inside[-1].end
            filling = self._fill(wanted.kind, self._text[start:stop], inside)
            if filling:
                yield from self._then(rest, Slot(wanted, start, stop, len(inside), filling))

    @staticmethod
    def _then(rest: _Found | None, slot: Slot | None = None, left_out: int = 0) -> Iterator[_Found]:
        if rest:
            yield rest[0] + left_out, (*([slot] if slot else []), *rest[1])
