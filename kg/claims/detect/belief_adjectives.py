"""Adjectives of belief with a clause: ``is certain that …``, ``est convaincu que …``, ``уверен, что …``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.claims.detect.attribution import Attribution
from kg.claims.detect.detector import ContentFrom, Detector
from kg.claims.detect.irrealis import is_unreal
from kg.model import Span
from kg.text.sentence import NOMINAL, VERBAL, Sentence, is_finite, marker, noun_phrase, subject, subtree, verb_group

if TYPE_CHECKING:
    from kg.text.parse import Token

_CLAUSES = frozenset({"ccomp", "acl", "csubj", "advcl", "xcomp"})
_CONFIDENCE = 0.8


def find(sentence: Sentence) -> Iterator[Attribution]:
    """Attributions of what somebody is sure of; who is so is the subject of the verb that the adjective goes with."""
    lexicon = sentence.lexicon
    for token in sentence.doc:
        lemma = next((name for name in (token.lemma_.lower(), token.lower_) if name in lexicon.convinced), "")
        if not lemma:
            continue
        main = _carrier(token)
        holder = subject(main) if main is not None else None
        if main is None or holder is None or not _may_believe(holder, token, sentence):
            continue
        content = _believed(sentence, token)
        if not content or is_unreal(main, lexicon) or is_unreal(token, lexicon):
            continue
        cue = {part.i: part for part in (*verb_group(main), *verb_group(token)) if part.i <= token.i}
        yield Attribution(
            detector=DETECTOR,
            lemma=lemma,
            cue=sentence.span_of(cue[index] for index in sorted(cue)),
            source=sentence.span_of(part for part in noun_phrase(holder) if part.i < token.i),
            content=content,
            head=holder,
            verb=token,
            kind="thinks",
            confidence=_CONFIDENCE,
        )


DETECTOR = Detector("conviction", find, ContentFrom.CLAUSE, literature=("Prasad et al. 2007",), code=6)


def _believed(sentence: Sentence, token: Token) -> tuple[Span, ...]:
    """The clause behind an adjective, or what is stated behind its colon: ``is certain: "…"``."""
    opened, doc = _clause(sentence, token), sentence.doc
    if opened is not None:
        head, opener = opened
        return sentence.pieces(part for part in subtree(head) if part.i > opener.i)
    behind = list(doc[token.i + 2 :])
    if token.i + 3 >= len(doc) or doc[token.i + 1].text != ":":
        return ()
    stated = not sentence.quotes and any(part.pos_ in VERBAL and is_finite(part) for part in behind)
    return sentence.pieces(behind) if stated or sentence.in_quotes(doc[token.i + 3]) else ()


def _carrier(token: Token) -> Token | None:
    """The token that has the subject: the adjective itself, or the copula that it hangs on."""
    if token.dep_ in ("xcomp", "attr", "acomp") and token.head.pos_ == "AUX":
        return token.head
    helped = any(child.dep_.startswith(("cop", "aux")) for child in token.children)
    return token if helped or token.morph.get("Variant", []) == ["Short"] else None


def _clause(sentence: Sentence, token: Token) -> tuple[Token, Token] | None:
    """The head of the clause behind an adjective, and the word that opens it."""
    for child in token.children:
        opener = marker(child) if child.i > token.i and child.dep_ in _CLAUSES and _states(child) else None
        if opener is not None and opener.lower_ in sentence.lexicon.openers:
            return child, opener
    bare = (child for child in token.children if child.i > token.i and child.dep_ == "ccomp" and child.pos_ in VERBAL)
    clause = next(bare, None) if sentence.lexicon.typology.bare_complements else None
    return (clause, token) if clause is not None and subject(clause) is not None and not marker(clause) else None


def _states(head: Token) -> bool:
    """Whether a clause has a verb, or a predicate that the language uses without one: ``уверен, что он должен``."""
    return head.pos_ in VERBAL or (head.dep_ == "ccomp" and head.morph.get("Variant", []) == ["Short"])


def _may_believe(holder: Token, token: Token, sentence: Sentence) -> bool:
    """``It is certain that …``: nobody is."""
    nobody = holder.dep_.startswith("expl") or holder.lower_ in sentence.lexicon.expletives
    return holder.pos_ in NOMINAL and holder.i < token.i and not nobody and not sentence.in_quotes(token)
