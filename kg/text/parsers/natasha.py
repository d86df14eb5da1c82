"""Natasha's Russian morphology and syntax, as spaCy documents."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

import natasha  # before pymorphy2: it carries the fix that lets pymorphy2 run on this Python
from spacy.lang.lex_attrs import LEX_ATTRS
from spacy.tokens import Doc
from spacy.vocab import Vocab
from threadpoolctl import ThreadpoolController


class _Piece(Protocol):
    """A token of the segmenter, in code points."""

    text: str
    start: int
    stop: int


class _Tagged(Protocol):
    """A token of the tagger; ``feats`` is None for none."""

    text: str
    pos: str
    feats: dict[str, str] | None


class _Node(Protocol):
    """A token of the parser; the root's ``head_id`` is nobody's ``id``."""

    id: str
    head_id: str
    rel: str


class _Word(NamedTuple):
    """A word of the document. ``token`` is its index among the segmenter's, None for further white space."""

    text: str
    space: bool
    token: int | None


def load(settings: Mapping[str, Any]) -> Callable[[Iterable[str]], Iterator[Doc]]:
    """A function from sentences to parsed documents; there is one model, whose weights come with the package.

    Args:
        settings: ``printed`` are the letters to read as newspapers print them.
    """
    printed = str.maketrans(settings["printed"])
    segmenter, embedding = natasha.Segmenter(), natasha.NewsEmbedding()
    tagger, parser = natasha.NewsMorphTagger(embedding), natasha.NewsSyntaxParser(embedding)
    with warnings.catch_warnings():  # pymorphy2, the last there is, finds its dictionary through pkg_resources
        warnings.simplefilter("ignore")
        morphology = natasha.MorphVocab()
    vocabulary, threads = Vocab(lex_attr_getters=LEX_ATTRS), ThreadpoolController()

    def run(sentences: Iterable[str]) -> Iterator[Doc]:
        for sentence in sentences:
            pieces = list(segmenter.tokenize(sentence))
            words = [piece.text.translate(printed) for piece in pieces]
            if not words:
                yield Doc(vocabulary, words=list(sentence), spaces=[False] * len(sentence))
                continue
            with threads.limit(limits=1, user_api="blas"):  # of matrices so small; more of them wait for each other
                tagged, tree = next(iter(tagger.map([words]))).tokens, next(iter(parser.map([words]))).tokens
            lemmas = [str(morphology.lemmatize(token.text, token.pos, token.feats)) for token in tagged]
            yield _document(vocabulary, _words(sentence, pieces), tagged, tree, lemmas)

    return run


def _words(text: str, pieces: Sequence[_Piece]) -> list[_Word]:
    """Tokens with the space behind them; what else stands between them is a word, so that offsets stay right."""
    found: list[_Word] = []
    if before := text[: pieces[0].start]:
        found.append(_Word(before, False, None))
    ends = [piece.start for piece in pieces[1:]] + [len(text)]
    for index, (piece, end) in enumerate(zip(pieces, ends, strict=True)):
        gap = text[piece.stop : end]
        found.append(_Word(piece.text, gap.startswith(" "), index))
        if further := gap.removeprefix(" "):
            found.append(_Word(further, False, None))
    return found


def _document(
    vocabulary: Vocab, words: Sequence[_Word], tagged: Sequence[_Tagged], tree: Sequence[_Node], lemmas: Sequence[str]
) -> Doc:
    heads, labels = _tree(tree)
    place = {word.token: index for index, word in enumerate(words) if word.token is not None}
    return Doc(
        vocabulary,
        words=[word.text for word in words],
        spaces=[word.space for word in words],
        pos=["SPACE" if word.token is None else tagged[word.token].pos for word in words],
        morphs=["" if word.token is None else _morph(tagged[word.token].feats) for word in words],
        lemmas=[" " if word.token is None else lemmas[word.token] for word in words],
        heads=[
            _beside(index, place) if word.token is None else place[heads[word.token]]
            for index, word in enumerate(words)
        ],
        deps=["dep" if word.token is None else labels[word.token] for word in words],
        sent_starts=[index == 0 for index in range(len(words))],
    )


def _beside(index: int, place: dict[int, int]) -> int:
    """The word that further white space hangs on: the nearest before it, the first where there is none."""
    return max((at for at in place.values() if at < index), default=place[0])


def _tree(tree: Sequence[_Node]) -> tuple[list[int], list[str]]:
    """Heads and labels as one rooted tree: loops and second roots, which the parser gives, hang on the first root."""
    ids = {node.id: index for index, node in enumerate(tree)}
    heads = [ids.get(node.head_id, index) for index, node in enumerate(tree)]
    labels = ["ROOT" if heads[index] == index else node.rel for index, node in enumerate(tree)]
    for index in range(len(heads)):
        path, at = {index}, index
        while heads[at] != at:
            at = heads[at]
            if at in path:
                heads[at], labels[at] = at, "ROOT"
                break
            path.add(at)
    roots = [index for index, head in enumerate(heads) if head == index]
    for other in roots[1:]:
        heads[other], labels[other] = roots[0], "parataxis"
    return heads, labels


def _morph(features: dict[str, str] | None) -> str:
    return "|".join(f"{name}={value}" for name, value in sorted((features or {}).items()))
