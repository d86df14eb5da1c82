"""What stands between the sentences of a paragraph that has lost its line breaks: cross-heads and picture credits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.languages.profile import TextRules, text_rules
from kg.model import BlockKind, Span

_BEHIND = re.compile(r"[.!?…][»”\"')\]]{0,2}\s+")
_CREDIT = re.compile(r"\([^\W\d_a-zà-ÿа-яё][\w./ -]{1,40}\)\s+(?=[^\W\d_a-zà-ÿа-яё«“\"])")
_OPENING = re.compile(r"(?:[^\W\d_a-zà-ÿа-яё][\w’'-]*[ ]){1,5}?(?=(?P<next>[\w’'-]+)[ ])")
_SHOUTED = re.compile(r"(?:[^\W\d_a-zà-ÿа-яё]{2,}[ ]){2,6}(?=[^\W\d_a-zà-ÿа-яё][^\W\d_A-ZÀ-ÞА-ЯЁ]|[^\W\d_] )")
_LEAST = 3  # letters: a shorter word in capitals is an acronym
_LONGEST = 5  # words of a date line or cross-head
_LOUD = 10  # letters that are no run of acronyms


def pieces(text: str, span: Span, language: str) -> Iterator[tuple[BlockKind, Span]]:
    """The stretches of a paragraph in order: prose, cross-heads (``Talks in doubt The envoy said …``), credits."""
    rules, start = text_rules(language), span.start
    if opening := _opening(text, span, rules):
        yield BlockKind.DATELINE, Span(start, opening)
        start = opening
    for match in _BEHIND.finditer(text, span.start, span.end):
        if match.end() < start or not rules.openers or text.count('"', start, match.end()) % 2:
            continue
        for kind, cut in _cuts(text, match.end(), span.end, rules):
            yield BlockKind.PARAGRAPH, Span(start, cut.start)
            yield kind, cut
            start = cut.end
    yield BlockKind.PARAGRAPH, Span(start, span.end)


def _opening(text: str, span: Span, rules: TextRules) -> int:
    """Where a place in capitals ends before the first sentence: ``NORTH BAY Utopia A ferry …``."""
    match = _OPENING.match(text, span.start, span.end)
    while match and match["next"] not in rules.openers:
        longer = re.compile(rf"(?:[\w’'-]+[ ]){{{len(match.group().split()) + 1}}}(?=(?P<next>[\w’'-]+)[ ])")
        match = longer.match(text, span.start, span.end) if len(match.group().split()) < _LONGEST else None
    run = match.group().split() if match else []
    loud = any(word.isupper() and len(word) > _LEAST for word in run)
    return match.end() if match and loud and all(word[0].isupper() for word in run) else 0


def _cuts(text: str, at: int, end: int, rules: TextRules) -> Iterator[tuple[BlockKind, Span]]:
    """The credit or the cross-head that begins at an offset, if there is one."""
    if credit := _CREDIT.match(text, at, end):
        yield BlockKind.LINK, Span(at, credit.end())
    elif shouted := _SHOUTED.match(text, at, end):
        if sum(map(str.isalpha, shouted.group())) >= _LOUD:
            yield BlockKind.HEADLINE, Span(at, shouted.end())
    elif stop := _crosshead(text, at, end, rules):
        yield BlockKind.HEADLINE, Span(at, stop)


def _crosshead(text: str, at: int, end: int, rules: TextRules) -> int:
    """Where a run of two to five words ends that a word follows which has a capital only at a sentence's beginning.

    No small word is in the run. Where it ends in a lower-case word, so is what follows the opening word: ``Last week
    The Guardian …`` is no cross-head.
    """
    for words in range(2, 6):
        match = re.compile(rf"(?:[\w’'-]+[ ]){{{words}}}").match(text, at, end)
        if match is None:
            return 0
        run, following = match.group().split(), text[match.end() : match.end() + 60].split()
        if len(following) < 2 or any(word.casefold() in rules.small for word in run):
            return 0
        if following[0] in rules.openers:
            cased = run[-1][0].isupper() or following[1][0].islower()
            dated = run[-1].rstrip("s") in (*rules.weekdays, *rules.months)
            return match.end() if run[0][0].isupper() and cased and not dated else 0
    return 0
