"""RSS and Atom: one article an entry. What a feed gives only as a summary is a teaser, and marked so."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from kg.languages.profile import supported
from kg.model import Article
from kg.model.errors import InputError
from kg.readers import wrapping
from kg.readers.days import day
from kg.readers.extras import library, parsing
from kg.readers.markup import mark_quotations, paragraphs, plain_embeds
from kg.readers.metadata import Given
from kg.readers.source import Source
from kg.readers.text import article, headed, of_page

_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_CUT = re.compile(r"(?:\[?(?:…|\.\.\.)\]?)\W*$")  # a text that its feed broke off


def read_feed(source: Source, given: Given) -> Iterator[Article | InputError]:
    """The articles of a feed.

    Raises:
        InputError: it is no feed, or it declares entities: feeds have none, bombs do.
    """
    raw = source.whole()
    if _ENTITY.search(raw):
        raise InputError(source.name, "a feed without declarations of entities", "Leave it out: it may be a bomb.")
    feedparser = library("feedparser")
    with parsing(source.name, "a feed in RSS or Atom"):
        # Its bytes as a stream: a string could be taken for the address of a file. Markup is cleaned by being dropped.
        feed = feedparser.parse(io.BytesIO(raw), sanitize_html=False, resolve_relative_uris=False)
    if not feed.entries:
        reason = f"{feed.bozo_exception}." if feed.get("bozo") else "It has none."
        raise InputError(source.name, "a feed with entries", " ".join(reason.split()))
    for number, entry in enumerate(feed.entries, 1):
        try:
            with parsing(f"{source.name}:{number}", "an entry with a text"):
                yield _entry(source, number, entry, feed.feed, given)
        except InputError as error:
            yield error
    if feed.get("bozo") and not isinstance(feed.bozo_exception, feedparser.CharacterEncodingOverride):
        yield InputError(source.name, "a well-formed feed", f"Entries may be missing: {feed.bozo_exception}.")


def _entry(source: Source, number: int, entry: Any, feed: Any, given: Given) -> Article:  # noqa: ANN401
    whole = next((each.value for each in entry.get("content", ()) if each.get("value")), "")
    lines = _lines(whole or entry.get("summary", ""))
    title = " ".join(_lines(entry.get("title", "")))
    if not lines and not title:
        raise InputError(f"{source.name}:{number}", "an entry with a title or a text", "Leave it out.")
    written = entry.get("language") or feed.get("language") or ""
    language = written.casefold().replace("_", "-").partition("-")[0]
    facts = of_page(
        title=title,
        outlet=entry.get("source", {}).get("title") or feed.get("title"),
        date=day(entry.get("published")),
        language=language if language in supported() else None,
        url=entry.get("link"),
        author=entry.get("author"),
    )
    text = headed(title, wrapping.of_page(lines))
    name = entry.get("id") or entry.get("link") or f"{source.name}:{number}"
    return article(name, text, facts | given.facts(), teaser=not whole or bool(_CUT.search(text)))


def _lines(markup: str) -> list[str]:
    """The lines of a piece of HTML, or of plain text."""
    if not markup.strip():
        return []
    root = library("lxml.html").fragment_fromstring(markup.replace("\0", ""), create_parent="div")
    mark_quotations(root)
    plain_embeds(root)
    return paragraphs(root)
