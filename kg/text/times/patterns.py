"""Where a text holds words that say when: patterns laid against it, the longest of what overlaps taken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.model import Span
from kg.text.times.rules import Rules


@dataclass(frozen=True, slots=True)
class Atom:
    """One expression: its kind (a table of patterns), its span in the text, and the words of its slots."""

    kind: str
    span: Span
    words: Mapping[str, str]
    gap: Span | None = None  # between two days that share a month: "3 and 7 September"


def atoms(text: str, starts: Sequence[int], rules: Rules) -> list[Atom]:
    """The expressions of a text in order, out of where one may begin; none overlap, and none stands in a name."""
    names = [Span(*found.span()) for pattern in rules.names for found in pattern.finditer(text)]
    taken: list[Atom] = []
    for atom in sorted(_candidates(text, starts, rules), key=lambda atom: atom.span.start - atom.span.end):
        if not any(atom.span.overlaps(other) for other in (*names, *(one.span for one in taken))):
            taken.append(atom)
    return sorted((part for atom in taken for part in _parts(atom)), key=lambda atom: atom.span)


def starts_in(text: str, finder: re.Pattern[str]) -> Iterator[int]:
    """Where an expression may begin: trying one pattern for all of them costs a tenth of trying each."""
    small = text.replace("İ", "i").lower()  # the only letter whose small form is longer
    found = finder.search(small)
    while found:
        yield found.start()
        found = finder.search(small, found.start() + 1)


def _candidates(text: str, starts: Sequence[int], rules: Rules) -> Iterator[Atom]:
    """What the patterns find, each from left to right, nothing twice by one of them."""
    for kind, pattern in rules.patterns:
        end = 0
        for found in (pattern.match(text, start) for start in starts if start >= end):
            if found is None:
                continue
            end = found.end()
            words = {name: value for name, value in found.groupdict().items() if value is not None}
            gap = Span(found.end("day"), found.start("day2")) if kind == "both" else None
            span = _core(found)
            yield Atom(kind, span, {**words, "all": span.of(text)}, gap)


def _core(found: re.Match[str]) -> Span:
    start, end = found.span("core" if found.groupdict().get("core") is not None else 0)
    while end > start and found.string[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _parts(atom: Atom) -> Iterator[Atom]:
    """The expression itself; two where two days share a month."""
    if atom.gap is None:
        yield atom
        return
    yield Atom("day", Span(atom.span.start, atom.gap.start), atom.words)
    yield Atom("day", Span(atom.gap.end, atom.span.end), {**atom.words, "day": atom.words["day2"]})
