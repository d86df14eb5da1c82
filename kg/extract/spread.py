"""Quotations that run on over the sentences of a paragraph, and those that a cue at a paragraph's end announces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from kg.extract.quotes import share
from kg.extract.report import Report
from kg.extract.sentence import Sentence
from kg.model import Span

_WHOLLY = 0.9  # a sentence of which so much is quoted is nothing but quotation
_PARTLY = 0.5
_ALL = 0.999
_LONG = 5  # quoted words; fewer are a title or a motto

Read = tuple[Sentence, tuple[Report, ...]]


def spread(read: Sequence[Read]) -> Iterator[tuple[Sentence, Report]]:
    """The reports of an article with the sentences of their cues, contents grown over the quotations they begin."""
    groups = [list(group) for _, group in groupby(read, key=lambda row: row[0].block.span)]
    for group in groups:
        taken: list[Span] = []
        for number, (sentence, reports) in enumerate(group):
            grown = _grown(sentence, reports)
            if grown and not _claimed(sentence, group[number + 1 :]):
                grown[-1] = _continued(grown[-1], group[number + 1 :])
            for report in grown:
                yield sentence, report
            taken += [piece for report in grown for piece in report.content]
            if (
                not reports
                and (bare := _bare(sentence))
                and not any(piece.overlaps(bare.content[0]) for piece in taken)
            ):
                yield sentence, bare


def _bare(sentence: Sentence) -> Report | None:
    """A sentence that is one quotation, of somebody who is named elsewhere or nowhere."""
    if len(sentence.quotes) != 1 or share(sentence.span, sentence.quotes, sentence.text) < _ALL:
        return None
    quote = sentence.quotes[0]
    if not sentence.span.covers(quote) or len(quote.of(sentence.text).split()) < _LONG:
        return None
    return Report("bare-quotation", "", None, None, (quote,), impersonal=True, confidence=0.5)


def _claimed(sentence: Sentence, following: Sequence[Read]) -> bool:
    """Whether the sentence behind has a report of its own."""
    return not following or bool(following[0][1])


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
        if reports or inside < _WHOLLY:
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
