"""Speakers whom a paragraph introduces and the next one quotes: ``She said:`` before a block quotation.

Block quotations have lost their indentation, and mostly stand without marks; the line before them ends in a colon,
before marks also in a comma.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from kg.claims.detect import Attribution, ContentFrom, Detector
from kg.claims.detect.cue_verbs import cues
from kg.claims.resolve.discourse import Discourse
from kg.text.sentence import VERBAL, Sentence, noun_phrase

if TYPE_CHECKING:
    from kg.text.parse import Token

DETECTOR = Detector("introduction", None, ContentFrom.BEHIND)
_LONGEST = 12  # tokens of a line without a verb: "And from Captain Alice Moran:"

Read: TypeAlias = tuple[Sentence, Sequence[Attribution]]


def ahead_of(read: Sequence[Read], position: int, discourse: Discourse) -> tuple[Sentence, Attribution] | None:
    """The line before a sentence's paragraph that introduces its speaker, with who that is."""
    sentence = read[position][0]
    while position and read[position][0].block.span == sentence.block.span:
        position -= 1
    line, found = read[position]
    if line.block.span == sentence.block.span or found:
        return None
    mark, marked = line.span.of(sentence.text).rstrip()[-1:], _opens_marked(sentence)
    introduced = _speaker(line, marked, discourse) if mark == ":" or (mark == "," and marked) else None
    return (line, introduced) if introduced else None


def _opens_marked(sentence: Sentence) -> bool:
    """Whether a sentence's paragraph opens with a quotation mark."""
    return any(quote.start == sentence.block.span.start for quote in sentence.quotes)


def _speaker(line: Sentence, marked: bool, discourse: Discourse) -> Attribution | None:
    """Who speaks by a verb of saying, else, before marks, the name in a line that has no verb."""
    verb = next((cue for cue in cues(line, line.lexicon.telling) if cue.lemma in line.lexicon.telling), None)
    if verb is not None and (verb.subject is not None or verb.impersonal):
        return verb.attribution(DETECTOR, (line.span,), confidence=0.7)
    if not marked or len(line.doc) > _LONGEST or any(token.pos_ in VERBAL for token in line.doc):
        return None
    named = [token for token in line.doc if token.pos_ == "PROPN" and not _same_name(token)]
    if len(named) != 1 or discourse.gazetteer.find(named[0].text, line.lexicon.language):
        return None
    source = line.span_of(noun_phrase(named[0]))
    return Attribution(DETECTOR, "", None, source, (line.span,), named[0], confidence=0.6)


def _same_name(token: Token) -> bool:
    """Whether a word belongs to the name that another one heads."""
    return token.head.i != token.i and token.head.pos_ == "PROPN"
