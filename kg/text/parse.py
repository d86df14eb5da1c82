"""A sentence's parse as plain objects: finders ask its tokens thousands of questions, and each has to cost nothing.

Attributes mean what spaCy's of the same names do (https://spacy.io/api/token).
"""

from __future__ import annotations

import bisect
import functools
from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_ATTRIBUTES: list[int | str] = ["ORTH", "LEMMA", "POS", "TAG", "DEP", "MORPH", "SPACY", "HEAD"]
_WRAP = 1 << 64  # heads come as unsigned differences


class Morph:
    """The features of a token, in Universal Dependencies' notation: ``Number=Sing|VerbForm=Fin``."""

    __slots__ = ("_values", "text")

    def __init__(self, text: str) -> None:
        """Take the features apart."""
        self.text = text
        pairs = (feature.partition("=") for feature in text.split("|") if feature)
        self._values = {name: values.split(",") for name, _, values in pairs}

    def get(self, name: str, default: list[str]) -> list[str]:
        """The values of a feature."""
        return self._values.get(name, default)

    def __str__(self) -> str:
        """All features, as they are written."""
        return self.text


class Token:
    """A token: its place in the sentence, its words, and its place in the tree."""

    __slots__ = (
        "children", "dep_", "doc", "head", "i", "idx", "is_alpha", "is_punct", "is_space", "lemma_", "lower_", "morph",
        "pos_", "tag_", "text", "whitespace_",
    )  # fmt: skip

    children: tuple[Token, ...]  # in the order of the text
    dep_: str
    doc: Parse
    head: Token  # the root's is itself
    i: int
    idx: int  # code points from the beginning of the sentence
    is_alpha: bool
    is_punct: bool
    is_space: bool
    lemma_: str
    lower_: str
    morph: Morph
    pos_: str
    tag_: str
    text: str
    whitespace_: str

    def nbor(self, distance: int = 1) -> Token:
        """A token before or behind.

        Raises:
            IndexError: there is none.
        """
        if self.i + distance < 0:
            raise IndexError(self.i + distance)
        return self.doc[self.i + distance]

    @property
    def subtree(self) -> Iterator[Token]:
        """The token and all below it."""
        for child in self.children:
            if child.i < self.i:
                yield from child.subtree
        yield self
        for child in self.children:
            if child.i > self.i:
                yield from child.subtree

    @property
    def ancestors(self) -> Iterator[Token]:
        """What the token hangs on, up to the root."""
        node = self
        while node.head is not node:
            node = node.head
            yield node

    @property
    def left_edge(self) -> Token:
        """The first token of the subtree."""
        return min(self.subtree, key=_index)

    @property
    def right_edge(self) -> Token:
        """The last token of the subtree."""
        return max(self.subtree, key=_index)

    def __repr__(self) -> str:
        """The word."""
        return self.text


def _index(token: Token) -> int:
    return token.i


class Parse(list[Token]):
    """The tokens of a sentence in order."""

    __slots__ = ("starts", "text")

    text: str
    starts: list[int]  # offset of each token in the sentence

    def words(self, start: int, end: int) -> str:
        """The text from one token to before another, without the space behind it."""
        return self.text[self[start].idx : self[end - 1].idx + len(self[end - 1].text)] if start < end else ""

    def across(self, start: int, end: int) -> list[Token]:
        """The tokens that a stretch of the text touches; offsets are code points of the sentence."""
        first, last = bisect.bisect_right(self.starts, start) - 1, bisect.bisect_left(self.starts, end)
        if first >= 0 and start >= self[first].idx + len(self[first].text):  # the space behind it
            first += 1
        return self[max(first, 0) : last]


_Word: TypeAlias = tuple[str, str, bool, bool, bool]  # as written, in small letters; letters, a mark, white space?
# By spaCy's hashes, which are the same in every vocabulary. Vocabularies too keep every word they have met.
_labels: dict[int, str] = {}
_words: dict[int, _Word] = {}
_morph = functools.lru_cache(maxsize=4096)(Morph)


def parse(doc: Doc) -> Parse:
    """The plain form of a spaCy document."""
    found, at = Parse(), 0
    rows = doc.to_array(_ATTRIBUTES).tolist()
    _learn(doc.vocab, rows)
    for index, (orth, lemma, pos, tag, dep, morph, space, _) in enumerate(rows):
        token = Token()
        token.doc, token.i, token.idx = found, index, at
        token.text, token.lower_, token.is_alpha, token.is_punct, token.is_space = _words[orth]
        token.lemma_, token.pos_, token.tag_, token.dep_ = _labels[lemma], _labels[pos], _labels[tag], _labels[dep]
        token.morph = _morph(_labels[morph])
        token.whitespace_ = " " if space else ""
        at += len(token.text) + space
        found.append(token)
    found.text = "".join(token.text + token.whitespace_ for token in found)
    found.starts = [token.idx for token in found]
    _grow(found, [(index + row[-1]) % _WRAP for index, row in enumerate(rows)])
    return found


def _learn(vocabulary: Vocab, rows: list[list[int]]) -> None:
    """Take words and labels that are new from a vocabulary."""
    for orth, *labels, _, _ in rows:
        if orth not in _words:
            word = vocabulary[orth]
            _words[orth] = (word.text, word.lower_, word.is_alpha, word.is_punct, word.is_space)
        for label in labels:
            if label not in _labels:
                _labels[label] = vocabulary.strings[label]


def _grow(tokens: Parse, heads: list[int]) -> None:
    """Hang the tokens on their heads."""
    children: list[list[Token]] = [[] for _ in heads]
    for token, head in zip(tokens, heads, strict=True):
        token.head = tokens[head]
        if head != token.i:
            children[head].append(token)
    for token, own in zip(tokens, children, strict=True):
        token.children = tuple(own)
