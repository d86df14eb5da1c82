"""Quotations set apart with their owner and his work behind them: ``“The ice was thin.” A retired guide, “Ice”``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

from kg.claims.detect import Attribution, ContentFrom, Detector
from kg.languages.letters import CAPITALS
from kg.text.sentence import NOMINAL, VERBAL, Sentence

DETECTOR = Detector("pull-quote", None, ContentFrom.BEFORE)
_OWNED = re.compile(
    rf"[«“\"][^«»“”\"]*[.!?…]\s?[»”\"]\s+(?P<owner>[{CAPITALS}][\w’'.-]*(?: [\w’'.-]+){{0,4}}), "
    r"[«“\"][^.!?«»“”\"]+[»”\"]"
)

Read: TypeAlias = tuple[Sentence, Sequence[Attribution]]


def owner(read: Sequence[Read], position: int) -> tuple[Sentence, Attribution] | None:
    """Who is named behind the quotation that a sentence's paragraph is, and in which of its sentences."""
    sentence = read[position][0]
    block = sentence.block.span
    found = _OWNED.fullmatch(sentence.text, block.start, block.end)
    if found is None or sentence.span.start >= found.start("owner"):
        return None
    start, end = found.span("owner")
    for line, attributions in read[position:]:
        if line.span.start <= start < line.span.end:
            words = [token for token in line.doc if start <= line.at(token) < end]
            head = next((token for token in reversed(words) if token.pos_ in NOMINAL), None)
            telling = line.lexicon.telling
            acts = attributions or any(token.pos_ in VERBAL or token.lemma_.lower() in telling for token in words)
            source = line.span_of(words)
            if head is None or source is None or acts:
                return None
            return line, Attribution(DETECTOR, "", None, source, (block,), head, confidence=0.7, exact=True)
    return None
