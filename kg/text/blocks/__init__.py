"""Blocks: what each stretch of an article's raw text is, before any sentence is looked for.

Headlines, paragraphs, embedded posts and captions hold claims. Date lines, image file names, pointers to other texts,
and the signature and date behind a post hold none, and are cut off where they share a line with a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.languages.profile import of_block, text_rules
from kg.model import Article, Block, BlockKind, Span
from kg.text.blocks.crossheads import pieces
from kg.text.blocks.furniture import caption_label, date_lines, is_name, link, picture_credit, signature, signing
from kg.text.blocks.paragraphs import breaks, ends_sentence, paragraphs

__all__ = ["blocks"]

_IMAGE = re.compile(r"\s*\S+\.(?:jpe?g|png|gif|webp|svg|bmp|tiff?)\b(?:\?\S*)?\s*", re.IGNORECASE)
_POST = re.compile(
    r"(?P<text>.+?)(?P<author>(?:(?<=\s)-{1,2}|[—–]{1,2})\s*[^—–()]{1,80}?\s*\((?P<handle>@\w{2,30})\))"
    r"(?P<date>[\w\s:,.·()-]{0,30}\d[\w\s:,.·()-]{0,30})?\s*$",
    re.DOTALL,
)
_ADDRESSES = re.compile(r"\W*(?:(?:https?://|www\.)\S+\s*)+")
_STOP = re.compile(r"\s?[.!?]+")
_NAMES_ONLY = re.compile(r"(?:[^\W\d_a-zß-öø-ÿа-яё]\S*[\s/]*){1,5}")  # "AFP", "Reuters / John Smith"
_HEADLINE_MAX = 220
_TITLE_LEAST = 4  # words of a title that is known again below itself
_SITE = re.compile(r"\s+[-–—|]\s+")  # before the rubric and the site's name: "Army shells town - World - The Quay"
_OPENING = '«“„‹‘"'
_BEFORE_HEADLINE = (BlockKind.DATELINE, BlockKind.IMAGE)


def blocks(article: Article, language: str) -> Iterator[Block]:
    """The blocks of an article in order; they do not overlap, and every claim lies inside one of them.

    Args:
        article: the article, whose raw text is not changed.
        language: the article's own language; a block may turn out to be in another.
    """
    first, held = True, None
    titles: tuple[str, ...] = (article.title.value or "",)
    for paragraph in paragraphs(article.text):
        for block in _paragraph_blocks(article.text, paragraph, language, titles, first):
            if held is not None:
                yield _signed_below(article.text, held, block)
            held = block
            if first and block.kind is BlockKind.HEADLINE:
                headline = block.span.of(article.text)
                titles = (headline, *titles, _SITE.split(headline)[0])
            elif block.kind not in (*_BEFORE_HEADLINE, BlockKind.SIGNATURE):
                titles = ()
            first = first and block.kind in _BEFORE_HEADLINE
    if held is not None:
        yield held


def _signed_below(text: str, block: Block, following: Block) -> Block:
    """A paragraph of quotation with the name in the line below it as its author: ``— Ann Lee, nurse``."""
    below = following.kind is BlockKind.SIGNATURE and block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADLINE)
    quoted = below and text[block.span.start] in _OPENING and text[block.span.end : following.span.start].isspace()
    line = following.span.of(text)
    signs = quoted and block.author is None and is_name(line) and not _is_byline(line, following.language)
    return replace(block, author=following.span) if signs else block


def _is_byline(line: str, language: str) -> bool:
    """Whether a line tells who wrote the article, not who said the words above: ``Par Ann Lee, à Rouen``."""
    return bool(text_rules(language).signing) and signing(language).match(line) is not None


def _paragraph_blocks(text: str, span: Span, language: str, titles: Sequence[str], first: bool) -> Iterator[Block]:
    if image := _IMAGE.match(text, span.start, span.end):
        yield Block(BlockKind.IMAGE, Span(span.start, image.end()).stripped(text), language)
        label = caption_label(True).match(text, image.end(), span.end)
        yield from _caption(text, Span(label.end() if label else image.end(), span.end), language)
    elif label := caption_label(False).match(text, span.start, span.end):
        yield from _caption(text, Span(label.end(), span.end), language)
    elif post := _POST.match(text, span.start, span.end):
        yield from _post(text, post, language)
    elif not first and (credit := picture_credit().search(text[span.start : span.end])):
        yield from _credited(text, span, span.start + credit.start(), language)
    else:
        yield from _written(text, span, language, titles, first)


def _caption(text: str, span: Span, language: str) -> Iterator[Block]:
    """What is said of an image; names alone are those of who made it."""
    rest = span.stripped(text)
    if rest and _NAMES_ONLY.fullmatch(text, rest.start, rest.end):
        yield Block(BlockKind.LINK, rest, language)
    elif rest:
        yield Block(BlockKind.CAPTION, rest, of_block(rest.of(text), language))


def _credited(text: str, span: Span, start: int, language: str) -> Iterator[Block]:
    """What is said of an image, before who made it; long words before a credit are prose."""
    rest = Span(span.start, start).stripped(text)
    if rest.end - rest.start > _HEADLINE_MAX:
        yield from _written(text, rest, language, (), first=False)
    elif rest:
        yield Block(BlockKind.CAPTION, rest, of_block(rest.of(text), language))
    yield Block(BlockKind.LINK, Span(start, span.end).stripped(text), language)


def _post(text: str, match: re.Match[str], language: str) -> Iterator[Block]:
    """An embedded post: its text, its signature, and a date behind that belongs to nobody."""
    body = Span(*match.span("text")).stripped(text)
    author, handle = Span(*match.span("author")), Span(*match.span("handle"))
    if body:
        yield Block(BlockKind.POST, body, of_block(body.of(text), language), author, handle)
    yield Block(BlockKind.SIGNATURE, Span(author.start, match.end()).stripped(text), language)


def _written(text: str, span: Span, language: str, titles: Sequence[str], first: bool) -> Iterator[Block]:
    """A paragraph of the outlet's own: what stands before and behind its sentences cut off."""
    start = span.start
    for line in date_lines(text, span, language):
        yield Block(BlockKind.DATELINE, line.stripped(text), language)
        start = line.end
    rest = Span(start, span.end)
    if link().fullmatch(rest.of(text)) or _ADDRESSES.fullmatch(rest.of(text)):
        yield Block(BlockKind.LINK, rest.stripped(text), language)
        return
    if not first and text_rules(language).signing and signing(language).fullmatch(rest.of(text)):
        yield Block(BlockKind.SIGNATURE, rest.stripped(text), language)
        return
    signed = signature(text, rest)
    for block in _prose(text, Span(start, signed.start), language, titles, first):
        yield replace(block, author=signed) if is_name(signed.of(text)) else block
    if signed:
        yield Block(BlockKind.SIGNATURE, signed.stripped(text), language)


def _prose(text: str, span: Span, language: str, titles: Sequence[str], first: bool) -> Iterator[Block]:
    rest = span.stripped(text)
    if title := next(filter(None, (_title(text, rest, title, first) for title in titles)), None):
        yield Block(BlockKind.HEADLINE, title, of_block(title.of(text), language))
        stop = _STOP.match(text, title.end, rest.end)
        rest = Span(stop.end() if stop else title.end, rest.end).stripped(text)
    if not rest:
        return
    short = rest.end - rest.start <= _HEADLINE_MAX and not ends_sentence(rest.of(text))
    alone = rest.end >= len(text) or breaks(text[rest.end : rest.end + 4]) > 0
    last = not text[rest.end :].strip()
    if short and alone and (first or not last):
        yield Block(BlockKind.HEADLINE, rest, of_block(rest.of(text), language))
        return
    for kind, piece in pieces(text, rest, language):
        if stretch := piece.stripped(text):
            yield Block(kind, stretch, of_block(stretch.of(text), language))


def _title(text: str, span: Span, title: str, first: bool) -> Span | None:
    """The article's own title where the text repeats it, with the stop that touches it.

    Behind a headline it is repeated only where it is long, and a new sentence or a byline begins after it.
    """
    title = title.strip().rstrip(".")
    end = span.start + len(title)
    if not title or end > span.end or not text.startswith(title, span.start):
        return None
    while end < span.end and text[end] in ".!?":
        end += 1
    behind = text[end : span.end]
    again = len(title.split()) >= _TITLE_LEAST and behind[:1].isspace() and not behind.lstrip()[:1].islower()
    return Span(span.start, end) if first or again else None
