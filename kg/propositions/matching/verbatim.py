"""Recognise sentences that one report has from another word for word: they say the same, whatever the tables know."""

from __future__ import annotations

import functools

from kg.propositions.matching.contents import Content

_SHARE = 0.6  # of a content's runs of words that stand in another, from which it is copied
_RUN = 8  # words in a row that two writers do not choose alike by chance
_ALIKE = 0.85  # cosine below which no content is looked at as a copy


def is_verbatim(one: Content, other: Content, cosine: float) -> bool:
    """Whether most of one content stands word for word in the other; a part of a sentence is no copy of it."""
    if cosine < _ALIKE or (one.head.article, one.head.span) == (other.head.article, other.head.span):
        return False
    a, b = _runs(one.tokens.folded), _runs(other.tokens.folded)
    return bool(a) and bool(b) and len(a & b) >= _SHARE * min(len(a), len(b))


@functools.lru_cache(maxsize=20_000)
def _runs(words: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    return frozenset(words[at : at + _RUN] for at in range(len(words) - _RUN + 1))
