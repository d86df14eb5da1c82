"""HTML as a tree and as lines: the encoding a page declares, embedded posts and captions in the form plain text has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kg.model.errors import InputRemark
from kg.readers import encoding
from kg.readers.extras import library, parsing
from kg.text.quotation_marks import MARKS

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_NOT_TEXT = ("script", "style", "noscript", "template", "svg", "iframe", "head", "select", "button", "form")
_BLOCK_NAMES = """
address article aside blockquote body br caption center dd div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5 h6
header hl1 hl2 hr html li main media-caption nav ol p pre section table td th tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_POST = (
    "self::blockquote[contains(@class,'twitter-tweet') or contains(@class,'twitter-video')"
    " or contains(@class,'telegram-post') or contains(@class,'instagram-media')]"
)
_POSTS = f"//*[{_POST}]"
_MESSAGES = "//*[contains(concat(' ',@class,' '),' tgme_widget_message ')]"
_CAPTIONS = (
    "//figure[.//figcaption] | //*[contains(@class,'wp-caption')][.//*[contains(@class,'wp-caption-text')]]"
    " | //figcaption[not(ancestor::figure)]"
)
_CAPTION = ".//figcaption | .//*[contains(@class,'wp-caption-text')] | self::figcaption"
_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # no tree holds it
_LABELLED = re.compile(r"\w+\s*:")


def decoded(name: str, raw: bytes, charset: str | None = None) -> tuple[str, InputRemark | None]:
    """A page's bytes as text, by what they or ``charset`` declare; and what is to be told of it.

    ``charset``, the encoding that its server declared, counts before the page's own.

    Raises:
        InputError: it cannot be decoded.
    """
    found = _DECLARED.search(raw[:4096]) or _XML.search(raw[:200])
    return encoding.decoded(name, raw, charset or (found[1].decode("ascii") if found else None))


def tree(name: str, text: str) -> Any:  # noqa: ANN401 - an element of lxml
    """A page as a tree of lxml.

    Raises:
        InputError: it is no HTML.
        ConfigError: lxml is not installed.
    """
    html = library("lxml.html")
    with parsing(name, "a page in HTML"):
        return html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", _NO_XML.sub(" ", text)))


def plain_embeds(page: Any) -> list[str]:  # noqa: ANN401
    """Put embedded posts and captions of a tree into the form that plain text has, each a paragraph; these, in order.

    A post: ``text — Name (@handle) date``; a caption: ``Photo: text``. ``kg/text/blocks`` knows both.
    """
    found = []
    for element, line in [*_posts(page), *_messages(page), *_captions(page)]:
        if line and element.getparent() is not None:
            paragraph = element.makeelement("p")
            paragraph.text, paragraph.tail = line, element.tail
            element.getparent().replace(element, paragraph)
            found.append(line)
    return found


def mark_quotations(page: Any) -> None:  # noqa: ANN401
    """Give quotation marks to the words that a tree marks as quoted by its elements alone.

    ``<q>``, to which a browser gives them, and a ``<blockquote>`` behind a colon, each of its paragraphs opened anew:
    "He said:" and a block are said by him. Other blocks set off what is nobody's words, a summary or a document.
    """
    for element in page.iter("q"):
        _enclose([element])
    for block in page.iter("blockquote"):
        before = block.xpath("preceding::text()[normalize-space()][1]")
        if not block.xpath(_POST) and before and before[0].rstrip().endswith(":"):
            _enclose([each for each in block.iter("p") if words(each)] or [block])
    for element in list(page.iter("q")):
        element.drop_tag()


def _enclose(paragraphs: list[Any]) -> None:
    """Quotation marks around the text of elements that have none, opened in each and closed in the last."""
    if any(MARKS.intersection(words(each)[:1]) for each in paragraphs):
        return
    for each in paragraphs:
        each.text = f"“{(each.text or '').lstrip()}"
    last = paragraphs[-1]
    if len(last):
        last[-1].tail = f"{(last[-1].tail or '').rstrip()}”"
    else:
        last.text = f"{last.text.rstrip()}”"


def _posts(page: Any) -> Iterator[tuple[Any, str]]:  # noqa: ANN401
    for element in page.xpath(_POSTS):
        yield element, re.sub(r"\s*[—–]\s*(?=[^—–]*\(@\w+\))", " — ", words(element))


def _messages(page: Any) -> Iterator[tuple[Any, str]]:  # noqa: ANN401
    """Messages of a Telegram channel as its public page shows them; the form of an embedded post."""
    for element in page.xpath(_MESSAGES):
        text, owner = (element.xpath(f".//*[contains(@class,'tgme_widget_message_{part}')]") for part in _PARTS)
        handle = re.match(r"(\w{2,30})/", element.get("data-post") or "")
        if text and handle:
            name = re.sub(r"[—–()]+", " ", words(owner[0]) if owner else handle[1]).strip()[:80]
            stamp = element.xpath("string(.//time/@datetime)")[:10]
            yield element, f"{words(text[-1])} — {name or handle[1]} (@{handle[1]}) {stamp}".rstrip()


_PARTS = ("text", "owner_name")


def _captions(page: Any) -> Iterator[tuple[Any, str]]:  # noqa: ANN401
    for element in page.xpath(_CAPTIONS):
        text = " ".join(filter(None, map(words, element.xpath(_CAPTION)[:1])))
        # A figure may hold more than its picture: a table, a quotation. Then only its caption is put apart.
        whole = element if len(words(element)) <= len(text) + 40 else element.xpath(_CAPTION)[0]
        yield whole, (text if _LABELLED.match(text) else f"Photo: {text}") if text else ""


def words(element: Any) -> str:  # noqa: ANN401
    """The words of an element in one line."""
    return " ".join(paragraphs(element))


def paragraphs(element: Any) -> list[str]:  # noqa: ANN401
    """The text of an element, a line for each of its blocks; scripts and forms left out."""
    pieces: list[str] = []
    _walk(element, pieces)
    found = (" ".join(line.split()) for line in "".join(pieces).split("\0"))
    return [line for line in found if line]


def _walk(root: Any, pieces: list[str]) -> None:  # noqa: ANN401
    """Text in the order of the page, zero bytes where a block begins or ends; no recursion, for pages nest deeply."""
    etree = library("lxml.etree")
    skipped = None
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        tag = element.tag if isinstance(element.tag, str) else ""
        name = tag.rpartition("}")[2]
        if event == "start" and skipped is None:
            if name in _NOT_TEXT:
                skipped = element
            else:
                pieces.append(("\0" if name in _BLOCKS else "") + (element.text or "").replace("\0", ""))
        elif event != "start":
            skipped = None if skipped is element else skipped
            if skipped is None and element is not root:
                pieces.append(("\0" if name in _BLOCKS else "") + (element.tail or "").replace("\0", ""))
