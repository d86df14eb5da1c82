"""Which reports are speech that a claim can rest on: the graph is stricter than a search for attributions."""

from __future__ import annotations

from kg.extract.cues import is_unreal
from kg.extract.report import Report
from kg.extract.sentence import VERBAL, Sentence


def is_speech(sentence: Sentence, report: Report) -> bool:
    """Whether a report is speech of somebody.

    What the ranker alone found must name a source and report a clause or quoted words (``said goodbye`` does not),
    and its cue must be neither negated nor unreal (``did not say how many``).
    """
    if report.kind != "said":
        return False
    if not report.rule.startswith("ranked"):
        return True
    if report.source is None or (report.verb is not None and is_unreal(report.verb, sentence.lexicon)):
        return False
    if report.head is not None and report.head.dep_ in ("obj", "iobj") and report.head.morph.get("Case", []) == ["Acc"]:
        return False
    inside = sentence.within(report.content)
    return any(token.pos_ in VERBAL or sentence.in_quotes(token) for token in inside)
