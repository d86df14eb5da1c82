"""Telegram Desktop's export as pages (``messages.html``): the same articles as those of its ``result.json``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kg.model import Article, Fact, Known
from kg.model.errors import InputError
from kg.readers.markup import paragraphs, words
from kg.readers.metadata import Given
from kg.readers.source import Source
from kg.readers.telegram import has_words
from kg.readers.text import article, of_page
from kg.text.dateline import find_date

MARK = b'class="page_wrap'
_NUMBER = re.compile(r"message-?(\d+)")


def is_export(page: Any) -> bool:  # noqa: ANN401 - a tree of lxml
    """Whether a page is of such an export: one of messages, or one of its lists."""
    return bool(page.xpath(f"//body/div[{_classed('page_wrap')}]/div[{_classed('page_header')}]"))


def read_messages(source: Source, page: Any, given: Given) -> Iterator[Article | InputError]:  # noqa: ANN401
    """The messages of a page; a list of chats, or of anything else, has none.

    Raises:
        InputError: there is no message on it.
    """
    chat = next(map(words, page.xpath(f"//div[{_classed('page_header')}]//div[{_classed('text')}]")), "")
    writer, number = "", 0
    for message in page.xpath(f"//div[{_classed('message')} and {_classed('default')}]"):
        number += 1
        body = message.xpath(f"./div[{_classed('body')}]")
        for name in body[0].xpath(f"./div[{_classed('from_name')}]") if body else ():
            writer = words(name)  # a message that only goes on has none of its own
        try:
            yield from _message(source, message, writer or chat, given)
        except InputError as error:
            yield error
    if not number:
        raise InputError(source.name, "a page with messages", "Leave it out: it is a list of Telegram's export.")


def _message(source: Source, message: Any, writer: str, given: Given) -> Iterator[Article]:  # noqa: ANN401
    """The article of a message, none where it has no words of anybody's."""
    lines = [line for text in message.xpath(f".//div[{_classed('text')}]") for line in paragraphs(text)]
    if not has_words(" ".join(lines)):
        return
    passed_on = message.xpath(f".//div[{_classed('forwarded')}]")
    date = next(iter(message.xpath(f".//div[{_classed('date')}]/@title")), "")
    number = _NUMBER.match(message.get("id") or "")
    name = f"{source.name}/{number[1] if number else date}"
    facts = of_page(outlet=writer, date=find_date(date)) | given.facts()
    yield article(name, "\n".join(lines), facts, forwarded=_writer(passed_on[0]) if passed_on else None)


def _writer(forwarded: Any) -> Fact:  # noqa: ANN401
    """Whose message it was: the name without the day and the hour behind it."""
    for name in forwarded.xpath(f"./div[{_classed('from_name')}]"):
        said = " ".join("".join(name.xpath(f".//text()[not(ancestor::span[{_classed('date')}])]")).split())
        return Fact(said, Known.PAGE) if said else Fact()
    return Fact()


def _classed(name: str) -> str:
    """The condition of XPath that an element is of a class."""
    return f"contains(concat(' ',normalize-space(@class),' '),' {name} ')"
