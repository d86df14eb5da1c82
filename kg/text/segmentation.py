"""Sentence splitting inside one block, by rule, so that offsets stay exact and names stay whole.

Statistical splitters cut ``Deir ez-Zor`` in three and join sentences over closing quotation marks; the rules here
look at final punctuation, the closing marks that go with it, abbreviations, initials and what comes next.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from kg.languages.profile import TextRules, text_rules
from kg.model import Span

_LONGEST = 40_000  # code points of a sentence in which marks are counted: none that is read is longer
_END = re.compile(r"[.!?…]+")
_CLOSING = "»”’)]\"'“"
_ALWAYS_CLOSING = "»”)]"
_NEXT = re.compile(r"\s\W{0,20}(?P<first>[^\W_])")  # dashes, opening marks, (...) and emoji may stand before a word
_LAST_WORD = re.compile(r"(?:[^\W_]|[-’'])+(?:\.[^\W\d_]+)*$")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]$")
_FOLLOWING = re.compile(r"[^\W_]+(?P<initial>[.-])?")
_GAP_MAX = 4  # white space before a closing mark, and the mark
_WORD_MAX = 60  # no abbreviation is longer
_ITEM = re.compile(r"\s*\d{1,2}")  # "5. The fifth": the number of an item begins its sentence


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
        step = next((at for at in range(end, min(end + _GAP_MAX, limit)) if not text[at].isspace()), end)
        if not (_closes(text, start, end, step, limit) or _is_stop_behind_mark(text, start, end, step)):
            break
        end = step + 1
    return end


def _closes(text: str, start: int, end: int, step: int, limit: int) -> bool:
    """Whether the mark at ``step`` closes what the sentence opened; a straight one does so by its count."""
    mark = text[step]
    if mark in _ALWAYS_CLOSING:
        return True
    if mark != '"':
        return mark in _CLOSING and step == end
    opened = text.count('"', max(start, end - _LONGEST), end) % 2 == 1
    return opened and (step == end or step + 1 >= limit or text[step + 1].isspace() or text[step + 1] in ".,")


def _is_stop_behind_mark(text: str, start: int, end: int, step: int) -> bool:
    return text[step] in ".!?" and step > start and text[end - 1] in _CLOSING


def _is_end(text: str, start: int, match: re.Match[str], end: int, limit: int, rules: TextRules) -> bool:
    following = _NEXT.match(text, end, limit)
    if not following or not _has_word(text, start, end) or following["first"].islower():
        return False
    if match.group() != "." or end > match.end():
        return True
    if _ITEM.fullmatch(text, start, match.start()):
        return False
    word = _LAST_WORD.search(text, max(start, match.start() - _WORD_MAX), match.start())
    if not word:
        return True
    if word.group() == "X" and _on_network(rules.network_prepositions).search(text, start, word.start()):
        return True
    opens = not text[start : word.start()].strip()
    return not _is_abbreviation(word.group(), text, following.start("first"), rules, opens)


@functools.cache
def _on_network(prepositions: str) -> re.Pattern[str]:
    """What stands before X, the network, which is no initial."""
    return re.compile(rf"\b(?:{prepositions})\s+$")


def _is_abbreviation(word: str, text: str, following: int, rules: TextRules, opens: bool) -> bool:
    """Whether the stop behind a word is its own, and no sentence's.

    Args:
        word: what stands before the stop.
        text: the whole text.
        following: where the next word begins.
        rules: those of the language.
        opens: whether the word is the first of its sentence, where a small one has a capital: "Ген. Иванов".
    """
    last = re.split(r"[-’']", word)[-1]
    starts = _is_starter(text, following, rules)
    if _DOTTED.fullmatch(word):
        return not starts
    if len(last) == 1 and last.isalpha() and last.isupper():
        return True
    if word in rules.numbered or last in rules.numbered:
        return text[following].isdigit()
    if word in rules.abbreviations or last in rules.abbreviations:
        return not (starts and (last[0].islower() or last in rules.trailing))
    return opens and word[:1].lower() + word[1:] in rules.abbreviations


def _is_starter(text: str, at: int, rules: TextRules) -> bool:
    """Whether the word there is one that opens sentences; a letter with a stop or a hyphen is an initial."""
    found = _FOLLOWING.match(text, at)
    if not found:
        return False
    word = found.group().rstrip(".-")
    return word in rules.starters and not (len(word) == 1 and found["initial"])


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    found = Span(start, end).stripped(text)
    if _has_word(text, found.start, found.end):
        yield found


def _has_word(text: str, start: int, end: int) -> bool:
    return any(character.isalnum() for character in text[start:end])
