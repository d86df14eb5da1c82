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
    if verb is None or attribution.lemma not in lexicon.denied - lexicon.declining:
        return False
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


def _has_receiver(thing: Token, inside: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether somebody stands right before a thing, or behind it and ``to``: ``entry to journalists``."""
    below = {token.i for token in noun_phrase(thing)}
    before = [token for token in inside if token.i < thing.i and (token.i not in below or token.dep_ in SUBJECT)]
    near = before[-1] if before else None
    if near is not None and near.pos_ in NOMINAL and near.dep_ not in _BESIDE and not _case(near):
        return True
    behind = (child for child in (*thing.children, *thing.head.children) if child.i > thing.i)
    return any(
        _case(child) in lexicon.addressing and (child.pos_ == "PROPN" or child.lemma_.lower() in lexicon.speakers)
        for child in behind
    )


def _case(token: Token) -> str:
    return next((child.lower_ for child in token.children if child.dep_ == "case"), "")
