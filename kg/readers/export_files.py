"""Files of press databases' exports: lines for ``kg.readers.exports`` out of text and out of HTML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.model import Article
from kg.model.errors import InputError
from kg.readers import markup, telegram_pages
from kg.readers.encoding import decoded
from kg.readers.exports import Entry, entries, export, form, text_lines
from kg.readers.html import page
from kg.readers.markup import paragraphs, tree, words
from kg.readers.metadata import Given
from kg.readers.source import Source
from kg.readers.text import text_articles
from kg.text.dateline import find_date

_MARKS = (
    b"documents", b"docpublicationname", b"europresse", b"factiva", b"lexisnexis", b"articleparagraph", b">hd<",
    b"cedrom", b"news\xc2\xb7",
)  # fmt: skip
_PUBLICATION = "DocPublicationName"


def read_text_file(source: Source, given: Given) -> Iterator[Article | InputError]:
    """The articles of a text file: those of an export, else its one."""
    text, remark = decoded(source.name, source.whole())
    if lines := text_lines(text):
        yield from export(source, lines, given)
        yield from filter(None, [remark])
    else:
        yield from text_articles(source.id, text, remark, given)


def read_page_file(source: Source, given: Given) -> Iterator[Article | InputError]:
    """The articles of a page in HTML: those of an export of a press database or of Telegram, else its one."""
    raw = source.whole()
    if telegram_pages.MARK in raw or any(mark in raw.lower() for mark in _MARKS):
        text, remark = markup.decoded(source.name, raw)
        parsed = tree(source.name, text)
        if telegram_pages.is_export(parsed):
            yield from telegram_pages.read_messages(source, parsed, given)
            yield from filter(None, [remark])
            return
        if marked := parsed.xpath(f"//article[.//*[contains(@class,'{_PUBLICATION}')]]"):
            yield from entries(source, map(_europresse, marked), given)
            yield from filter(None, [remark])
            return
        lines = paragraphs(parsed)
        if form("\n".join(lines)):
            yield from export(source, lines, given)
            yield from filter(None, [remark])
            return
    yield from page(source.id, raw, given)


def _europresse(element: Any) -> Entry:  # noqa: ANN401 - an element of lxml
    """One article of Europresse's HTML: its parts are marked by classes."""

    def said(*names: str) -> str:
        for name in names:
            for found in element.xpath(f".//*[contains(@class,'{name}')]"):
                if text := words(found):
                    return text
        return ""

    body = element.xpath(".//*[contains(@class,'docOcurrContainer') or contains(@class,'DocText')]")
    return Entry(
        lines=tuple(line for found in body[:1] for line in paragraphs(found)),
        title=said("titreArticle", "TitreArticle", "articletitle"),
        outlet=said(_PUBLICATION),
        date=find_date(said("DocHeader")),
        author=said("docAuthors", "sm-margin-bottomNews"),
        number=said("publiC-lblNodoc", "DocNumber"),
    )
