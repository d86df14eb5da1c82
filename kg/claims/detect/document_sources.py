"""Documents that speak: ``une étude montre que …``, ``un enregistrement montre les corps de …``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.claims.detect.attribution import Attribution
from kg.claims.detect.cue_verbs import Cue, cues
from kg.claims.detect.detector import ContentFrom, Detector
from kg.text.sentence import SUBJECT, Sentence, subtree

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
        if content is None:
            if pieces := sentence.pieces(_clause(sentence, cue)):
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


def _clause(sentence: Sentence, cue: Cue) -> list[Token]:
    """What follows ``, что`` right behind a cue that the parser left without a clause, up to the sentence's end."""
    last = cue.group[-1].i
    for token in sentence.doc[last + 1 : last + 3]:
        if token.lower_ in sentence.lexicon.openers:
            return list(sentence.doc[token.i + 1 :])
        if token.text != ",":
            return []
    return []
