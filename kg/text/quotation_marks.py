"""Quotation marks: which stretches of a block are quoted, over as many sentences as they run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.model import Span

OPENING = frozenset('«“„‹"')
DOUBLE = OPENING | frozenset("»”›")
SINGLE = frozenset("'‘’")  # apostrophes elsewhere
MARKS = DOUBLE | SINGLE

_DASH = re.compile(r"[—–-]\s")
_TURN = re.compile(r"(?<=[,.!?…:;])\s[—–-]\s(?=\S)")
_MARK = re.compile("[\"'«»“”„‹›‘]")
_PAIRS = {"«": "»", "“": "”", "„": "“”", "‹": "›"}
_AGAIN = {"»": "«", "”": "“"}  # closing marks that some countries open each further paragraph with
_SINGLE = re.compile("[‘'](?=[^\\W\\d_])|['’](?![^\\W_])")
_LONG = 8  # paragraphs of a quotation that opens none of them anew
_PLURAL = 4  # words between single marks of which the last may be a possessive: 'old boys' club


def in_paragraphs(text: str, spans: Sequence[Span]) -> Iterator[tuple[Span, ...]]:
    """Outermost quoted stretches of each paragraph, marks included, in order.

    A quotation runs over paragraphs in the manner of any country: each opens it anew (``“``, ``"``, ``‘``), with the
    closing mark (``»``), or not at all, up to the paragraph that closes it. Round and angular marks that are opened and
    never closed quote to the end of their paragraph, a closing one that was never opened from its beginning. A
    straight mark opens before a word and closes behind one; so do single marks, which are apostrophes elsewhere.
    """
    carried, before = "", False
    for at, span in enumerate(spans):
        spoken = _dialogue(text, span)
        turn = bool(spoken) or (is_turn(text, span) and _replies(text, before, spans[at + 1 :]))
        before = bool(spoken)
        if turn:
            yield spoken or (span,)
            carried = ""
            continue
        found, carried = _Paragraph(text, span, spans[at + 1 : at + _LONG], carried).read()
        yield found


@dataclass(slots=True)
class _Paragraph:
    """The quotation marks of a paragraph read in order; ``carried`` opened a quotation in a paragraph before it."""

    text: str
    span: Span
    following: Sequence[Span]  # the next paragraphs
    carried: str
    found: list[Span] = field(default_factory=list)
    opened: int = -1  # where the quotation that is open begins
    mark: str = ""  # what opened it
    closing: str = ""  # what closes it
    depth: int = 0
    inner: int = -1  # where a mark last closed another one inside it, no further than where a sentence ends

    def read(self) -> tuple[tuple[Span, ...], str]:
        """The quoted stretches, and the mark of the one that goes on in the next paragraph; ``""`` for none."""
        begin, first = self.span.start, self.text[self.span.start : self.span.end][:1]
        if self.carried and first != self.carried:  # a mark of its own opens it like any other
            self._open(begin, self.carried, self.carried)
            begin += _AGAIN.get(first) == self.carried
        for met in _MARK.finditer(self.text, begin, self.span.end):
            if not self.found or met.start() >= self.found[-1].end:
                self._meet(met.start(), met.group())
        return (*self.found, *self._left()), self.mark if self._goes_on() else ""

    def _open(self, at: int, mark: str, kind: str) -> None:
        self.opened, self.mark, self.depth, self.closing, self.inner = at, mark, 1, _PAIRS.get(kind, '"'), -1

    def _meet(self, at: int, mark: str) -> None:
        width, kind = 1, mark
        if mark == '"' or _is_pair(self.text, at):
            width = 1 if mark == '"' else 2
            kind = _straight(self.text, at, width, self.span, self.opened >= 0 and self.closing == '"')
        if self.opened < 0:
            self._meet_outside(at, mark, kind)
        elif kind == "inner" or (kind in _PAIRS and _PAIRS[kind] == self.closing):
            self.depth += 1
        elif (kind == "close" and self.closing == '"') or (kind in tuple(self.closing) and kind != '"'):
            self.depth -= 1
            self.inner = self.inner if self._ends_sentence() else at + width
            if self.depth <= 0:
                self.found.append(Span(self.opened, at + width))
                self.opened = -1

    def _ends_sentence(self) -> bool:
        """Whether a sentence ends at the mark that closed another one inside: there ends what is never closed."""
        return self.inner > 0 and self.text[self.inner : self.inner + 1] in tuple(".!?…")

    def _meet_outside(self, at: int, mark: str, kind: str) -> None:
        if kind in _PAIRS or kind == "open":
            self._open(at, mark, kind)
        elif kind in ("»", "”", "close") and not self.found:
            self.found.append(Span(self.span.start, at + 1))
        elif kind in ("‘", "'") and (single := _single(self.text, at, self.span, self.following)):
            self.found.append(single)

    def _goes_on(self) -> bool:
        return self.opened >= 0 and _runs_on(self.text, self.mark, self.following)

    def _left(self) -> tuple[Span, ...]:
        """The quotation that is still open at the end of the paragraph."""
        if self.opened < 0:
            return ()
        if self.inner > 0 and not self._goes_on():  # one mark closes what two have opened: «We read «Peace», he said
            return (Span(self.opened, self.inner),)
        return (Span(self.opened, self.span.end),) if self.closing != '"' or self._goes_on() else ()


def _runs_on(text: str, opening: str, following: Sequence[Span]) -> bool:
    """Whether a quotation that is left open goes on: the next paragraph opens it anew, or a later one closes it."""
    if not following or not opening:
        return False
    if (first := text[following[0].start]) == opening or _AGAIN.get(first) == opening:
        return True
    for span in following:
        for at in range(span.start, span.end):
            if opening in _PAIRS and text[at] in _PAIRS[opening]:
                return True
            if opening in _PAIRS and _PAIRS.get(text[at]) == _PAIRS[opening]:
                return False
    return False


def _single(text: str, at: int, span: Span, following: Sequence[Span]) -> Span | None:
    """The stretch that a single mark opens, if it is no apostrophe; to the end where the next paragraph opens it anew.

    Behind an *s* and before a small letter a single mark may belong to a plural, ``the monks' school``: such a one
    closes only a few words, and only where no surer one follows.
    """
    if text[at - 1 : at].isalnum() or not _SINGLE.match(text, at) or not _sides(text, at, 1, span)[0]:
        return None
    plural = 0
    for mark in _SINGLE.finditer(text, at + 1, span.end):
        before, behind = text[mark.start() - 1], text[mark.end() : mark.end() + 2]
        if (before.isalnum() and behind[:1].isalnum()) or (text[at] == "‘" and mark.group() == "'"):
            continue
        if before.isspace() or before in "([-–—«:":
            break
        if before in "sS" and behind[:1].isspace() and behind[1:].islower():
            plural = plural or mark.end()
            continue
        return Span(at, mark.end())
    if following and text[following[0].start : following[0].start + 1] == text[at]:
        return Span(at, span.end)
    return Span(at, plural) if plural and len(text[at:plural].split()) <= _PLURAL else None


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


def is_turn(text: str, span: Span) -> bool:
    """Whether a dash opens a paragraph, as it does a turn of a dialogue and an entry of a list."""
    return _DASH.match(text, span.start, span.end) is not None


def _replies(text: str, before: bool, following: Sequence[Span]) -> bool:
    """Whether a paragraph that opens with a dash is a turn of a dialogue, as the one before or behind it is."""
    return before or bool(following and _dialogue(text, following[0]))


def _is_pair(text: str, at: int) -> bool:
    """Whether two apostrophes stand for a mark, as in many archives: ``''Never,'' he said``."""
    return text[at : at + 2] == "''" and text[at + 2 : at + 3] != "'" and text[max(at - 1, 0) : at] != "'"


def _straight(text: str, at: int, width: int, span: Span, is_open: bool) -> str:
    """Whether a straight mark opens or closes, by what stands beside it; within an open one it may open another."""
    opens, closes = _sides(text, at, width, span)
    if not is_open and (opens or not closes):
        return "open"
    if not is_open:
        return "" if text[at - 1].isdigit() else "close"  # 6" tall
    return "inner" if opens and not closes and width == 1 and _closed_twice(text, at, span) else "close"


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
