"""Find articles that carry one text: word for word, nearly so, or the most of one inside the other.

Time and memory grow with the words, not with the pairs of articles: each text leaves a few fingerprints of its word
sequences in a table, and is compared only with the first articles that left the same (winnowing: Schleimer, Wilkerson
and Aiken, SIGMOD 2003, doi:10.1145/872757.872770). What is found is then counted on all sequences.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.model import Article, Copy, Reuse
from kg.model.wording import words

SHARE = 0.6  # of the shorter text's word sequences, found in the other: as verdicts/independence measures
_WORDS = 5  # in a sequence
_WINDOW = 4  # sequences of which one leaves a fingerprint: eight words in a row that two texts share are seen
_FEWEST = 8  # words below which texts are alike by chance
_FIRST = 8  # articles remembered for a fingerprint: of a text that hundreds print, the first ones are compared
_LIKELY = 0.4  # share of fingerprints from which the sequences are counted


def is_same_article(one: Article, other: Article) -> bool:
    """Whether two articles of one text are one: nothing that is known of both tells their outlets or days apart."""
    outlets = {" ".join(words(name)) for name in (one.outlet.value, other.outlet.value) if name}
    dates = [date for date in (one.date.value, other.date.value) if date]
    apart = len(dates) == 2 and (_before(dates[0], dates[1]) or _before(dates[1], dates[0]))
    return len(outlets) < 2 and not apart and one.teaser == other.teaser


Prints = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """An article's fingerprints, by which it is found, and a reference to its words, loaded where it is found."""

    article: str
    date: str | None
    prints: Prints  # each once
    words: Callable[[], list[str]]


def fingerprints(article: Article) -> Fingerprints:
    """The fingerprints of an article."""
    found = words(article.text)
    prints = np.array(sorted(set(_winnowed(found))), dtype=np.uint32)
    return Fingerprints(article.id, article.date.value, prints, lambda: found)


def copies(articles: Iterable[Article]) -> tuple[Copy, ...]:
    """Which articles carry the text of another, each with the one it shares most with; sorted.

    The older is the original; where the dates are not known closely enough to tell, nobody is (``directed`` false).
    Groups are what these pairs join.

    Args:
        articles: in any order; the result does not depend on it.
    """
    return find_copies(map(fingerprints, articles))


Compare = Callable[[Fingerprints, Fingerprints], Copy | None]


def find_copies(texts: Iterable[Fingerprints], compare: Compare | None = None) -> tuple[Copy, ...]:
    """The same of articles whose fingerprints are known; ``compare`` stands in for ``pair`` and may remember it."""
    ordered = sorted(texts, key=lambda text: (text.date or "9999", text.article))
    found: dict[int, list[Copy]] = {}
    for at, earlier in _likely(ordered):
        if (copy := (compare or pair)(ordered[at], ordered[earlier])) is not None:
            found.setdefault(at, []).append(copy)
    return tuple(sorted(max(copies, key=lambda copy: copy.share) for copies in found.values()))


def _likely(ordered: Sequence[Fingerprints]) -> Iterator[tuple[int, int]]:
    """Texts with earlier ones that left many of the same fingerprints among the first, as places, in order."""
    if not ordered:
        return
    sizes = np.array([len(text.prints) for text in ordered], dtype=np.int64)
    prints, owners = np.concatenate([text.prints for text in ordered]), np.repeat(np.arange(len(ordered)), sizes)
    by_print = np.argsort(prints, kind="stable")
    prints, owners = prints[by_print], owners[by_print]
    first = np.searchsorted(prints, prints)  # of each fingerprint
    rank = np.arange(len(prints)) - first
    places = [np.flatnonzero(rank > holder) for holder in range(_FIRST)]
    texts = np.concatenate([owners[at] for at in places])
    earlier = np.concatenate([owners[first[at] + holder] for holder, at in enumerate(places)])
    pairs, shared = np.unique(texts * len(ordered) + earlier, return_counts=True)
    texts, earlier = np.divmod(pairs, len(ordered))
    many = shared >= _LIKELY * np.minimum(sizes[texts], sizes[earlier])
    yield from zip(texts[many].tolist(), earlier[many].tolist(), strict=True)


def pair(text: Fingerprints, earlier: Fingerprints) -> Copy | None:
    """The two as copy and original, by their dates; None where they share too little."""
    own, others = text.words(), earlier.words()
    one, other = set(_sequences(own)), set(_sequences(others))
    shared = len(one & other)
    if shared < SHARE * min(len(one), len(other)) or min(len(own), len(others)) < _FEWEST:
        return None
    share = shared / min(len(one), len(other))
    reuse = Reuse.NEAR if shared >= SHARE * max(len(one), len(other)) else Reuse.INSIDE
    directed = bool(earlier.date and text.date and _before(earlier.date, text.date))
    kind = Reuse.IDENTICAL if own == others else reuse
    return Copy(text.article, earlier.article, kind, round(share, 3), directed)


def _before(one: str, other: str) -> bool:
    """Whether an ISO date is surely before another: at the coarser one's granularity."""
    size = min(len(one), len(other))
    return one[:size] < other[:size]


def _sequences(found: list[str]) -> Iterator[int]:
    """Each run of words as a number; a shorter text is one run."""
    for at in range(max(len(found) - _WORDS, 0) + 1):
        yield zlib.crc32(" ".join(found[at : at + _WORDS]).encode("utf-8", "surrogatepass"))


def _winnowed(found: list[str]) -> Iterator[int]:
    """The smallest of every few neighbouring sequences: two texts that share a stretch choose the same ones."""
    row = list(_sequences(found))
    for at in range(max(len(row) - _WINDOW, 0) + 1):
        yield min(row[at : at + _WINDOW])
