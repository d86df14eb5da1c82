"""Saved pages: the article by trafilatura, posts and captions kept, and what the page says of itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from kg.languages.profile import recognise
from kg.model import Article, Fact
from kg.model.errors import InputError
from kg.readers import wrapping
from kg.readers.days import day
from kg.readers.extras import library, parsing
from kg.readers.markup import decoded, mark_quotations, plain_embeds, tree
from kg.readers.metadata import Given
from kg.readers.source import Source
from kg.readers.text import article, headed, of_page

_PUBLISHED = (
    "//meta[@property='article:published_time' or @itemprop='datePublished' or @property='og:article:published_time']",
    "//meta[@name='date' or @name='dc.date' or @name='DC.date' or @name='DC.date.issued' or @name='dcterms.created'"
    " or @name='pubdate' or @name='publishdate' or @name='parsely-pub-date' or @name='sailthru.date'"
    " or @name='article:published_time' or @name='citation_publication_date']",
)
_ARTICLES = ("Article", "BlogPosting", "Report", "ClaimReview")
_LOCKED = (
    "//meta[(@itemprop='isAccessibleForFree' and translate(@content,'FALSE','false')='false')"
    " or (@property='article:content_tier' and @content='locked')]"
)
_TIMES = "//time[@pubdate or @itemprop='datePublished']/@datetime"


def read_html(source: Source, given: Given) -> Iterator[Article | InputError]:
    """The article of a saved page."""
    yield from page(source.id, source.whole(), given)


def page(
    name: str, raw: bytes, given: Given, url: str | None = None, charset: str | None = None
) -> Iterator[Article | InputError]:
    """The article of a page in HTML, and what is to be told of it.

    Args:
        name: id of the article.
        raw: the page's bytes.
        given: what is asserted of it; counts before what the page says.
        url: where it was fetched, where an archive knows.
        charset: the encoding that its server declared.

    Raises:
        InputError: it cannot be decoded or holds no article.
        ConfigError: trafilatura is not installed.
    """
    trafilatura = library("trafilatura")
    source, remark = decoded(name, raw, charset)
    parsed = tree(name, source)
    data = [row for row in _linked_data(parsed) if any(kind.endswith(_ARTICLES) for kind in _strings(row, "@type"))]
    facts = _facts(trafilatura, name, parsed, data, url)
    mark_quotations(parsed)
    embeds = plain_embeds(parsed)
    order = [" ".join(found.itertext()) for found in parsed.iter("p")]
    with parsing(name, "a page with an article"):
        found = trafilatura.bare_extraction(parsed, include_comments=False, with_metadata=False)
    lines = (found.text or "").split("\n") if found is not None else []
    text = wrapping.of_page(_with(embeds, [line.strip() for line in lines if line.strip()], order))
    if not text:
        raise InputError(name, "a page with an article", "Is it a list of links, or a page that scripts fill?")
    title = facts.get("title", Fact()).value
    language = recognise(text)
    if language and language != facts.get("language", Fact()).value:
        facts.pop("language", None)  # a template's word against the article's own
    yield article(
        name, headed(title, text), facts | given.facts(), teaser=any(map(_is_paid, data)) or bool(parsed.xpath(_LOCKED))
    )
    if remark:
        yield remark


def _with(embeds: list[str], lines: list[str], order: list[str]) -> list[str]:
    """The lines of the article, with posts and captions that were dropped from between them put back."""
    out = list(lines)
    places = {_key(line): at for at, line in enumerate(order)}
    for embed in embeds:
        if any(_key(embed) in _key(line) for line in out):
            continue
        here = places.get(_key(embed), -1)
        before = [at for at, line in enumerate(out) if places.get(_key(line), len(order)) < here]
        behind = [at for at, line in enumerate(out) if here < places.get(_key(line), -1)]
        if here >= 0 and behind:  # above the last paragraph of the article, and not in what the page shows below it
            out.insert(before[-1] + 1 if before else behind[0], embed)
    return out


def _key(line: str) -> str:
    return re.sub(r"\W+", "", line).casefold()


def _is_paid(row: dict[str, Any]) -> bool:
    """Whether linked data say that one must pay for the whole article; some write a word for the truth value."""
    parts = row.get("hasPart")
    rows = [row, *(parts if isinstance(parts, list) else [parts])]
    said = [str(each.get("isAccessibleForFree", "")) for each in rows if isinstance(each, dict)]
    return any(word.rpartition("/")[2].casefold() in ("false", "no") for word in said)


def _facts(
    trafilatura: Any,  # noqa: ANN401
    name: str,
    parsed: Any,  # noqa: ANN401
    data: list[dict[str, Any]],
    url: str | None,
) -> dict[str, Fact]:
    """What a page says of its article in its head and its linked data."""
    with parsing(name, "a page in HTML"):
        meta = trafilatura.extract_metadata(parsed)
    site = parsed.xpath("string(//meta[@property='og:site_name']/@content)")
    publisher = next((label for row in data for label in _strings(row, "publisher")), "")
    checker = next((label for row in data if "ClaimReview" in _strings(row, "@type") for label in _body(row)), "")
    language = (parsed.get("lang") or "").casefold().replace("_", "-").partition("-")[0]
    return of_page(
        title=meta.title if meta is not None else None,
        outlet=site or publisher or checker,
        date=_date(parsed, data),
        language=language,
        url=url or (meta.url if meta is not None else None),
        author=meta.author if meta is not None else None,
    )


def _date(parsed: Any, data: list[dict[str, Any]]) -> str | None:  # noqa: ANN401
    """When the page says it was published: by its head, its linked data, or a time that is marked so."""
    written = [
        [content for path in _PUBLISHED for content in parsed.xpath(f"{path}/@content")],
        [str(row.get("datePublished") or "") for row in data],
        parsed.xpath(_TIMES),
    ]
    for group in written:
        days = {found for text in group if (found := day(text))}
        if days:
            longest = max(days, key=len)
            return longest if all(longest.startswith(other) for other in days) else None  # a page that disagrees
    return None


def _linked_data(parsed: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401
    """The objects of a page's JSON-LD, those of its graph among them; what is no JSON is left."""
    for script in parsed.xpath("//script[@type='application/ld+json']/text()"):
        try:
            found = json.loads(script)
        except (ValueError, RecursionError):
            continue
        rows = found if isinstance(found, list) else [found]
        for row in rows:
            if isinstance(row, dict):
                inner = row.get("@graph")
                yield row
                yield from (each for each in inner if isinstance(each, dict)) if isinstance(inner, list) else ()


def _body(row: dict[str, Any]) -> list[str]:
    """The name of the body that wrote a check of a claim; it is no person's."""
    author = row.get("author")
    return _strings(row, "author") if isinstance(author, dict) and "Organization" in str(author.get("@type")) else []


def _strings(row: dict[str, Any], key: str) -> list[str]:
    """The values of a key as strings; of an object its name."""
    value = row.get(key)
    values = value if isinstance(value, list) else [value]
    names = [each.get("name") if isinstance(each, dict) else each for each in values]
    return [name for name in names if isinstance(name, str)]
