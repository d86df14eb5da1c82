"""How a name is compared: a key under which spellings and inflected forms of one name fall together.

Keys decide by table only: two names with one key are one name. Nothing here is fuzzy.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import NamedTuple

from kg.languages.profile import profile, supported

# What is written inside a word and is no part of its spelling: soft hyphen, zero-width marks, stress marks.
_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
_WORD = re.compile(rf"([^\W_](?:[^\W_]|[\u0300-\u036f{_INVISIBLE}])*)(?:[’'ʼ][sS](?!\w))?")
_SILENT = re.compile(rf"[{_INVISIBLE}]")
_STRESS = re.compile(r"[\u0300\u0301]")
_ENDING = re.compile(r"(?<=\w{3})(?:[аяыи]ми|[ое]го|[ое]му|[оеаяыи]м|[аяыи]х|[ое]в|[аеиоуыэюяйьъ]+)$")
_ACRONYM = 4  # so many Cyrillic capitals are an acronym, which has no endings: ООН, НАТО


class Word(NamedTuple):
    """A word of a text: its key, and its place in code points (without an English possessive)."""

    key: str
    start: int
    end: int


_new = tuple.__new__  # a third of what the class itself takes, which every word of a text pays


@functools.lru_cache(maxsize=65536)
def _word_key(word: str) -> str:
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFC", _SILENT.sub("", word))
    folded = plain.casefold()
    if "а" <= folded[0] <= "я" or folded[0] == "ё":
        folded = _STRESS.sub("", folded).replace("ё", "е")
        return folded if plain.isupper() and len(plain) <= _ACRONYM else _russian_stem(folded)
    return "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c)) or folded


def _russian_stem(word: str) -> str:
    """What no case of a name changes: endings are cut as long as three letters stay, also those of surnames in -ov.

    Cut until nothing is left to cut, for what is an ending in the nominative (Песк-ов) is a stem in other cases.
    A stemmer of common words is too bold here: it makes Обама to об, Ведомости to вед.
    """
    while (shorter := _ENDING.sub("", word)) != word:
        word = shorter
    return word


@functools.lru_cache(maxsize=1024)
def tokens(text: str) -> tuple[Word, ...]:
    """Every word of a text in order. An elided article is a word (``l’armée``: two), an English ’s is none."""
    return tuple([_new(Word, (_word_key(found[1]), *found.span(1))) for found in _WORD.finditer(text)])


def keys(text: str) -> list[str]:
    """The keys of the words of a text in order."""
    return [_word_key(word) for word in _WORD.findall(text)]


def is_determiner(word: str, language: str) -> bool:
    """Whether a word may stand before a name without belonging to it."""
    return word.casefold() in _determiners(language)


@functools.cache
def _determiners(language: str) -> frozenset[str]:
    return profile(language).determiners if language in supported() else frozenset()


def words(text: str, language: str) -> tuple[str, ...]:
    """The words of a name in order, each as its key: case, accents, hyphens and Russian endings are folded.

    Leading determiners of the language and the English possessive are dropped. An all-determiner name gives ().
    Capitals in a name that has small letters too are an acronym, not a determiner: ``UN Women`` keeps its ``UN``.
    """
    found = tuple(tokens(text))
    return tuple(word.key for word in found[leading(text, found, language) :])


def leading(text: str, found: tuple[Word, ...], language: str) -> int:
    """How many of the words of a name, from the first, are determiners of the language."""
    shouted = len(found) > 1 and text.isupper()
    at = 0
    while at < len(found) and _is_leading(text[found[at].start : found[at].end], language, shouted):
        at += 1
    return at


def _is_leading(word: str, language: str, shouted: bool) -> bool:
    return is_determiner(word, language) and (shouted or len(word) == 1 or not word.isupper())


def key(text: str, language: str) -> str:
    """The name as one string of word keys: "Дейр-эз-Зора" and "Дейр-эз-Зор" have one key."""
    return " ".join(words(text, language))


@functools.lru_cache(maxsize=200_000)  # the words of some thousand articles, each asked for again and again
def fold(text: str) -> str:
    """A text without case and accents; й and ё fall to и and е: ``fold("Été") == "ete"``."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
