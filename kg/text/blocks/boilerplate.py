"""Sentences that claim nothing: who wrote a dispatch, and what is left over from a page."""

from __future__ import annotations

import functools
import re

from kg.languages.letters import CAPITALS
from kg.languages.profile import supported, text_rules

_NAME = re.compile(rf"(?:[a-z]{{2}}-)?[{CAPITALS}][\w’'-]*")  # "al-Frieh", "Said", the initial of a first name
_INITIAL = re.compile(rf"[{CAPITALS}]\.\s*(?:[a-z]{{2}}-)?[{CAPITALS}][\w’'-]")  # "H. Zain", and not "U.S."
_DESK = re.compile(rf"(?:[{CAPITALS}]{{2,4}}/?){{1,3}}\s*\d{{0,4}}")  # who edited it: "SSH 11", "MNK/HM"
_SEPARATOR = re.compile(r"[\s/.]+")
_LETTER = re.compile(r"[^\W\d_]")
_SIGNED = 3  # names in the line of one writer
_MOST, _FEW = 10, 4  # names in a line of writers; in one without strokes between them


def signs(sentence: str) -> bool:
    """Whether the last words of an article are but a name, without a stop: ``Rima Haddad``."""
    names = sentence.split()
    return 2 <= len(names) <= _SIGNED and all(map(_NAME.fullmatch, names))


@functools.cache
def _furniture() -> re.Pattern[str]:
    """What stands around the articles of a site, in every language: a page may mix them."""
    return re.compile("|".join(text_rules(code).furniture for code in supported()))


def says_nothing(sentence: str) -> bool:
    """Whether a sentence is the page's, holds no letter, or only signs a dispatch: ``H. Zain/ R.J``, ``SSH 11``."""
    wording = sentence.strip()
    if not _LETTER.search(wording) or _furniture().search(wording) or _DESK.fullmatch(wording):
        return True
    names = [name for name in _SEPARATOR.split(wording) if name]
    if len(names) > _MOST or not all(map(_NAME.fullmatch, names)):
        return False
    return "/" in wording or (len(names) <= _FEW and _INITIAL.match(wording) is not None)
