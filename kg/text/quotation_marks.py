"""Quotation marks: which stretches of a block are quoted, over as many sentences as they run."""

from __future__ import annotations

import re

from kg.model import Span

_DASH = re.compile(r"[—–-]\s")
_TURN = re.compile(r"(?<=[,.!?…:;])\s[—–-]\s(?=\S)")
_MARK = re.compile("[\"'«»“”„‹›]")
_PAIRS = {"«": "»", "“": "”", "„": "“”", "‹": "›"}


def quoted(text: str, span: Span) -> tuple[Span, ...]:
    """Outermost quoted stretches of ``text[span]``, marks included, in order.

    A mark that is opened and never closed quotes to the end of the span; a closing mark that was never opened quotes
    from its beginning: quotations run over paragraphs. A straight mark, one or two, opens before a word and closes
    behind one.
    """
    if spoken := _dialogue(text, span):
        return spoken
    found: list[Span] = []
    depth, opened, closing = 0, -1, ""
    for met in _MARK.finditer(text, span.start, span.end):
        at, mark, width = met.start(), met.group(), 1
        if mark == '"' or _is_pair(text, at):
            width = 1 if mark == '"' else 2
            mark = _straight(text, at, width, span, closing == '"')
        if opened < 0 and (mark in _PAIRS or mark == "open"):
            opened, depth, closing = at, 1, _PAIRS.get(mark, '"')
        elif opened >= 0 and (mark == "inner" or (mark in _PAIRS and _PAIRS[mark] == closing)):
            depth += 1
        elif opened >= 0 and ((mark == "close" and closing == '"') or (mark in closing and mark != '"')):
            depth -= 1
            if depth <= 0:
                found.append(Span(opened, at + width))
                opened, closing = -1, ""
        elif opened < 0 and mark in "»”" and not found:
            found.append(Span(span.start, at + 1))
    if opened >= 0 and closing != '"':
        found.append(Span(opened, span.end))
    return tuple(found)


def _dialogue(text: str, span: Span) -> tuple[Span, ...]:
    """What is spoken in a paragraph that a dash opens: ``— Закон ясен, — сказал министр. — Выбора нет``.

    Behind a dash and a small letter stands who says it, up to the next dash. Without such a clause it is a list.
    """
    opening = _DASH.match(text, span.start, span.end)
    if opening is None:
        return ()
    found: list[Span] = []
    start, speaks, told = span.start, True, False
    for dash in (*_TURN.finditer(text, span.start, span.end), None):
        end = dash.start() if dash else span.end
        if speaks:
            found.append(Span(start, end))
        small = dash is not None and text[dash.end()].islower()
        speaks, told = not (speaks and small), told or (speaks and small)
        start = dash.start() + 1 if dash else end
    return tuple(found) if told else ()


def _is_pair(text: str, at: int) -> bool:
    """Whether two apostrophes stand for a mark, as in many archives: ``''Never,'' he said``."""
    return text[at : at + 2] == "''" and text[at + 2 : at + 3] != "'" and text[max(at - 1, 0) : at] != "'"


def _straight(text: str, at: int, width: int, span: Span, is_open: bool) -> str:
    """Whether a straight mark opens or closes, by what stands beside it; within an open one it may open another."""
    opens, closes = _sides(text, at, width, span)
    if not is_open:
        return "open" if opens or not closes else ""
    if closes or not opens:
        return "close"
    return "inner" if width == 1 and _closed_twice(text, at, span) else ""


def _sides(text: str, at: int, width: int, span: Span) -> tuple[bool, bool]:
    """Whether a mark may open, and whether it may close."""
    before = text[at - 1] if at > span.start else " "
    after = text[at + width] if at + width < span.end else " "
    opens = (before.isspace() or before in "([-–—«:") and not after.isspace()
    return opens, not before.isspace() and (after.isspace() or not after.isalnum())


def _closed_twice(text: str, at: int, span: Span) -> bool:
    """Whether the next two marks close: ``"the "old" bridge"``."""
    marks = [index for index in range(at + 1, span.end) if text[index] == '"'][:2]
    return len(marks) == 2 and all(_sides(text, index, 1, span) == (False, True) for index in marks)


def share(span: Span, quotes: tuple[Span, ...], text: str) -> float:
    """The share of a span's letters and digits that stand in quotation marks."""
    if not quotes:
        return 0.0
    letters, inside, at = _letters(text, span.start, span.end), 0, span.start
    for quote in sorted(quotes):
        end = min(quote.end, span.end)
        inside += _letters(text, max(quote.start, at), end)
        at = max(at, end)
    return inside / letters if letters else 0.0


def _letters(text: str, start: int, end: int) -> int:
    return sum(map(str.isalnum, text[start:end])) if end > start else 0
