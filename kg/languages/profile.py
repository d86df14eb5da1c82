"""Languages: which there are, what their data files hold, and which language a text is in.

A language is a folder of data in ``kg/languages``; nothing else names one.
"""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.model.errors import LanguageError

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

FOLDER = Path(__file__).parent
_LONGEST = 5000  # code points that are enough to tell a language
_FEWEST = 3  # words below which statistics say nothing
_LIKELY = 0.5  # an article is in the language that is likelier than all others together
_SURE = 0.95  # a block leaves its article's language only above this probability
_FOREIGN = 0.02  # share of letters that the alphabet has not: more than names bring
_SETS = (
    *("abbreviations", "numbered", "trailing", "starters", "openers", "small", "frequent"),
    *("no_places", "place_modifiers", "place_prepositions"),
)
_ALTERNATIVES = (
    "script",
    "article",
    "year",
    "clock",
    "byline",
    "updates",
    "captions",
    "credits",
    "see_also",
    "furniture",
)
_WORD = re.compile(r"[^\W\d_]+")
_NOT_PROSE = re.compile(r"https?://\S+|(?<!\S)[^\s/]{1,100}\.\w{1,30}/\S*|[@#]\S+")


@dataclass(frozen=True, slots=True)
class TextRules:
    """How a language's text is cut and known: from ``text.toml``. Strings hold alternatives of a regular expression."""

    script: str
    foreign: frozenset[str]
    frequent: frozenset[str]
    abbreviations: frozenset[str]
    numbered: frozenset[str]
    trailing: frozenset[str]
    starters: frozenset[str]
    openers: frozenset[str]
    small: frozenset[str]
    months: tuple[str, ...]
    months_short: tuple[str, ...]
    months_folded: dict[str, int]
    weekdays: tuple[str, ...]
    article: str
    year: str
    clock: str
    byline: str
    updates: str
    captions: str
    credits: str
    see_also: str
    furniture: str  # what only the page around an article says
    no_places: frozenset[str]
    place_modifiers: frozenset[str]
    place_prepositions: frozenset[str]


@functools.cache
def supported() -> tuple[str, ...]:
    """Codes of the languages there is a folder for, French first, then by code."""
    codes = sorted(path.parent.name for path in FOLDER.glob("*/text.toml"))
    return tuple(sorted(codes, key=lambda code: (code != "fr", code)))


@functools.cache
def data(language: str, name: str) -> dict[str, Any]:
    """The content of one data file of a language.

    Raises:
        LanguageError: there is no folder for the language.
    """
    path = FOLDER / language / f"{name}.toml"
    if language not in supported() or not path.exists():
        raise LanguageError(
            language, f"one of {', '.join(supported())}", f"Add kg/languages/{language}/{name}.toml or set --lang."
        )
    with path.open("rb") as handle:
        return tomllib.load(handle)


@functools.cache
def text_rules(language: str) -> TextRules:
    """The rules by which text of a language is cut into blocks and sentences.

    Raises:
        LanguageError: there is no folder for the language.
    """
    raw = data(language, "text")
    lists = {name: tuple(raw[name].split()) for name in ("months", "months_short", "weekdays")}
    sets = {name: frozenset(word.rstrip(".") for word in raw[name].split()) for name in _SETS}
    fields: dict[str, Any] = {**{name: raw[name] for name in _ALTERNATIVES}, **lists, **sets}
    return TextRules(
        foreign=frozenset(raw["foreign"]), months_folded=_months(lists["months"], lists["months_short"]), **fields
    )


def _months(full: Iterable[str], short: Iterable[str]) -> dict[str, int]:
    """Every month's name, case-folded, to its number; a short name stands for the month that begins with it."""
    numbers = {name.casefold(): index for index, name in enumerate(full, 1)}
    for name in short:
        index = next((number for long, number in numbers.items() if long.startswith(name.casefold())), None)
        if index is not None:
            numbers.setdefault(name.casefold(), index)
    return numbers


@functools.cache
def _identifier(languages: tuple[str, ...] = ()) -> LanguageIdentifier:
    """An identifier that chooses among some languages, or among all it knows."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # start-up time: only commands that read text

    found = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    if languages:
        found.set_languages(list(languages))
    return found


def recognise(text: str) -> str | None:
    """The language of a whole article (ISO 639-1, supported or not), or None where it cannot be told."""
    prose = _NOT_PROSE.sub(" ", text[:_LONGEST])
    words = _words(prose)
    if len(words) < _FEWEST:
        return None
    code, probability = _identifier().classify(prose)
    if probability <= _LIKELY or (code in supported() and not _is_written(Counter("".join(words)), code)):
        return None
    return str(code)


def of_block(text: str, article: str) -> str:
    """The supported language of one block: its article's, unless script, words or statistics clearly say otherwise.

    A block in a script or an alphabet that no supported language has stays with its article.
    """
    prose = _NOT_PROSE.sub(" ", text)
    words = _words(prose)
    letters = Counter("".join(words))
    candidates = tuple(code for code in supported() if _is_written(letters, code))
    if len(candidates) <= 1:
        return candidates[0] if candidates else article
    counts = {code: sum(word in text_rules(code).frequent for word in words) for code in candidates}
    best = max(candidates, key=lambda code: (counts[code], code == article))
    if article not in candidates:
        return best if counts[best] else str(_identifier(candidates).classify(prose)[0])
    if best == article or counts[best] < 2 * counts[article] + 2:
        return article
    code, probability = _identifier(supported()).classify(prose)
    return best if code == best and probability > _SURE else article


def _words(prose: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(prose)]


def _script(letters: Counter[str]) -> str:
    """The script of most letters, by the first word of their names in Unicode: LATIN, CYRILLIC; empty without any."""
    counts: Counter[str] = Counter()
    for letter, number in letters.items():
        counts[_script_of(letter)] += number
    return counts.most_common(1)[0][0] if counts else ""


@functools.lru_cache(maxsize=4096)
def _script_of(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def _is_written(letters: Counter[str], code: str) -> bool:
    """Whether words have a language's script, and hardly a letter of it that the language does not have."""
    rules = text_rules(code)
    strange = sum(number for letter, number in letters.items() if letter in rules.foreign)
    return _script(letters) == rules.script and strange <= _FOREIGN * letters.total()
