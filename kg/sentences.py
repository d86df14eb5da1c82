"""Sentence splitting inside one block, by rule, so that offsets stay exact and names stay whole.

Statistical splitters cut ``Deir ez-Zor`` in three and join sentences over closing quotation marks; the rules here
look at final punctuation, the closing marks that go with it, abbreviations, initials and what comes next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.language import TextRules, text_rules
from kg.model import Span

_END = re.compile(r"[.!?…]+")
_CLOSING = "»”’)]\"'“"
_ALWAYS_CLOSING = "»”)]"
_NEXT = re.compile(r"\s+(?:[—–-]\s+)?(?:[\[(](?:\.\.\.|…)[\])]\s*)?(?:[«“„\"'(\[‘#@]\s*)*(?P<first>[^\W_])")
_LAST_WORD = re.compile(r"(?:[^\W_]|[-’'])+(?:\.[^\W\d_]+)*$")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]$")


def split(text: str, span: Span, language: str) -> Iterator[Span]:
    """Spans of the sentences of ``text[span]``, in order, without the white space around them."""
    rules = text_rules(language)
    start = span.start
    for match in _END.finditer(text, span.start, span.end):
        if match.start() < start:
            continue
        end = _with_closing_marks(text, start, match.end(), span.end)
        if end < span.end and _is_end(text, start, match, end, span.end, rules):
            yield from _trimmed(text, start, end)
            start = end
    yield from _trimmed(text, start, span.end)


def _with_closing_marks(text: str, start: int, end: int, limit: int) -> int:
    """The offset after the closing quotation marks and brackets (and a last stop) that belong to final punctuation."""
    while end < limit:
        step = end + 1 if text[end].isspace() and end + 1 < limit else end
        mark = text[step]
        directional = mark in _ALWAYS_CLOSING
        pairs = mark in _CLOSING and step == end and not (mark == '"' and text.count('"', start, end) % 2 == 0)
        reopened = mark == '"' and step > end and text.count('"', start, end) % 2 == 1 and _follows_space(text, step, limit)
        stop = mark in ".!?" and step > start and text[step - 1 if step == end else end - 1] in _CLOSING
        if not (directional or pairs or reopened or stop):
            break
        end = step + 1
    return end


def _follows_space(text: str, at: int, limit: int) -> bool:
    return at + 1 >= limit or text[at + 1].isspace() or text[at + 1] in ".,"


def _is_end(text: str, start: int, match: re.Match[str], end: int, limit: int, rules: TextRules) -> bool:
    following = _NEXT.match(text, end, limit)
    if not following or not _has_word(text, start, end):
        return False
    first = following["first"]
    if not (first.isupper() or first.isdigit() or not first.islower()):
        return False
    if match.group() != "." or end > match.end():
        return True
    word = _LAST_WORD.search(text, start, match.start())
    if not word:
        return True
    return not _is_abbreviation(word.group(), _next_word(text, following.start("first")), first, rules)


def _is_abbreviation(word: str, following: str, first: str, rules: TextRules) -> bool:
    last = re.split(r"[-’']", word)[-1]
    if _DOTTED.fullmatch(word):
        return following not in rules.starters
    if len(last) == 1 and last.isalpha() and last.isupper():
        return True
    if word in rules.abbreviations or last in rules.abbreviations:
        return not (last[0].islower() and following in rules.starters)
    return False


def _next_word(text: str, at: int) -> str:
    found = re.compile(r"[^\W_]+").match(text, at)
    return found.group() if found else ""


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if _has_word(text, start, end):
        yield Span(start, end)


def _has_word(text: str, start: int, end: int) -> bool:
    return any(character.isalnum() for character in text[start:end])
