"""Languages: which there are, what their data files hold, and which language a text is in.

A language is a folder of data in ``kg/languages``; nothing else names one.
"""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import LanguageError

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

FOLDER = Path(__file__).parent / "languages"
_SURE = 0.95  # a block leaves its article's language only above this probability
_WORD = re.compile(r"[^\W\d_]+")
_NOT_PROSE = re.compile(r"https?://\S+|\S+\.\w+/\S*|[@#]\S+")


@dataclass(frozen=True, slots=True)
class TextRules:
    """How a language's text is cut: from ``text.toml``."""

    abbreviations: frozenset[str]
    starters: frozenset[str]
    captions: str
    months: tuple[str, ...]
    months_short: tuple[str, ...]
    months_folded: dict[str, int]
    updates: str
    see_also: str
    frequent: frozenset[str]


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
    if not path.exists():
        raise LanguageError(
            language, f"one of {', '.join(supported())}", f"Add kg/languages/{language}/{name}.toml or set --lang."
        )
    with path.open("rb") as handle:
        return tomllib.load(handle)


@functools.cache
def text_rules(language: str) -> TextRules:
    """The rules by which text of a language is cut into blocks and sentences."""
    raw = data(language, "text")
    return TextRules(
        abbreviations=frozenset(word.rstrip(".") for word in raw["abbreviations"].split()),
        starters=frozenset(raw["starters"].split()),
        captions=raw["captions"],
        months=tuple(raw["months"].split()),
        months_short=tuple(raw["months_short"].split()),
        months_folded=_months(raw["months"].split(), raw["months_short"].split()),
        updates=raw["updates"],
        see_also=raw["see_also"],
        frequent=frozenset(raw["frequent"].split()),
    )


def _months(full: list[str], short: list[str]) -> dict[str, int]:
    """Every month's name, case-folded, to its number; a short name stands for the month it begins like."""
    numbers = {name.casefold(): index for index, name in enumerate(full, 1)}
    for name in short:
        index = next((number for long, number in numbers.items() if long.startswith(name.casefold()[:3])), None)
        if index is not None:
            numbers.setdefault(name.casefold(), index)
    return numbers


@functools.cache
def _identifier(every: bool) -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # start-up time: only commands that read text

    found = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    if not every:
        found.set_languages(list(supported()))
    return found


def detect(text: str) -> str | None:
    """The language of a whole article, or None where it is none of the supported ones or cannot be told."""
    prose = _NOT_PROSE.sub(" ", text)
    if len(_WORD.findall(prose)) < 3:
        return None
    code, probability = _identifier(True).classify(prose[:5000])
    return str(code) if code in supported() and probability > 0.5 else None


def of_block(text: str, article: str) -> str:
    """The language of one block: its article's, unless script, frequent words or statistics clearly say otherwise."""
    words = [word.casefold() for word in _WORD.findall(_NOT_PROSE.sub(" ", text))]
    letters = "".join(words)
    if not letters:
        return article
    cyrillic = sum("а" <= letter <= "я" or letter in "ёіїєґ" for letter in letters) / len(letters)
    candidates = [code for code in supported() if (code == "ru") == (cyrillic > 0.5)]
    if len(candidates) <= 1:
        return candidates[0] if candidates else article
    counts = {code: sum(word in text_rules(code).frequent for word in words) for code in candidates}
    best = max(candidates, key=lambda code: (counts[code], code == article))
    if best == article or counts[best] < 2 * counts.get(article, 0) + 1:
        return article if article in candidates else best
    code, probability = _identifier(False).classify(_NOT_PROSE.sub(" ", text))
    return best if code == best and probability > _SURE else article
