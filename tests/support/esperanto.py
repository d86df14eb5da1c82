"""A parser of a fourth language, for tests: Esperanto, whose endings tell the parts of speech."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from spacy.lang.lex_attrs import LEX_ATTRS
from spacy.tokens import Doc
from spacy.vocab import Vocab

_TOKEN = re.compile(r"\w+(?:-\w+)*|\S")
_SMALL = {
    **dict.fromkeys(("la", "tiu", "tiuj", "tri", "du"), "DET"),
    **dict.fromkeys(("de", "en", "al", "laŭ", "por", "kun"), "ADP"),
    **dict.fromkeys(("li", "ŝi", "ĝi", "ili", "oni", "mi", "ni", "kiu"), "PRON"),
    **{"ke": "SCONJ", "kaj": "CCONJ", "ne": "PART"},
}
_ENDINGS = (  # of a word, its part of speech, its features
    (r"(?<=\w\w)(?:as|is|os)$", "VERB", "Mood=Ind|VerbForm=Fin"),
    (r"us$", "VERB", "Mood=Cnd|VerbForm=Fin"),
    (r"(?<=\w\w)i$", "VERB", "VerbForm=Inf"),
    (r"ojn?$", "NOUN", "Number=Plur"),
    (r"on?$", "NOUN", "Number=Sing"),
    (r"ajn?$|an?$", "ADJ", ""),
    (r"e$", "ADV", ""),
)
_NOMINAL = ("NOUN", "PROPN", "PRON")


def load(settings: Mapping[str, Any]) -> Callable[[Iterable[str]], Iterator[Doc]]:
    """A function from sentences to parsed documents; there is no model to load."""
    vocabulary = Vocab(lex_attr_getters=LEX_ATTRS)
    return lambda sentences: (_parsed(vocabulary, sentence) for sentence in sentences)


def _parsed(vocabulary: Vocab, text: str) -> Doc:
    found = list(_TOKEN.finditer(text))
    words = [match.group() for match in found]
    tags, features = zip(*(_tag(word, at) for at, word in enumerate(words)), strict=True)
    heads, labels = _tree(words, tags, features)
    spaces = [one.end() < other.start() for one, other in pairwise(found)]
    return Doc(
        vocabulary,
        words=words,
        spaces=[*spaces, False],
        pos=list(tags),
        morphs=list(features),
        lemmas=[_lemma(word, tag) for word, tag in zip(words, tags, strict=True)],
        heads=heads,
        deps=labels,
        sent_starts=[at == 0 for at in range(len(words))],
    )


def _tag(word: str, at: int) -> tuple[str, str]:
    small = word.lower()
    if small in _SMALL:
        return _SMALL[small], ""
    if not word[0].isalpha():
        return ("NUM" if word[0].isdecimal() else "PUNCT"), ""
    if at and word[0].isupper():
        return "PROPN", "Number=Sing"
    return next(((tag, told) for ending, tag, told in _ENDINGS if re.search(ending, small)), ("PROPN", ""))


def _lemma(word: str, tag: str) -> str:
    if tag == "VERB":
        return re.sub(r"(?:as|is|os|us|i)$", "i", word.lower())
    return re.sub(r"jn?$|n$", "", word.lower()) if tag == "NOUN" else word.lower()


def _tree(words: list[str], tags: tuple[str, ...], features: tuple[str, ...]) -> tuple[list[int], list[str]]:
    """Every word on the verb of its clause, but determiners and prepositions on the noun behind them."""
    verbs = [at for at, told in enumerate(features) if "Fin" in told]
    root = verbs[0] if verbs else next((at for at, tag in enumerate(tags) if tag in _NOMINAL), 0)
    heads, labels = [root] * len(words), ["dep"] * len(words)
    labels[root] = "ROOT"
    for at, (word, tag) in enumerate(zip(words, tags, strict=True)):
        clause = next((verb for verb in verbs if not any("ke" in words[a:b] for a, b in [sorted((at, verb))])), root)
        noun = next((other for other in range(at + 1, len(words)) if tags[other] in _NOMINAL), clause)
        if at == root:
            continue
        if tag == "SCONJ":
            heads[at], labels[at] = next((verb for verb in verbs if verb > at), root), "mark"
        elif at in verbs:
            heads[at], labels[at] = root, "ccomp" if "ke" in words[root:at] else "parataxis"
        elif tag in ("DET", "ADP", "ADJ"):
            heads[at], labels[at] = noun, {"DET": "det", "ADP": "case", "ADJ": "amod"}[tag]
        elif tag in _NOMINAL:
            case = next((other for other in range(at - 1, -1, -1) if tags[other] not in ("DET", "ADJ")), -1)
            oblique = case >= 0 and tags[case] == "ADP"
            inner = oblique and case and words[case].lower() == "de" and tags[case - 1] in _NOMINAL
            heads[at] = case - 1 if inner else clause
            labels[at] = "nmod" if inner else "obl" if oblique else "obj" if word.endswith("n") else "nsubj"
        elif tag == "PUNCT":
            labels[at] = "punct"
        else:
            heads[at], labels[at] = clause, "advmod"
    return heads, labels
