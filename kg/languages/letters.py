"""Letters: which are small and capital, and which print leaves without their marks."""

from __future__ import annotations

import functools

from kg.languages.profile import profile, supported

CAPITALS = "A-ZÀ-ÖØ-ÞА-ЯЁ"  # for a class of a regular expression


@functools.cache
def _printed() -> dict[str, str]:
    return {letter: plain for code in supported() for letter, plain in profile(code).printed.items()}


def fold(word: str) -> str:
    """A word in small letters, each as print has it: ``ещё`` and ``еще`` are one."""
    folded = word.casefold()
    for letter, plain in _printed().items():
        folded = folded.replace(letter, plain)
    return folded


def either_print(pattern: str) -> str:
    """A regular expression that finds words with or without the marks that print leaves out."""
    for letter, plain in _printed().items():
        either = f"[{plain}{letter}]"
        pattern = pattern.replace(letter, either).replace(f"-{either}]", f"-{letter}]")  # the end of a range
    return pattern


def latin_numeral(text: str) -> str:
    """A Roman numeral in Latin capitals, where some were typed as the Cyrillic letter that looks alike."""
    return text.upper().replace("Х", "X")
