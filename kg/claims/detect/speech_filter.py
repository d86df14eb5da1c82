"""Which reports are speech that a claim can rest on: the graph is stricter than a search for attributions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.claims.detect.attribution import Report
from kg.claims.detect.irrealis import is_unreal
from kg.claims.detect.non_speaking_subjects import is_idiom
from kg.claims.detect.unpunctuated_speakers import is_speaker
from kg.claims.ranker.scored_cue import is_own_voice, says_we
from kg.languages.cue_lexicon import CHARGES, Lexicon
from kg.text.sentence import SUBJECT, VERBAL, Sentence, is_finite

if TYPE_CHECKING:
    from kg.text.parse import Token


def is_speech(sentence: Sentence, report: Report, kinds: frozenset[str]) -> bool:
    """Whether a report is speech of somebody, or belief or plan where these are among the wanted kinds.

    What the ranker alone found must name a source and report a clause or quoted words (``said goodbye`` does not),
    and its cue must be neither negated nor unreal (``did not say how many``).
    """
    if report.kind not in kinds or _is_nobody(report, sentence.lexicon):
        return False
    if report.head is None and (is_own_voice(sentence, report) or _says_we(sentence, report)):
        return False
    inside = sentence.within(report.content)
    if _stays_unnamed(report, inside, sentence.lexicon):
        return False
    if is_idiom(report.verb, sentence.lexicon) or (_is_loose(report) and not _speaks(report, sentence)):
        return False
    if not report.rule.startswith("ranked"):
        return True
    if report.source is None or (report.verb is not None and is_unreal(report.verb, sentence.lexicon)):
        return False
    if report.head is not None and report.head.dep_ in ("obj", "iobj") and report.head.morph.get("Case", []) == ["Acc"]:
        return False
    if any(sentence.in_quotes(token) for token in inside) or _charges(report, sentence.lexicon):
        return True
    if any(_goes_on(token, report) for token in inside):
        return False
    clausal = report.lemma in sentence.lexicon.clausal or " " in report.lemma
    return clausal and any(token.pos_ in VERBAL for token in inside)


def _goes_on(token: Token, report: Report) -> bool:
    """Whether a verb tells what the speaker does besides: ``признал его виновным и приговорил``."""
    joined = token.dep_ == "conj" and report.verb is not None and token.head.i == report.verb.i
    return joined and token.pos_ in VERBAL and not any(child.dep_ in SUBJECT for child in token.children)


def _stays_unnamed(report: Report, inside: Sequence[Token], lexicon: Lexicon) -> bool:
    """``who asked not to be named``."""
    asks = report.lemma in lexicon.directive and any(token.lower_ in lexicon.negators for token in inside[:2])
    return asks and any(token.lemma_.lower() in lexicon.naming_verbs for token in inside)


def _says_we(sentence: Sentence, report: Report) -> bool:
    """``Rappelons que …``: the writer's own word, which annotated sets take for a report."""
    return report.verb is not None and not sentence.in_quotes(report.verb) and says_we(report.verb)


def _is_nobody(report: Report, lexicon: Lexicon) -> bool:
    """``No one has claimed responsibility``."""
    words = (report.head, *report.head.children) if report.head is not None else ()
    return any(token.lower_ in lexicon.no_one for token in words)


def _charges(report: Report, lexicon: Lexicon) -> bool:
    return bool(lexicon.phrases.get(report.lemma, frozenset()) & CHARGES)


def _is_loose(report: Report) -> bool:
    """Whether no clause shows that something is said: found by the ranker alone, or by a verb that is not finite."""
    if report.rule.startswith(("ranked", "idiom")):
        return True
    return report.rule.startswith("verb-phrase") and report.verb is not None and not is_finite(report.verb)


def _speaks(report: Report, sentence: Sentence) -> bool:
    """Whether the source is of a sort that speaks, where the language lists them: ``the aim …`` accuses nobody."""
    if report.head is None or not sentence.lexicon.typology.lists_speakers:
        return True
    return report.head.pos_ == "PRON" or is_speaker(report.head, sentence.lexicon)
