"""Paragraphs of raw text: its lines, with those joined again that were only wrapped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Span

_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_LINE_END = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_SENTENCE_END = re.compile(r"[.!?…:;,][\s»”“’\"')\]]*$")
_POST_SIGNATURE = re.compile(r"\s*[—–-]{1,2}\s*[^—–()]{1,80}\(@\w{2,30}\)")
_WRAPPED = 60  # a line at least this long may be a hard-wrapped one
_WIDEST = 100  # columns to which texts are wrapped, at most
_TAIL = 100  # code points that tell how a line ends
_FEWEST = 3  # lines that show a common width


def paragraphs(text: str) -> Iterator[Span]:
    """The paragraphs of a text in order. The signature of an embedded post belongs to the line before it."""
    held: Span | None = None
    for paragraph in _unwrapped(text):
        if held and _POST_SIGNATURE.match(text, paragraph.start, paragraph.end):
            held = Span(held.start, paragraph.end)
            continue
        if held:
            yield held
        held = paragraph
    if held:
        yield held


def breaks(text: str) -> int:
    """How many lines end in a text."""
    return len(_LINE_END.findall(text))


def ends_sentence(text: str) -> bool:
    """Whether a line ends in a mark that ends a sentence or a clause."""
    return bool(_SENTENCE_END.search(text[-_TAIL:]))


def _unwrapped(text: str) -> Iterator[Span]:
    for lines in _runs(text):
        if _is_filled(text, lines):
            yield Span(lines[0].start, lines[-1].end)
        else:
            yield from _continued(text, lines)


def _runs(text: str) -> Iterator[list[Span]]:
    """Lines that follow one another with no empty one between."""
    run: list[Span] = []
    for match in _LINE.finditer(text):
        line = Span(*match.span())
        if run and breaks(text[run[-1].end : line.start]) > 1:
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _is_filled(text: str, lines: list[Span]) -> bool:
    """Whether lines were filled to one width: the first word of each would not have fitted on the one before."""
    wordings = [line.of(text).rstrip() for line in lines]
    width = max(map(len, wordings))
    if len(lines) < _FEWEST or not _WRAPPED <= width <= _WIDEST or all(map(ends_sentence, wordings[:-1])):
        return False
    firsts = [len((wording.split() or [""])[0]) for wording in wordings]
    return all(len(line) + 1 + first > width for line, first in zip(wordings, firsts[1:], strict=False))


def _continued(text: str, lines: list[Span]) -> Iterator[Span]:
    """Lines one by one, but a long one with no final punctuation before a lower-case one goes on."""
    start, end = lines[0].start, lines[0].end
    for line in lines[1:]:
        if (
            end - start >= _WRAPPED
            and not ends_sentence(text[max(start, end - _TAIL) : end])
            and line.of(text).lstrip()[:1].islower()
        ):
            end = line.end
            continue
        yield Span(start, end)
        start, end = line.start, line.end
    yield Span(start, end)
