"""Days that several words of a question name together: the day after a date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.answers.ask import periods
from kg.answers.ask.frame import When
from kg.answers.ask.item import Item

_BESIDE = 7  # items between "the day after" and its date: "the day after the attack on the convoy of …"
_PASSED = ("of", "in", "on", "at", "about")


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
