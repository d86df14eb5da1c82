"""Where the words of a reply stand in a sentence, and what they say of whom they stand for."""

from __future__ import annotations

from dataclasses import replace

from kg.claims.detect import Sentence
from kg.claims.resolve.entities import Description, describe
from kg.claims.resolve.source_mention import SourceMention
from kg.claims.second_reader.records import Reply, Speaker
from kg.model import Span
from kg.text import loose_search


def described(words: SourceMention) -> Description:
    """What a mention says of whom it stands for; a pronoun by the table of pronouns."""
    told = words.lexicon.pronoun_features.get(words.text.lower().strip("- "), {})
    human = {"Anim": True, "Inan": False}.get(told.get("Animacy", ""))
    said = describe(words)
    if words.head.lower_ in words.lexicon.first_person:
        return replace(said, gender=None, number=None)  # one may say "we" of oneself and one's own
    if words.head.pos_ != "PRON":
        return replace(said, gender=None)  # a noun has a gender of its own: "le procureur, Ann Lee", "la magistrate"
    return replace(said, gender=told.get("Gender") or None, human=human)


def stretch(sentence: Sentence, reply: Reply, without: list[Span | None]) -> tuple[Span, ...]:
    """The stretch from the first to the last words of what is asserted, without a cue and source inside it."""
    first, last = find(sentence, reply.first), find(sentence, reply.last, last=True)
    if first is None or last is None or first.start > last.start or first.end > last.end:
        return ()
    cut = [span for span in without if span is not None]
    inside = [
        token
        for token in sentence.within((Span(first.start, last.end),))
        if not any(span.start <= sentence.at(token) < span.end for span in cut)
    ]
    return sentence.pieces(inside)


def mention_of(speaker: Speaker, sentence: Sentence) -> Span | None:
    """Where a sentence names a speaker, by one of the names he was offered with or his label."""
    return next(filter(None, (find(sentence, name) for name in (*speaker.names, speaker.agent.label))), None)


def mention_at(sentence: Sentence, span: Span | None) -> SourceMention | None:
    """Words of a sentence as a mention; its head is the token that governs the others."""
    tokens = sentence.within((span,)) if span else ()
    inside = {token.i for token in tokens}
    head = next((token for token in tokens if token.head.i not in inside or token.head.i == token.i), None)
    if head is None or span is None:
        return None
    return SourceMention(tuple(tokens), head, span.of(sentence.text), sentence.lexicon)


def find(sentence: Sentence, words: str, last: bool = False) -> Span | None:
    """Where words stand in a sentence, as offsets of the article; the first place, or the last one."""
    start, found = sentence.span.start, loose_search.find(sentence.span.of(sentence.text), words, last)
    return Span(start + found.start, start + found.end) if found else None
