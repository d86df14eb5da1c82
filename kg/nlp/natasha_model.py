"""Natasha's Russian morphology and syntax, as spaCy documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import natasha  # before pymorphy2: it carries the fix that lets pymorphy2 run on this Python
from spacy.lang.lex_attrs import LEX_ATTRS
from spacy.tokens import Doc
from spacy.vocab import Vocab


def load(name: str, scheme: str) -> Callable[[Iterable[str]], Iterator[Doc]]:
    """A function from sentences to parsed documents; there is one model, whose weights come with the package."""
    segmenter, embedding = natasha.Segmenter(), natasha.NewsEmbedding()
    tagger, parser = natasha.NewsMorphTagger(embedding), natasha.NewsSyntaxParser(embedding)
    morphology, vocabulary = natasha.MorphVocab(), Vocab(lex_attr_getters=LEX_ATTRS)

    def run(sentences: Iterable[str]) -> Iterator[Doc]:
        for sentence in sentences:
            tokens = list(segmenter.tokenize(sentence))
            sheet = natasha.Doc(sentence)
            sheet.tokens, sheet.sents = tokens, []
            markup = next(iter(tagger.map([[token.text for token in tokens]])))
            tree = next(iter(parser.map([[token.text for token in tokens]])))
            yield _document(vocabulary, sentence, tokens, markup.tokens, tree.tokens, morphology)

    return run


def _document(
    vocabulary: Vocab, text: str, tokens: list[Any], tagged: list[Any], tree: list[Any], morphology: natasha.MorphVocab
) -> Doc:
    ids = {node.id: index for index, node in enumerate(tree)}
    heads, labels = _tree(tree, ids)
    starts = [token.start for token in tokens] + [len(text)]
    gap = [text[token.stop : starts[index + 1]] for index, token in enumerate(tokens)]
    words, spaces, keep = [], [], []
    for index, token in enumerate(tokens):
        words.append(token.text)
        spaces.append(gap[index][:1] == " ")
        keep.append(index)
        if len(gap[index]) > 1:  # further white space becomes a token of its own, so that offsets stay right
            words.append(gap[index][1:] if gap[index][0] == " " else gap[index])
            spaces.append(False)
            keep.append(-1)
    place = {old: new for new, old in enumerate(keep) if old >= 0}
    return Doc(
        vocabulary,
        words=words,
        spaces=spaces,
        pos=[tagged[old].pos if old >= 0 else "SPACE" for old in keep],
        morphs=[_morph(tagged[old].feats) if old >= 0 else "" for old in keep],
        lemmas=[_lemma(tagged[old], morphology) if old >= 0 else " " for old in keep],
        heads=[place[heads[old]] if old >= 0 else max(new - 1, 0) for new, old in enumerate(keep)],
        deps=[labels[old] if old >= 0 else "dep" for old in keep],
        sent_starts=[new == 0 for new in range(len(keep))],
    )


def _tree(tree: list[Any], ids: dict[str, int]) -> tuple[list[int], list[str]]:
    """Heads and labels as one rooted tree: loops and second roots, which the parser can give, hang on the first root."""
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


def _lemma(token: Any, morphology: natasha.MorphVocab) -> str:
    return str(morphology.lemmatize(token.text, token.pos, token.feats))


def _morph(features: dict[str, str] | None) -> str:
    return "|".join(f"{name}={value}" for name, value in sorted((features or {}).items()))
