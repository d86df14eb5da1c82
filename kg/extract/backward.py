"""Cues whose content is the sentence before: ``Об этом заявил X``."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.cues import cues
from kg.extract.report import Report
from kg.extract.sentence import Sentence, match_phrase

RULE = "backward"


def find(sentence: Sentence) -> Iterator[Report]:
    """The report of a sentence that begins with a word for what was said before."""
    size = match_phrase(sentence.doc, 0, sentence.lexicon.backward)
    content = sentence.span_of(sentence.doc[:size]) if size else None
    for cue in cues(sentence):
        if (
            content is not None
            and cue.subject is not None
            and not cue.impersonal
            and cue.lemma in sentence.lexicon.said
        ):
            yield cue.report(RULE, (content,))
            return
