"""Days that several words of a question name together: edges of years, the day after a date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from kg.answers.ask import periods
from kg.answers.ask.frame import When
from kg.answers.ask.item import Item
from kg.languages.profile import data, text_rules

_BESIDE = 7  # items between "the day after" and its date: "the day after the attack on the convoy of …"
_PASSED = ("of", "in", "on", "at", "about")


def without_edges(text: str, language: str) -> str:
    """A question in which *since the beginning of 2014* is *since January 2014*.

    Only where the edge is the one that the word before leads to: *before the end of 2014* is another matter.
    """
    rule = data(language, "questions").get("edges")
    if rule is None:
        return text
    moves, edges = {**rule["opens"], **rule["closes"]}, rule["first"].split(" | ")
    begun = re.compile(rf"\b(?:{_either(rule['opens'])})\s+(?:[^\W\d_]+\s+){{,2}}(?:19|20)\d\d\b", re.IGNORECASE)

    def short(found: re.Match[str]) -> str:
        """What is said before the edge, as it is within a range or alone; of a whole year the month at that edge."""
        forms = moves[found[1].casefold()].split(" | ")
        taken = str(forms[-1 if begun.search(found.string[: found.start()]) else 0])
        whole_year = found.string[found.end() :].lstrip()[:1].isdecimal()
        month = text_rules(language).months[0 if found[2].casefold() in edges else -1]
        return f"{taken} {month}" if whole_year else taken

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
    return re.compile(rf"\b({'|'.join(sides)})\s+({edges})(?=\s+(?:[^\W\d_]+\s+)?(?:19|20)\d\d\b)", re.IGNORECASE)


def _either(forms: Iterable[str]) -> str:
    return "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))


def dated(items: Sequence[Item]) -> Iterator[Item]:
    """Items of which *the day after* another is a day."""
    rest = list(items)
    while rest:
        item = rest.pop(0)
        if item.has("nextday", "daybefore"):
            yield from _beside(item, rest)
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
