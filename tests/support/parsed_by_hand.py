"""Sentences parsed by hand, so that no language model is needed."""

from __future__ import annotations

from spacy.lang.lex_attrs import LEX_ATTRS
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.claims.detect import Sentence
from kg.languages.cue_lexicon import lexicon
from kg.model import Block, BlockKind, Span
from kg.text.parse_repair import repaired
from kg.text.quotation_marks import in_paragraphs


def parsed(language, rows, quotes=True, start=0, text=None, block=None):
    """A sentence from rows of word, tag, label, head, and perhaps lemma and features."""
    words = [row[0] for row in rows]
    doc = Doc(
        Vocab(lex_attr_getters=LEX_ATTRS),
        words=words,
        spaces=[True] * (len(rows) - 1) + [False],
        pos=[row[1] for row in rows],
        deps=[row[2] for row in rows],
        heads=[row[3] for row in rows],
        lemmas=[row[4] if len(row) > 4 else row[0].lower() for row in rows],
        morphs=[row[5] if len(row) > 5 else "" for row in rows],
    )
    text = text or doc.text
    span = Span(start, start + len(doc.text))
    block = block or Block(BlockKind.PARAGRAPH, Span(0, len(text)), language)
    marks = tuple(quote for quote in next(in_paragraphs(text, [block.span])) if quote.overlaps(span)) if quotes else ()
    return Sentence(text, span, block, repaired(doc, lexicon(language)), lexicon(language), marks)


def table(line):
    """Rows from "word/TAG/label/head ...", where "/lemma/features" may follow."""
    rows = (item.split("/") for item in line.split())
    return [(word, tag, label, int(head), *rest) for word, tag, label, head, *rest in rows]


SAID = [
    ("The", "DET", "det", 1),
    ("ministry", "NOUN", "nsubj", 2),
    ("said", "VERB", "ROOT", 2, "say"),
    ("that", "SCONJ", "mark", 6),
    ("the", "DET", "det", 5),
    ("bridge", "NOUN", "nsubj", 6),
    ("fell", "VERB", "ccomp", 2, "fall"),
    (".", "PUNCT", "punct", 2),
]
