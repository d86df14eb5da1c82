"""Whom a speaker cites, and who cites him: ``Reuters, citing Interfax, which quoted X, said …``, ``X, cité par Y``.

The one who is cited last is the origin; everybody between him and the speaker passed it on. The words that cite are no
part of what is said, though a parser takes them for one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.claims.detect.attribution import Attribution
from kg.claims.detect.unpunctuated_speakers import is_speaker
from kg.claims.resolve.relays import medium
from kg.languages.cue_lexicon import Phrases
from kg.model import Span
from kg.sources.registry import Registry
from kg.text.quotation_marks import OPENING
from kg.text.sentence import VERBAL, Sentence, is_finite, match_phrase, noun_phrase

if TYPE_CHECKING:
    from kg.text.parse import Token

_REACH = 8  # tokens between the words that cite and the one cited
_NEAR = 12  # tokens between them and the verb behind them
_STOPS = frozenset(",;:—–()")
_NAME = 5  # tokens of a name, its marks among them
_INNER = frozenset({"compound", "flat", "flat:name", "nmod:poss"})


@dataclass(frozen=True, slots=True)
class Citing:
    """A clause that cites: tokens ``at`` to ``stop`` (half-open), and the head of the words for whom it names.

    ``passed``: whether he is who cites (``quoted by X``), not who is cited.
    """

    at: int
    stop: int
    head: Token
    passed: bool


def cited(sentence: Sentence, attribution: Attribution, registry: Registry) -> tuple[Token, ...]:
    """Whom the speaker cites, and whom that one cites in turn."""
    return tuple(one.head for one in _of(sentence, attribution, registry) if not one.passed)


def also_cited(sentence: Sentence, head: Token) -> tuple[Token, ...]:
    """Who is cited on an equal footing beside one who is: ``со ссылкой на мэрию и полицию``."""
    clause = next((one for one in _clauses(sentence) if one.head.i == head.i), None)
    if clause is None:
        return ()
    behind = sentence.doc[head.i + 1 : clause.stop]
    joined = (token for token in behind if token.dep_ == "conj" and token.pos_ in ("NOUN", "PROPN"))
    return tuple(token for token in joined if clause.at <= token.head.i <= head.i)


def citing(sentence: Sentence, attribution: Attribution, registry: Registry) -> tuple[Token, ...]:
    """Who is said to cite the speaker."""
    return tuple(one.head for one in _of(sentence, attribution, registry) if one.passed)


def without(sentence: Sentence, attribution: Attribution, registry: Registry) -> Attribution:
    """An attribution whose source and content have no words that cite."""
    attribution = _before_clause(sentence, attribution)
    clauses = [
        span
        for one in _of(sentence, attribution, registry)
        if (span := sentence.span_of(sentence.doc[one.at : one.stop])) is not None
    ]
    content, source = attribution.content, attribution.source
    for clause in clauses:
        content = tuple(piece for span in content for piece in _apart(sentence, span, clause))
        if source is not None and source.start < clause.start < source.end:
            source = sentence.trimmed(Span(source.start, clause.start))
    content = tuple(span for span in content if not _hears(sentence, span, attribution)) or content
    if not content or (content == attribution.content and source == attribution.source):
        return attribution
    return replace(attribution, content=content, source=source)


def share(sentence: Sentence) -> int:
    """How many characters of a sentence are words that cite."""
    spans = (sentence.span_of(sentence.doc[one.at : one.stop]) for one in _clauses(sentence))
    return sum(span.end - span.start for span in spans if span is not None)


def _before_clause(sentence: Sentence, attribution: Attribution) -> Attribution:
    """The speaker before the words that cite, where one who is cited was taken for him: ``Reuters, citing X, said``."""
    head, cue = attribution.head, attribution.cue
    around = next((one for one in _clauses(sentence) if head is not None and one.at < head.i < one.stop), None)
    if around is None or around.passed or cue is None or attribution.exact or cue.start < sentence.at(around.head):
        return attribution
    before = [token for token in sentence.doc[: around.at] if not token.is_punct]
    if not before or before[-1].pos_ not in ("NOUN", "PROPN"):
        return attribution
    speaker = before[-1]
    while speaker.head.i < around.at and speaker.head.i != speaker.i and speaker.head.pos_ in ("NOUN", "PROPN"):
        speaker = speaker.head
    return replace(attribution, head=speaker, source=sentence.span_of(noun_phrase(speaker)))


def _hears(sentence: Sentence, span: Span, attribution: Attribution) -> bool:
    """Whether a name in marks stands between a cue and its speaker: ``сообщил «Интерфаксу» источник``."""
    cue, source = attribution.cue, attribution.source
    between = cue is not None and source is not None and cue.end <= span.start and span.end <= source.start
    return between and span.of(sentence.text)[0] in OPENING and len(sentence.within((span,))) <= _NAME


def _apart(sentence: Sentence, span: Span, clause: Span) -> Iterator[Span]:
    """What a clause leaves of a span."""
    if not span.overlaps(clause):
        yield span
        return
    for start, end in ((span.start, clause.start), (clause.end, span.end)):
        if start < end and (left := sentence.trimmed(Span(start, end))).of(sentence.text).strip(" .»”\"'"):
            yield left


def _of(sentence: Sentence, attribution: Attribution, registry: Registry) -> tuple[Citing, ...]:
    """The clauses that cite in an attribution, outermost first."""
    found: list[Citing] = []
    for one in _clauses(sentence):
        nested = bool(found) and not one.passed and _punctuated(sentence, found[-1].stop, one.at)
        if (nested or _belongs(sentence, attribution, one, registry, found)) and _names(
            sentence, attribution, one, registry
        ):
            found.append(one)
    return tuple(found)


def _belongs(
    sentence: Sentence, attribution: Attribution, one: Citing, registry: Registry, found: list[Citing]
) -> bool:
    """Whether a clause tells of the speaker: within his words or his cue, or behind all that a medium reports."""
    at = sentence.at(sentence.doc[one.at])
    beside = any(span.start < at < span.end for span in (attribution.source, attribution.cue) if span is not None)
    inside = any(span.start < at < span.end for span in attribution.content)
    if beside or (inside and one.passed):
        return beside
    if inside:
        ends = all(token.is_punct for token in sentence.doc[one.stop :])
        return ends and _is_medium(sentence, attribution, registry) and sentence.doc[one.at - 1].text == ","
    first = one.passed or all(other.passed for other in found)
    return first and (attribution.verb is None or attribution.verb.i <= one.at + _NEAR)


def _names(sentence: Sentence, attribution: Attribution, one: Citing, registry: Registry) -> bool:
    """Whether somebody is cited, or a text: one of nobody known by a medium alone."""
    lexicon = sentence.lexicon
    if one.head.lemma_.lower() not in lexicon.documents:
        return is_speaker(one.head, lexicon) or one.head.text[0].isupper()
    owned = any(
        token.i != one.head.i and is_speaker(token, lexicon) and token.lemma_.lower() not in lexicon.documents
        for token in noun_phrase(one.head)
    )
    return not one.passed and (owned or _is_medium(sentence, attribution, registry))


def _is_medium(sentence: Sentence, attribution: Attribution, registry: Registry) -> bool:
    head = attribution.head
    return head is not None and (
        head.lemma_.lower() in sentence.lexicon.media or medium(sentence, head, registry) is not None
    )


def _clauses(sentence: Sentence) -> tuple[Citing, ...]:
    """The clauses of a sentence that cite, in order."""
    return sentence.once("citing", lambda: tuple(_found(sentence)))


def _found(sentence: Sentence) -> Iterator[Citing]:
    doc, lexicon = sentence.doc, sentence.lexicon
    tables: tuple[tuple[Phrases, bool], ...] = ((lexicon.cites, False), (lexicon.carried_by, True))
    for token in doc:
        for phrases, passed in tables:
            size = match_phrase(doc, token.i, phrases)
            head = _named(sentence, token.i + size) if size else None
            if head is not None:
                yield Citing(token.i, _stop(sentence, head), head, passed)


def _named(sentence: Sentence, start: int) -> Token | None:
    behind = sentence.doc[start : start + _REACH]
    return next((token for token in behind if token.pos_ in ("NOUN", "PROPN") and token.dep_ not in _INNER), None)


def _stop(sentence: Sentence, head: Token) -> int:
    """Where a clause ends: at a comma, before ``as saying``, before a finite verb, or with the sentence."""
    doc, at = sentence.doc, noun_phrase(head)[-1].i + 1
    while at < len(doc) and doc[at].text not in _STOPS and doc[at].lower_ not in sentence.lexicon.as_words:
        if (doc[at].pos_ in VERBAL and is_finite(doc[at])) or (doc[at].is_punct and at + 2 >= len(doc)):
            break
        at += 1
    return at


def _punctuated(sentence: Sentence, start: int, end: int) -> bool:
    return start <= end and all(token.is_punct for token in sentence.doc[start:end])
