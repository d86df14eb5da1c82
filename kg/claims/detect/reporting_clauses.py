"""Reporting verbs with a clause or an infinitive: ``a annoncé que …``, ``said (that) …``, ``сообщил, что …``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.claims.detect.attribution import Attribution
from kg.claims.detect.cue_verbs import Cue, cues
from kg.claims.detect.detector import ContentFrom, Detector
from kg.text.sentence import SUBJECT, VERBAL, Sentence, is_finite, is_gerund, is_past_participle, marker, subtree

if TYPE_CHECKING:
    from kg.text.parse import Token

_CLAUSES = frozenset(
    {
        "ccomp",
        "xcomp",
        "csubj",
        "csubj:pass",
        "obj",
        "advcl",
        "nsubj:pass",
        "acl",
        "acl:relcl",
        "parataxis",
        "obl",
        "conj",
    }
)
_FEW = 3


def find(sentence: Sentence) -> Iterator[Attribution]:
    """Attributions whose content hangs on the cue as a clause behind it."""
    for cue in cues(sentence):
        clause = _clause(sentence, cue)
        if clause is None:
            if content := sentence.pieces(_behind_colon(sentence, cue)):
                yield cue.attribution(DETECTOR, content)
            continue
        head, opener = clause
        if opener is None and _is_loose(sentence, head) and sentence.follows_quotation(_first(cue)):
            continue
        skipped = {token.i for token in cue.group}
        below = subtree(head) if head.head.i in skipped and head.dep_ in _CLAUSES else subtree(cue.main)
        tokens = [token for token in below if token.i not in skipped and token.i > max(skipped)]
        if opener is not None:
            asks = opener.lower_ in sentence.lexicon.interrogatives  # ``whether``, ``si``: a part of what is asked
            tokens = [token for token in tokens if token.i > opener.i or (asks and token.i == opener.i)]
        tokens = _within_quote(sentence, tokens)
        content = sentence.pieces(tokens)
        if content:
            infinitive = opener is None and head.morph.get("VerbForm", []) != ["Fin"]
            yield cue.attribution(INFINITIVE if infinitive else DETECTOR, content)


DETECTOR = Detector(
    "verb-clause", find, ContentFrom.CLAUSE, nests=True, literature=("Krestel et al. 2008", "Pareti 2015"), code=0
)
INFINITIVE = replace(DETECTOR, id="verb-infinitive", content=ContentFrom.INFINITIVE, code=1)


def _behind_colon(sentence: Sentence, cue: Cue) -> list[Token]:
    """The words behind a colon right behind a cue, where they state something and are not quoted: ``Он уверен: …``."""
    doc, at = sentence.doc, cue.group[-1].i + 1
    if cue.subject is None or cue.impersonal or at + _FEW > len(doc) or doc[at].text != ":" or sentence.quotes:
        return []
    behind = list(doc[at + 1 :])
    return behind if any(token.pos_ in VERBAL and is_finite(token) for token in behind) else []


def _relative(cue: Cue, opener: Token | None) -> bool:
    """``ce qu'elle dit et ce qu'elle fait``: nothing but ``et ce`` stands between the cue and the opening word."""
    between = cue.sentence.doc[cue.group[-1].i + 1 : opener.i] if opener is not None else []
    return bool(between) and between[0].pos_ == "CCONJ" and len(between) < _FEW


def _first(cue: Cue) -> Token:
    """The first word of a cue with the subject before it."""
    before = subtree(cue.subject) if cue.subject is not None and not cue.inverted else []
    return min((*cue.group, *before), key=lambda token: token.i)


def _is_loose(sentence: Sentence, head: Token) -> bool:
    """No clause that a cue behind a quotation reports: more quotation, or ``"…," he told the crowd gathered there``."""
    return sentence.in_quotes(head) or not any(child.dep_ in SUBJECT for child in head.children)


def _clause(sentence: Sentence, cue: Cue) -> tuple[Token, Token | None] | None:
    """The head of the reported clause and the word that opens it, if it has one."""
    lexicon, verb = sentence.lexicon, cue.verb
    if cue.lemma in lexicon.clause_is_no_report and cue.lemma not in lexicon.directive:
        return None
    for child in verb.children:
        if child.i < verb.i or child.dep_ not in _CLAUSES:
            continue
        opener = marker(child)
        word = opener.lower_ if opener is not None else ""
        if word in lexicon.complementisers:
            if _relative(cue, opener):
                continue
            return child, opener
        if child.dep_ == "ccomp" and child.pos_ in VERBAL | {"NOUN", "ADJ", "PRON", "PROPN", "ADV"} and not word:
            return child, None
        if (
            child.dep_ == "xcomp"
            and child.pos_ in VERBAL
            and word not in lexicon.purposes
            and _takes_infinitive(sentence, cue, child)
        ):
            return child, None
    found = _infinitive_behind(sentence, cue) or _after_complementiser(sentence, cue)
    own = _of_oneself(sentence, cue) if found is None else None
    return (own, None) if own is not None else found


def _of_oneself(sentence: Sentence, cue: Cue) -> Token | None:
    """How somebody says he is himself, and of what: ``se dit prêt à négocier``; nothing of a bare state."""
    children = list(cue.verb.children)
    if cue.lemma not in sentence.lexicon.self_telling or not any("Reflex" in str(child.morph) for child in children):
        return None
    told = next((child for child in children if child.dep_ == "xcomp" and child.i > cue.verb.i), None)
    if told is None or not (told.pos_ == "ADJ" or is_past_participle(told)):
        return None
    filled = any(child.dep_ not in ("advmod", "punct") for child in told.children)
    return told if filled or sentence.in_quotes(told) else None


def _takes_infinitive(sentence: Sentence, cue: Cue, child: Token) -> bool:
    return cue.lemma in sentence.lexicon.with_infinitive and not is_gerund(child)


def _infinitive_behind(sentence: Sentence, cue: Cue) -> tuple[Token, Token | None] | None:
    """An infinitive right behind the cue, whatever the parser made of it: ``annonce être à deux jours de …``."""
    last = max(token.i for token in cue.group)
    for token in sentence.doc[last + 1 : last + 4]:
        if "Inf" in token.morph.get("VerbForm", []) and sentence.lexicon.typology.bare_infinitives:
            return (token, None) if _takes_infinitive(sentence, cue, token) else None
        if token.pos_ not in ("ADV", "PRON", "ADP") or token.lower_ in sentence.lexicon.purposes:
            return None
    return None


def _after_complementiser(sentence: Sentence, cue: Cue) -> tuple[Token, Token | None] | None:
    """A clause that the parser hung elsewhere, though its opening word stands right behind the cue."""
    doc, last = sentence.doc, max(token.i for token in cue.group)
    for token in doc[last + 1 : last + 9]:
        if token.text in '.;:«"»' or (token.pos_ in VERBAL and token.dep_ not in ("acl",)):
            return None
        if token.lower_ in sentence.lexicon.openers and token.pos_ in (
            "SCONJ",
            "PRON",
        ):
            head = token.head if token.head.i > token.i else token
            while head.head.i != head.i and head.head.i > token.i:
                head = head.head
            return (head, token) if head.i > token.i and not _relative(cue, token) else None
    return None


def _within_quote(sentence: Sentence, tokens: list[Token]) -> list[Token]:
    """A content that begins a quotation ends where the quotation ends at the earliest."""
    if not tokens:
        return tokens
    first, last = tokens[0], tokens[-1]
    for quote in sentence.quotes:
        if quote.start <= sentence.at(last) < quote.end and sentence.at(first) <= quote.start + 3:
            return [token for token in sentence.doc[first.i :] if sentence.at(token) < quote.end]
    return tokens
