"""A sentence's parse as plain lists and bit masks: what the ranker asks thousands of times has to be cheap.

A set of tokens is an integer whose bit ``i`` stands for token ``i``.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.model import Span
from kg.text.sentence import VERBAL, Sentence


@dataclass(frozen=True, slots=True)
class Tree:
    """Labels, lemmas and subtrees of a sentence's tokens."""

    sentence: Sentence
    size: int
    starts: tuple[int, ...]  # offsets in the article
    heads: tuple[int, ...]
    deps: tuple[str, ...]
    tags: tuple[str, ...]
    lemmas: tuple[str, ...]
    words: tuple[str, ...]
    children: tuple[tuple[int, ...], ...]
    below: tuple[int, ...]
    letters: int  # tokens that are no punctuation and no space
    verbs: int  # auxiliaries among them
    quoted: int
    quotes: tuple[int, ...]
    capitals: float  # the share of tokens with a capital letter: headlines have many

    def before(self, index: int) -> int:
        """All tokens before one."""
        return (1 << index) - 1

    def after(self, index: int) -> int:
        """All tokens behind one."""
        return ((1 << self.size) - 1) & ~((1 << (index + 1)) - 1)

    def inside(self, span: Span) -> int:
        """The tokens that begin inside a span of the article."""
        return _inside(self.starts, span)

    def trimmed(self, tokens: int) -> int:
        """A set of tokens without the punctuation and the complementiser at its edges; ``whether`` stays."""
        letters = tokens & self.letters
        if not letters:
            return 0
        low, high = (letters & -letters).bit_length() - 1, letters.bit_length()
        if self.words[low] in self.sentence.lexicon.plain_openers and letters != 1 << low:
            low = first(letters & ~(1 << low))
        return tokens & ((1 << high) - (1 << low))

    def weight(self, tokens: int) -> int:
        """How many words are in a set."""
        return (tokens & self.letters).bit_count()


def first(tokens: int) -> int:
    """The first token of a set that is not empty."""
    return (tokens & -tokens).bit_length() - 1


def last(tokens: int) -> int:
    """The last token of a set that is not empty."""
    return tokens.bit_length() - 1


def members(tokens: int) -> Iterator[int]:
    """The tokens of a set in order."""
    while tokens:
        low = tokens & -tokens
        yield low.bit_length() - 1
        tokens ^= low


def mask(indexes: Iterable[int]) -> int:
    """The set of some tokens."""
    found = 0
    for index in indexes:
        found |= 1 << index
    return found


def tree(sentence: Sentence) -> Tree:
    """The plain form of a parsed sentence."""
    begin, doc = sentence.span.start, sentence.doc
    starts = tuple([begin + start for start in doc.starts])
    heads = tuple([token.head.i for token in doc])
    tags = tuple([token.pos_ for token in doc])
    texts = [token.text for token in doc]
    children = tuple([tuple([child.i for child in token.children]) for token in doc])
    quotes = tuple(filter(None, (_inside(starts, quote) for quote in sentence.quotes)))
    return Tree(
        sentence=sentence,
        size=len(heads),
        starts=starts,
        heads=heads,
        deps=tuple([token.dep_ for token in doc]),
        tags=tags,
        lemmas=tuple([token.lemma_.lower() for token in doc]),
        words=tuple([token.lower_ for token in doc]),
        children=children,
        below=_below(heads, children),
        letters=mask([at for at, text in enumerate(texts) if text.isalnum() or any(map(str.isalnum, text))]),
        verbs=mask([at for at, tag in enumerate(tags) if tag in VERBAL]),
        quoted=_union(quotes),
        quotes=quotes,
        capitals=len([text for text in texts if text[:1].isupper()]) / max(len(heads), 1),
    )


def _union(sets: Iterable[int]) -> int:
    found = 0
    for tokens in sets:
        found |= tokens
    return found


def _inside(starts: tuple[int, ...], span: Span) -> int:
    low, high = bisect.bisect_left(starts, span.start), bisect.bisect_left(starts, span.end)
    return (1 << high) - (1 << low)


def _below(heads: tuple[int, ...], children: tuple[tuple[int, ...], ...]) -> tuple[int, ...]:
    """For every token the set of its subtree."""
    found = [1 << index for index in range(len(heads))]
    order = [index for index, head in enumerate(heads) if head == index]
    for index in order:  # which grows as it is read
        order += children[index]
    for index in reversed(order):
        if heads[index] != index:
            found[heads[index]] |= found[index]
    return tuple(found)
