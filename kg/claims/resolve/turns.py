"""Turns of a printed talk that go on: in the paragraph that its label opens, and in later ones that have no label.

A paragraph without a label goes on with the turn before it where a label follows or, right behind the turn, it says
``I``, or ``we`` before a later label: behind the last one a reporter may say ``we``. It does so only where the article
has not begun to narrate: a heading, another label, a speaker spoken of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

from kg.claims.detect import Attribution, transcripts
from kg.languages import normalize
from kg.model import BlockKind, Chain, SourceKind
from kg.text.sentence import SUBJECT, Sentence

_HEAD = 2  # words of a label that is the head of a note: "Note: …"
_ENDS = ".!?…:;»”\"')]"

Read: TypeAlias = tuple[Sentence, Sequence[Attribution]]
Paragraph: TypeAlias = Sequence[tuple[int, Sentence, Sequence[Attribution]]]


def going_on(read: Sequence[Read]) -> frozenset[int]:
    """The positions of the sentences of an article that go on with the turn of the sentence before."""
    found: set[int] = set()
    perhaps: list[int] = []  # goes on if a label follows
    label = ""  # whose turn it is
    paragraphs = [(paragraph, transcripts.turn(paragraph[0][1])) for paragraph in _paragraphs(read)]
    last = max((at for at, (_, opens) in enumerate(paragraphs) if opens is not None), default=-1)
    for at, (paragraph, opens) in enumerate(paragraphs):
        positions, first = [position for position, _, _ in paragraph], paragraph[0][1]
        speaks = _speaks(paragraph, alone=at > last)
        if opens is not None:
            found.update(perhaps, positions[1:])
            label, perhaps = opens.of(first.text), []
        elif first.block.kind is BlockKind.CAPTION:
            continue
        elif not label or _ends(paragraph, label, speaks=speaks):
            label, perhaps = "", []
        elif speaks and not perhaps:
            found.update(positions)
        elif _asked_by_label(first.text):
            perhaps += positions
        else:
            label = ""
    return frozenset(found)


def is_others(sentence: Sentence, attribution: Attribution, chains: Sequence[Chain]) -> bool:
    """Whether an attribution in a turn is somebody's who may speak: no thing that is talked of, no ``we`` unknown."""
    origin, head, lexicon = chains[0].origin, attribution.head, sentence.lexicon
    if origin.agent.kind is not SourceKind.UNNAMED or head is None:
        return True
    if head.lower_.rstrip("'’") in lexicon.first_person:
        return False
    described = origin.rule.endswith("/described") and head.pos_ == "NOUN"
    return not described or bool({head.lower_, head.lemma_.lower()} & (lexicon.speakers | lexicon.documents))


def _paragraphs(read: Sequence[Read]) -> Iterator[Paragraph]:
    rows = ((position, sentence, found) for position, (sentence, found) in enumerate(read))
    for _, group in groupby(rows, key=lambda row: row[1].block.span):
        yield tuple(group)


def _asked_by_label(text: str) -> bool:
    """Whether those who ask have labels too: else a paragraph without one may be a question."""
    return len(transcripts.talk(text).speakers) > 1


def _speaks(paragraph: Paragraph, *, alone: bool) -> bool:
    """Whether somebody says ``I`` in a paragraph, outside quotation marks, or unless he must be alone ``we``."""
    return any(
        token.dep_ in SUBJECT
        and token.lower_.rstrip("'’") in sentence.lexicon.first_person
        and not (alone and "Plur" in token.morph.get("Number", []))
        and not sentence.in_quotes(token)
        for _, sentence, _ in paragraph
        for token in sentence.doc
    )


def _ends(paragraph: Paragraph, label: str, *, speaks: bool) -> bool:
    """Whether a paragraph without a label ends the turn before it."""
    first = paragraph[0][1]
    wording = first.block.span.of(first.text).rstrip()
    if first.block.kind is not BlockKind.PARAGRAPH or first.block.author or wording[-1:] not in _ENDS:
        return True
    if wording.endswith("?") and not _asked_by_label(first.text):
        return True
    head = transcripts.other_label(first)
    if head and len(head.split()) <= _HEAD and not speaks:
        return True
    return _names(paragraph, frozenset({label}), anywhere=True) or (not speaks and _narrates(paragraph))


def _narrates(paragraph: Paragraph) -> bool:
    """Whether a paragraph speaks of the speakers as of others: ``Lee smiled``, ``"No," he said``."""
    pronouns = paragraph[0][1].lexicon.pronouns
    if _names(paragraph, transcripts.talk(paragraph[0][1].text).speakers, anywhere=False):
        return True
    cued = (attribution for _, _, found in paragraph for attribution in found if attribution.cue is not None)
    return any(attribution.head is not None and attribution.head.lower_ in pronouns for attribution in cued)


def _names(paragraph: Paragraph, labels: frozenset[str], *, anywhere: bool) -> bool:
    """Whether a paragraph names one of some speakers, by the last word of the label, as a subject or anywhere."""
    language = paragraph[0][1].lexicon.language
    last = {tuple(normalize.words(transcripts.words_of(label)[-1], language)) for label in labels}
    return any(
        token.text[:1].isupper()
        and (anywhere or token.dep_ in SUBJECT)
        and not sentence.in_quotes(token)
        and tuple(normalize.words(token.text, language)) in last
        for _, sentence, _ in paragraph
        for token in sentence.doc
    )
