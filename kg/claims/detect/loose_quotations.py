"""Quoted words with a cue that no clause joins to them: ``X a dit : « … »``, ``salue « une victoire »``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.claims.detect.attribution import Attribution
from kg.claims.detect.cue_verbs import Cue, cues
from kg.claims.detect.detector import ContentFrom, Decides, Detector
from kg.model import Span
from kg.text.sentence import Sentence, subtree

if TYPE_CHECKING:
    from kg.text.parse import Token

_NAME = 6  # words of a name in quotation marks, the marks among them
_SHORT = 2  # quoted words of at most so many are a name or a scare quote unless the cue governs them


def find(sentence: Sentence) -> Iterator[Attribution]:
    """Attributions of quotations in the sentence that a cue outside of them governs or introduces."""
    if not sentence.quotes:
        return
    lexicon = sentence.lexicon
    owned: list[tuple[Cue, tuple[Span, ...]]] = []
    for cue in cues(sentence, lexicon.quoting):
        if sentence.in_quotes(cue.verb) or cue.subject is None or _does(cue):
            continue
        if not _names(sentence, cue):
            owned.append((cue, tuple(quote for quote in _clipped(sentence) if _belongs(sentence, cue, quote))))
    for at, (cue, quotes) in enumerate(owned):
        nearer = {quote for other, theirs in owned[at + 1 :] for quote in theirs if _nearer(sentence, other, quote)}
        content = tuple(quote for quote in quotes if quote not in nearer)
        if content:
            yield cue.attribution(DETECTOR, content)


DETECTOR = Detector(
    "verb-quotation", find, ContentFrom.QUOTATION, Decides.WORDS, literature=("Pouliquen et al. 2007",), code=5
)


def _does(cue: Cue) -> bool:
    """``promet de poursuivre l'opération « … »``: an infinitive of a verb that reports beside a quotation only."""
    infinitive = "Inf" in cue.main.morph.get("VerbForm", [])
    return infinitive and cue.lemma in cue.sentence.lexicon.inquit - cue.sentence.lexicon.said


def _names(sentence: Sentence, cue: Cue) -> bool:
    """``le dispositif dit « visa doré »``: a participle right behind its noun gives it a name."""
    beside = cue.main.dep_ == "acl" and len(cue.group) == 1 and cue.verb.lower_ in sentence.lexicon.so_called
    return beside and _short(sentence, cue)


def _short(sentence: Sentence, cue: Cue) -> bool:
    """Whether the quotation that follows is short enough for a name."""
    quote = next((quote for quote in sentence.quotes if quote.start > sentence.at(cue.verb)), None)
    return quote is not None and len(quote.of(sentence.text).split()) <= _NAME


def _nearer(sentence: Sentence, other: Cue, quote: Span) -> bool:
    """Whether a later cue stands between an earlier one and a quotation: ``nia tout ; elle écrivit : « … »``."""
    return sentence.at(other.verb) < quote.start


def _clipped(sentence: Sentence) -> tuple[Span, ...]:
    inside = (
        Span(max(quote.start, sentence.span.start), min(quote.end, sentence.span.end)) for quote in sentence.quotes
    )
    return tuple(span for span in inside if span)


def _belongs(sentence: Sentence, cue: Cue, quote: Span) -> bool:
    """Whether a quotation hangs on the cue, or follows it behind a colon."""
    inside = [token for token in sentence.within((quote,)) if token.is_alpha]
    if not inside:
        return False
    below = {token.i for token in subtree(cue.main)} | {token.i for token in subtree(cue.verb)}
    named = {token.i for token in subtree(cue.subject)} if cue.subject is not None else set()
    if (inside[0].i in named and inside[0].i < cue.verb.i) or _is_predicate(cue, inside[0]) or _is_title(cue, inside):
        return False
    introduced = inside[0].i > cue.verb.i and any(token.text == ":" for token in sentence.doc[cue.verb.i : inside[0].i])
    governed = all(token.i in below for token in inside[:3]) and inside[0].i > cue.verb.i
    close = len(inside) == _SHORT and inside[0].head.i == cue.verb.i
    return introduced or (governed and (len(inside) > _SHORT or close))


def _is_title(cue: Cue, inside: list[Token]) -> bool:
    """``launched by a show entitled "…"``: what stands in the marks is what the word before them calls a thing."""
    at = inside[0].i - 1
    while at > 0 and cue.sentence.doc[at].is_punct:
        at -= 1
    return at > cue.verb.i and cue.sentence.doc[at].lower_ in cue.sentence.lexicon.entitled


def _is_predicate(cue: Cue, first: Token) -> bool:
    """``rejected the plan as "reckless"``: what a thing is called belongs with the thing."""
    lexicon, doc = cue.sentence.lexicon, first.doc
    as_words = lexicon.as_words & lexicon.phrases.get(cue.lemma, frozenset())
    before = [token.lower_ for token in doc[max(first.i - 3, 0) : first.i] if not token.is_punct]
    objects = (child for child in cue.verb.children if child.dep_ == "obj" and cue.verb.i < child.i < first.i)
    return bool(as_words & set(before)) and any(not cue.sentence.in_quotes(child) for child in objects)
