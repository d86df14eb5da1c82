"""Cues whose content is the sentence before: ``Об этом заявил X``."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.cues import cues
from kg.extract.inverted import inverted
from kg.extract.report import Report
from kg.extract.sentence import Sentence, match_phrase

RULE = "backward"
INSIDE = "incise"


def find(sentence: Sentence) -> Iterator[Report]:
    """The report of a sentence that begins with a word for what was said before."""
    yield from _inverted(sentence)
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


def _inverted(sentence: Sentence) -> Iterator[Report]:
    """``…, c'est ce qu'a annoncé X``: the words before the comma, if there are any, are what was said."""
    doc, phrases = sentence.doc, sentence.lexicon.backward
    for at in [token.i for token in doc if token.lower_ in phrases]:
        opens = at == 0 or doc[at - 1].text == ","
        size = match_phrase(doc, at, phrases) if opens else 0
        clause = inverted(sentence, at + size) if size and at + size < len(doc) else None
        if clause is None or sentence.in_quotes(clause.verb):
            continue
        source = sentence.span_of(doc[clause.named : clause.stop])
        rule, content = (INSIDE, sentence.pieces(doc[:at])) if at else (RULE, sentence.pieces(doc[:size]))
        yield Report(rule, clause.lemma, sentence.span_of(clause.cue), source, content, clause.subject, clause.verb)
