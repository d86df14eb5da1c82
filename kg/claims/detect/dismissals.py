"""Denials of what is reported: ``called reports that P nonsense``, ``a rejeté les accusations selon lesquelles P``.

What is denied is P: the reports are no speaker, and whoever made them passes nothing on. The words for *not so* stand
before the reports (``dismissed as lies reports that P``), behind what they say (``called the claim that P a lie``),
or, in what somebody says, as its predicate (``said reports that P were false``, ``said it was not true that P``). A
parser hangs such words on whatever stands beside them; their order does not err.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.claims.detect.attribution import Attribution
from kg.claims.detect.cue_verbs import Cue, cues
from kg.claims.detect.detector import ContentFrom, Decides, Detector
from kg.languages.cue_lexicon import Lexicon
from kg.languages.stemming import stem
from kg.text.quotation_marks import MARKS
from kg.text.sentence import SUBJECT, VERBAL, Sentence, noun_phrase, subtree

if TYPE_CHECKING:
    from kg.text.parse import Token

_REACH = 10  # words from the verb to the reports, and from there to what opens what they say
_PREDICATE = 8  # words of ``it is not true`` at most
_LOOSE = frozenset({"AUX", "ADV", "PART", "PRON", "SCONJ", "PUNCT", "DET", "ADP"})
_BESIDE = frozenset({"conj", "advcl", "parataxis"})


def find(sentence: Sentence) -> Iterator[Attribution]:
    """Attributions of what reports say that the subject of a cue calls false, or denies."""
    lexicon = sentence.lexicon
    for cue in cues(sentence, lexicon.dismissing | lexicon.sweeping):
        denies = cue.lemma in lexicon.denied | lexicon.sweeping
        if not (denies or cue.lemma in lexicon.dismissing) or cue.subject is None or cue.impersonal or cue.inverted:
            continue
        words = _behind(cue)
        at = next((at for at, token in enumerate(words[:_REACH]) if _is_report_noun(token, lexicon)), -1)
        if at < 0 or _is_of_another(words, at, lexicon):
            continue
        opener = _opener(words, at, lexicon)
        said = words[opener:] if opener else _complement(words, at)
        if denies and not opener and cue.lemma in lexicon.denied:
            continue  # an object as of any verb
        if not any(_is_false(token, lexicon) for token in words[:at]):
            said = _before_verdict(said, words[at:], lexicon) or (said if denies else [])
        if opener and _is_relative(said, lexicon):
            said = [*_complement(words[: at + 1], at), *words[at + 1 : words.index(said[-1]) + 1]]
        if content := sentence.pieces(said):
            yield replace(cue.attribution(DETECTOR, content, 0.85), denies=True)


DETECTOR = Detector("dismissal", find, ContentFrom.CLAUSE, Decides.WORDS)


def turned(sentence: Sentence, attribution: Attribution) -> Attribution:
    """An attribution of ``reports that P are false`` as the denial of P; any other as it is."""
    lexicon = sentence.lexicon
    if attribution.denies or attribution.lemma in lexicon.denied or not lexicon.falsehoods:
        return attribution
    words = [token for token in sentence.within(attribution.content) if token.text not in MARKS]
    said = _not_true_that(words, lexicon) or _reports_untrue(words, lexicon)
    content = sentence.pieces(said)
    return replace(attribution, content=content, denies=True) if content else attribution


def is_report_of_nobody(noun: Token, lexicon: Lexicon) -> bool:
    """Whether a noun is a report, claim or charge of nobody named: it does not speak."""
    return _is_report_noun(noun, lexicon) and not any(token.pos_ == "PROPN" for token in noun_phrase(noun))


def _is_report_noun(token: Token, lexicon: Lexicon) -> bool:
    """Whether a word is one of reports, be it taken for a verb: ``dismissed as lies reports that``."""
    return token.lemma_.lower() in lexicon.reports | lexicon.cue_nouns and token.pos_ in ("NOUN", "VERB", "PROPN")


def _is_false(token: Token, lexicon: Lexicon) -> bool:
    return token.is_alpha and stem(token.lower_, lexicon.language) in _stems(lexicon.falsehoods, lexicon.language)


@functools.lru_cache(maxsize=64)  # two lists a language
def _stems(words: frozenset[str], language: str) -> frozenset[str]:
    return frozenset(stem(word, language) for word in words)


def _behind(cue: Cue) -> list[Token]:
    """The words behind a cue, up to where its subject does something else."""
    doc, last = cue.sentence.doc, max(token.i for token in (cue.verb, *cue.group))
    beside = [
        child.left_edge.i
        for child in (*cue.verb.children, *cue.main.children)
        if child.dep_ in _BESIDE and child.i > last + _REACH and child.pos_ in VERBAL
    ]
    stops = [token.i for token in doc[last + 1 :] if token.text in ";:"]
    return list(doc[last + 1 : min((*beside, *stops, len(doc)))])


def _opener(words: Sequence[Token], at: int, lexicon: Lexicon) -> int:
    """Where what reports say begins, behind ``that``, ``selon lesquelles``, ``о том, что``; 0 where no clause does."""
    for index in range(at + 1, min(at + _REACH, len(words))):
        word = words[index]
        if word.lower_ in lexicon.lone_prepositions and index + 1 < len(words):
            return index + 2 if words[index + 1].lower_ in lexicon.source_relatives else 0
        if word.lower_ in lexicon.plain_openers and word.pos_ in ("SCONJ", "PRON"):
            return index + 1
        if word.pos_ in VERBAL:
            return 0
    return 0


def _is_of_another(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether reports belong to what somebody else does, or is: ``dismissed the man who spread reports that``."""
    noun = words[at]
    owner = noun.dep_ == "nmod" and noun.head.i < noun.i and noun.head.lemma_.lower() in lexicon.persons
    deeds = (token for token in words[:at] if token.pos_ == "VERB" and token.dep_ != "amod")
    return owner or any(not _is_false(token, lexicon) for token in deeds)


def _is_relative(said: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a clause tells what others do with reports, not what these say: ``reports that the army denies``."""
    last = next((token for token in reversed(said) if not token.is_punct), None)
    return last is not None and last.pos_ == "VERB" and last.lemma_.lower() in lexicon.cue_verbs


def _complement(words: Sequence[Token], at: int) -> list[Token]:
    """The reports with what they are of: ``сообщение о гибели генерала``."""
    below = {token.i for token in subtree(words[at])}
    start = min((index for index in range(at + 1) if words[index].i in below), default=at)
    stop = next((index for index in range(at, len(words)) if words[index].i not in below), len(words))
    return list(words[start:stop])


def _before_verdict(said: Sequence[Token], words: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """What stands before the words for *not so* that close a clause: ``the village had been shelled a fabrication``."""
    verdicts = [
        index
        for index, token in enumerate(words)
        if index and _is_false(token, lexicon) and _closes(words[index + 1 : index + 3], token)
    ]
    if not verdicts:
        return []
    verdict = words[verdicts[-1]]
    start = verdict.i
    for token in reversed(verdict.doc[words[0].i + 1 : verdict.i]):
        goes_with = token.head.i == verdict.i and token.dep_ in ("amod", "advmod")
        if not goes_with and token.text not in MARKS and not _introduces(token, lexicon):
            break
        start = token.i
        if token.lower_ in lexicon.as_words | lexicon.naming_prepositions:
            break
    return [token for token in said if token.i < start]


def _introduces(token: Token, lexicon: Lexicon) -> bool:
    return token.lower_ in lexicon.as_words | lexicon.indefinite | lexicon.naming_prepositions


def _closes(behind: Sequence[Token], verdict: Token) -> bool:
    """Whether a clause ends behind a word, but for the noun it describes: ``as fake news``."""
    rest = [token for token in behind if token.text not in MARKS]
    if rest and verdict.head.i == rest[0].i and verdict.dep_ == "amod":
        rest = rest[1:]
    return not rest or rest[0].is_punct or rest[0].dep_ == "cc"


def _not_true_that(words: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """What is put behind ``it is not true that``; empty where the words begin in another way."""
    stop = next((at for at, token in enumerate(words[:_PREDICATE]) if at and token.lower_ in lexicon.plain_openers), 0)
    opening = words[:stop]
    verdict = [token for token in opening if _is_verdict(token, lexicon)]
    plain = all(token.pos_ in _LOOSE or token in verdict or token.dep_ == "cop" for token in opening)
    return list(words[stop + 1 :]) if verdict and plain and _untrue(opening, lexicon) else []


def _reports_untrue(words: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """What reports say that are said to be false; empty where the words are no such clause."""
    at = next((at for at, token in enumerate(words[:4]) if _is_report_noun(token, lexicon)), -1)
    last = next((index for index in range(len(words) - 1, 0, -1) if not words[index].is_punct), 0)
    if at < 0 or not _is_verdict(words[last], lexicon):
        return []
    verb = _predicate(words, at, last)
    start = verb
    while start - 1 > at and (words[start - 1].pos_ == "AUX" or words[start - 1].lower_ in lexicon.negators):
        start -= 1
    if not verb or not _untrue(words[start : last + 1], lexicon):
        return []
    if not _is_of(words[verb], words[last], words[at]):
        return []
    opener = _opener(words[:start], at, lexicon)
    said = list(words[opener:start])
    return said if opener and not _is_relative(said, lexicon) else list(words[:start])


def _predicate(words: Sequence[Token], at: int, last: int) -> int:
    """Where the predicate of reports begins: at its verb, at what governs it (``turned out to be false``), or without.

    A verb inside what the reports say is none: «сообщения о том, что армия бежала, ложны».
    """
    verdict, places = words[last], {token.i: index for index, token in enumerate(words)}
    if not any(child.dep_ == "cop" for child in verdict.children) and _has_subject(verdict, words[at]):
        return last
    verb = next((index for index in range(last, at, -1) if words[index].pos_ in VERBAL), 0)
    while words[verb].dep_ == "xcomp" and at < places.get(words[verb].head.i, 0) < verb:
        verb = places[words[verb].head.i]
    return verb


def _has_subject(verb: Token, noun: Token) -> bool:
    return any(child.dep_ in SUBJECT and child.i == noun.i for child in verb.children)


def _is_of(verb: Token, verdict: Token, noun: Token) -> bool:
    """Whether a verdict is that on a noun, as far as the parse tells: no other subject stands nearer its verb."""
    subjects = [child for node in (verb, verdict) for child in node.children if child.dep_ in SUBJECT]
    return not subjects or any(child.i == noun.i for child in subjects)


def _is_verdict(token: Token, lexicon: Lexicon) -> bool:
    truths = _stems(lexicon.truths, lexicon.language)
    return _is_false(token, lexicon) or (token.is_alpha and stem(token.lower_, lexicon.language) in truths)


def _untrue(words: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether words say *false* or *not true*; not *not false*."""
    negated = any(token.lower_ in lexicon.negators for token in words)
    return any(_is_false(token, lexicon) for token in words) != negated
