"""Cues that close a sentence with no comma before them: ``Five were killed the ministry said on Tuesday``.

English news in plain text often comes without its commas; the parser then takes the speaker for part of the content.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.cues import Cue, cues
from kg.extract.report import Report
from kg.extract.sentence import VERBAL, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

_INSIDE = frozenset({"PROPN", "NOUN", "ADJ", "NUM", "PRON", "PART", "SYM"})
_JOINING = frozenset({"of", "for", "'s", "’s", "-", ".", "and", "&", "("})
_LONGEST = 16  # words of a speaker


def find(sentence: Sentence) -> Iterator[Report]:
    """Reports whose cue ends the sentence, the speaker right before it, the content before the speaker."""
    if not sentence.lexicon.bare_cues:
        return
    for cue in cues(sentence):
        if cue.lemma not in sentence.lexicon.said or not _closes(sentence, cue):
            continue
        start = _speaker_start(sentence, cue.group[0].i)
        before = list(sentence.doc[:start])
        if not any(token.pos_ in VERBAL for token in before) or start == cue.group[0].i:
            continue
        head = _head(sentence, start, cue)
        content = sentence.pieces(before)
        if content and head is not None:
            yield Report(
                rule="final-cue",
                lemma=cue.lemma,
                cue=cue.span,
                source=sentence.span_of(sentence.doc[start : cue.group[0].i]),
                content=content,
                head=head,
                verb=cue.verb,
                confidence=0.75,
            )


def _closes(sentence: Sentence, cue: Cue) -> bool:
    """Whether nothing but time, place and hearers follows the cue."""
    if sentence.in_quotes(cue.verb) or not _finite_past(cue.verb) or cue.inverted:
        return False
    rest = sentence.doc[cue.group[-1].i + 1 :]
    if len(rest) > 14:
        return False
    verbs = [token for token in rest if token.pos_ == "VERB" and token.tag_ != "VBG"]
    return not verbs and not any(token.lower_ in ("that", "it", "he", "she", "they", "there") for token in rest)


def _finite_past(verb: Token) -> bool:
    return verb.tag_ in ("VBD", "VBZ", "VBP", "VBN")


def _speaker_start(sentence: Sentence, stop: int) -> int:
    """Where the noun phrase before the cue begins: at its determiner, or where its run of nouns and names begins."""
    at = stop
    while at > 0 and stop - at < _LONGEST:
        token = sentence.doc[at - 1]
        if token.pos_ == "DET" and token.lower_ in ("the", "a", "an", "this", "another"):
            return (
                at - 1
                if at < 2 or sentence.doc[at - 2].lower_ not in ("of", "for", "in")
                else _speaker_start(sentence, at - 2)
            )
        if token.pos_ not in _INSIDE and token.lower_ not in _JOINING:
            break
        if token.pos_ == "PRON" and at < stop:
            break
        at -= 1
    return at


def _head(sentence: Sentence, start: int, cue: Cue) -> Token | None:
    stop = cue.group[0].i
    if cue.subject is not None and start <= cue.subject.i < stop:
        return cue.subject
    run = [token for token in sentence.doc[start:stop] if token.pos_ in ("NOUN", "PROPN", "PRON")]
    inside = [token for token in run if token.head.i not in range(start, stop) or token.head.i == token.i]
    return (inside or run)[-1] if run else None
