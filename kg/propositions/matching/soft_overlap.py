"""Measure how much of one content's words stand in another, synonyms and translations included.

A word is found in another content by its stem, or by the nearest of that content's words in the space of the sentence
encoder, where a word and its synonym or translation lie at 0.90 to 0.94 and unlike words under 0.87. Rare words weigh
more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.languages.stemming import stem
from kg.propositions.matching.document_frequency import weight
from kg.propositions.matching.encoder import Encoder, Vectors, vectors
from kg.propositions.matching.tokenized import TokenizedContent

_FAR, _NEAR = 0.87, 0.94  # cosines of two words that are taken for unlike, and for the same
_FIGURE = 5.0  # weight of a number
_SHORT = 2  # letters; shorter words are no content words

Bag = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]  # rows of words, numbers of stems, weights


@dataclass(frozen=True, slots=True)
class Overlap:
    """The content words of all contents with their vectors."""

    bags: Sequence[Bag]
    rows: Vectors
    figures: NDArray[np.bool_]  # which rows are numbers: no number is near another

    @classmethod
    def of(cls, every: Sequence[TokenizedContent], encoder: Encoder) -> Overlap:
        """Words are encoded once, whatever content they stand in."""
        found = [_content_words(tokens) for tokens in every]
        known = sorted({word for words in found for word, _, _ in words})
        place = {word: at for at, word in enumerate(known)}
        stems: dict[str, int] = {}
        bags = [
            (
                np.array([place[word] for word, _, _ in words], dtype=np.int64),
                np.array([stems.setdefault(root, len(stems)) for _, root, _ in words], dtype=np.int64),
                np.array([value for _, _, value in words], dtype=np.float64),
            )
            for words in found
        ]
        return cls(bags, vectors(known, encoder), np.array([word[0].isdigit() for word in known], dtype=bool))

    def shares(self, one: int, other: int) -> tuple[float, float]:
        """The weighted share of the first content's words found in the second, and the other way round, 0 to 1."""
        (rows, stems, weights), (others, other_stems, other_weights) = self.bags[one], self.bags[other]
        if not len(rows) or not len(others):
            return 0.0, 0.0
        near = np.clip((self.rows[rows] @ self.rows[others].T - _FAR) / (_NEAR - _FAR), 0.0, 1.0)
        near[self.figures[rows], :] = 0.0
        near[:, self.figures[others]] = 0.0
        near[stems[:, None] == other_stems] = 1.0
        first = float(near.max(axis=1) @ weights / weights.sum())
        return round(first, 4), round(float(near.max(axis=0) @ other_weights / other_weights.sum()), 4)


def _content_words(tokens: TokenizedContent) -> list[tuple[str, str, float]]:
    """(word, stem, weight) of the words that carry content."""
    stops, language, out = tokens.table.grammar.single, tokens.head.language, []
    for word in tokens.folded:
        if "stop" in stops.get(word, ()) or (len(word) <= _SHORT and not word.isdigit()):
            continue
        root = stem(word, language)
        out.append((word, root, _FIGURE if word[0].isdigit() else weight(root, language)))
    return out
