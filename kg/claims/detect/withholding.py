"""Denials of a thing to somebody, which deny no claim: ``denied the journalist a visa``, ``was denied entry``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.claims.detect.attribution import Attribution
from kg.languages.cue_lexicon import Lexicon
from kg.text.sentence import NOMINAL, SUBJECT, is_finite, noun_phrase

if TYPE_CHECKING:
    from kg.text.parse import Token

_BESIDE = frozenset({"compound", "nmod:poss", "amod", "nummod"})


def withholds(attribution: Attribution, inside: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether what a denial denies is a thing that somebody does not get, not what somebody claims.

    Args:
        attribution: any; only those by a verb of denying with a mere object are asked about.
        inside: the words of its content.
        lexicon: the words of its language.
    """
    verb = attribution.verb
    withheld = lexicon.turned_down | lexicon.withheld
    if verb is None or attribution.lemma not in lexicon.denied:
        return False
    if attribution.lemma in lexicon.declining:
        return _is_mere_request(inside, lexicon)
    if any(is_finite(token) and token.lemma_.lower() not in withheld for token in inside):
        return False
    if any(child.dep_ == "iobj" and child.i > verb.i and not _case(child) for child in verb.children):
        return True
    objects = [child for child in verb.children if child.dep_ in ("obj", "ccomp", "xcomp")]
    if any(child.lemma_.lower() in lexicon.turned_down for child in objects):
        return True
    things = [token for token in inside if token.lemma_.lower() in withheld]
    passive = any(child.dep_ == "nsubj:pass" for child in verb.children)
    return any(passive or _has_receiver(thing, inside, lexicon) for thing in things)


def _is_mere_request(inside: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether what is turned down is a request of which nothing is told: ``any request``."""
    words = [token for token in inside if not token.is_punct and token.pos_ != "DET"]
    return len(words) == 1 and words[0].lemma_.lower() in lexicon.requests


def _has_receiver(thing: Token, inside: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether somebody stands right before a thing, or behind it and ``to``: ``entry to journalists``."""
    below = {token.i for token in noun_phrase(thing)}
    before = [token for token in inside if token.i < thing.i and (token.i not in below or token.dep_ in SUBJECT)]
    near = before[-1] if before else None
    if near is not None and near.pos_ in NOMINAL and near.dep_ not in _BESIDE and not _case(near):
        return True
    if _is_compounded(thing, lexicon):
        return True
    behind = (child for child in (*thing.children, *thing.head.children) if child.i > thing.i)
    return any(
        _case(child) in lexicon.addressing and (child.pos_ == "PROPN" or child.lemma_.lower() in lexicon.speakers)
        for child in behind
    )


def _is_compounded(thing: Token, lexicon: Lexicon) -> bool:
    """Whether whoever gets nothing is taken for a part of the thing: ``the group entry``; not ``network access``."""
    direct = thing.dep_ == "obj" and any(child.dep_ == "det" for child in thing.children)
    parts = (child for child in thing.children if child.dep_ == "compound" and child.i == thing.i - 1)
    return direct and any(part.lemma_.lower() in lexicon.speakers for part in parts)


def _case(token: Token) -> str:
    return next((child.lower_ for child in token.children if child.dep_ == "case"), "")
