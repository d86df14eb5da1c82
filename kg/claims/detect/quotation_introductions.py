"""Quotations that a verb of saying and a colon introduce, told by the order of words where the parse is of no help.

``Anna Petit, témoin de la scène, raconte : « J'étais dans la rue. Tout le monde a couru. »``: a small parser takes the
verb for an adjective, and no clause is left for the cue. The words between the verb and the marks, and the marks
themselves, do not err (the pattern *source, cue, colon, quotation* of Pouliquen et al. 2007).
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.claims.detect.attribution import Attribution
from kg.claims.detect.detector import ContentFrom, Decides, Detector
from kg.languages.cue_lexicon import lexicon
from kg.languages.stemming import stem
from kg.model import Span
from kg.text.sentence import NOMINAL, VERBAL, Sentence, noun_phrase

if TYPE_CHECKING:
    from kg.text.parse import Token

_BACK = 5  # tokens between a verb and the colon behind it: "raconte à son retour :"
_LEAST = 3  # words of a quotation
_BEFORE_NOUNS = frozenset({"DET", "ADP", "ADJ", "NUM"})  # "son rapport :" is no verb


def find(sentence: Sentence) -> Iterator[Attribution]:
    """The attribution of a quotation that opens in the sentence behind a colon, with a verb of saying before that."""
    for quote in sentence.quotes:
        inside = sentence.inside(quote)
        colon = _before(sentence, inside.start)
        if quote.start < sentence.span.start or colon is None or len(inside) < _LEAST:
            continue
        words = sentence.doc[max(0, colon.i - _BACK) : colon.i]
        cue = next((token for token in reversed(words) if _says(sentence, token)), None)
        speaker = _speaker(sentence, cue) if cue is not None else None
        if cue is not None and speaker is not None:
            content = (Span(quote.start, min(quote.end, sentence.span.end)),)
            source, verb = sentence.span_of(_phrase(speaker, cue)), cue if cue.pos_ in VERBAL else None
            yield Attribution(
                DETECTOR, cue.lemma_.lower(), sentence.span_of([cue]), source, content, speaker, verb, confidence=0.8
            )


DETECTOR = Detector(
    "quotation-introduction", find, ContentFrom.BEHIND, Decides.WORDS, literature=("Pouliquen et al. 2007",)
)


def _before(sentence: Sentence, first: int) -> Token | None:
    """The colon right before the marks of a quotation, by the index of the quotation's first token."""
    at = first - 1
    while at >= 0 and (sentence.doc[at].is_space or sentence.doc[at].text in "«\"“„‘'"):
        at -= 1
    return sentence.doc[at] if at > 0 and sentence.doc[at].text == ":" else None


def _says(sentence: Sentence, token: Token) -> bool:
    """Whether a word is a form of a verb that introduces quotations, whatever the parser took it for."""
    language = sentence.lexicon.language
    if not token.is_alpha or token.i == 0 or sentence.in_quotes(token):
        return False
    if token.pos_ in VERBAL and token.lemma_.lower() in sentence.lexicon.telling:
        return True
    alike = stem(token.lower_, language) in _stems(language)
    return alike and sentence.doc[token.i - 1].pos_ not in _BEFORE_NOUNS


@functools.cache
def _stems(language: str) -> frozenset[str]:
    """Stems of the verbs that tell speech."""
    return frozenset(stem(lemma, language) for lemma in lexicon(language).telling)


def _speaker(sentence: Sentence, cue: Token) -> Token | None:
    """Who speaks: the first noun or name of the clause before the cue that stands behind no preposition."""
    start = next((token.i + 1 for token in reversed(sentence.doc[: cue.i]) if token.text in ".;:!?»”"), 0)
    for token in sentence.doc[start : cue.i]:
        case = any(child.dep_ == "case" for child in token.children)
        oblique = token.morph.get("Case", []) not in ([], ["Nom"])
        if token.pos_ in NOMINAL and not case and not oblique and not sentence.in_quotes(token):
            return token if token.lemma_.lower() not in sentence.lexicon.times else None
    return None


def _phrase(speaker: Token, cue: Token) -> list[Token]:
    """The words of the speaker, up to a comma or the cue."""
    words = [token for token in noun_phrase(speaker) if token.i < cue.i]
    comma = next((token.i for token in words if token.text == "," and token.i > speaker.i), cue.i)
    return [token for token in words if token.i < comma] or [speaker]
