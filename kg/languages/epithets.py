"""Epithets: words for somebody whose role was told in another word, by what they are said of (``epithets.toml``).

``the magistrate`` is a prosecutor or a judge. What such a word means is general knowledge of a language, which no place
or form of the words in an article gives.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

from kg.languages.profile import optional_data


@dataclass(frozen=True, slots=True)
class Epithet:
    """A class of epithets: how somebody is called, and of whom that is said.

    ``called``: words, or a noun with what describes it. ``roles``: callings of which each suffices. ``heads``: callings
    that suffice where one of the words ``of`` describes them. ``offices``: whether holders of an office of a state are.
    ``types``: of bodies, the sorts of agents that they are said of; roles are then words of names. None: of persons.
    ``barred``: sorts of agents that they are never said of, whatever their name is.
    """

    called: frozenset[frozenset[str]]
    roles: frozenset[str]
    heads: frozenset[str]
    of: frozenset[str]
    offices: bool
    types: frozenset[str] | None
    barred: frozenset[str]


@functools.cache
def epithets(language: str) -> tuple[Epithet, ...]:
    """The classes of a language; none where it has no such table."""
    return tuple(
        Epithet(
            frozenset(frozenset(name.split()) for name in raw["called"]),
            frozenset(raw.get("roles", "").split()),
            frozenset(raw.get("heads", "").split()),
            frozenset(raw.get("of", "").split()),
            raw.get("offices", False),
            frozenset(raw["types"].split()) if "types" in raw else None,
            frozenset(raw.get("barred", "").split()),
        )
        for raw in optional_data(language, "epithets").values()
    )


@functools.cache
def epithet_words(language: str) -> frozenset[str]:
    """All nouns of persons that the classes call somebody by, or are said of."""
    return frozenset(
        word
        for one in epithets(language)
        if one.types is None
        for word in (*one.roles, *one.heads, *(next(iter(name)) for name in one.called if len(name) == 1))
    )
