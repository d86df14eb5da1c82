"""By what an answer is counted where a question says so beside the rest: "who speaks of the siege, by country"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kg.answers.ask.item import Item
from kg.answers.ask.vocabulary import folded
from kg.languages.profile import data

GROUPS = ("country", "outlet", "source", "speaker")


def grouped(items: Sequence[Item], language: str) -> tuple[tuple[Item, ...], str, str]:
    """The items without the words that only tell by what to count, what that is, and the words; empty without them.

    The noun stands bare behind the preposition, with nothing of its own: no "denied by the media of Russia".
    """
    rule = data(language, "questions").get("grouping", {})
    markers, nouns = (frozenset(map(folded, rule.get(name, "").split())) for name in ("markers", "nouns"))
    for at, (marker, noun) in enumerate(pairwise(items)):
        stands = marker.words and marker.words[-1].folded in markers and len(noun.words) == 1
        if not stands or noun.words[0].folded not in nouns:
            continue
        behind = next((one for one in items[at + 2 :] if not one.is_neutral), None)
        if behind is not None and (behind.is_plain or behind.party or behind.has("in", "and", "or")):
            continue
        before = [one for one in items[:at] if not one.has("breakdown")]
        after = items[at + 3 :] if not before and behind is not None and behind.has("of") else items[at + 2 :]
        by = next((name for name in GROUPS if noun.has(name)), "outlet")  # media are a group of speakers too
        if any(not one.is_neutral for one in (*before, *after)):
            return (*before, *after), by, f"{marker.text} {noun.text}"
    return tuple(items), "", ""
