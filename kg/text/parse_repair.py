"""Repairs of the parsers' known errors: from a parser's document to the parse that everything else reads.

Names are repaired in every language; what one language's parser errs in is for ``parse_repair.py`` of its folder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.languages.cue_lexicon import Lexicon
from kg.languages.profile import hook
from kg.text.parse import Parse, parse

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_NO_NAMES = frozenset({"VERB", "AUX", "ADJ"})
_SHORTEST = 2  # letters of an acronym


def repaired(doc: Doc, lexicon: Lexicon) -> Parse:
    """The parse of a sentence without the errors that are known; the parser's document is used up by it."""
    for token in doc:
        if token.pos_ == "PROPN":
            _beside(token)
        elif token.pos_ in _NO_NAMES and token.text[0].isupper():
            _acronym(token)
    if repair := hook(lexicon.language, "parse_repair", "repair"):
        repair(doc, lexicon)
    return parse(doc)


def _acronym(token: Token) -> None:
    """``State news agency SANA, citing …, reported``: a word in capitals is a name, and the subject of its head."""
    aside = token.pos_ == "ADJ" and token.dep_ == "advcl"
    told = {"Past"} & {*token.morph.get("Tense", [])} and {"Fin"} & {*token.morph.get("VerbForm", [])}
    if not (told or aside) or not token.text.isupper() or len(token) < _SHORTEST:
        return
    verb, subjects = token.head, [child for child in token.children if child.dep_ == "nsubj"]
    if verb.i <= token.i or any(child.dep_ == "nsubj" for child in verb.children) or token.doc.text.isupper():
        return
    token.pos_, token.dep_, token.lemma_ = "PROPN", "nsubj", token.text
    token.set_morph("Number=Sing")  # type: ignore[attr-defined]
    for child in subjects:
        child.dep_ = "compound"


def _beside(name: Token) -> None:
    """``The charity Oxfam said``: of two subjects side by side the name stands beside what its bearer is."""
    first = name.left_edge
    if name.dep_ != "nsubj" or not first.i:
        return
    noun = first.nbor(-1)
    if noun.pos_ == "NOUN" and noun.dep_ == "nsubj" and noun.head.i == name.head.i:
        name.head, name.dep_ = noun, "appos"
