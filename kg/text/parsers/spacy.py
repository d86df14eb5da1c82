"""spaCy models: the whole sentence as one tree, English labels turned into Universal Dependencies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.model.errors import ConfigError
from kg.text.parsers.long_alternations import shortened

_CLEAR_TO_UD = {
    "nsubjpass": "nsubj:pass",
    "csubjpass": "csubj:pass",
    "dobj": "obj",
    "auxpass": "aux:pass",
    "relcl": "acl:relcl",
    "poss": "nmod:poss",
    "npadvmod": "obl:mod",
    "oprd": "xcomp",
    "neg": "advmod",
    "prt": "compound:prt",
    "intj": "discourse",
    "quantmod": "advmod",
    "predet": "det",
    "preconj": "cc",
    "acomp": "xcomp",
    "dative": "iobj",
    "pobj": "obl",  # where its preposition is the root
    "pcomp": "advcl",
}  # "attr" stays: what is predicated depends on its copula, as it does nowhere in UD
_VERBAL = {"VERB", "AUX"}


@Language.component("kg_one_tree")
def _one_tree(doc: Doc) -> Doc:
    for token in doc[1:]:
        token.is_sent_start = False
    return doc


def load(settings: Mapping[str, Any]) -> Callable[[Iterable[str]], Iterator[Doc]]:
    """A function from sentences to parsed documents.

    Args:
        settings: ``name`` of an installed spaCy package or a folder; ``scheme`` of its labels where it is not UD's:
            ``clear``, as English models have.

    Raises:
        ConfigError: no such model is installed.
    """
    name = settings["name"]
    try:
        with shortened():
            pipeline = spacy.load(name, exclude=["ner"])
    except OSError as error:
        raise ConfigError(name, "an installed spaCy model", f"pip install {name.replace('_', '-')}") from error
    pipeline.add_pipe("kg_one_tree", before="parser")

    def run(sentences: Iterable[str]) -> Iterator[Doc]:
        for doc in pipeline.pipe(sentences, batch_size=64):
            if len(doc):
                doc[:].root.dep_ = "ROOT"  # the parser labels some roots of a few words otherwise
            yield universal(doc) if settings.get("scheme") == "clear" else doc

    return run


def universal(doc: Doc) -> Doc:
    """The same document with Universal Dependencies for the labels of the English models (Marneffe et al. 2021)."""
    tokens = list(doc)
    heads = [token.head.i for token in tokens]
    labels = [_CLEAR_TO_UD.get(label, label) for label in [token.dep_ for token in tokens]]
    for token in tokens:
        if token.dep_ in ("prep", "agent", "dative") and token.pos_ != "NOUN":
            _lower_preposition(token, heads, labels)
    return Doc(
        doc.vocab,
        words=[token.text for token in tokens],
        spaces=[bool(token.whitespace_) for token in tokens],
        tags=[token.tag_ for token in tokens],
        pos=[token.pos_ for token in tokens],
        morphs=[_morph(token) for token in tokens],
        lemmas=[token.lemma_ for token in tokens],
        heads=heads,
        deps=labels,
        sent_starts=[at == 0 for at in range(len(tokens))],
    )


def _morph(token: Token) -> str:
    """The features of a token; the models know a modal for a finite verb only now and then."""
    morph = str(token.morph)
    return f"VerbForm=Fin|{morph}" if token.tag_ == "MD" and "VerbForm" not in morph else morph


def _lower_preposition(token: Token, heads: list[int], labels: list[str]) -> None:
    """Make a preposition the case marker of its object, or the marker of its clause."""
    inner = next((child for child in token.children if child.dep_ in ("pobj", "pcomp")), None)
    if inner is None:
        labels[token.i] = "advmod" if token.dep_ == "prep" else labels[token.i]
        return
    heads[inner.i] = token.head.i
    heads[token.i] = inner.i
    labels[token.i] = "mark" if inner.dep_ == "pcomp" else "case"
    labels[inner.i] = _raised(token, inner)
    for child in token.children:
        if child.i != inner.i:
            heads[child.i] = inner.i


def _raised(preposition: Token, inner: Token) -> str:
    """The label of what a preposition introduces, towards the head of the preposition."""
    if preposition.dep_ == "agent":
        return "obl:agent"
    if inner.dep_ == "pcomp":
        return "advcl"
    return "obl" if preposition.head.pos_ in _VERBAL else "nmod"
