"""Where the words of a speaker begin and end beside a cue, in text that has lost its commas.

``Five died in the northern city a medic from the camp said``: the parser takes the speaker for part of the content, so
the words are read from the cue backwards, noun phrase by noun phrase.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.languages.cue_lexicon import Lexicon
from kg.languages.profile import text_rules
from kg.text.sentence import GENITIVE, Sentence, is_gerund, is_plural

if TYPE_CHECKING:
    from kg.text.parse import Token

_NOUNS = frozenset({"NOUN", "PROPN"})
_INSIDE = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "SYM"})
_JOINTS = GENITIVE | {"'", "-", ".", "&"}
_BEFORE_NAME = frozenset({"NOUN", "ADV", "NUM", "PUNCT", "PRON"})
_LONGEST = 16  # words of a speaker


@dataclass(frozen=True, slots=True)
class Speaker:
    """The words that name who spoke: token indexes, half-open. ``start`` and ``end`` include what describes them."""

    start: int
    end: int
    mentions: tuple[tuple[int, int], ...]

    def head(self, sentence: Sentence) -> Token:
        """The noun at the head of the first mention: the last one before a preposition."""
        return _head(sentence, *self.mentions[0])


def before(sentence: Sentence, stop: int) -> Speaker | None:
    """The speaker whose words end right before a token; None where no noun phrase does."""
    start = _phrase(sentence, stop)
    if start == stop:
        return None
    start = _before_participle(sentence, start)
    if (name := _name_before(sentence, start, stop)) < start:
        return Speaker(name, stop, ((name, start),))
    mentions = (*_joined(sentence, start), (start, stop))
    return Speaker(mentions[0][0], stop, mentions)


def behind(sentence: Sentence, start: int) -> Speaker | None:
    """The speaker whose words begin right behind a cue, up to the description of a name."""
    doc, words = sentence.doc, sentence.lexicon.unpunctuated
    told = next(
        (token for token in doc[start:] if token.pos_ != "ADV" and token.lower_ not in words.parts_of_day), None
    )
    if told is not None and is_day(sentence, told):  # ``said Monday that``, ``said late Tuesday``
        return None
    at = start + (doc[start].lower_ in words.articles) if start < len(doc) else start
    article = at > start
    while at < len(doc) and (doc[at].pos_ in _INSIDE or doc[at].text in _JOINTS) and not _restarts(sentence, at, start):
        at += 1
        if at < len(doc) - 1 and doc[at].lower_ in words.governing and (article or doc[start].text[0].islower()):
            at += 1 + (doc[at + 1].lower_ in words.articles)
    while at > start and doc[at - 1].pos_ not in _NOUNS:
        at -= 1
    if at == start or not is_speaker(_head(sentence, start, at), sentence.lexicon):
        return None
    return Speaker(start, at, ((start, at),))


def is_speaker(head: Token, lexicon: Lexicon) -> bool:
    """Whether a noun is one of those that speak: a person's, a body's, a medium's, or a name."""
    return head.pos_ == "PROPN" or head.lower_ in _roles(lexicon) or head.lemma_.lower() in _roles(lexicon)


def _roles(lexicon: Lexicon) -> frozenset[str]:
    return lexicon.speakers | lexicon.documents


def _restarts(sentence: Sentence, at: int, start: int) -> bool:
    """Whether a name is followed by a description without a name: ``Ann Lee head of the agency``."""
    token, last = sentence.doc[at], sentence.doc[at - 1]
    return at > start and last.pos_ == "PROPN" and token.pos_ in ("NOUN", "ADJ") and token.text.islower()


def _head(sentence: Sentence, start: int, stop: int) -> Token:
    head = sentence.doc[start]
    for token in sentence.doc[start:stop]:
        if token.pos_ == "ADP" and head.pos_ in _NOUNS:
            break
        if token.pos_ in _NOUNS or token.pos_ == "PRON":
            head = token
    return head


def _phrase(sentence: Sentence, stop: int) -> int:
    """Where the noun phrase that ends before a token begins, with the phrases it governs: ``a medic from the camp``."""
    doc, at = sentence.doc, _run(sentence, stop)
    while 0 < at < stop and stop - at < _LONGEST and doc[at - 1].pos_ == "ADP" and doc[at - 1].dep_ != "compound:prt":
        edge = at - 1
        while edge > 0 and doc[edge - 1].lower_ in sentence.lexicon.unpunctuated.participles:
            edge -= 1
        left = _run(sentence, edge)
        if left == edge or not is_speaker(_head(sentence, left, edge), sentence.lexicon):
            return _behind_object(sentence, at, stop)
        at = left
    return at


def _before_participle(sentence: Sentence, start: int) -> int:
    """Where the speaker begins whom a participle describes: ``a group tracking the violence said``."""
    doc = sentence.doc
    if start < 2 or not is_gerund(doc[start - 1]):
        return start
    left = _run(sentence, start - 1)
    described = left < start - 1 and doc[left].lower_ in sentence.lexicon.unpunctuated.articles
    role = described and _head(sentence, left, start - 1).lemma_.lower() in _roles(sentence.lexicon)
    return left if role else start


def _behind_object(sentence: Sentence, at: int, stop: int) -> int:
    """Where the speaker begins behind the name that a preposition governs: ``in Aleppo activists said``."""
    first = at
    while at < stop and sentence.doc[at].pos_ == "PROPN":
        at += 1
    return at if at < stop else first


def _run(sentence: Sentence, stop: int) -> int:
    """Where a run of nouns, names and what stands before them begins; ``stop`` where there is none."""
    doc, at = sentence.doc, stop
    if (
        stop
        and doc[stop - 1].pos_ == "PRON"
        and (doc[stop - 1].lower_ in sentence.lexicon.pronoun_subjects or _acronym(doc[stop - 1]))
    ):
        return stop - 1
    articles = sentence.lexicon.unpunctuated.articles
    while at > 0 and stop - at < _LONGEST:
        token = doc[at - 1]
        if token.lower_ in articles or "Yes" in token.morph.get("Poss", []) or (token.pos_ == "DET" and at < stop):
            return _agreeing(sentence, at - 1, stop)
        inside = token.pos_ in _INSIDE or token.text in _JOINTS or (at < stop and doc[at].text == "-")
        inside = inside or (at > 1 and at < stop and doc[at - 2].text == "-")
        if not inside or is_day(sentence, token) or (at < stop and _parts(sentence, token, doc[at])):
            break
        at -= 1
    while at < stop and (doc[at].text in _JOINTS or doc[at].pos_ == "SYM"):
        at += 1
    return at if any(token.pos_ in _NOUNS for token in doc[at:stop]) else stop


def _acronym(token: Token) -> bool:
    """``WHO``, which the parser takes for a pronoun."""
    return token.text.isupper() and len(token.text) > 1


def _agreeing(sentence: Sentence, article: int, stop: int) -> int:
    """``a school residents said``: a plural that its article does not go with speaks alone."""
    doc = sentence.doc
    apart = doc[article].lower_ in sentence.lexicon.unpunctuated.singular_articles and is_plural(doc[stop - 1])
    return stop - 1 if apart and stop - article > 2 and doc[stop - 2].pos_ == "NOUN" else article


def is_day(sentence: Sentence, token: Token) -> bool:
    """Whether a word is a day or a month, with or without an ending that lost its apostrophe."""
    rules = text_rules(sentence.lexicon.language)
    return (
        token.text.removesuffix("s") in rules.weekdays
        or token.text in rules.months
        or token.lower_ in sentence.lexicon.unpunctuated.days
    )


def _parts(sentence: Sentence, token: Token, following: Token) -> bool:
    """Whether two neighbouring words belong to two noun phrases: ``two people | activists``, ``attack | Turkish``."""
    if token.pos_ != "NOUN" or following.text in _JOINTS:
        return False
    if is_plural(token) and token.lower_ not in sentence.lexicon.unpunctuated.plural_modifiers:
        return True
    if following.pos_ == "ADJ" and "-" not in following.text:
        return True
    named = following.pos_ == "PROPN" and following.text[0].isupper()
    return named and not is_speaker(token, sentence.lexicon)


def _name_before(sentence: Sentence, start: int, stop: int) -> int:
    """Where a person's name begins that a description follows: ``Ann Lee a doctor in the camp said``."""
    doc, at, lexicon = sentence.doc, start, sentence.lexicon
    head = _head(sentence, start, stop)
    if head.lemma_.lower() not in lexicon.persons:
        return start
    while at > 0 and doc[at - 1].pos_ == "PROPN" and not is_day(sentence, doc[at - 1]):
        at -= 1
    apart = at == 0 or doc[at - 1].pos_ in _BEFORE_NAME or is_day(sentence, doc[at - 1])
    return at if start - at > 1 and apart else start


def _joined(sentence: Sentence, start: int) -> tuple[tuple[int, int], ...]:
    """The speakers joined to another by ``and``, in order: ``a monitor medics and residents said``."""
    doc = sentence.doc
    if start < 2 or doc[start - 1].lower_ not in sentence.lexicon.unpunctuated.conjunctions:
        return ()
    first = _phrase(sentence, start - 1)
    if first == start - 1 or not is_speaker(_head(sentence, first, start - 1), sentence.lexicon):
        return ()
    beside = _phrase(sentence, first)
    listed = beside < first and _head(sentence, beside, first).lemma_.lower() in _roles(sentence.lexicon)
    return (*([(beside, first)] if listed else []), (first, start - 1))
