"""Typing mistakes: a word that nobody knows, read as the one word of the language's questions that it is nearly."""

from __future__ import annotations

import functools
import json
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

import kg
from kg.answers.ask.vocabulary import folded, vocabulary
from kg.languages.profile import optional_data
from kg.languages.stemming import stem
from kg.sources.countries import load_countries

_LEAST, _LONG = 4, 10  # letters: of a word that is mended, and of one in which two mistakes may be


def mend(word: str, language: str) -> str | None:
    """The word that a folded word is a typing mistake for; None where it is a word, or may stand for several."""
    if len(word) < _LEAST or word.isdecimal() or is_known(word, language):
        return None
    allowed = 2 if len(word) >= _LONG else 1
    near = process.extract(word, _forms(language), scorer=OSA.distance, score_cutoff=allowed, limit=20)
    best = min((distance for _, distance, _ in near), default=0)
    found = {form for form, distance, _ in near if distance == best and form[0] == word[0]}  # "un…" is no mistake
    if len({_meaning(form, language) for form in found}) != 1:
        return None
    name = min(found)
    is_country = not vocabulary(language).senses.get((name,)) and name in _country_words(language)
    return None if is_country and best > 1 else name  # one country is soon another


@functools.cache
def _forms(language: str) -> tuple[str, ...]:
    listed = vocabulary(language).forms | _country_words(language)
    return tuple(sorted(form for form in listed if len(form) >= _LEAST))


@functools.cache
def _country_words(language: str) -> frozenset[str]:
    codes = optional_data(language, "countries")
    return frozenset(form for code in codes for form in _country_forms(code, language) if " " not in form)


def _meaning(form: str, language: str) -> object:
    senses = vocabulary(language).senses.get((form,))
    if senses:
        return senses
    table = load_countries(language)
    return next((code for code in table.countries if form in _country_forms(code, language)), stem(form, language))


@functools.lru_cache(maxsize=1_024)
def _country_forms(code: str, language: str) -> frozenset[str]:
    row = optional_data(language, "countries").get(code, {})
    return frozenset(folded(form) for field in ("names", "adjectives") for form in row.get(field, "").split("; "))


@functools.cache
def _known(language: str) -> frozenset[str]:
    """Words that news is written with: none of them is a mistake."""
    path = Path(kg.__file__).parent / "propositions" / "matching" / "document_frequency.json"
    counted = json.loads(path.read_text("utf-8")).get(language, {})
    events = optional_data(language, "events")
    listed = {
        folded(word.strip("*"))
        for rows in events.values()
        for row in rows.values()
        if isinstance(row, str)
        for entry in row.split()
        for word in entry.split("+")
    }
    return frozenset(folded(word) for word in counted) | listed


def is_known(word: str, language: str) -> bool:
    """Whether it is a word of the news, or one that the language asks with."""
    known = _known(language)
    return word in known or stem(word, language) in known or word in vocabulary(language).forms
