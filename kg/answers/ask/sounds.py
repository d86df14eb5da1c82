"""Names that sound alike in another script or spelling: Гута and Ghouta. They are sought too, and that is said."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import replace

from anyascii import anyascii

from kg.answers.ask.frame import Concept
from kg.answers.ask.vocabulary import folded

_WORD = re.compile(r"[^\W\d_]{3,}")
# Spellings of one sound, the longer ones first.
_SPELLINGS = tuple(pair.split(">") for pair in "gh>g kh>h ou>u oo>u ck>k ph>f dj>j ee>i q>k w>v y>i".split())  # noqa: SIM905
_LEAST = 3  # letters of a name as it sounds


@functools.lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """A name as it sounds, without the vowels in which its cases end."""
    plain = anyascii(folded(word)).casefold().replace("'", "")
    for written, meant in _SPELLINGS:
        plain = plain.replace(written, meant)
    return re.sub(r"(.)\1+", r"\1", plain).rstrip("aeiouh")


def may_be_a_name(concept: Concept) -> bool:
    """Whether a concept is one word that no table knows, written as a name."""
    single = len(concept.words) == 1 and not concept.entities and concept.number is None
    return single and concept.label[:1].isupper() and len(sound(concept.label)) >= _LEAST


def alike(concept: Concept, labels: Iterable[str]) -> Concept:
    """The concept with the names of the store that sound like its own."""
    own, known = sound(concept.label), {folded(concept.label)}
    words = {word for label in labels for word in _WORD.findall(label) if word[0].isupper()}
    found = sorted({folded(word) for word in words if sound(word) == own} - known)
    return replace(concept, words=(*concept.words, *(f"={word}" for word in found)))
