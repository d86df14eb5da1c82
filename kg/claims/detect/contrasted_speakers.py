"""End a content where another speaker's clause begins: ``A accuse B de …, C appelle à …``, ``A denies, B says …``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.claims.detect import sentential_anaphora
from kg.claims.detect.attribution import Attribution
from kg.claims.detect.cue_verbs import Cue, cues
from kg.claims.detect.detector import ContentFrom, Decides
from kg.claims.detect.nominal_complements import denied_noun
from kg.languages.cue_lexicon import Lexicon
from kg.model import Span
from kg.text.sentence import Sentence, is_finite, noun_phrase


def apart(sentence: Sentence, attributions: tuple[Attribution, ...]) -> tuple[Attribution, ...]:
    """Attributions whose contents end where a clause with a speaker of its own begins."""
    starts = sentence.once("contrasts", lambda: tuple(sorted(_starts(sentence))))
    return tuple(_ended(sentence, attribution, starts) for attribution in attributions) if starts else attributions


def _ended(sentence: Sentence, attribution: Attribution, starts: tuple[int, ...]) -> Attribution:
    cue = attribution.cue.end if attribution.cue else sentence.span.end
    around = (
        attribution.detector.content is ContentFrom.AROUND and attribution.detector.decides is Decides.WORDS
    )  # its clause ends at a semicolon alone
    either = attribution.detector.content is ContentFrom.CLAUSE
    stop = next((s for s in starts if s > cue and (either or (sentence.text[s] == ";") == around)), None)
    if stop is None:
        return attribution
    spans = (Span(span.start, min(span.end, stop)) for span in attribution.content if span.start < stop)
    content = tuple(cut for span in spans if (cut := sentence.trimmed(span)))
    return replace(attribution, content=content) if content else attribution


def _starts(sentence: Sentence) -> Iterator[int]:
    """The offsets of the commas behind which another speaker's clause begins."""
    for attribution in sentential_anaphora.find(sentence):
        comma = (
            sentence.text.rfind(",", sentence.span.start, attribution.content[0].start) if attribution.content else -1
        )
        if attribution.detector is sentential_anaphora.INSIDE and comma >= 0:
            yield comma
    for cue in cues(sentence, sentence.lexicon.with_objects):
        noun = denied_noun(cue)
        comma = noun.left_edge.i - 1 if noun is not None else _comma(sentence, cue)
        if comma >= 0:
            yield sentence.at(sentence.doc[comma])


def _comma(sentence: Sentence, cue: Cue) -> int:
    """The index of the comma before a cue's clause, if its own subject or a word of contrast stands behind; else -1."""
    head = cue.subject
    if head is None or cue.impersonal or cue.inverted or not is_finite(cue.main) or sentence.in_quotes(cue.verb):
        return -1
    start = noun_phrase(head)[0].i
    own = not any(token.text in ",;:" for token in sentence.doc[start : cue.group[0].i])
    for phrase in sentence.lexicon.contrasts if own else ():
        at = start - len(phrase)
        words = tuple(token.lower_ for token in sentence.doc[max(at, 0) : start])
        if at > 0 and words == phrase and sentence.doc[at - 1].text == ",":
            return at - 1
    if own and start > 0 and sentence.doc[start - 1].text == ";":
        return start - 1
    beside = (
        own and start > 0 and sentence.doc[start - 1].text == "," and _speaks(head.pos_, head.lemma_, sentence.lexicon)
    )
    return start - 1 if beside and cue.main.dep_ in ("advcl", "parataxis", "conj") and _unmarked(cue) else -1


def _speaks(pos: str, lemma: str, lexicon: Lexicon) -> bool:
    return pos == "PROPN" or lemma.lower() in lexicon.bodies


def _unmarked(cue: Cue) -> bool:
    return not any(child.dep_ == "mark" for child in cue.main.children)
