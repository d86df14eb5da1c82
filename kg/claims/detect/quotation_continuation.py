"""Quotations that run on over the sentences of a paragraph, and those that a cue at a paragraph's end announces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from kg.claims.detect import transcripts
from kg.claims.detect.attribution import Report
from kg.claims.detect.cue_verbs import Cue, cues
from kg.model import Span
from kg.text.quotation_marks import share
from kg.text.sentence import Sentence, noun_phrase

_WHOLLY = 0.9  # a sentence of which so much is quoted is nothing but quotation
_PARTLY = 0.5
_ALL = 0.999
_LONG = 5  # quoted words; fewer are a title or a motto

# ``“…” ― Pamela Padilla``: who signs what stands before, to the end of the line.
_SIGNATURE = re.compile(r"\s*[―—–]\s*([^\W\d_][^\n“”«»\"]{2,60}?)[.\s]*(?:\n|$)")

Read = tuple[Sentence, tuple[Report, ...]]


def spread(read: Sequence[Read]) -> Iterator[tuple[Sentence, Report]]:
    """The reports of an article with the sentences of their cues, contents grown over the quotations they begin.

    A quotation of whole sentences that no report holds is one of its own.
    """
    groups = [list(group) for _, group in groupby(read, key=lambda row: row[0].block.span)]
    before: Read | None = None
    for group in groups:
        held = [piece for _, reports in group for report in reports for piece in report.content]
        for number, (sentence, reports) in enumerate(group):
            following = group[number + 1 :]
            grown = [_whole_turn(sentence, report) for report in _grown(sentence, reports)]
            if grown and not _claimed(sentence, following):
                grown[-1] = _continued(grown[-1], following)
            if not grown and (quote := _bare(sentence, held)):
                grown = [_spoken(sentence, quote, before, following)]
            held += [piece for report in grown for piece in report.content]
            before = (sentence, tuple(grown))
            for report in grown:
                yield sentence, report


def _whole_turn(sentence: Sentence, report: Report) -> Report:
    """A turn of a talk lasts as long as its paragraph."""
    if report.rule != transcripts.RULE:
        return report
    return replace(report, content=(sentence.trimmed(Span(report.content[0].start, sentence.block.span.end)),))


def _bare(sentence: Sentence, held: list[Span]) -> Span | None:
    """The quotation that a sentence begins and is wholly within, if no report holds any of it."""
    if share(sentence.span, sentence.quotes, sentence.text) < _ALL:
        return None
    quote = next((one for one in sentence.quotes if one.start >= sentence.span.start), None)
    if quote is None or len(quote.of(sentence.text).split()) < _LONG or any(quote.overlaps(span) for span in held):
        return None
    return quote


def _spoken(sentence: Sentence, quote: Span, before: Read | None, following: Sequence[Read]) -> Report:
    """A bare quotation with its speaker, if one is named right behind it, right before it, or speaks already."""
    bare = Report("bare-quotation", "", None, None, (quote,), impersonal=True, confidence=0.5)
    if signed := _SIGNATURE.match(sentence.text, quote.end, sentence.block.span.end):
        return replace(bare, source=Span(*signed.span(1)))
    behind = next((row for row in following if row[0].span.end > quote.end), None)
    if behind is not None and (cue := _opening_cue(behind[0])):
        named = cue.report(bare.rule, (quote,), bare.confidence)
        return named if behind[1] else replace(named, content=_joined((quote, *_quotes_of(behind[0]))))
    if before is None:
        return bare
    if cue := _announcing_cue(before[0]):
        return cue.report(bare.rule, (quote,), bare.confidence)
    last = before[1][-1] if before[1] else None
    if last is not None and last.kind == "said" and (before[0].block == sentence.block or _in_quotes(last, before[0])):
        return replace(bare, cue=last.cue, source=last.source, head=last.head, impersonal=last.impersonal)
    return bare


def _in_quotes(report: Report, sentence: Sentence) -> bool:
    """Whether a quotation ends what is reported."""
    return any(quote.overlaps(report.content[-1]) for quote in sentence.quotes)


def _opening_cue(sentence: Sentence) -> Cue | None:
    """The cue of a sentence before which only its speaker and quoted words stand (``… ?” Clinton said.``)."""
    outside = (cue for cue in cues(sentence, sentence.lexicon.inquit) if not sentence.in_quotes(cue.verb))
    cue = next(outside, None)
    if cue is None or cue.subject is None or cue.impersonal:
        return None
    words = {token.i for token in (*cue.group, *noun_phrase(cue.subject))}
    before = (token for token in sentence.doc[: cue.verb.i] if not token.is_punct and not sentence.in_quotes(token))
    return cue if all(token.i in words for token in before) else None


def _announcing_cue(sentence: Sentence) -> Cue | None:
    """The last cue of a sentence that ends in a colon: ``He said:``."""
    if not sentence.span.of(sentence.text).rstrip().endswith(":"):
        return None
    found = [cue for cue in cues(sentence, sentence.lexicon.inquit) if cue.subject is not None and not cue.impersonal]
    return found[-1] if found else None


def _quotes_of(sentence: Sentence) -> tuple[Span, ...]:
    return tuple(quote for quote in sentence.quotes if quote.start >= sentence.span.start)


def _claimed(sentence: Sentence, following: Sequence[Read]) -> bool:
    """Whether the sentence behind has a report of its own."""
    return not following or _reports(*following[0])


def _reports(sentence: Sentence, reports: tuple[Report, ...]) -> bool:
    """Whether a sentence has a report that is not itself within a quotation: ``"I told them so. They left."``."""
    return any(report.cue is None or not any(one.covers(report.cue) for one in sentence.quotes) for report in reports)


def _grown(sentence: Sentence, reports: tuple[Report, ...]) -> list[Report]:
    """Reports with each quotation they hold a part of in full, over the borders of the sentence."""
    result: list[Report] = []
    taken: set[Span] = set()
    for report in reports:
        content = report.content
        for quote in sentence.quotes:
            beyond = not sentence.span.covers(quote)
            if beyond and quote not in taken and any(_begins(piece, quote, sentence) for piece in content):
                content = _joined((*content, Span(max(quote.start, sentence.block.span.start), quote.end)))
                taken.add(quote)
        result.append(replace(report, content=content) if content != report.content else report)
    return result


def _begins(piece: Span, quote: Span, sentence: Sentence) -> bool:
    """Whether what a report holds of a quotation is most of what the sentence holds of it."""
    start, end = max(quote.start, sentence.span.start), min(quote.end, sentence.span.end)
    common = min(piece.end, end) - max(piece.start, start)
    return end > start and common >= _PARTLY * (end - start)


def _continued(report: Report, following: Sequence[Read]) -> Report:
    """The report with the sentences behind it that are nothing but quotation and have no cue."""
    sentence_quotes = [quote for other, _ in following for quote in other.quotes]
    if not _quotes(report, following):
        return report
    content = report.content
    for other, reports in following:
        inside = share(other.span, other.quotes, other.text)
        if _reports(other, reports) or inside < _WHOLLY:
            break
        content = _joined((*content, *(quote for quote in sentence_quotes if quote.overlaps(other.span))))
    return replace(report, content=content)


def _quotes(report: Report, following: Sequence[Read]) -> bool:
    """Whether the report itself quotes."""
    text = following[0][0].text if following else ""
    return any(
        piece.of(text)[:1] in '«“"„' or text[piece.start - 1 : piece.start] in ("«", "“", '"', "„")
        for piece in report.content
    )


def _joined(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Spans in order, those that touch or overlap as one."""
    result: list[Span] = []
    for span in sorted(spans):
        if result and span.start <= result[-1].end + 1:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return tuple(result)
