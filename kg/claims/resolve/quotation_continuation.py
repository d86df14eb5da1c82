"""Quotations that run on: who speaks in a quoted sentence that has no cue of its own.

The speaker of such a sentence is the one whose quotation is still open, else the one whom a cue behind the quotation
names, else whoever was quoted in the sentence before (O'Keefe et al. 2012 call this the sequence of quotations), else
the person whom the paragraph is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from kg.claims.detect import Attribution
from kg.claims.resolve import signs_of_speech
from kg.model import Basis, Chain, Claim, Quote, Role, Span
from kg.text.quotation_marks import share
from kg.text.sentence import Sentence

RULE = "quotation-continued"
_FULLY = 0.85  # share of a sentence in quotation marks that makes it part of a quotation

Read: TypeAlias = tuple[Sentence, Sequence[Attribution]]


@dataclass(frozen=True, slots=True)
class OpenQuotation:
    """A quotation that may go on in the next sentence, and who speaks in it."""

    span: Span
    speaker: tuple[Chain, ...]


def opened(sentence: Sentence, attribution: Attribution, speaker: tuple[Chain, ...]) -> OpenQuotation | None:
    """The last quotation of a sentence of which an attribution holds some words."""
    held = [quote for quote in sentence.quotes if any(span.overlaps(quote) for span in attribution.content)]
    return OpenQuotation(held[-1], speaker) if held else None


def is_quotation(sentence: Sentence) -> bool:
    """Whether a sentence is nothing but quotation."""
    return bool(sentence.quotes) and share(sentence.span, sentence.quotes, sentence.text) > _FULLY


def report_ahead(quote: Span, following: Iterable[Read]) -> tuple[Sentence, Attribution] | None:
    """The attribution in a later sentence of the same quotation that says who speaks: ``« A. B. », a dit X``."""
    for sentence, found in following:
        if not any(other.overlaps(quote) for other in sentence.quotes):
            return None
        quoting = [attribution for attribution in found if any(span.overlaps(quote) for span in attribution.content)]
        if quoting:
            return sentence, max(quoting, key=lambda attribution: (not attribution.impersonal, attribution.size))
    return None


def quoted_before(last: Claim | None) -> tuple[Chain, ...]:
    """Who was quoted in the sentence before; empty where nobody was."""
    quoting = last is not None and last.quote in (Quote.DIRECT, Quote.MIXED)
    quoting = quoting and last is not None and last.chains[0].origin.rule != signs_of_speech.QUOTATION
    return last.chains if quoting and last is not None and last.chains[0].origin.role is Role.ORIGIN else ()


def carried(speaker: Iterable[Chain], span: Span, rule: str) -> tuple[Chain, ...]:
    """The chains of who speaks, for a later sentence, in which no words name the speaker."""
    return tuple(
        Chain(
            tuple(
                hop if hop.role is Role.OUTLET else replace(hop, basis=Basis.CARRIED, rule=rule, mention=None, cue=None)
                for hop in chain.hops
            ),
            (span,),
        )
        for chain in speaker
    )
