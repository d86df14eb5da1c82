"""Days that several words of a question name together: edges of years, two ends of a range, the day after a date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from kg.answers.ask import periods
from kg.answers.ask.frame import When
from kg.answers.ask.item import Item
from kg.languages.profile import data

_BESIDE = 7  # items between "the day after" and its date: "the day after the attack on the convoy of …"
_PASSED = ("of", "in", "on", "at", "about")


def without_edges(text: str, language: str) -> str:
    """A question in which *since the beginning of 2014* is *since 2014*.

    Only where the edge is the one that the word before leads to: *before the end of 2014* is another matter.
    """
    rule = data(language, "questions").get("edges")
    if rule is None:
        return text
    moves, opened = {**rule["opens"], **rule["closes"]}, False

    def short(found: re.Match[str]) -> str:
        nonlocal opened
        forms = moves[found[1].casefold()].split(" | ")
        taken, opened = forms[-1 if opened else 0], opened or found[1].casefold() in rule["opens"]
        return str(taken)

    return _edges(language).sub(short, text)


@cache
def _edges(language: str) -> re.Pattern[str]:
    """A beginning behind *since*, an end behind *until*, each before a year, or a month and a year."""
    rule = data(language, "questions")["edges"]
    sides = (
        rf"(?:{_either(rule[moves])})(?=\s+(?:{_either(rule[edge].split(' | '))})\s)"
        for moves, edge in (("opens", "first"), ("closes", "last"))
    )
    edges = _either([*rule["first"].split(" | "), *rule["last"].split(" | ")])
    return re.compile(rf"\b({'|'.join(sides)})\s+(?:{edges})(?=\s+(?:[^\W\d_]+\s+)?(?:19|20)\d\d\b)", re.IGNORECASE)


def _either(forms: Iterable[str]) -> str:
    return "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))


def dated(items: Sequence[Item]) -> Iterator[Item]:
    """Items of which two days that are the ends of a range are one, and *the day after* is a day."""
    rest = list(items)
    while rest:
        item = rest.pop(0)
        if item.has("nextday", "daybefore"):
            yield from _beside(item, rest)
        elif (found := _to_the_end(item, rest)) is not None:
            yield found
        else:
            yield item


def _beside(item: Item, rest: list[Item]) -> Iterator[Item]:
    """The day after or before a date: what happened on it is said, and need not stand in the sentence."""
    at = next((at for at, one in enumerate(rest[:_BESIDE]) if one.when or _parts(one)), None)
    found = rest[at] if at is not None else None
    if at is None or found is None or found.when is None or found.when.yearless or not found.when.first:
        yield replace(item, relative=True)
        return
    for one in rest[:at]:
        if not (one.is_neutral or one.has(*_PASSED)):
            yield replace(one, senses=frozenset({"dated"}), party=None, concept=None)
    del rest[: at + 1]
    day = periods.after(found.when).first if item.has("nextday") else periods.before(found.when).last
    yield replace(found, when=When(found.when.label, day, day))


def _parts(item: Item) -> bool:
    """Whether an item cannot stand between: what asks is of the question, and not of the day."""
    return not (item.is_plain or item.is_neutral or item.concept or item.party or item.has(*_PASSED))


def _to_the_end(item: Item, rest: list[Item]) -> Item | None:
    """A day and one that it goes on to: "from 2015 to 2016"."""
    at = next((at for at, one in enumerate(rest[:3]) if one.when), None)
    if item.when is None or not at or not any(one.has("to", "at", "until") for one in rest[:at]):
        return None
    if not all(one.is_neutral or one.has("to", "at", "until") for one in rest[:at]):
        return None
    end = rest[at]
    first, last = item.when.first, end.when.last if end.when else None
    if item.when.yearless or (end.when and end.when.yearless) or not first or not last or first > last:
        return None
    del rest[: at + 1]
    return replace(item, end=end.end, when=When(f"{item.when.label} – {end.text}", first, last))
