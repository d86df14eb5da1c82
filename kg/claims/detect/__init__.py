"""Reported speech: finders, each one idea, run in a stated order over a parsed sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from kg.claims.detect import (
    as_parentheticals,
    belief_adjectives,
    colon_attribution,
    contrasted_speakers,
    dash_parentheticals,
    document_sources,
    loose_quotations,
    nominal_complements,
    parentheticals,
    quotative_inversion,
    reporting_clauses,
    sentence_final_cues,
    sentential_anaphora,
    source_prepositions,
    transcripts,
    verb_noun_idioms,
)
from kg.claims.detect.apposition import whole
from kg.claims.detect.attribution import Report
from kg.claims.detect.speech_filter import is_speech
from kg.claims.ranker import rerank
from kg.model import Span
from kg.text.sentence import Sentence, is_finite

__all__ = ["CLAIMS", "FINDERS", "Policy", "Report", "Sentence", "attributions", "found"]


@dataclass(frozen=True, slots=True)
class Policy:
    """What detection may do.

    Words alone decide where a rule is sure of what it reads; the ranker may drop, mend or add everything else.
    Attributions of belief and plan are found like those of speech, and left out unless ``kinds`` asks for them: a claim
    is what somebody said.
    """

    ranker: rerank.Ranker | None = None  # None: the shipped one
    kinds: frozenset[str] = frozenset({"said"})  # of said, thinks, wants


CLAIMS = Policy()
Finder = Callable[[Sentence], Iterable[Report]]

# The surest first: a finder that comes later adds nothing where an earlier one has read the same cue.
FINDERS: tuple[Finder, ...] = (
    transcripts.find,
    sentential_anaphora.find,
    dash_parentheticals.find,
    quotative_inversion.find,
    as_parentheticals.find,
    sentence_final_cues.find,
    reporting_clauses.find,
    belief_adjectives.find,
    document_sources.find,
    source_prepositions.find,
    parentheticals.find,
    loose_quotations.find,
    nominal_complements.find,
    verb_noun_idioms.find,
    colon_attribution.find,
)


# What these rules find stands whatever the ranker says: measured on French and English sets, it only loses by dropping
# them (a preposition that names a source: F1 +2 to +5). So does a denial: a verdict must not miss one.
SURE = frozenset({"source-preposition", "document", sentential_anaphora.RULE, belief_adjectives.RULE})


# Their content is read from the marks around the cue clause, not from the parse: nothing that is learnt mends it.
FIRM = frozenset({quotative_inversion.RULE, dash_parentheticals.RULE, as_parentheticals.RULE, transcripts.RULE})

# "Reuters reported that the minister had said …": without the inner report the medium would be taken for the origin.
NESTED = frozenset({"verb-clause", "verb-infinitive"})
# What a claim rests on besides: what somebody calls for, denies or charges others with, which the ranker often drops.
SAID = NESTED | {"verb-phrase", "inserted-clause", verb_noun_idioms.RULE}
# A claim takes what these rules read as it stands: the ranker may draw in words that were not quoted.
LITERAL = frozenset({"verb-quotation", "source-preposition"})
NEARLY_ALL = 0.33  # share of the outer content that the inner one must fill


def attributions(sentences: Sequence[Sentence], policy: Policy = CLAIMS) -> list[tuple[Report, ...]]:
    """The attributions of sentences, each sentence's in the order of their cues.

    A missed speaker is worse here than one too many: the sentence would pass for the outlet's own word. So every clause
    that a rule is sure somebody said stands, though annotated sets call some of these wrong (F1 -1 on ASFALDA and
    PolNeAR).
    """
    judged = rerank.refine([(sentence, found(sentence)) for sentence in sentences], policy.ranker)
    completed = (_completed(sentence, some) for sentence, some in zip(sentences, judged, strict=True))
    return [_speech(sentence, every, policy) for sentence, every in zip(sentences, completed, strict=True)]


def _completed(sentence: Sentence, judged: tuple[Report, ...]) -> tuple[Report, ...]:
    """What the ranker left, and what it should not have dropped; sources in full.

    Of some cues the words alone decide, whatever the ranker makes of them.
    """
    ruled, denials = found(sentence), sentence.lexicon.denied
    firm = [report for report in ruled if report.rule in FIRM or _gives_words(report) or _in_marks(sentence, report)]
    firm += [report for report in ruled if _describes(sentence, report) and not _same_cue(report, firm)]
    firm += [report for report in judged if not _same_cue(report, firm) and report not in firm]
    sure = (report for report in ruled if report.rule in SURE or report.lemma in denials)
    kept = (report for report in sure if not _beside(report, _not_within(report, tuple(firm))))
    return _ordered(whole(sentence, report) for report in (*firm, *kept))


def _ordered(reports: Iterable[Report]) -> tuple[Report, ...]:
    return tuple(sorted(reports, key=lambda report: report.cue or report.content[0]))


def _same_cue(report: Report, others: Iterable[Report]) -> bool:
    return any(report.cue and other.cue and report.cue.overlaps(other.cue) for other in others)


def _gives_words(report: Report) -> bool:
    """Whether the cue says that words are given, by a verb and its noun: ``передаёт слова``."""
    return report.verb is not None and report.verb.pos_ == "NOUN" and " " in report.lemma


def _describes(sentence: Sentence, report: Report) -> bool:
    """Whether what somebody is said to be belongs to what is said: ``described the steps as "sensible"``."""
    patterns = sentence.lexicon.phrases.get(report.lemma, frozenset())
    finite = report.verb is not None and is_finite(report.verb)  # not ``se présentant comme``
    return report.rule == "verb-phrase" and finite and bool(patterns) and patterns <= sentence.lexicon.as_words


def _in_marks(sentence: Sentence, report: Report) -> bool:
    """Whether the words around a cue are quoted from mark to mark: ``"If so," he said, "we must leave."``."""
    marks = {(quote.start, quote.end) for quote in sentence.quotes}
    return report.rule == "inserted-clause" and all((span.start, span.end) in marks for span in report.content)


def _speech(sentence: Sentence, every: tuple[Report, ...], policy: Policy) -> tuple[Report, ...]:
    ruled = contrasted_speakers.apart(sentence, found(sentence))
    nested = (report for report in found(sentence) if report.rule in NESTED and _inside(report, every))
    every = contrasted_speakers.apart(sentence, (*every, *nested))
    closed = tuple(report for report in ruled if report.rule == sentence_final_cues.RULE)
    firm = (*closed, *(report for report in ruled if report.rule in LITERAL))
    around = (*closed, *(report for report in ruled if report.rule == quotative_inversion.RULE))
    inner = (_within(report, around) for report in every if not _same_cue(report, firm))
    told = [report for report in inner if report.content and is_speech(sentence, report, policy.kinds)]
    kept, sure = (*firm, *told), {id(report) for report in told}
    clauses = (report for report in ruled if report.rule in SAID and not _beside(report, kept))
    denials = (report for report in ruled if report.lemma in sentence.lexicon.denied and not _same_cue(report, kept))
    once = dict.fromkeys((*kept, *clauses, *denials))
    spoken = (report for report in once if id(report) in sure or is_speech(sentence, report, policy.kinds))
    return _ordered(report if report.exact else whole(sentence, report) for report in spoken)


def _inside(report: Report, others: tuple[Report, ...]) -> bool:
    """Whether a report is what another one reports, and none of the others has read its cue."""
    cue = report.cue
    if cue is None or any(other.cue and other.cue.overlaps(cue) for other in others):
        return False
    return any(other.covers(report) and report.size > NEARLY_ALL * other.size for other in others)


def _not_within(report: Report, others: tuple[Report, ...]) -> tuple[Report, ...]:
    """The others less those that are what a phrase reports: ``По словам X, она говорила о …``."""
    if report.rule != "source-preposition":
        return others
    within = (other for other in others if other.cue and report.covers(other) and other.size < report.size)
    inner = {id(other) for other in within}
    return tuple(other for other in others if id(other) not in inner)


def _beside(report: Report, others: Iterable[Report]) -> bool:
    """Whether one of the others reads the same cue, or reports some of the same words."""
    return any(
        (report.cue and other.cue and report.cue.overlaps(other.cue))
        or any(one.overlaps(two) for one in report.content for two in other.content)
        for other in others
    )


def _within(report: Report, closed: tuple[Report, ...]) -> Report:
    """A report inside what a closing cue reports ends where that does."""
    outer = next((other for other in closed if other.covers(report)), None)
    if outer is None:
        return report
    stop = outer.content[-1].end
    return replace(report, content=tuple(Span(s.start, min(s.end, stop)) for s in report.content if s.start < stop))


def found(sentence: Sentence) -> tuple[Report, ...]:
    """What the rules find; one report a cue, by the first finder that reads it."""
    return sentence.once("found", lambda: _ordered(_found(sentence)))


def _found(sentence: Sentence) -> list[Report]:
    kept: list[Report] = []
    for finder in FINDERS:
        kept.extend(report for report in finder(sentence) if not _same_cue(report, kept))
    return kept
