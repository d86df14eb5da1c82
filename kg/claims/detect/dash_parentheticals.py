"""Cue clauses between dashes, in or behind what is quoted: ``«Мы, — признал X, — не готовы»``, ``«…», — сказал X``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.claims.detect.attribution import Attribution
from kg.claims.detect.cue_verbs import Cue, cues
from kg.claims.detect.detector import ContentFrom, Decides, Detector
from kg.text.sentence import NOMINAL, Sentence, noun_phrase

if TYPE_CHECKING:
    from kg.text.parse import Token

_DASHES = frozenset("-–—")
_STOPS = frozenset(",.!?…»”")
_ADVERBS = 2  # words between the dash and the cue at most


def find(sentence: Sentence) -> Iterator[Attribution]:
    """Attributions whose cue stands inside quotation marks, set apart by dashes, with its speaker behind it."""
    for cue in cues(sentence, sentence.lexicon.quoting):
        start = _opening(cue)
        if start < 0 or not (sentence.in_quotes(cue.verb) or _behind_quotation(sentence, start)):
            continue
        stop = _closing(sentence, cue)
        speaker = _speaker(sentence, cue, stop)
        outside = [token for token in sentence.doc if not start <= token.i < stop and sentence.in_quotes(token)]
        content = sentence.pieces(outside)
        if content and speaker is not None and _may_say(cue, speaker):
            yield Attribution(
                detector=DETECTOR,
                lemma=cue.lemma,
                cue=cue.span,
                source=sentence.span_of(noun_phrase(speaker)),
                content=content,
                head=speaker,
                verb=cue.verb,
            )


DETECTOR = Detector("between-dashes", find, ContentFrom.AROUND, Decides.WORDS, interrupts=True)


def _may_say(cue: Cue, speaker: Token) -> bool:
    """Whether the verb is one of people, or its subject a document: ``— гласит подпись``."""
    lexicon = cue.sentence.lexicon
    of_people = lexicon.reporting | lexicon.negated | lexicon.inquit
    return cue.lemma in of_people or speaker.lemma_.lower() in lexicon.documents


def _opening(cue: Cue) -> int:
    """The dash before the cue, behind a comma or the end of a sentence; -1 for none."""
    first = cue.group[0].i
    for index in range(first - 1, max(first - 2 - _ADVERBS, 0), -1):
        token = cue.sentence.doc[index]
        if token.text in _DASHES:
            return index if cue.sentence.doc[index - 1].text[-1:] in _STOPS else -1
        if token.pos_ not in ("ADV", "PART"):
            return -1
    return -1


def _behind_quotation(sentence: Sentence, dash: int) -> bool:
    """Whether a dash stands right behind a quotation, at most a comma between."""
    before = sentence.doc[dash - 1]
    return sentence.follows_quotation(before if before.text == "," else sentence.doc[dash])


def _closing(sentence: Sentence, cue: Cue) -> int:
    """Where the quotation goes on behind the cue clause: at the stop before the next dash, else at the end."""
    doc = sentence.doc
    for index in range(cue.group[-1].i + 1, len(doc)):
        if doc[index].text in _DASHES and doc[index - 1].text[-1:] in ",.:;":
            return index
    return len(doc)


def _speaker(sentence: Sentence, cue: Cue, stop: int) -> Token | None:
    """The subject, if it stands in the clause, else the first noun that no preposition governs."""
    last = cue.group[-1].i
    if cue.subject is not None:
        return cue.subject if last < cue.subject.i < stop else None
    nouns = (token for token in sentence.doc[last + 1 : stop] if token.pos_ in NOMINAL)
    bare = (token for token in nouns if not any(child.dep_ == "case" for child in token.children))
    return next((token for token in bare if token.morph.get("Case", []) in ([], ["Nom"])), None)
