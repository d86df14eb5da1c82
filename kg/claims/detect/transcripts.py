"""Turns of a printed talk: ``WALLACE: Let's start.``, a paragraph that opens with its speaker's name in capitals.

One such paragraph may begin with the place that it is dated from (``KARACHI: The minister …``); two make a talk.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from kg.claims.detect.attribution import Attribution
from kg.claims.detect.detector import ContentFrom, Decides, Detector
from kg.model import Span
from kg.text.sentence import Sentence

_NAME = r"[\"“«–—-]?[ \u00a0]*(?P<name>[^\W\d_a-zà-ÿа-яё][^\n:!?.;,«»\"“”a-zà-ÿа-яё]{2,40}?)[ \u00a0]?:[ \u00a0]"
_TURN = re.compile(_NAME)
_TURNS = re.compile(r"^" + _NAME, re.MULTILINE)
_FEWEST = 3  # turns of a talk


def find(sentence: Sentence) -> Iterator[Attribution]:
    """The attribution of what stands behind the name that opens a paragraph."""
    name = turn(sentence)
    if name is None or name.start < sentence.span.start or name.end > sentence.span.end:
        return
    start = sentence.text.index(":", name.end) + 1
    content = sentence.trimmed(Span(start, sentence.span.end)) if start < sentence.span.end else None
    head = next((token for token in reversed(sentence.doc) if name.start <= sentence.at(token) < name.end), None)
    if content and head is not None:
        yield Attribution(DETECTOR, "", Span(start - 1, start), name, (content,), head, exact=True)


DETECTOR = Detector("turn", find, ContentFrom.BEHIND, Decides.WORDS)


def turn(sentence: Sentence) -> Span | None:
    """Whose turn the paragraph of a sentence is, by the name that opens it."""
    return sentence.once("turn", lambda: _turn(sentence))


def goes_on(sentence: Sentence, before: Sentence) -> bool:
    """Whether a sentence goes on with the turn of the one before."""
    return turn(sentence) is not None and sentence.block.span == before.block.span


def _turn(sentence: Sentence) -> Span | None:
    found = _TURN.match(sentence.text, sentence.block.span.start, sentence.block.span.end)
    return Span(*found.span("name")) if found and _turns(sentence.text) >= _FEWEST else None


@functools.lru_cache(maxsize=64)
def _turns(text: str) -> int:
    return sum(1 for _ in _TURNS.finditer(text))
