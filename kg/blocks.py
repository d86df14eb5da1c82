"""Blocks: what each stretch of an article's raw text is, before any sentence is looked for.

Headlines, paragraphs, embedded posts and captions hold claims. Date lines, image file names, and the signature and
date behind a post hold none, and are cut off where they share a line with a sentence.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from kg.language import of_block, supported, text_rules
from kg.model import Article, Block, BlockKind, Span

_LINE = re.compile(r"[^\n\r]+")
_IMAGE = re.compile(r"\s*\S+\.(?:jpe?g|png|gif|webp|svg|bmp|tiff?)\b\s*", re.IGNORECASE)
_POST = re.compile(
    r"(?P<text>.+?)\s*(?P<author>[—–-]{1,2}\s*(?P<name>[^—–()]{1,80}?)\s*\((?P<handle>@\w{2,30})\))(?P<rest>.{0,40})$"
)
_META_DATE = re.compile(r"\s*date\s*:?\s+\d{4}(?:-\d\d){0,2}(?=\s)", re.IGNORECASE)
_CITY = r"[A-ZÀ-ÝА-ЯЁ][\w’'.-]*(?:[ ,/-]+[\w’'.-]+){0,4}"
_AGENCY_LINE = re.compile(rf"\s*{_CITY}(?:,\s*[^()\n]{{1,30}})?\s*\((?P<agency>[^()\n]{{2,30}})\)\s*[-–—:.]+\s+")
_SIGNED = re.compile(r"[.!?…»”\"\])]\s*(?P<sign>[—–]\s?[^\W\d_a-zà-ÿа-яё][^.!?»”\n]{2,70})$")
_CREDIT = re.compile(r"\s(?P<sign>[—–-]\s*\(?[A-Z]{2,}(?:[ /][A-Z]{2,}){0,2}\)?|\(?(?:Source|Sources|Источник)\s*:[^.!?\n]{2,80})\s*$")
_SENTENCE_END = re.compile(r"[.!?…:;,][\s»”\"')\]]*$")
_WRAPPED = 60  # a line at least this long may be a hard-wrapped one
_HEADLINE_MAX = 220


@functools.cache
def _date_line(language: str) -> re.Pattern[str]:
    """A date at the very start of a text, with what surrounds it in its line: "6 novembre 2012. - ", "Wed 05 Apr 2017 "."""
    rules = text_rules(language)
    month = "|".join(re.escape(word) for word in sorted({*rules.months, *rules.months_short}, key=len, reverse=True))
    clock = r"(?:\s*(?:at|à|в|[-–—,])?\s*\d{1,2}[:hH.]?\d{2}(?:\s*\(?(?:UTC|GMT|AM|PM|am|pm|МСК)\)?)?(?=\s*[:.–—-]|\s))?"
    day = (
        rf"(?:(?:[^\W\d_]{{2,10}}\.?,?\s+)?\d{{1,2}}(?:er|st|nd|rd|th)?\s+(?:{month})\.?,?\s*\d{{4}}(?:\s*г(?:ода|\.)?)?"
        rf"|(?:[^\W\d_]{{2,10}}\.?,?\s+)?(?:{month})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s*\d{{4}}"
        r"|\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d\d-\d\d)"
    )
    place = rf"(?:{_CITY}\s*[,–—-]\s*)?"
    update = rf"(?:(?:{rules.updates})\s*[:—–-]?\s*)"
    separator = r"(?:\s*[.:|,]?\s*[-–—]+\s*|\s*[.:|]\s+|\s+)"
    return re.compile(
        rf"\s*(?:{update}?{place}{day}{clock}(?:,\s*{_CITY}(?=\s*\.))?{separator}(?:by [A-Z][\w-]+(?: [A-Z][\w-]+){{0,3}} )?"
        rf"|{update}[^\n]{{0,30}}?:\s+(?=[^\W\d_a-zà-ÿа-яё]|[«“\"]))",
    )


def blocks(article: Article, language: str) -> Iterator[Block]:
    """The blocks of an article in order; they do not overlap, and every claim lies inside one of them.

    Args:
        article: the article, whose raw text is not changed.
        language: the article's own language; a block may turn out to be in another.
    """
    first = True
    for paragraph in _paragraphs(article.text):
        for block in _paragraph_blocks(article, paragraph, language, first):
            yield block
            first = first and block.kind in (BlockKind.DATELINE, BlockKind.IMAGE)


def _paragraphs(text: str) -> Iterator[Span]:
    """Lines, with hard-wrapped ones joined: a long line with no final punctuation before a lower-case one goes on."""
    start = end = -1
    for match in _LINE.finditer(text):
        if start < 0:
            start, end = match.span()
            continue
        gap = text[end : match.start()]
        wrapped = gap.count("\n") <= 1 and end - start >= _WRAPPED and not _SENTENCE_END.search(text[start:end])
        if wrapped and match.group().lstrip()[:1].islower():
            end = match.end()
        else:
            yield Span(start, end)
            start, end = match.span()
    if start >= 0:
        yield Span(start, end)


def _paragraph_blocks(article: Article, span: Span, language: str, first: bool) -> Iterator[Block]:
    text = article.text
    at = span.start
    if image := _IMAGE.match(text, at, span.end):
        yield Block(BlockKind.IMAGE, _strip(text, Span(at, image.end())), language)
        at = image.end()
        label = re.compile(rf"\s*(?:{_captions()})\s*[:.–—-]\s*").match(text, at, span.end)
        if rest := _strip(text, Span(label.end() if label else at, span.end)):
            yield Block(BlockKind.CAPTION, rest, of_block(rest.of(text), language))
        return
    if label := re.compile(rf"\s*(?:{_captions()})\s*:\s*").match(text, at, span.end):
        if rest := _strip(text, Span(label.end(), span.end)):
            yield Block(BlockKind.CAPTION, rest, of_block(rest.of(text), language))
        return
    if post := _post(text, span, language):
        yield from post
        return
    for line in _date_lines(text, at, span.end, language):
        yield Block(BlockKind.DATELINE, _strip(text, line), language)
        at = line.end
    signature = _signature(text, Span(at, span.end))
    if re.fullmatch(rf"[\W]*(?:{_see_also()})[^\n]{{0,200}}", text[at : span.end], re.IGNORECASE):
        yield Block(BlockKind.LINK, _strip(text, Span(at, span.end)), language)
        return
    yield from _prose(article, Span(at, signature.start), language, first)
    if signature:
        yield Block(BlockKind.SIGNATURE, signature, language)


def _signature(text: str, span: Span) -> Span:
    """A byline, a credit or the signature under a block quotation at the end; an empty span where there is none."""
    for pattern in (_SIGNED, _CREDIT):
        if match := pattern.search(text, span.start, span.end):
            return Span(*match.span("sign"))
    return Span(span.end, span.end)


def _see_also() -> str:
    return "|".join(text_rules(code).see_also for code in supported())


def _captions() -> str:
    return "|".join(text_rules(code).captions for code in supported())


def _post(text: str, span: Span, language: str) -> tuple[Block, ...]:
    """An embedded post: its text, its signature, and a date behind that belongs to nobody."""
    match = _POST.match(text, span.start, span.end)
    if not match:
        return ()
    body = _strip(text, Span(*match.span("text")))
    if not body:
        return ()
    author = Span(*match.span("author"))
    spoken = of_block(body.of(text), language)
    return (
        Block(BlockKind.POST, body, spoken, author=author, handle=Span(*match.span("handle"))),
        Block(BlockKind.SIGNATURE, Span(author.start, _strip(text, Span(author.start, span.end)).end), language),
    )


def _date_lines(text: str, start: int, end: int, language: str) -> Iterator[Span]:
    for pattern in (_META_DATE, _date_line(language), _AGENCY_LINE):
        if (match := pattern.match(text, start, end)) and match.end() > start:
            yield Span(start, match.end())
            start = match.end()


def _prose(article: Article, span: Span, language: str, first: bool) -> Iterator[Block]:
    text = article.text
    rest = _strip(text, span)
    if not rest:
        return
    if first and (title := _title(article, rest)):
        yield Block(BlockKind.HEADLINE, title, of_block(title.of(text), language))
        rest = _strip(text, Span(title.end, rest.end))
        if not rest:
            return
    short = rest.end - rest.start <= _HEADLINE_MAX and not _SENTENCE_END.search(rest.of(text))
    alone = rest.end >= len(text) or text[rest.end : rest.end + 4].count("\n") > 0
    kind = BlockKind.HEADLINE if short and alone and (first or rest.end < len(text.rstrip())) else BlockKind.PARAGRAPH
    yield Block(kind, rest, of_block(rest.of(text), language))


def _title(article: Article, span: Span) -> Span | None:
    """The article's own title where the text repeats it, up to the stop behind it."""
    title = (article.title.value or "").strip().rstrip(".")
    if not title or not article.text.startswith(title, span.start):
        return None
    end = span.start + len(title)
    stop = re.compile(r"\s?[.!?]+").match(article.text, end, span.end)
    return Span(span.start, stop.end() if stop else end) if (stop or end <= span.end) else None


def _strip(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)

