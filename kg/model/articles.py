"""Articles as they come in, the stretches of their texts, and which of them carry one text."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from kg.model.kinds import BlockKind, Known, Reuse


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of an article's text, in code points."""

    start: int
    end: int

    def __bool__(self) -> bool:
        """Whether the span holds any character."""
        return self.end > self.start

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether the other lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        """The wording of the span in its article's text."""
        return text[self.start : self.end]

    def stripped(self, text: str) -> Span:
        """The span without the white space and the invisible marks around its wording; it may come out empty."""
        start, end = self.start, self.end
        while start < end and _is_blank(text[start]):
            start += 1
        while end > start and _is_blank(text[end - 1]):
            end -= 1
        return Span(start, end)


def _is_blank(character: str) -> bool:
    return character.isspace() or character in "\ufeff\u200b\u200e\u200f\u2060"


@dataclass(frozen=True, slots=True)
class Fact:
    """A piece of metadata and how it is known; ``value`` is None exactly when it is unknown."""

    value: str | None = None
    known: Known = Known.UNKNOWN


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it came in. ``id`` is the file's name or the row's id; dates are ISO, as coarse as known.

    ``forwarded`` is None for an article of the outlet's own; else its words are another's, passed on as they are (a
    forwarded message, a repost), and the fact names whom, or nobody where that is not known.
    """

    id: str
    text: str
    title: Fact = Fact()
    outlet: Fact = Fact()
    date: Fact = Fact()
    language: Fact = Fact()
    url: Fact = Fact()
    author: Fact = Fact()
    forwarded: Fact | None = None
    teaser: bool = False  # a summary that announces the article, not the article
    date_line: str | None = None  # the day of its own date line, where that contradicts ``date`` by weeks

    @property
    def digest(self) -> str:
        """SHA-256 of the text in UTF-8, hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


def around(article: Article, span: Span, width: int) -> tuple[str, str]:
    """So many code points of the article's text before a span, and behind it."""
    return article.text[max(0, span.start - width) : span.start], article.text[span.end : span.end + width]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of an article of one kind and one language. ``author`` is the signature of a post or quotation."""

    kind: BlockKind
    span: Span
    language: str
    author: Span | None = None  # "— Russia in RSA (@EmbassyofRussia)"
    handle: Span | None = None  # "@EmbassyofRussia" inside the signature


@dataclass(frozen=True, slots=True, order=True)
class Copy:
    """Two articles (ids) that carry one text. Which is the copy is known only where ``directed`` is true."""

    copy: str
    original: str
    reuse: Reuse
    share: float  # of the shorter text's word sequences, 0 to 1
    directed: bool
