"""Agencies' formats: NewsML-G2 (IPTC; several items a file) and NITF, by streaming XML without entities."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from kg.languages.profile import supported
from kg.model import Article, Fact, Known
from kg.model.errors import InputError
from kg.readers.days import day
from kg.readers.extras import library, parsing
from kg.readers.feeds import read_feed
from kg.readers.html import read_html
from kg.readers.markup import paragraphs, words
from kg.readers.metadata import Given
from kg.readers.source import Source
from kg.readers.text import article, headed, of_page

_FEEDS = ("rss", "feed", "rdf")
_WITHHELD = ("canceled", "withheld")
_CAPTIONS = ".//*[local-name()='media-caption' or local-name()='caption' or local-name()='figcaption']"
_CONTENTS = ".//*[local-name()='inlineXML' or local-name()='inlineData']"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NAMED = re.compile(r"&[A-Za-z][A-Za-z0-9]{1,30};")


def read_xml(source: Source, given: Given) -> Iterator[Article | InputError]:
    """The articles of an XML file, as its root tells: a feed, NewsML-G2, NITF, or a page in XHTML.

    Raises:
        InputError: another root, broken XML, or declarations of entities.
    """
    root = _root(source)
    if root in _FEEDS:
        yield from read_feed(source, given)
    elif root == "html":
        yield from read_html(source, given)
    elif root in ("newsmessage", "newsitem"):
        for number, item in enumerate(_elements(source, "newsItem"), 1):
            yield _guarded(source, number, _newsml, item, given)
    elif root == "nitf":
        for item in _elements(source, "nitf"):
            yield _guarded(source, 1, _nitf, item, given)
    else:
        raise InputError(source.name, "a feed, NewsML-G2, NITF or XHTML", f"Its root is {root or 'nothing'!r}.")


def _guarded(source: Source, number: int, read: Any, item: Any, given: Given) -> Article | InputError:  # noqa: ANN401
    place = f"{source.name}:{number}"
    try:
        with parsing(place, "an item with a text"):
            return read(place, item, given)  # type: ignore[no-any-return]
    except InputError as error:
        return error


def _root(source: Source) -> str:
    for element in _parsed(source, ("start",), None):
        return _local(element).casefold()
    return ""


def _elements(source: Source, name: str) -> Iterator[Any]:
    """The outermost elements of a name, one at a time; each is emptied when the next one is asked for."""
    for element in _parsed(source, ("end",), f"{{*}}{name}"):
        if not any(_local(above) == name for above in element.iterancestors()):
            yield element
            element.clear()
            while element.getprevious() is not None and element.getparent() is not None:
                del element.getparent()[0]


def _parsed(source: Source, events: tuple[str, ...], tag: str | None) -> Iterator[Any]:
    """Elements of an XML file as they come. No entity is replaced, nothing is fetched; declared ones are refused."""
    etree = library("lxml.etree")
    checked = False
    with source.content.open("rb") as file, parsing(source.name, "a file in XML"):
        for _, element in etree.iterparse(
            file, events=events, tag=tag, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        ):
            if not checked:
                _refuse_entities(source, element)
                checked = True
            yield element


def _refuse_entities(source: Source, element: Any) -> None:  # noqa: ANN401
    declared = element.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise InputError(source.name, "XML without declarations of entities", "Leave it out: it may be a bomb.")


def _local(element: Any) -> str:  # noqa: ANN401
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _first(element: Any, *paths: str) -> str:  # noqa: ANN401
    """The words of the first element, or attribute (``name@attribute``), that a path of local names leads to."""
    for path in paths:
        names, _, attribute = path.partition("@")
        steps = "".join(f"//*[local-name()='{name}']" for name in names.split("/"))
        for found in element.xpath(f".{steps}"):
            value = found.get(attribute) if attribute else words(found)
            if value and value.strip():
                return " ".join(value.split())
    return ""


def _newsml(place: str, item: Any, given: Given) -> Article:  # noqa: ANN401
    status = _first(item, "itemMeta/pubStatus@qcode").rpartition(":")[2]
    if status in _WITHHELD:
        raise InputError(place, "an item that may be published", f"Its status is {status}.")
    title = _first(item, "contentMeta/headline", "itemMeta/title")
    lines = [line for content in item.xpath(_CONTENTS) for line in _body(content)]
    source = _first(item, "contentMeta/infoSource/name", "contentMeta/infoSource@literal")
    facts = of_page(
        title=title,
        outlet=_first(item, "itemMeta/provider/name", "itemMeta/provider@literal", "rightsInfo/copyrightHolder/name")
        or _first(item, "itemMeta/provider@qcode").rpartition(":")[2],
        date=day(_first(item, "contentMeta/contentCreated", "itemMeta/firstCreated", "itemMeta/versionCreated")),
        language=_language(_first(item, "contentMeta/language@tag") or item.get(_LANG) or ""),
        author=_first(item, "contentMeta/by", "contentMeta/creator/name"),
    )
    return _article(item.get("guid") or place, place, title, lines, facts | given.facts(), source)


def _nitf(place: str, item: Any, given: Given) -> Article:  # noqa: ANN401
    title = _first(item, "body.head/hedline/hl1", "head/title")
    lines = [line for content in item.xpath(".//*[local-name()='body.content']") for line in _body(content)]
    agency = _first(item, "body.head/distributor")
    facts = of_page(
        title=title,
        outlet=_first(item, "head/pubdata@name", "docdata/doc.copyright@holder") or agency,
        date=day(_first(item, "docdata/date.issue@norm", "head/pubdata@date.publication", "dateline/story.date@norm")),
        language=_language(item.get(_LANG) or ""),
        author=_first(item, "body.head/byline/person", "body.head/byline"),
    )
    return _article(
        _first(item, "docdata/doc-id@id-string") or place, place, title, lines, facts | given.facts(), agency
    )


def _article(name: str, place: str, title: str, lines: list[str], facts: dict[str, Fact], source: str) -> Article:
    """The article of an item; a source that is not who publishes it is whom it is passed on from."""
    if not lines:
        raise InputError(place, "an item with a text", "It holds pictures, or only points to them.")
    outlet = facts.get("outlet", Fact()).value or ""
    forwarded = Fact(source, Known.PAGE) if source and source.casefold() != outlet.casefold() else None
    return article(name, headed(title, "\n\n".join(lines)), facts, forwarded=forwarded)


def _body(content: Any) -> list[str]:  # noqa: ANN401
    """The lines of a body: paragraphs and captions; of a whole document in it, those of its body."""
    inner = (
        content.xpath(".//*[local-name()='body.content']") or content.xpath(".//*[local-name()='body']") or [content]
    )
    for caption in inner[0].xpath(_CAPTIONS):
        caption.text = f"Photo: {caption.text or ''}"
    # Named letters (&eacute;) that only the standard's own DTD declares, which is not fetched, are those of HTML.
    return [_NAMED.sub(lambda found: html.unescape(found[0]), line) for line in paragraphs(inner[0])]


def _language(tag: str) -> str | None:
    code = tag.casefold().partition("-")[0]
    return code if code in supported() else None
