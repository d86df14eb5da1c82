"""Widen a source to all that describes the speaker: an office behind a comma, an acronym in brackets, co-speakers."""

from __future__ import annotations

from dataclasses import replace

from kg.claims.detect.attribution import Attribution
from kg.model import Span
from kg.text.quotation_marks import DOUBLE
from kg.text.sentence import VERBAL, Sentence, coordinated, noun_phrase

_BOUNDS = frozenset(",;:!?…—–()") | DOUBLE
_LONGEST = 22  # words of a description
_BRACKET = 6  # words in brackets that are an acronym, a party or an age


def whole(sentence: Sentence, attribution: Attribution) -> Attribution:
    """The attribution with its source widened over what its words say of the speaker."""
    head, source = attribution.head, attribution.source
    if source is None:
        return attribution
    if source.of(sentence.text)[0] == "-":
        return replace(attribution, source=Span(source.start + 1, source.end))
    if head is None or head.pos_ == "PRON":
        return attribution
    tokens = sentence.within((source,))
    if not tokens or not tokens[0].i <= head.i <= tokens[-1].i:
        return attribution
    taken = _taken(sentence, attribution)
    last = max(tokens[-1].i, *(noun_phrase(part)[-1].i for part in coordinated(head)), head.i)
    end = _forward(sentence, (tokens[-1].i if taken & set(range(tokens[-1].i, last + 1)) else last) + 1, taken)
    start = _backward(sentence, tokens[0].i, taken)
    span = sentence.span_of(sentence.doc[start:end])
    return replace(attribution, source=span) if span is not None else attribution


def _taken(sentence: Sentence, attribution: Attribution) -> frozenset[int]:
    """Tokens of the cue and of what is reported: no words of the speaker's."""
    spans = (*attribution.content, *((attribution.cue,) if attribution.cue else ()))
    return frozenset(index for span in spans for index in sentence.inside(span))


def _forward(sentence: Sentence, at: int, taken: frozenset[int]) -> int:
    doc = sentence.doc
    while at < len(doc) and at not in taken:
        if doc[at].text == "(":
            close = next((token.i for token in doc[at + 1 : at + 2 + _BRACKET] if token.text == ")"), -1)
        elif doc[at].text == ",":
            close = segment(sentence, at + 1) - 1
            if not describes(sentence, at + 1, close + 1):
                return at
        else:
            return at
        if close < 0 or any(index in taken for index in range(at, close + 1)):
            return at
        at = close + 1
    return at


def segment(sentence: Sentence, start: int) -> int:
    """The end of the stretch up to the next mark; brackets with few words belong to it."""
    doc, at = sentence.doc, start
    while at < len(doc):
        if doc[at].text == "(":
            close = next((token.i for token in doc[at + 1 : at + 2 + _BRACKET] if token.text == ")"), -1)
            if close < 0:
                return at
            at = close
        elif doc[at].text in _BOUNDS or (doc[at].text == "." and at + 2 >= len(doc)):
            return at
        at += 1
    return at


def _backward(sentence: Sentence, at: int, taken: frozenset[int]) -> int:
    """``le ministre de l'Intérieur, le général X``: where the office before the name begins."""
    doc = sentence.doc
    if at < 3 or doc[at - 1].text != ",":
        return at
    start = at - 1
    while start > 0 and doc[start - 1].text not in _BOUNDS:
        start -= 1
    words = doc[start : at - 1]
    roles = sentence.lexicon.callings
    nouns = [word for word in words if word.pos_ in ("NOUN", "PROPN")]
    fits = (
        words
        and words[0].pos_ == "DET"
        and nouns
        and nouns[0].lemma_.lower() in roles
        and not any(word.pos_ in VERBAL or word.i in taken for word in words)
    )
    return start if fits else at


def describes(sentence: Sentence, start: int, stop: int) -> bool:
    """Whether a stretch tells who the speaker is: a noun phrase without a verb, and no list of others."""
    lexicon, words = sentence.lexicon, list(sentence.doc[start:stop])
    if not words or len(words) > _LONGEST:
        return False
    if any(word.pos_ in VERBAL and "Fin" in word.morph.get("VerbForm", []) for word in words):
        return False
    first, names = words[0], [word for word in words[:4] if word.pos_ in ("NOUN", "PROPN")]
    if not names or first.lower_ in lexicon.times or first.pos_ in ("ADP", "ADV", "CCONJ", "SCONJ", "VERB", "AUX"):
        return False
    roles = lexicon.persons
    role = any({word.lemma_.lower(), word.lower_} & roles for word in names)
    if first.pos_ == "DET":
        return role
    return role or first.text in lexicon.titles or first.pos_ in ("NOUN", "PROPN", "ADJ")
