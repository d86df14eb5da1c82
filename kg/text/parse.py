"""A sentence's parse as plain objects that never change: detectors ask them thousands of questions at no cost.

Attributes mean what spaCy's of the same names do (https://spacy.io/api/token).
"""

from __future__ import annotations

import bisect
import functools
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_ATTRIBUTES: list[int | str] = ["ORTH", "LEMMA", "POS", "DEP", "MORPH", "SPACY", "HEAD"]
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
        "pos_", "text", "whitespace_",
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
    text: str
    whitespace_: str

    def __setattr__(self, name: str, value: object) -> None:
        """Tokens never change.

        Raises:
            AttributeError: always.
        """
        raise AttributeError(f"a token is immutable: {name}")

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


class Parse(tuple[Token, ...]):
    """The tokens of a sentence in order."""

    text: str
    starts: tuple[int, ...]  # offset of each token in the sentence

    def __new__(cls, tokens: Iterable[Token]) -> Parse:
        """A parse of tokens that belong to no other."""
        made = super().__new__(cls, tokens)
        text = "".join([token.text + token.whitespace_ for token in made])
        made.__dict__.update(text=text, starts=tuple([token.idx for token in made]))
        for token in made:
            _set(token, "doc", made)
        return made

    def __setattr__(self, name: str, value: object) -> None:
        """A parse never changes.

        Raises:
            AttributeError: always.
        """
        raise AttributeError(f"a parse is immutable: {name}")

    def words(self, start: int, end: int) -> str:
        """The text from one token to before another, without the space behind it."""
        return self.text[self[start].idx : self[end - 1].idx + len(self[end - 1].text)] if start < end else ""

    def across(self, start: int, end: int) -> tuple[Token, ...]:
        """The tokens that a stretch of the text touches; offsets are code points of the sentence."""
        first, last = bisect.bisect_right(self.starts, start) - 1, bisect.bisect_left(self.starts, end)
        if first >= 0 and start >= self[first].idx + len(self[first].text):  # the space behind it
            first += 1
        return self[max(first, 0) : last]


_set = object.__setattr__  # of tokens that nobody has seen yet
_WORD_FIELDS = ("text", "lower_", "is_alpha", "is_punct", "is_space")
_Word: TypeAlias = tuple[str, str, bool, bool, bool]  # as written, in small letters; letters, a mark, white space?
_morph = functools.lru_cache(maxsize=4096)(Morph)


@functools.lru_cache(maxsize=65536)  # the word forms of some hundred articles
def _word(vocabulary: Vocab, orth: int) -> _Word:
    word = vocabulary[orth]
    return word.text, word.lower_, word.is_alpha, word.is_punct, word.is_space


@functools.lru_cache(maxsize=65536)  # their lemmas, and the labels of a model
def _label(vocabulary: Vocab, label: int) -> str:
    return vocabulary.strings[label]


def parse(doc: Doc) -> Parse:
    """The plain form of a spaCy document."""
    tokens: list[Token] = []
    rows, at = doc.to_array(_ATTRIBUTES).tolist(), 0
    vocabulary = doc.vocab
    heads = [(index + row[-1]) % _WRAP for index, row in enumerate(rows)]
    for index, (orth, lemma, pos, dep, morph, space, _) in enumerate(rows):
        token, word = Token(), _word(vocabulary, orth)
        for name, value in zip(_WORD_FIELDS, word, strict=True):
            _set(token, name, value)
        _set(token, "i", index)
        _set(token, "idx", at)
        _set(token, "lemma_", _label(vocabulary, lemma))
        _set(token, "pos_", _label(vocabulary, pos))
        _set(token, "dep_", _label(vocabulary, dep))
        _set(token, "morph", _morph(_label(vocabulary, morph)))
        _set(token, "whitespace_", " " if space else "")
        at += len(word[0]) + space
        tokens.append(token)
    children: list[list[Token]] = [[] for _ in tokens]
    for token, head in zip(tokens, heads, strict=True):
        _set(token, "head", tokens[head])
        if head != token.i:
            children[head].append(token)
    for token, own in zip(tokens, children, strict=True):
        _set(token, "children", tuple(own))
    return Parse(tokens)
