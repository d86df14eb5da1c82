"""Quotations set apart with their owner and his work behind them: ``“The ice was thin.” A retired guide, “Ice”``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from kg.claims.detect import Attribution, ContentFrom, Detector
from kg.languages.cue_lexicon import Lexicon
from kg.languages.letters import CAPITALS
from kg.sources.registry import MEDIA, Registry
from kg.text.quotation_marks import DOUBLE, OPENING
from kg.text.sentence import NOMINAL, VERBAL, Sentence

if TYPE_CHECKING:
    from kg.text.parse import Token

DETECTOR = Detector("pull-quote", None, ContentFrom.BEFORE)
_OPEN, _MARK = re.escape("".join(sorted(OPENING))), re.escape("".join(sorted(DOUBLE)))
_OWNED = re.compile(
    rf"[{_OPEN}][^{_MARK}]*[.!?…]\s?[{_MARK}]\s+(?P<owner>[{CAPITALS}][\w’'.-]*(?: [\w’'.-]+){{0,4}}), "
    rf"[{_OPEN}][^.!?{_MARK}]+[{_MARK}]"
)

Read: TypeAlias = tuple[Sentence, Sequence[Attribution]]


def owner(read: Sequence[Read], position: int, registry: Registry) -> tuple[Sentence, Attribution] | None:
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
            if head is None or source is None or acts or _is_none(words, head, line.lexicon, registry):
                return None
            return line, Attribution(DETECTOR, "", None, source, (block,), head, confidence=0.7, exact=True)
    return None


def _is_none(words: Sequence[Token], head: Token, lexicon: Lexicon, registry: Registry) -> bool:
    """Whether an owner is a medium, or a calling that is written as a name: ``Bay News``, ``Foreign Minister``."""
    name, lemmas = " ".join(token.text for token in words), {head.lower_, head.lemma_.lower()}
    known = registry.by_alias(name, lexicon.language)
    if (known is not None and known.type in MEDIA) or lemmas & (lexicon.media | lexicon.mastheads):
        return True
    callings = lexicon.callings | lexicon.general
    titled = all(token.text[:1].isupper() or token.lower_ in lexicon.links for token in words)
    return titled and any({token.lower_, token.lemma_.lower()} & callings for token in words)
