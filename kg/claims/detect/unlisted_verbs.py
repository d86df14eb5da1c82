"""Cue clauses told by marks and the order of words, whatever their verb: ``« … », analyse-t-il``, ``"…," she beamed``.

No list holds all verbs that writers put beside a quotation (``sourit``, ``усмехнулся``, ``chuckled``). What sets the
clause apart does not depend on them: in French a pronoun hung on its verb outside of a question, in Russian a dash with
the verb before its subject, in English a comma inside the marks with the subject before its verb, and nothing more.
Verbs that are never speech are listed (``died``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.claims.detect.attribution import Attribution
from kg.claims.detect.cue_verbs import infinitive_of
from kg.claims.detect.detector import ContentFrom, Decides, Detector
from kg.text.sentence import SUBJECT, VERBAL, Sentence, is_finite, noun_phrase

if TYPE_CHECKING:
    from kg.languages.cue_lexicon import Lexicon
    from kg.text.parse import Token

_DASHES = frozenset("-–—")
_CLOSING = frozenset('»”"')
_ENDS = frozenset({",", ".", ":", ";"})
_LEAST = 8  # characters of content
_BEFORE = 6  # words of an English speaker
_HELPED = 3  # words from an auxiliary to its participle


@dataclass(frozen=True, slots=True)
class _Clause:
    """A verb with its speaker, and the tokens from ``start`` to ``stop`` (half-open) that are no content."""

    start: int
    stop: int
    cue: Sequence[Token]
    verb: Token
    speaker: Token


def find(sentence: Sentence) -> Iterator[Attribution]:
    """Attributions of a quotation, or in French of the clause around, to the speaker in a clause set apart by marks."""
    for token in sentence.doc[1:]:
        clause = _hung(sentence, token) or _behind_dash(sentence, token) or _behind_marks(sentence, token)
        if clause is None or _is_no_speech(clause.verb, sentence.lexicon):
            continue
        around = [other for other in sentence.doc if not clause.start <= other.i < clause.stop]
        quoted = [other for other in around if sentence.in_quotes(other)]
        pieces = sentence.pieces(quoted or around)
        if sum(piece.end - piece.start for piece in pieces) >= _LEAST:
            named = sentence.span_of(noun_phrase(clause.speaker))
            cue, lemma = sentence.span_of(clause.cue), clause.verb.lemma_.lower()
            verb = clause.verb if clause.verb.pos_ in VERBAL else None
            yield Attribution(DETECTOR, lemma, cue, named, pieces, clause.speaker, verb, confidence=0.5)
            return


DETECTOR = Detector(
    "unlisted-verb",
    find,
    ContentFrom.AROUND,
    Decides.WORDS,
    interrupts=True,
    literature=("Danlos, Sagot and Stern 2010",),
)


def _hung(sentence: Sentence, token: Token) -> _Clause | None:
    """``, analyse-t-il``: a pronoun hung on the verb, behind a comma or quotation, and in no question."""
    doc, lexicon = sentence.doc, sentence.lexicon
    pronoun = token.lower_.strip("-").removeprefix("t-")
    if token.lower_ not in lexicon.clitics or pronoun not in lexicon.pronoun_subjects or "?" in doc[-1].text:
        return None
    first = token.i - 1
    while first > 0 and doc[first].text.startswith("-"):
        first -= 1
    verb, stop = doc[first], token.i + 1
    if verb.lemma_.lower() in lexicon.auxiliaries:
        behind = doc[stop : stop + _HELPED]
        verb = next((other for other in behind if other.lower_.endswith(tuple(lexicon.participle_endings))), verb)
        stop = max(stop, verb.i + 1)
    if verb.lemma_.lower() in lexicon.auxiliaries or first == 0 or not verb.text[:1].islower():
        return None
    between = doc[first - 1].text == "," and stop < len(doc) and doc[stop].text in _ENDS
    quoted = sentence.in_quotes(verb) or _follows(sentence, doc[first])
    apart = quoted or (between and any(map(_states, (doc[:first], doc[stop:]))))
    if not apart or (sentence.in_quotes(verb) and not between):
        return None
    end = stop if not quoted else _end(sentence, stop)
    return _Clause(first, end, [doc[first], *([verb] if verb.i > first else [])], verb, token)


def _behind_dash(sentence: Sentence, verb: Token) -> _Clause | None:
    """``», — усмехнулся он``: a verb right behind a quotation and a dash, its subject behind it."""
    doc, lexicon = sentence.doc, sentence.lexicon
    if not lexicon.typology.free_word_order or verb.i < 2 or doc[verb.i - 1].text not in _DASHES:
        return None
    speaker = next((child for child in verb.children if child.dep_ in SUBJECT and child.i > verb.i), None)
    if speaker is None or not _acts(sentence, verb) or not _speaks(speaker, sentence):
        return None
    comma = doc[verb.i - 2].text == "," and sentence.follows_quotation(doc[verb.i - 2])
    return _Clause(verb.i - 1, _end(sentence, verb.i), [verb], verb, speaker) if comma else None


def _behind_marks(sentence: Sentence, verb: Token) -> _Clause | None:
    """``…," she beamed.``: behind a comma inside the marks a subject and its verb, which end the sentence."""
    doc, lexicon = sentence.doc, sentence.lexicon
    if not lexicon.typology.unpunctuated_cues or not _acts(sentence, verb):
        return None
    speaker = next((child for child in verb.children if child.dep_ in SUBJECT and child.i < verb.i), None)
    start = speaker.left_edge.i if speaker is not None else 0
    if speaker is None or start < 2 or verb.i - start > _BEFORE or not _speaks(speaker, sentence):
        return None
    ended = doc[start - 1].text in _CLOSING and doc[start - 2].text == "," and not sentence.in_quotes(doc[start])
    last = all(token.is_punct for token in doc[verb.i + 1 :])
    return _Clause(start, len(doc), [verb], verb, speaker) if ended and last else None


def _acts(sentence: Sentence, verb: Token) -> bool:
    return verb.pos_ == "VERB" and is_finite(verb) and not sentence.in_quotes(verb)


def _speaks(speaker: Token, sentence: Sentence) -> bool:
    """Whether somebody may speak: a name, a person, a body, or a pronoun for one."""
    lexicon = sentence.lexicon
    person = speaker.pos_ == "PRON" and speaker.lower_ in lexicon.pronoun_subjects
    return person or speaker.pos_ == "PROPN" or speaker.lemma_.lower() in lexicon.speakers


def _is_no_speech(verb: Token, lexicon: Lexicon) -> bool:
    """Whether a verb tells of nobody or of what becomes of somebody, whatever it stands beside: ``Smith died``."""
    known = lexicon.impersonal_verbs | lexicon.befalling
    return verb.lemma_.lower() in known or bool(infinitive_of(verb.lower_, known, lexicon.infinitives))


def _follows(sentence: Sentence, token: Token) -> bool:
    """Whether a quotation ends right before a token, at most a comma between."""
    before = token.nbor(-1)
    return before.text in {",", *_CLOSING} and sentence.follows_quotation(before if before.text == "," else token)


def _states(tokens: Sequence[Token]) -> bool:
    return any(token.pos_ in VERBAL and is_finite(token) for token in tokens)


def _end(sentence: Sentence, start: int) -> int:
    """Where a clause ends: at the next quotation, else with the sentence."""
    opened = (token.i for token in sentence.doc[start:] if sentence.in_quotes(token))
    return next(opened, len(sentence.doc))
