"""Documents that speak: ``une étude montre que …``, ``un enregistrement montre les corps de …``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.claims.detect.attribution import Attribution
from kg.claims.detect.cue_verbs import Cue, cues
from kg.claims.detect.detector import ContentFrom, Detector
from kg.model import Span
from kg.text.sentence import SUBJECT, Sentence, marker, noun_phrase, subtree

if TYPE_CHECKING:
    from kg.text.parse import Token

_CONTENT = ("obj", "ccomp", "xcomp")


def find(sentence: Sentence) -> Iterator[Attribution]:
    """Attributions whose source is a text, a study or a recording, and whose content is what it shows or says."""
    lexicon = sentence.lexicon
    for cue in cues(sentence, lexicon.document):
        head = _document(cue)
        cue = replace(cue, subject=head)
        if (
            head is None
            or cue.impersonal
            or cue.lemma not in lexicon.document
            or head.lemma_.lower() not in lexicon.documents
        ):
            continue
        content = next((child for child in cue.verb.children if child.dep_ in _CONTENT and child.i > cue.verb.i), None)
        if cue.lemma in lexicon.provisions and not _is_clause(content):
            continue
        if content is None:
            if pieces := _quoted_before(sentence, cue) or sentence.pieces(_clause(sentence, cue)):
                yield cue.attribution(DETECTOR, pieces)
            continue
        behind = [token for child in cue.verb.children if child.i > cue.verb.i for token in subtree(child)]
        first = min(token.i for token in subtree(content))
        tokens = [
            token
            for token in behind
            if token.i >= first and (token.lower_ not in lexicon.complementisers or token.i > content.i)
        ]
        if pieces := sentence.pieces(tokens):
            yield cue.attribution(DETECTOR, pieces)


DETECTOR = Detector("document", find, ContentFrom.CLAUSE, code=2)


def _document(cue: Cue) -> Token | None:
    """The subject; where the parser gave a verb two, the document before it: ``Опрос показал, что 60 процентов …``."""
    known, verb = cue.sentence.lexicon.documents, cue.verb
    before = (child for child in verb.children if child.dep_ in SUBJECT and child.i < verb.i)
    return next((child for child in before if child.lemma_.lower() in known), cue.subject)


def _quoted_before(sentence: Sentence, cue: Cue) -> tuple[Span, ...]:
    """The quotation that a text and its verb follow: ``"No entry", the sign read``."""
    named = noun_phrase(cue.subject) if cue.subject is not None else []
    first = min((cue.group[0], *named), key=lambda token: token.i)
    before = sentence.doc[first.i - 1] if first.i and sentence.doc[first.i - 1].text == "," else first
    if sentence.in_quotes(cue.verb) or not before.i or not sentence.follows_quotation(before):
        return ()
    return sentence.pieces(token for token in sentence.doc[: first.i] if sentence.in_quotes(token))


def _is_clause(content: Token | None) -> bool:
    """Whether what a text provides is a clause: ``le texte prévoit que …``, not ``prévoit une amende``."""
    return content is None or (content.dep_ == "ccomp" and marker(content) is not None)


def _clause(sentence: Sentence, cue: Cue) -> list[Token]:
    """What follows ``, что`` right behind a cue that the parser left without a clause, up to the sentence's end."""
    last = cue.group[-1].i
    for token in sentence.doc[last + 1 : last + 3]:
        if token.lower_ in sentence.lexicon.openers:
            return list(sentence.doc[token.i + 1 :])
        if token.text != ",":
            return []
    return []
