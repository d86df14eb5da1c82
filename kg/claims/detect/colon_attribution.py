"""Speakers before a colon and no verb of saying: headlines (``Мэр: мост закрыт``), and quotations behind a clause."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.claims.detect.attribution import Attribution
from kg.claims.detect.cue_verbs import cues
from kg.claims.detect.detector import ContentFrom, Detector
from kg.model import BlockKind
from kg.text.quotation_marks import OPENING, SINGLE
from kg.text.sentence import NOMINAL, SUBJECT, VERBAL, Sentence, noun_phrase

if TYPE_CHECKING:
    from kg.text.parse import Token

_LONGEST = 8  # tokens of a speaker in a headline
_ENTRY = 18  # tokens of a name and office before a quotation
_WORDED = 5  # tokens of a quotation that somebody is taken to have said, marks among them
_SUBORDINATE = frozenset({"acl", "acl:relcl", "advcl"})
_BULLETS = frozenset("–—-•*")
_LEAST = 3  # words of a headline's content, or of a quotation


def find(sentence: Sentence) -> Iterator[Attribution]:
    """The attribution of what stands behind the first colon, where somebody who may speak stands before it."""
    colon = next((token for token in sentence.doc if token.text == ":" and not sentence.in_quotes(token)), None)
    if colon is None or colon.i == 0:
        return
    before, after = sentence.doc[: colon.i], sentence.doc[colon.i + 1 :]
    if sum(token.is_alpha for token in after) < _LEAST:
        return
    head = None
    if sentence.block.kind is not BlockKind.HEADLINE:
        head = _of_clause(sentence, list(before), list(after))
    if sentence.block.kind is BlockKind.HEADLINE or (head is None and _is_message(sentence, list(before))):
        head = _of_headline(sentence, list(before), list(after))
    content = sentence.pieces(after)
    if head is not None and content:
        source = sentence.span_of(noun_phrase(head))
        yield Attribution(DETECTOR, "", None, source, content, head, confidence=0.7)


DETECTOR = Detector("colon", find, ContentFrom.BEHIND)


def _is_message(sentence: Sentence, before: list[Token]) -> bool:
    """Whether a paragraph opens with a label of somebody like a headline's, as messages do.

    A bare noun says what the paragraph is about (``Hospital: the patients were moved``), an acronym may be a country.
    """
    if sentence.span.start != sentence.block.span.start or any(token.text.isupper() for token in before):
        return False
    articles = sentence.lexicon.typology.has_articles
    return any(
        token.pos_ == "PROPN" or (token.pos_ == "DET" if articles else "Anim" in token.morph.get("Animacy", []))
        for token in before
    )


def _of_headline(sentence: Sentence, before: list[Token], after: list[Token]) -> Token | None:
    """The head of a headline's beginning, if that is nobody but a person, a body or a medium."""
    clause = any(token.pos_ in VERBAL for token in after) and after[-1].text != "?"
    if not clause or len(before) > _LONGEST or any(token.pos_ in VERBAL for token in before):
        return None
    head = next((token for token in before if token.head.i not in range(len(before)) or token.head.i == token.i), None)
    return head if head is not None and _may_speak(sentence, head) else None


def _of_clause(sentence: Sentence, before: list[Token], after: list[Token]) -> Token | None:
    """The subject of the clause before a quotation: ``С ней согласен X: «…»``; only where no cue stands there."""
    if after[0].text not in OPENING | SINGLE or not sentence.in_quotes(after[1]) or not sentence.in_quotes(after[-2]):
        return None
    if (name := _of_list(before)) is not None:
        return name
    known = sentence.lexicon.known
    if any(cue.verb.i < len(before) for cue in cues(sentence, known)):
        return None
    if any({token.lower_, token.lemma_.lower()} & sentence.lexicon.convinced for token in before):
        return None
    subjects = [token for token in before if token.dep_ in SUBJECT and token.head.i < len(before)]
    head = next((token for token in subjects if token.head.dep_ not in _SUBORDINATE), None)
    if head is None or len(after) <= _WORDED:
        return None
    named = head.pos_ == "PROPN" and sentence.lexicon.typology.has_articles
    return head if named or _may_speak(sentence, head) else None


def _of_list(before: list[Token]) -> Token | None:
    """The name that opens an entry of a list of quotes: ``– Ann Lee, economist: “…”``, ``Ann Lee (Greens): “…”``."""
    words = before[1:] if before[0].text in _BULLETS else before
    name = list(itertools.takewhile(lambda token: token.text[:1].isupper() and token.pos_ in NOMINAL, words))
    rest = words[len(name) :]
    apart = not rest or rest[0].text in ",("
    told = len(words) > _ENTRY or any(token.pos_ in VERBAL for token in rest)
    named = len(name) > 1 and any(token.pos_ == "PROPN" for token in name)
    head = next((token for token in name if token.head not in name or token.head.i == token.i), None)
    return head if named and apart and not told else None


def _may_speak(sentence: Sentence, head: Token) -> bool:
    """A calling, a body, a medium, a person's name where the language marks what lives, or an acronym."""
    lexicon = sentence.lexicon
    if head.morph.get("Case", []) not in ([], ["Nom"]):
        return False
    if head.lemma_.lower() in lexicon.people | lexicon.unnamed | lexicon.bodies | lexicon.media | lexicon.spokesperson:
        return True
    lives = head.pos_ == "PROPN" and "Anim" in head.morph.get("Animacy", [])
    return lives or (head.pos_ == "PROPN" and head.text.isupper() and 1 < len(head.text) < _LONGEST)
