"""Find who does it: the actors that a content names, as a state, a side or a person's state, and where they stand."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.languages.profile import LABEL_LANGUAGE, supported
from kg.propositions.matching.tokenized import TokenizedContent
from kg.sources.countries import CountryWords, Naming, WrittenWord, load_countries, tokens_of

_BESIDE = 3  # words between a side and the country it is of: "forces loyal to Syrian …"
GOVERNMENT = "government"  # of a state that is not said


@dataclass(frozen=True, slots=True)
class Actor:
    """Words that stand for an actor: ``who`` is a country's code for its state, or a side."""

    at: int  # position of the word
    who: str


def actors(tokens: TokenizedContent) -> tuple[Actor, ...]:
    """The actors of a content in order of their words; a country that is only a place is none."""
    countries = _countries(tokens)
    found: dict[int, str] = {}
    for at, side in tokens.sides:
        if side == "civilians":
            continue
        near = next((countries[i].code for i in _near(at, tokens) if i in countries and _qualifies(countries[i])), None)
        state = side in ("government", "forces")
        if state and (near or side == "government"):
            found[at] = near or GOVERNMENT
        elif side not in ("government", "forces"):
            found[at] = side
    found.update(_persons(tokens))
    for at, words in countries.items():
        if at not in found and _acts(at, words, tokens, found):
            found[at] = words.code
    return tuple(Actor(at, found[at]) for at in sorted(found))


def _near(at: int, tokens: TokenizedContent) -> Iterator[int]:
    """Places beside a side's word, those before it first; what "and" or "or" parts from it is another's."""
    parting = tokens.at("alternatives") | tokens.at("conjunctions")
    for step in (-1, 1):
        for place in range(at + step, at + step * (_BESIDE + 1), step):
            if place in parting:
                break
            yield place


def _qualifies(words: CountryWords) -> bool:
    return bool(words.sorts & {Naming.ADJECTIVE, Naming.NAME, Naming.ABBREVIATION})


def _countries(tokens: TokenizedContent) -> Mapping[int, CountryWords]:
    """Words for countries, by the position of their first."""
    language = tokens.head.language if tokens.head.language in supported() else LABEL_LANGUAGE
    every = tuple(token for word in tokens.words for token in _first(word.text))
    if len(every) != len(tokens.words):
        return {}
    return {found.start: found for found in load_countries(language).find(every)}


@functools.lru_cache(maxsize=100_000)
def _first(word: str) -> tuple[WrittenWord, ...]:
    """The first token of a word, where it has any."""
    return tokens_of(word)[:1]


def _acts(at: int, words: CountryWords, tokens: TokenizedContent, known: Mapping[int, str]) -> bool:
    """Whether a country's name or capital stands for its state: no place, no adjective, no part of another's name."""
    if not words.sorts & {
        Naming.NAME,
        Naming.CAPITAL,
        Naming.ABBREVIATION,
    } or words.sorts == {Naming.ADJECTIVE}:
        return False
    before, after = at - 1, words.stop
    if before in tokens.at("locatives") or before in tokens.at("alternatives"):
        return False
    if after < len(tokens.words):
        following = tokens.words[after]
        if following.text[:1].isupper() and not following.breaks:
            return False
        if any(place == after for place, name in tokens.events if name in _THINGS) or after in known:
            return False
    return True


_THINGS = ("attack", "airstrike", "chemical", "fight", "casualties", "shelling", "symptom", "ceasefire", "peace-talks")


def _persons(tokens: TokenizedContent) -> Iterator[tuple[int, str]]:
    """Persons in office, by surname, as the state they hold it in."""
    surnames = tokens.officials
    for at, word in enumerate(tokens.words):
        if word.text[:1].isupper() and (
            code := surnames.get(word.folded) or surnames.get(word.folded.removesuffix("s"))
        ):
            yield at, code
