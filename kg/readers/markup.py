"""HTML as a tree and as lines: the encoding a page declares, embedded posts and captions in the form plain text has."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Any

from kg.model.errors import InputError
from kg.readers.extras import library, parsing

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
# What pages call so is, by the WHATWG's Encoding Standard, the wider code page of Windows.
_WIDER = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_NOT_TEXT = ("script", "style", "noscript", "template", "svg", "iframe", "head", "select", "button", "form")
_BLOCK_NAMES = """
address article aside blockquote body br caption center dd div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5 h6
header hl1 hl2 hr html li main media-caption nav ol p pre section table td th tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_POSTS = (
    "//blockquote[contains(@class,'twitter-tweet') or contains(@class,'twitter-video')"
    " or contains(@class,'telegram-post') or contains(@class,'instagram-media')]"
)
_MESSAGES = "//*[contains(concat(' ',@class,' '),' tgme_widget_message ')]"
_CAPTIONS = (
    "//figure[.//figcaption] | //*[contains(@class,'wp-caption')][.//*[contains(@class,'wp-caption-text')]]"
    " | //figcaption[not(ancestor::figure)]"
)
_CAPTION = ".//figcaption | .//*[contains(@class,'wp-caption-text')] | self::figcaption"
_LABELLED = re.compile(r"\w+\s*:")


def tree(name: str, raw: bytes, charset: str | None = None) -> Any:  # noqa: ANN401 - an element of lxml
    """A page as a tree of lxml.

    Args:
        name: of the page, for errors.
        raw: its bytes.
        charset: the encoding that its server declared, which counts before its own.

    Raises:
        InputError: it cannot be decoded, or is no HTML.
        ConfigError: lxml is not installed.
    """
    html = library("lxml.html", "html")
    text = _decoded(name, raw, charset)
    with parsing(name, "a page in HTML"):
        return html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))


def _decoded(name: str, raw: bytes, charset: str | None) -> str:
    """Bytes as text: by their byte order mark, by what is declared, else as UTF-8. Nothing is guessed."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if raw.startswith(mark):
            return _strictly(name, raw.removeprefix(codecs.BOM_UTF8), encoding)
    found = _DECLARED.search(raw[:4096]) or _XML.search(raw[:200])
    declared = charset or (found[1].decode("ascii") if found else "utf-8")
    try:
        codec = codecs.lookup(declared).name
    except LookupError:
        codec = "utf-8"
    try:
        return _strictly(name, raw, _WIDER.get(codec, codec))
    except InputError:
        return _strictly(name, raw, "utf-8")


def _strictly(name: str, raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except (UnicodeError, LookupError) as error:
        raise InputError(
            name, f"a page in the encoding it declares, or UTF-8 ({encoding} was tried)", f"{error}."
        ) from error


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
    etree = library("lxml.etree", "html")
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
