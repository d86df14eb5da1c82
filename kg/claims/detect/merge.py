"""One list of attributions from what the detectors find in a sentence and what the ranker makes of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.claims.detect.apposition import whole
from kg.claims.detect.attribution import Attribution
from kg.claims.detect.contrasted_speakers import apart
from kg.claims.detect.detector import ContentFrom, Decides
from kg.claims.detect.dismissals import turned
from kg.claims.detect.speech_filter import is_speech
from kg.model import Span
from kg.text.sentence import Sentence, is_finite, noun_phrase

_NEARLY_ALL = 0.33  # share of an outer content that a nested one must fill


def merge(
    sentence: Sentence, detected: tuple[Attribution, ...], ranked: tuple[Attribution, ...], kinds: frozenset[str]
) -> tuple[Attribution, ...]:
    """The attributions of a sentence that claims rest on, in the order of their cues, with their sources in full.

    A missed speaker is worse here than one too many: the sentence would pass for the outlet's own word. So what a
    detector finds stands though the ranker drops it, unless something else reports the same words.

    Args:
        sentence: where they stand.
        detected: what the chain of detectors found.
        ranked: what the ranker left of that, mended or added.
        kinds: those wanted of ``said``, ``thinks`` and ``wants``.
    """
    detected, denied = apart(sentence, detected), sentence.lexicon.denied
    certain = tuple(one for one in detected if _words_decide(sentence, one))
    learnt = tuple(
        one
        for one in apart(sentence, ranked)
        if not _same_cue(one, certain) and one.detector.decides is not Decides.BESIDE
    )
    nested = tuple(one for one in detected if one.detector.nests and _is_nested(one, (*certain, *learnt)))
    outer = tuple(one for one in certain if one.detector.encloses)
    kept = [
        one
        for one in (*certain, *(_within(one, outer) for one in (*learnt, *nested)))
        if one.content and is_speech(sentence, one, kinds)
    ]
    # A denial stands beside all else: a verdict must not miss one.
    rest = [
        one
        for one in detected
        if not (_same_cue(one, kept) if one.lemma in denied or one.denies else _beside(one, kept))
    ]
    kept += [one for one in rest if is_speech(sentence, one, kinds)]
    kept = [turned(sentence, one) for one in kept]
    kept = [one for one in kept if not _opens_denied(one, kept)]
    found = in_order(one if one.exact else whole(sentence, one) for one in dict.fromkeys(kept))
    return tuple(replace(one, quoted=True) if _is_quoted(sentence, one, found) else one for one in found)


def in_order(attributions: Iterable[Attribution]) -> tuple[Attribution, ...]:
    """Attributions in the order of their cues."""
    return tuple(sorted(attributions, key=lambda one: one.cue or one.content[0]))


def _words_decide(sentence: Sentence, attribution: Attribution) -> bool:
    """Whether an attribution stands as it was read, because of its detector or of its own words.

    A cue of a verb and a noun says that words are given (``передаёт слова``); what somebody is said to be belongs to
    what is said (``described the steps as "sensible"``); words may be quoted from mark to mark around their cue
    (``"If so," he said, "we must leave."``); whether *rule out* is negated the words tell.
    """
    verb, content = attribution.verb, attribution.detector.content
    if attribution.detector.decides is Decides.WORDS or attribution.lemma in sentence.lexicon.negated:
        return True
    if verb is not None and verb.pos_ == "NOUN" and " " in attribution.lemma:
        return True
    if content is ContentFrom.OBJECT and verb is not None and is_finite(verb):  # not ``se présentant comme``
        patterns = sentence.lexicon.phrases.get(attribution.lemma, frozenset())
        return bool(patterns) and patterns <= sentence.lexicon.as_words
    marks = {(quote.start, quote.end) for quote in sentence.quotes}
    return content is ContentFrom.AROUND and all((span.start, span.end) in marks for span in attribution.content)


def _is_quoted(sentence: Sentence, attribution: Attribution, others: Iterable[Attribution]) -> bool:
    """Whether a source is named inside a quotation, and not by the cue that interrupts it."""
    if attribution.head is None or not sentence.in_quotes(attribution.head):
        return False
    return not attribution.detector.interrupts or any(
        other is not attribution and other.covers(attribution) for other in others
    )


def _opens_denied(attribution: Attribution, others: Iterable[Attribution]) -> bool:
    """Whether a cue of nobody named stands between a denial and what is denied: ``dismissed as lies reports that``."""
    cue, head = attribution.cue, attribution.head
    if cue is None or (head is not None and any(token.pos_ == "PROPN" for token in noun_phrase(head))):
        return False
    return any(
        other.denies and other.cue and other.cue.end <= cue.start and cue.end <= other.content[0].start
        for other in others
    )


def _same_cue(attribution: Attribution, others: Iterable[Attribution]) -> bool:
    return any(attribution.cue and other.cue and attribution.cue.overlaps(other.cue) for other in others)


def _beside(attribution: Attribution, others: Iterable[Attribution]) -> bool:
    """Whether one of the others reads the same cue, or reports some of the same words."""
    return any(
        (attribution.cue and other.cue and attribution.cue.overlaps(other.cue))
        or any(one.overlaps(two) for one in attribution.content for two in other.content)
        for other in others
    )


def _is_nested(attribution: Attribution, others: tuple[Attribution, ...]) -> bool:
    """Whether an attribution is what another one reports, and none of the others has read its cue.

    "Reuters reported that the minister had said …": without the inner one the medium would be taken for the origin.
    """
    if attribution.cue is None or _same_cue(attribution, others):
        return False
    return any(other.covers(attribution) and attribution.size > _NEARLY_ALL * other.size for other in others)


def _within(attribution: Attribution, outer: tuple[Attribution, ...]) -> Attribution:
    """An attribution that ends where the one around it does."""
    around = next((other for other in outer if other.covers(attribution)), None)
    if around is None:
        return attribution
    stop = around.content[-1].end
    spans = tuple(Span(span.start, min(span.end, stop)) for span in attribution.content if span.start < stop)
    return replace(attribution, content=spans)
