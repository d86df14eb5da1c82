"""The words of a question, as ``kg/languages/<language>/questions.toml`` sorts them."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace

from kg.languages import normalize
from kg.languages.letters import fold
from kg.languages.profile import data, declined_in, path_of, supported, text_rules
from kg.languages.stemming import stem

_CLASS = "="  # before the name of a class, so that no word of the language is taken for one
ONLY = _CLASS + "only"


@dataclass(frozen=True, slots=True)
class QuestionWord:
    """A word in its place (half-open code points). ``sense`` is its class, or its stem where no class has it."""

    start: int
    end: int
    sense: str
    neutral: bool = False  # it may stand there or not
    barred: bool = False  # it never stands inside a name


@dataclass(frozen=True, slots=True)
class Restriction:
    """Words that mean "only" together: French "ne … que"."""

    opens: frozenset[str]
    closes: frozenset[str]
    negations: frozenset[str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How a language asks."""

    language: str
    neutral: frozenset[str]
    optional: frozenset[str]
    forms: Mapping[str, str]  # word -> class
    senses: Mapping[str, str]  # stem -> class, for the forms that are not listed
    barred: frozenset[str]
    relative: frozenset[str]
    asks_after: frozenset[str]
    restriction: Restriction
    reply: Mapping[str, str]


@functools.cache
def languages() -> tuple[str, ...]:
    """The languages that questions can be asked in."""
    return tuple(code for code in supported() if path_of(code, "questions.toml"))


@functools.cache
def vocabulary(language: str) -> Vocabulary:
    """The words of a language.

    Raises:
        LanguageError: no questions can be asked in it.
    """
    raw = data(language, "questions")
    limits = raw.get("restriction", {})
    forms = {_fold(form): _CLASS + sense for sense, listed in raw["classes"].items() for form in listed.split()}
    return Vocabulary(
        language,
        neutral=_folded_words(raw["neutral"]),
        optional=frozenset(_CLASS + sense for sense in raw["optional"].split()),
        forms=forms,
        senses={stem(form, language): sense for form, sense in forms.items()},
        barred=_folded_words(raw["barred"]) | _folded_words(" ".join(text_rules(language).months)),
        relative=_folded_words(raw.get("relative", "")),
        asks_after=_folded_words(raw.get("asks_after", "")),
        restriction=Restriction(*(_folded_words(limits.get(key, "")) for key in ("opens", "closes", "negations"))),
        reply=raw["reply"],
    )


def _folded_words(text: str) -> frozenset[str]:
    return frozenset(map(_fold, text.split()))


def _fold(word: str) -> str:
    """Small letters without accents; й is a letter of its own."""
    folded = fold(unicodedata.normalize("NFC", word.casefold())).replace("’", "'")
    if any(declined_in(letter) for letter in folded):
        return folded
    plain = unicodedata.normalize("NFKD", folded)
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def read(text: str, language: str, start: bool = True) -> tuple[QuestionWord, ...]:
    """The words of a text in order; ``start`` when it begins a question and is not a piece from inside of one."""
    table = vocabulary(language)
    found = [_word(text, token.start, token.end, table) for token in normalize.tokens(text)]
    folded = [_fold(text[word.start : word.end]) for word in found]
    for at, form in enumerate(folded):
        if form in table.relative:
            asks = (at == 0 and start) or (at > 0 and folded[at - 1] in table.asks_after)
            found[at] = replace(found[at], neutral=not asks)
    for opening, closing in _restrictions(folded, table.restriction):
        found[opening] = replace(found[opening], neutral=True)
        found[closing] = replace(found[closing], sense=ONLY, neutral=False, barred=True)
    return tuple(found)


def _word(text: str, start: int, end: int, table: Vocabulary) -> QuestionWord:
    surface = text[start:end]
    folded = _fold(surface)
    acronym = len(surface) > 1 and surface.isupper() and not text.isupper()
    if acronym:  # US, IS: names, whatever their small letters mean
        return QuestionWord(start, end, surface)
    root = stem(folded, table.language)
    sense = table.forms.get(folded) or table.senses.get(root, root)
    year = folded.isdecimal() and len(folded) == 4 and folded[:2] in ("19", "20")
    barred = sense in table.senses.values() or folded in table.barred or year
    return QuestionWord(start, end, sense, folded in table.neutral, barred)


def _restrictions(folded: list[str], rule: Restriction) -> list[tuple[int, int]]:
    """Where "ne" and the "que" that goes with it stand, with no negation between them."""
    found = []
    for opening, form in enumerate(folded):
        if form not in rule.opens:
            continue
        for at in range(opening + 1, min(opening + 6, len(folded))):
            if folded[at] in rule.negations:
                break
            if folded[at] in rule.closes:
                found.append((opening, at))
                break
    return found
