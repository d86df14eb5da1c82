"""From expressions to phrases: a day with its hour, the two ends of a range, "since" and "until", prepositions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.model import Span
from kg.text.times.patterns import Atom
from kg.text.times.rules import Rules

_REACH = 60  # characters before an expression among which the words that go with it stand
_ENDS = frozenset({"day", "month", "year", "weekday", "deictic"})  # what a range goes from and to
_RELATED = _ENDS | {
    *("decade", "century", "season", "part_of_year", "part_of_this_year", "unit", "ago"),
    *("deictic_there", "deictic_or_there", "unit_there"),
}
_HAS_PARTS = frozenset({"day", "weekday", "deictic", "deictic_there", "deictic_or_there"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """What is resolved as one. ``relation`` is "range" (then ``first`` is where it begins), "since" and so on."""

    span: Span
    atom: Atom
    clock: Atom | None = None
    relation: str | None = None
    first: Phrase | None = None


def phrases(text: str, atoms: Sequence[Atom], rules: Rules) -> list[Phrase]:
    """The phrases of a text in order."""
    units = list(_timed(text, atoms, rules))
    return [_led(text, phrase, rules) for phrase in _ranged(text, units, rules)]


def _timed(text: str, atoms: Sequence[Atom], rules: Rules) -> Iterator[Phrase]:
    """Days with the part of the day and the hour that stand beside them."""
    waiting: Phrase | None = None
    for atom in atoms:
        phrase = _with_parts(text, Phrase(atom.span, atom), rules)
        if waiting is None:
            waiting = phrase
        elif joined := _joined(text, waiting, phrase, rules):
            waiting = joined
        else:
            yield waiting
            waiting = phrase
    if waiting is not None:
        yield waiting


def _joined(text: str, left: Phrase, right: Phrase, rules: Rules) -> Phrase | None:
    kinds = left.atom.kind in _HAS_PARTS, right.atom.kind in _HAS_PARTS
    gap, span = Span(left.span.end, right.span.start), Span(left.span.start, right.span.end)
    if kinds[0] and right.atom.kind == "clock" and left.clock is None and _is(rules, "to_clock", gap.of(text)):
        return Phrase(span, left.atom, right.atom)
    if left.atom.kind == "clock" and kinds[1] and _is(rules, "from_clock", gap.of(text)):
        return Phrase(span, right.atom, left.atom)
    return None


def _is(rules: Rules, name: str, words: str) -> bool:
    return bool(rules.around[name].fullmatch(words))


def _with_parts(text: str, phrase: Phrase, rules: Rules) -> Phrase:
    if phrase.atom.kind not in _HAS_PARTS:
        return phrase
    span = phrase.span
    if after := rules.around["after_part"].match(text, span.end):
        span = Span(span.start, after.end())
    return replace(phrase, span=_back(text, span, rules, "before_part"))


def _back(text: str, span: Span, rules: Rules, name: str) -> Span:
    """The span with the words of a table before it, where they stand there."""
    start = max(0, span.start - _REACH)
    found = rules.around[name].search(text[start : span.start])
    return Span(start + found.start(), span.end) if found else span


def _ranged(text: str, units: Sequence[Phrase], rules: Rules) -> Iterator[Phrase]:
    """Neighbours that one range joins become one phrase."""
    at = 0
    while at < len(units):
        pair = _range(text, units[at], units[at + 1], rules) if at + 1 < len(units) else None
        yield pair or units[at]
        at += 2 if pair else 1


def _range(text: str, left: Phrase, right: Phrase, rules: Rules) -> Phrase | None:
    if left.atom.kind not in _ENDS or right.atom.kind not in _ENDS:
        return None
    start = max(0, left.span.start - _REACH)
    before, between = text[start : left.span.start], text[left.span.end : right.span.start]
    for opening, joining in rules.ranges:
        opened = opening.search(before) if opening else None
        if (opening is None or opened) and joining.fullmatch(between):
            begin = start + opened.start() if opened else left.span.start
            return Phrase(Span(begin, right.span.end), right.atom, right.clock, "range", left)
    return None


def _led(text: str, phrase: Phrase, rules: Rules) -> Phrase:
    """A phrase with the preposition before it, and with the relation that this states."""
    if phrase.relation is None and phrase.atom.kind in _RELATED:
        start = max(0, phrase.span.start - _REACH)
        for name, pattern in rules.relations:
            if found := pattern.search(text[start : phrase.span.start]):
                return replace(phrase, span=Span(start + found.start(), phrase.span.end), relation=name)
    if phrase.relation is None:
        return replace(phrase, span=_back(text, phrase.span, rules, "lead"))
    return phrase
