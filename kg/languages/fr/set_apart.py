"""Verbs that the French parser leaves without the subject that commas set apart from them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.languages.cue_lexicon import Lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_FAR = 5  # words between the beginning and its noun
_RELATIVES = frozenset({"qui", "que", "qu'", "qu’", "dont", "où"})
_PARTICIPLES = ("é", "ée", "és", "ées", "joint", "jointe", "joints", "jointes")
_ANY = frozenset({"tout", "toute", "tous", "toutes", "aucun", "aucune", "ces", "cette", "ce", "avoir", "être"})


def set_apart(doc: Doc, lexicon: Lexicon) -> None:
    """``L'homme, qui a quitté la ville, affirme avoir …``: the verb behind the comma has the first noun as its subject.

    So has the verb behind an inserted clause (``Le maire, déclare la police, affirme avoir …``), and the noun behind a
    participle is one (``Contacté, le maire, Jean Petit, dément toute fraude``).
    """
    noun = opening_noun(doc)
    comma = next((token for token in doc[noun.i + 1 :] if token.text == ","), None) if noun is not None else None
    if noun is None or comma is None:
        return
    told = _inserted(doc, comma.i + 1, lexicon)
    start = told.i + 1 if told is not None else noun.i + 1
    verb = next((token for token in doc[start:] if _is_apart(token, lexicon)), None)
    if verb is None or noun.head.i == verb.i or not _follows(verb, lexicon):
        return
    if told is None and not _describes(doc, noun, comma, verb):
        return
    _hang(doc, noun, verb, "parataxis" if told is not None else "acl:relcl")


def _inserted(doc: Doc, start: int, lexicon: Lexicon) -> Token | None:
    """The comma that ends a clause with a verb of saying and its speaker behind it, if one begins at a token."""
    at = start
    while at < len(doc) and doc[at].lemma_ in lexicon.auxiliaries:
        at += 1
    if at >= len(doc) or doc[at].pos_ != "VERB" or doc[at].lemma_ not in lexicon.telling:
        return None
    end = next((token.i for token in doc[at:] if token.text == ","), len(doc))
    behind = doc[at + 1 : end]
    noun = next((token for token in behind if token.pos_ in ("NOUN", "PROPN")), None)
    spoken = noun is not None and behind[0].pos_ in ("DET", "NOUN", "PROPN")
    return (
        doc[end] if end < len(doc) and spoken and not any(token.pos_ in ("VERB", "AUX") for token in behind) else None
    )


def _describes(doc: Doc, noun: Token, comma: Token, verb: Token) -> bool:
    """Whether what stands between a noun and a verb is no clause, or one that tells of the noun behind its comma."""
    finite = [token for token in doc[noun.i + 1 : verb.i] if _is_finite(token)]
    return not finite or (comma.i + 1 < verb.i and doc[comma.i + 1].lower_ in _RELATIVES and finite[0].i > comma.i)


def _hang(doc: Doc, noun: Token, verb: Token, between: str) -> None:
    """Make a verb the root with a noun as its subject; what was the root hangs on them."""
    root = next((token for token in doc if token.head.i == token.i), verb)
    verb.head, verb.dep_, noun.head, noun.dep_ = verb, "ROOT", verb, "nsubj"
    if root.i not in (verb.i, noun.i):
        above, how = (verb, "advcl") if root.i < noun.i else (noun, between)
        root.head, root.dep_ = (verb, how) if between == "parataxis" else (above, how)
    for token in doc:
        if token.head.i > verb.i > token.i > noun.i or (token.head.i < verb.i < token.i):
            token.head = verb
            token.dep_ = token.dep_ if token.is_punct or any(_marks(token)) else "obj"


def _is_finite(token: Token) -> bool:
    return "Fin" in token.morph.get("VerbForm", [])


def _marks(token: Token) -> Iterator[Token]:
    return (child for child in token.children if child.dep_ in ("mark", "case"))


def opening_noun(doc: Doc) -> Token | None:
    """The noun that opens a sentence, at most behind a participle and its comma."""
    start = 0
    if doc[0].lower_.endswith(_PARTICIPLES) and doc[0].text[0].isupper():
        start = next((token.i + 1 for token in doc[1:_FAR] if token.text == ","), 0)
    for token in doc[start : start + _FAR]:
        if token.pos_ in ("NOUN", "PROPN"):
            return token
        if token.pos_ not in ("DET", "ADJ"):
            return None
    return None


def _is_apart(verb: Token, lexicon: Lexicon) -> bool:
    """Whether a finite verb of saying, or its auxiliary, stands right behind a comma, with no subject."""
    first = verb.i
    while first and verb.doc[first - 1].lemma_ in lexicon.auxiliaries:
        first -= 1
    if verb.pos_ != "VERB" or not first or verb.doc[first - 1].text != "," or verb.lemma_ not in lexicon.telling:
        return False
    finite = any(_is_finite(token) for token in verb.doc[first : verb.i + 1])
    return finite and not any(child.dep_.startswith("nsubj") for child in verb.children)


def _follows(verb: Token, lexicon: Lexicon) -> bool:
    """Whether what a verb says follows: a clause, an infinitive, or an object and nothing else finite behind it."""
    rest = verb.doc[verb.i + 1 :]
    if not rest or rest[0].lower_ in lexicon.openers:
        return bool(rest)
    if any("Inf" in token.morph.get("VerbForm", []) for token in rest[: 1 + (rest[0].lower_ in lexicon.governing)]):
        return True
    alone = not any(_is_finite(token) for token in rest)
    return alone and rest[0].lower_ in _ANY
