"""The value of a number written with digits, by the conventions of its language."""

from __future__ import annotations

import math
import re

_SPACE = re.compile(r"\s")


def value(figure: str, decimal: str, scaled: bool = False) -> float | None:
    """What a figure is worth: NaN where two conventions read it differently, None where it is no number.

    ``1,300`` is 1300 in English, where the comma groups; in French, where the comma is the decimal mark, an English
    hand may have written it, so it has no value. Before a scale (``1,250 milliard``) it can only be a decimal.

    Args:
        figure: digits with points, commas, apostrophes or spaces between them.
        decimal: the decimal mark of the language, "," or ".".
        scaled: whether a word such as *million* follows.
    """
    plain = _SPACE.sub("", figure).replace("’", "'").replace("'", "")
    if plain.isdecimal():
        return float(plain) if _grouped(figure, r"['’\s]") else None
    group = "." if decimal == "," else ","
    whole, mark, rest = plain.rpartition(decimal)
    if mark and rest.isdecimal() and _is_whole(whole, group):
        doubtful = len(rest) == 3 and re.fullmatch(r"[1-9]\d{0,2}", whole) and not scaled
        return math.nan if doubtful else float(f"{whole.replace(group, '')}.{rest}")
    if decimal in plain:
        return float(plain.replace(decimal, "")) if _grouped(plain, re.escape(decimal)) else None
    return _foreign(plain, group, decimal, scaled)


def _foreign(plain: str, group: str, decimal: str, scaled: bool) -> float | None:
    """A figure whose only mark is the one that groups: ``200.000``, or ``2.5`` as an English hand writes it."""
    whole, _, rest = plain.rpartition(group)
    if _grouped(plain, re.escape(group)) and not whole.startswith("0"):
        return float(f"{whole}.{rest}") if scaled and decimal == "," and group not in whole else _joined(plain, group)
    return float(f"{whole}.{rest}") if whole.isdecimal() and rest.isdecimal() else None


def _joined(plain: str, group: str) -> float:
    return float(plain.replace(group, ""))


def _is_whole(text: str, group: str) -> bool:
    return text.isdecimal() or _grouped(text, re.escape(group))


def _grouped(text: str, mark: str) -> bool:
    """Whether the digits stand in groups of three behind the first, or without any mark."""
    return bool(re.fullmatch(rf"\d+|\d{{1,3}}(?:{mark}\d{{3}})+", text))
