"""Clauses with the speaker behind the verb: where one begins, its verb, its speaker, and where it ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.text.sentence import SUBJECT, Sentence

if TYPE_CHECKING:
    from kg.text.parse import Token

_CLOSING = frozenset({",", "»", "«", "”", "“", '"', ":", ";", "!", "?", "…", "—", "–", "..."})
_BETWEEN = 8  # words between the auxiliary and the participle: "a, de son côté, également indiqué"


@dataclass(frozen=True, slots=True)
class Inverted:
    """A clause of tokens ``start`` to ``end`` (half-open); its speaker's words go from ``named`` to ``stop``."""

    start: int
    end: int
    verb: Token
    lemma: str
    cue: tuple[Token, ...]
    subject: Token
    named: int
    stop: int
    clitic: bool
    as_clause: bool


def inverted(sentence: Sentence, start: int) -> Inverted | None:
    """The clause that begins at a token, if its verb reports and its speaker stands behind it."""
    doc, lexicon = sentence.doc, sentence.lexicon
    at, as_clause = start, doc[start].lower_ in lexicon.as_words
    at += as_clause
    while at < len(doc) and doc[at].lower_ in lexicon.object_clitics and doc[at].pos_ in ("PRON", "DET"):
        at += 1
    group = _group(sentence, at)
    if group is None:
        return None
    verb, lemma, last = group
    cue = tuple(doc[at : verb.i + 1])
    clitic = next((token for token in doc[at + 1 : verb.i + 3] if token.lower_ in lexicon.clitics), None)
    if clitic is not None:
        end = _end(sentence, max(verb.i, clitic.i, last) + 1)
        return Inverted(start, end, verb, lemma, cue, clitic, clitic.i, clitic.i + 1, True, as_clause)
    end = _end(sentence, last + 1)
    if _says_of_itself(sentence, verb):
        return None
    named = _speaker(sentence, last + 1, end)
    head = next((t for t in doc[named:end] if t.pos_ in ("NOUN", "PROPN", "PRON")), None) if named >= 0 else None
    if head is None and 0 <= named < end - 1 and doc[named].pos_ == "DET" and doc[named + 1].pos_ in ("ADJ", "NUM"):
        head = doc[named + 1]
    if head is None or _goes_on(sentence, last + 1, end):
        return None
    return Inverted(start, end, verb, lemma, cue, head, named, _stop(sentence, head.i, end), False, as_clause)


def _says_of_itself(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb has its subject before it and an infinitive right behind: ``Le maire, …, affirme avoir vu X``."""
    doc = sentence.doc
    before = any(child.dep_ in SUBJECT and child.i < verb.i for child in verb.children)
    return before and verb.i + 1 < len(doc) and "Inf" in doc[verb.i + 1].morph.get("VerbForm", [])


def _group(sentence: Sentence, at: int) -> tuple[Token, str, int] | None:
    """The verb that reports, its lemma, and the last token of the verb's words."""
    doc, lexicon = sentence.doc, sentence.lexicon
    if at >= len(doc) or doc[at].pos_ not in ("VERB", "AUX"):
        return None
    verb = doc[at]
    if "Inf" in verb.morph.get("VerbForm", []):  # ``a confirmé, jeudi, avoir conclu un accord``
        return None
    if verb.lemma_ in lexicon.auxiliaries:
        behind = doc[at + 1 : at + _BETWEEN]
        found = next((token for token in behind if token.pos_ == "VERB"), None)
        if found is None or any(
            token.pos_ in ("NOUN", "PROPN") and token.lower_ not in lexicon.asides for token in doc[at + 1 : found.i]
        ):
            return None
        verb = found
    elif "Fin" not in verb.morph.get("VerbForm", []) and verb.lower_ not in lexicon.forms:
        return None
    read = next((token for token in doc[verb.i + 1 : verb.i + 4] if token.lemma_.lower() in lexicon.readable), None)
    if read is not None and "Inf" in read.morph.get("VerbForm", []):  # ``peut-on lire``
        return read, read.lemma_.lower(), read.i
    lemma = verb.lemma_.lower()
    if lemma in lexicon.light:
        for inner in doc[verb.i + 1 : verb.i + 4]:
            if inner.lemma_.lower() in lexicon.governed:
                return inner, f"{lemma} {inner.lemma_.lower()}", inner.i
    return (verb, lemma, verb.i) if lemma in lexicon.known else None


def _end(sentence: Sentence, start: int) -> int:
    """The first mark behind a token that closes a clause; brackets are passed over."""
    depth, at = 0, start
    while at < len(sentence.doc):
        token = sentence.doc[at]
        depth += (token.text == "(") - (token.text == ")")
        if depth <= 0 and (token.text in _CLOSING or (token.text == "." and at + 2 >= len(sentence.doc))):
            break
        at += 1
    return at


def _speaker(sentence: Sentence, start: int, end: int) -> int:
    """Where the first noun phrase without a preposition begins; -1 for none."""
    doc, lexicon = sentence.doc, sentence.lexicon
    at, bound = start, False  # bound: within a phrase that a preposition opened
    while at < end:
        token = doc[at]
        if token.pos_ == "ADP" or (token.lower_ in lexicon.contractions and token.pos_ != "DET"):
            bound = True
            at += 1
            while at < end and (doc[at].pos_ in ("DET", "NUM", "ADJ", "ADP") or doc[at].text in "«("):
                at += 1
            at += 1
            continue
        opens = token.pos_ == "DET" and token.text[0].islower()
        named = token.pos_ == "PROPN" or (token.pos_ == "NOUN" and token.text[0].isupper())
        names = token.text in lexicon.titles or (named and (not bound or _new_name(doc[at - 1], token)))
        pronoun = token.pos_ == "PRON" and token.lower_ in lexicon.pronouns | lexicon.indefinite
        if (opens or names or pronoun) and not _is_time(token, sentence):
            return at
        at += 1
    return -1


def _new_name(before: Token, token: Token) -> bool:
    """``à l'AFP Jean Dupont``: behind an acronym another name begins."""
    return before.text.isupper() and len(before.text) > 1 and not token.text.isupper()


def _is_time(token: Token, sentence: Sentence) -> bool:
    """``ce lundi``, ``le 6 mai``, ``la veille``: when, not who."""
    doc = sentence.doc
    after = [other.lower_ for other in doc[token.i + 1 : token.i + 3]]
    return bool(after) and (after[0] in sentence.lexicon.times or after[0].isdigit())


def _goes_on(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a reported clause follows in the same breath (``a dit le ministre que …``): then it is no insertion."""
    marks = sentence.lexicon.openers & sentence.lexicon.plain_openers
    return any(token.lower_ in marks and token.pos_ == "SCONJ" for token in sentence.doc[start:end])


def _stop(sentence: Sentence, head: int, end: int) -> int:
    """Where the speaker's words end: before when, where and to whom he spoke."""
    doc, lexicon = sentence.doc, sentence.lexicon
    for token in doc[head + 1 : end]:
        joins = token.lower_ in lexicon.links or token.lower_ in lexicon.binding
        if (token.pos_ == "ADP" and not joins) or token.lower_ in lexicon.asides:
            return token.i
        hearer = [other.lemma_.lower() for other in doc[token.i + 1 : token.i + 3]]
        if (
            token.pos_ == "ADP"
            and token.lower_ in lexicon.addressing
            and set(hearer) & (lexicon.audiences | lexicon.media)
        ):
            return token.i
        place = token.lower_ in lexicon.within and token.i + 1 < end and doc[token.i + 1].text[0].isupper()
        if place or token.lower_ in lexicon.times or _is_time(token, sentence):
            return token.i
    return end
