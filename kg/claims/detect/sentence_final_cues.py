"""Cues that close a sentence with no comma before them: ``Five were killed the ministry said on Tuesday``.

English news in plain text often comes without its commas; the parser then takes the speaker for part of the content.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg.claims.detect import unpunctuated_speakers
from kg.claims.detect.attribution import Attribution
from kg.claims.detect.cue_verbs import Cue, cues
from kg.claims.detect.detector import ContentFrom, Decides, Detector
from kg.claims.detect.unpunctuated_speakers import Speaker, is_speaker
from kg.languages.cue_lexicon import Lexicon, Unpunctuated
from kg.model import Span
from kg.text.sentence import (
    SUBJECT,
    VERBAL,
    Sentence,
    is_gerund,
    is_past_participle,
    is_plural,
    tells_time,
)

if TYPE_CHECKING:
    from kg.text.parse import Token

_TAIL = 20  # words of time, place and hearers behind a cue
_NOUNS_BEFORE = 9  # words since a quotation that may name the speaker
_DESCRIBE = frozenset({"NOUN", "PROPN", "ADJ", "DET", "PUNCT", "ADP", "NUM"})
_LEAST = 4  # words that are a content without a verb


def find(sentence: Sentence) -> Iterator[Attribution]:
    """Attributions whose cue ends the sentence, the content before it, the speaker right before or right behind it."""
    if not sentence.lexicon.typology.unpunctuated_cues:
        return
    lexicon = sentence.lexicon
    for cue in cues(sentence, lexicon.closing):
        if cue.lemma not in lexicon.closing or sentence.in_quotes(cue.verb):
            continue
        speaker = _before(sentence, cue) or _behind(sentence, cue)
        if not _finite(cue.verb) and not (speaker is not None and _after_marks(sentence, speaker, cue)):
            continue
        if speaker is None or (cue.lemma not in lexicon.said and _head_of(sentence, speaker) not in lexicon.documents):
            continue
        if _differs_in_number(speaker.head(sentence), cue):
            continue
        reported = list(sentence.doc[: min(speaker.start, cue.group[0].i)])
        enough = any(token.pos_ in VERBAL for token in reported) or (
            len(reported) >= _LEAST and speaker.head(sentence).pos_ == "PROPN"
        )
        if not enough or _awaits_clause(sentence, reported[-1]) or _quotes_behind(sentence, cue, reported):
            continue
        content = sentence.pieces(reported)
        if content:
            yield _report(sentence, cue, speaker, content)


DETECTOR = Detector(
    "final-cue", find, ContentFrom.BEFORE, Decides.WORDS, encloses=True, literature=("Krestel et al. 2008",)
)


def _after_marks(sentence: Sentence, speaker: Speaker, cue: Cue) -> bool:
    """Whether nothing but a speaker stands between a quotation and a form that may be a past tense as well."""
    bare = is_past_participle(cue.verb) and not any(child.dep_.startswith("aux") for child in cue.verb.children)
    return bare and speaker.end <= cue.group[0].i and sentence.follows_quotation(sentence.doc[speaker.start])


def _head_of(sentence: Sentence, speaker: Speaker) -> str:
    return speaker.head(sentence).lemma_.lower()


def _differs_in_number(head: Token, cue: Cue) -> bool:
    """Whether a noun in the plural stands before a verb in the singular, whose subject it cannot be."""
    singular = any(_is_singular(token) for token in cue.group)
    return singular and is_plural(head) and head.i < cue.group[0].i


def _is_singular(verb: Token) -> bool:
    """Whether a form of the present tells that its subject is one: ``says``."""
    return (
        verb.morph.get("Number", []) == ["Sing"]
        and "Pres" in verb.morph.get("Tense", [])
        and "3" in verb.morph.get("Person", [])
    )


def _quotes_behind(sentence: Sentence, cue: Cue, reported: Sequence[Token]) -> bool:
    """Whether the words said stand in marks behind the cue, and none before it: ``Asked about it, X said, "No."``."""
    behind = sentence.doc[cue.group[-1].i + 1 :]
    return any(map(sentence.in_quotes, behind)) and not any(map(sentence.in_quotes, reported))


def _awaits_clause(sentence: Sentence, last: Token) -> bool:
    """Whether what would be reported ends in a verb or a word that the cue's own clause completes: ``X said it …``."""
    lexicon = sentence.lexicon
    return last.lower_ in lexicon.complementisers or (_finite(last) and last.lemma_.lower() in lexicon.reporting)


def _report(sentence: Sentence, cue: Cue, speaker: Speaker, content: tuple[Span, ...]) -> Attribution:
    spans = [span for row in speaker.mentions if (span := sentence.span_of(sentence.doc[row[0] : row[1]]))]
    return Attribution(
        detector=DETECTOR,
        lemma=cue.lemma,
        cue=cue.span,
        source=spans[0],
        content=content,
        head=speaker.head(sentence),
        verb=cue.verb,
        confidence=0.75,
        exact=True,
        others=tuple(spans[1:]),
    )


def _before(sentence: Sentence, cue: Cue) -> Speaker | None:
    """The speaker right before a cue behind which nothing but time, place and hearers follows."""
    rest, words = sentence.doc[cue.group[-1].i + 1 :], sentence.lexicon.unpunctuated
    stop = next((index for index, token in enumerate(rest) if token.lower_ in words.continuations), len(rest))
    speaker = unpunctuated_speakers.before(sentence, cue.group[0].i)
    if speaker is not None and sentence.follows_quotation(sentence.doc[speaker.start]):
        beside = {phrase[0] for phrase in sentence.lexicon.contrasts if len(phrase) == 1}
        stop = next((index for index, token in enumerate(rest[:stop]) if token.lower_ in beside), stop)
    rest = rest[:stop]
    verbs = [token for token in rest if token.pos_ == "VERB" and not is_gerund(token)]
    if any(token.text == ":" for token in rest):  # what is said follows: ``Speaking in court, X said: "…"``
        return None
    if (
        len(rest) > _TAIL
        or verbs
        or any(token.lower_ in words.clause_openers for token in rest)
        or _has_object(cue, rest)
    ):
        return None
    return _from_marks(sentence, speaker) if speaker is not None else None


def _from_marks(sentence: Sentence, speaker: Speaker) -> Speaker:
    """The speaker with the nouns since a quotation ended: ``"…," school board member Ann Lee said``."""
    ended = (at for at in range(speaker.start - 1, max(speaker.start - _NOUNS_BEFORE, 0), -1))
    start = next((at for at in ended if sentence.in_quotes(sentence.doc[at])), -1) + 1
    while start and start < speaker.start and sentence.doc[start].is_punct:
        start += 1
    named = sentence.doc[start : speaker.start] if start else []
    if len(speaker.mentions) > 1 or not named or any(token.pos_ not in _DESCRIBE for token in named):
        return speaker
    return Speaker(start, speaker.end, ((start, speaker.mentions[0][1]),))


def _has_object(cue: Cue, rest: Sequence[Token]) -> bool:
    """Whether a noun that is neither a day nor a hearer stands right behind the cue."""
    first = next(iter(rest), None)
    if first is None or cue.lemma in cue.sentence.lexicon.hearers:
        return False
    words = cue.sentence.lexicon.unpunctuated
    addressing = first.lower_ in cue.sentence.lexicon.addressing
    if first.lower_ in words.topic_prepositions or (addressing and len(rest) > 1 and is_gerund(rest[1])):
        return True
    return first.pos_ in ("NOUN", "PROPN", "DET", "ADJ", "NUM", "PRON") and not unpunctuated_speakers.is_day(
        cue.sentence, first
    )


def _behind(sentence: Sentence, cue: Cue) -> Speaker | None:
    """The speaker right behind a cue that has no subject before it: ``nothing is left said Ann Lee head of X``."""
    low, high = cue.group[0].i, cue.group[-1].i
    if (
        high + 1 >= len(sentence.doc)
        or low == 0
        or (_has_subject(cue) and cue.lemma not in sentence.lexicon.unpunctuated.without_object)
    ):
        return None
    speaker = unpunctuated_speakers.behind(sentence, high + 1)
    if (
        speaker is None
        or (_has_subject(cue) and not _may_speak(speaker.head(sentence), sentence.lexicon))
        or cue.lemma in sentence.lexicon.hearers
        or _goes_on(sentence.doc[speaker.end :], sentence.lexicon.unpunctuated)
    ):
        return None
    return speaker


def _has_subject(cue: Cue) -> bool:
    return any(child.dep_ in SUBJECT and child.i < cue.group[0].i for child in cue.main.children)


def _may_speak(head: Token, lexicon: Lexicon) -> bool:
    """Whether a noun behind a verb that has a subject is somebody, no document: not ``X said the footage dated``."""
    return is_speaker(head, lexicon) and head.lemma_.lower() not in lexicon.documents


def _goes_on(rest: Sequence[Token], words: Unpunctuated) -> bool:
    """Whether a finite verb follows that no relative pronoun governs: then the noun is its subject, no speaker."""
    for token in rest:
        if token.lower_ in words.subordinators | words.continuations:
            return False
        if "Fin" in token.morph.get("VerbForm", []):
            return True
    return False


def goes_on(sentence: Sentence, attribution: Attribution) -> bool:
    """Whether more of what is told follows behind a closing cue: ``"…" the group said adding that …``."""
    end = attribution.cue.end if attribution.cue else sentence.span.end
    behind = (token for token in sentence.doc if sentence.at(token) >= end and not sentence.in_quotes(token))
    words = sentence.lexicon.unpunctuated.continuations
    return attribution.detector is DETECTOR and any(token.lower_ in words for token in behind)


def _finite(verb: Token) -> bool:
    """Whether a verb is finite and in the active voice; of a participle, whether a finite auxiliary goes with it."""
    if any(child.dep_ == "aux:pass" for child in verb.children):
        return False
    own = verb.dep_ == "ROOT" and any(child.dep_ == "nsubj" for child in verb.children)  # a past tense misread
    helped = own or any(child.dep_ == "aux" for child in verb.children)
    return tells_time(verb) or (is_past_participle(verb) and helped)
