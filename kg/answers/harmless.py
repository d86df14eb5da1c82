"""Words of articles made harmless for where they go: a terminal, one line of text, a cell of a spreadsheet."""

from __future__ import annotations

import unicodedata

_KEPT = "\n\t\u200d"  # the last joins emoji, and turns nothing
_SILENT = "\u00ad\u200b\u200c\u2060\ufeff"  # shown as nothing, so that nothing is missed
_OBEYED = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_FORMULA = frozenset("=+-@＝＋－＠")


def clean(text: str) -> str:
    """Text without what a terminal would obey: control characters, and marks that turn the direction of writing.

    Each of them leaves a replacement character, so that it is seen; line ends become those of Unix.
    """
    if text.isprintable():  # most texts are: no control, format or separating character but the space
        return text
    return "".join(_shown(character) for character in text.replace("\r\n", "\n"))


def _shown(character: str) -> str:
    if character in _KEPT:
        return character
    if character in _SILENT:
        return ""
    return "\ufffd" if unicodedata.category(character) in _OBEYED else character


def plain(text: str) -> str:
    """The text on one line, without control and format characters: they could move the cursor or turn the writing."""
    kept = "".join(" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c)[0] != "C")
    return " ".join(kept.split())


def harmless(text: str) -> str:
    """Text for a cell of a CSV file: no control characters, and nothing that a spreadsheet takes for a formula.

    A cell that would be one (first character = + - @ or their full-width forms) gets an apostrophe in front, as
    spreadsheets write text.
    """
    if not text.isprintable():
        text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc")
    return f"'{text}" if text.lstrip()[:1] in _FORMULA and text.strip() else text
