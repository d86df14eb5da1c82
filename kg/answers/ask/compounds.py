"""Items that are one together: a country with its media, a source that is unnamed, the language of articles."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from kg.answers.ask import concepts, names
from kg.answers.ask.frame import Party, PartyKind
from kg.answers.ask.item import Item
from kg.languages.profile import LABEL_LANGUAGE, data, declined_in, profile, supported
from kg.sources.registry import MEDIA


def shared(items: Sequence[Item], language: str) -> Iterator[Item]:
    """In "US and Russian officials", "médias russes et syriens" the kind is that of both."""
    rows = [item for item in items if not item.is_neutral]
    for item in items:
        at = rows.index(item) if item in rows else -1
        adjective = item.adjective or (item.text.isupper() and len(item.text) > 1)
        state = item.party if item.party and item.party.kind is PartyKind.STATE and adjective else None
        beside = [rows[other] for other in (at + 2, at - 2) if state and 0 <= other < len(rows)]
        joined = [rows[between] for between in (at + 1, at - 1) if state and 0 <= between < len(rows)]
        pairs = zip(beside, joined, strict=False)
        kinds = [
            other.party
            for other, joint in pairs
            if joint.has("and", "or", "not") and other.party and other.party.country
        ]
        made = names.same_of(kinds[0], state, language) if kinds and state else _of_beside(rows, at, language)
        yield replace(item, party=made) if made else item


_WIDE = (PartyKind.MEDIA, PartyKind.OFFICIALS)


def _of_beside(rows: Sequence[Item], at: int, language: str) -> Party | None:
    """In "French officials or media", "responsables et médias français" the country is that of both."""
    party = rows[at].party if at >= 0 else None
    if party is None or party.kind not in _WIDE or party.country:
        return None
    for joint, other in ((at - 1, at - 2), (at + 1, at + 2)):
        beside = rows[other].party if 0 <= other < len(rows) else None
        if beside and beside.kind in _WIDE and beside.country and rows[joint].has("and", "or"):
            return names.within(party, names.state_party(beside.country, language), language)
    return None


def of_bodies(items: Sequence[Item], find: names.Names, text: str) -> Iterator[Item]:
    """Somebody by what he is and by the body that he is of: "UN envoy", "un envoyé de l'ONU", "жители Хомса"."""
    rest = list(items)
    while rest:
        row = [rest.pop(0), *rest]
        leads = row[0].party is not None and not _is_group(row[0])
        own = list(itertools.takewhile(_calls, row[1:] if leads else row))
        own = [] if leads and any(_is_side(one) for one in own) else own  # "who called the White Helmets terrorists"
        if leads:
            at, body = 1, row[:1]
        else:
            passed = list(itertools.takewhile(lambda one: one.is_neutral or one.has("of"), row[len(own) :]))
            at = len(own) + len(passed)
            linked = any(one.has("of") for one in passed) or (not passed and bool(declined_in(text)))
            named = list(itertools.takewhile(_is_called, row[at:])) if linked else []
            known = row[at : at + 1] and row[at].party and (linked or not _is_group(row[at]))
            body = row[at : at + 1] if known else named
        used = len(own) + 1 if leads else at + len(body)
        label = text[row[0].start : row[used - 1].end] if used else ""
        hyphenated = text[row[used - 1].end :][:1] in ("-", "‐", "‑")  # Alep-Est
        if not body and len(own) > 1 and all(map(_is_group, own)) and not leads:  # "opposition activists"
            body, own, used = own[:1], own[1:], len(own)
            label = text[row[0].start : row[used - 1].end]
        made = find.within_body(body, own, label) if body and own and not hyphenated else None
        if made is None:
            yield row[0]
            continue
        words = tuple(word for one in row[:used] for word in one.words)
        yield Item(made.label, row[0].start, row[used - 1].end, party=made, words=words)
        del rest[: used - 1]


def _is_side(item: Item) -> bool:
    return item.party is not None and item.party.value in data(LABEL_LANGUAGE, "questions")["sides"].split()


def _is_called(item: Item) -> bool:
    return item.is_plain and (item.text[0].isupper() or bool(concepts.city_names(item.text)))


def _calls(item: Item) -> bool:
    return _is_group(item) or (item.is_plain and item.text[0].islower())


def _is_group(item: Item) -> bool:
    party = item.party
    return party is not None and party.kind in (PartyKind.NAMED, PartyKind.OFFICIALS) and not party.country


def bounded(items: Iterable[Item]) -> Iterator[Item]:
    """A number with what bounds it: "more than 50", "between 50 and 70"."""
    rest = list(items)
    while rest:
        item, behind = rest.pop(0), [other.number is not None for other in rest[:3]]
        if item.has("atleast", "atmost") and behind[:1] == [True]:
            number = rest.pop(0)
            bound = "least" if item.has("atleast") else "most"
            yield replace(number, bound=bound, start=item.start, words=(*item.words, *number.words))
        elif item.has("between") and behind == [True, False, True] and rest[1].has("and"):
            yield replace(rest.pop(0), bound="least")
            rest.pop(0)
            yield replace(rest.pop(0), bound="most")
        else:
            yield item


def joined(items: Sequence[Item], language: str) -> Iterator[Item]:
    """Items that are one together: a country with its media, a source that is unnamed, a language."""
    rest = list(items)
    while rest:
        item = rest.pop(0)
        while (found := _join(item, rest, language)) is not None:
            item, used = found
            rest = rest[used:]
        yield item


def _join(item: Item, rest: Sequence[Item], language: str) -> tuple[Item, int] | None:
    """An item with those behind it that belong to it, and how many they are."""
    after = next((at for at, other in enumerate(rest) if not other.is_neutral and not other.has("of")), None)
    if after is None:
        return None
    other, linked = rest[after], any(between.has("of", "from") for between in rest[:after])
    if other.has("in") and after + 1 < len(rest) and _is_at_home(item, rest[after + 1]):  # "state media in Syria"
        after, linked = after + 1, True
        other = rest[after]
    whole = replace(item, end=other.end, words=(*item.words, *other.words), text=f"{item.text} {other.text}",
                    concept=None, senses=frozenset(), capital=False)  # fmt: skip
    sources = rest[after + 1 : after + 2]
    if item.has("unnamed") and other.party and other.party.country and sources and sources[0].has("source"):
        whole = replace(whole, end=sources[0].end, words=(*whole.words, *sources[0].words))  # anonymous Russian sources
        return replace(whole, party=names.unnamed(other.party, language), senses=_SOURCED), after + 2
    beside = (_language(item, other) or _beside(item, other, language)) if after == 0 else None
    made = beside or _across(item, other, after, linked, language)
    return (replace(whole, party=made[0], senses=made[1]), after + 1) if made else None


def _is_at_home(item: Item, place: Item) -> bool:
    """Whether *in* tells of which state somebody is, who is of one by what he is: media and officials."""
    party = item.party
    own = party is not None and (party.kind in _WIDE or party.value in MEDIA) and not party.country
    own = own or (party is None and item.has("outlet"))
    return own and place.party is not None and place.party.kind is PartyKind.STATE


_Made: TypeAlias = tuple[Party | None, frozenset[str]]
_SOURCED = frozenset({"sourced"})


def _language(item: Item, other: Item) -> _Made | None:
    """Russian-language, en langue russe."""
    for word, name in ((other, item), (item, other)):
        if word.has("language") and (spoken := language_named(name)):
            return None, frozenset({f"language:{spoken}"})
    return None


def _beside(item: Item, other: Item, language: str) -> _Made | None:
    """Syrian media, unnamed officials, Russian sources."""
    if item.party and item.party.kind is PartyKind.STATE and other.party:
        made = names.within(other.party, item.party, language)
        return (made, frozenset()) if made else None
    if item.has("unnamed") and (other.has("source") or (other.party and other.party.words)):
        return names.unnamed(other.party, language), frozenset()
    if other.has("unnamed") and (item.has("source", "sourced") or (item.party and item.party.words)):
        return names.unnamed(item.party, language), frozenset()
    if item.party and not other.party and other.has("source", "speaker"):
        return item.party, _SOURCED
    return None


def _across(item: Item, other: Item, after: int, linked: bool, language: str) -> _Made | None:
    """Media of Syria, médias syriens; sources of Russia."""
    if other.party is None:
        return None
    is_state = other.party.kind is PartyKind.STATE
    paper = names.group_party("media", language) if linked and item.has("outlet") else None
    one = item.party or paper or (names.any_of(item.words[0], language) if linked and item.is_plain else None)
    if one:
        made = names.within(one, other.party, language) if is_state and (linked or after == 0) else None
        return (made, frozenset()) if made else None
    if item.has("source") and (linked or (after == 0 and (other.adjective or is_state))):
        return other.party, _SOURCED | (item.senses & {"closed"})
    return None


def language_named(item: Item) -> str | None:
    """The language that a word calls: by its name, or by the country whose it is."""
    for word in item.words:
        for code in supported():
            called = profile(code).names
            if any(word.folded.startswith(name[:5]) and len(name) > 3 for name in called):
                return code
    return None
