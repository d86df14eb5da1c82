"""Documents that speak: ``une étude montre que …``, ``un enregistrement montre les corps de …``."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.cues import cues
from kg.extract.report import Report
from kg.extract.sentence import Sentence, subtree

_CONTENT = ("obj", "ccomp", "xcomp")


def find(sentence: Sentence) -> Iterator[Report]:
    """Reports whose source is a text, a study or a recording, and whose content is what it shows or says."""
    lexicon = sentence.lexicon
    for cue in cues(sentence, lexicon.document):
        head = cue.subject
        if (
            head is None
            or cue.impersonal
            or cue.lemma not in lexicon.document
            or head.lemma_.lower() not in lexicon.documents
        ):
            continue
        content = next((child for child in cue.verb.children if child.dep_ in _CONTENT and child.i > cue.verb.i), None)
        if content is None:
            continue
        behind = [token for child in cue.verb.children if child.i > cue.verb.i for token in subtree(child)]
        first = min(token.i for token in subtree(content))
        tokens = [
            token
            for token in behind
            if token.i >= first and (token.lower_ not in lexicon.complementisers or token.i > content.i)
        ]
        if pieces := sentence.pieces(tokens):
            yield cue.report("document", pieces)
