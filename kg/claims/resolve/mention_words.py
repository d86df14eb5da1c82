"""The words that name a speaker: from the head of a mention to where it begins and ends."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.claims.detect.attribution import Attribution
from kg.claims.detect.unpunctuated_speakers import is_day
from kg.claims.resolve import names, relays
from kg.claims.resolve.source_mention import SourceMention
from kg.languages.cue_lexicon import Lexicon
from kg.model import Span
from kg.sources.registry import Registry
from kg.text.sentence import Sentence, match_phrase, noun_phrase

if TYPE_CHECKING:
    from kg.text.parse import Token

_LONGEST = 6  # words of a name between a calling and its verb
_NAME = ("flat:name", "flat", "appos", "nmod")


def mention(sentence: Sentence, head: Token, cue: Span | None = None) -> SourceMention:
    """The mention of which a token is the head; it ends before its own cue."""
    phrase = _without_cue(sentence, head, cue)
    phrase = phrase[: _end(phrase, sentence, head)]
    phrase += _rest_of_title(phrase) or _name_behind(phrase, sentence, cue)
    phrase = phrase[_begin(phrase, sentence, head) :]
    titles = sentence.lexicon.titles
    tokens = tuple(token for token in names.whole(phrase) if token.text not in titles)
    tokens = tokens or names.behind(head, sentence.lexicon) or (head,)
    if head.text in titles:
        head = next((token for token in tokens if token.pos_ == "PROPN"), tokens[-1])
    span = sentence.span_of(tokens)
    text = span.of(sentence.text) if span else head.text
    return SourceMention(tokens, head, text, sentence.lexicon)


def _without_cue(sentence: Sentence, head: Token, cue: Span | None) -> list[Token]:
    """The noun phrase of a head on its own side of the cue, which the parser may hang on the speaker."""
    phrase = [token for token in noun_phrase(head) if token.dep_ != "cc" or token.i > head.i]
    if cue is not None and sentence.at(head) < cue.start:
        return [token for token in phrase if sentence.at(token) < cue.start]
    if cue is not None and any(cue.start <= sentence.at(token) < cue.end for token in phrase):
        return [token for token in phrase if sentence.at(token) >= cue.end]
    return phrase


def _end(phrase: list[Token], sentence: Sentence, head: Token) -> int:
    """How many words of a phrase are the mention's: those before a place, a citation, a clause or a time."""
    lexicon, clause = sentence.lexicon, relays.obtained(head, sentence.lexicon)
    ends = (
        at
        for at, token in enumerate(phrase)
        if (at and _cites(token, lexicon))
        or (token.i > head.i and (_opens(token) or _is_aside(token, lexicon)))
        or (clause is not None and token.i >= clause.left_edge.i)
    )
    return min(_placed(phrase, sentence), next(ends, len(phrase)))


def _begin(phrase: list[Token], sentence: Sentence, head: Token) -> int:
    """How many words ahead of a mention are not its own: a day without its comma (``On Saturday Ann Lee``), adverbs."""
    at, last = 0, len(phrase) - 1
    while at < last and phrase[at].pos_ == "PROPN" and is_day(sentence, phrase[at]) and phrase[at].i != head.i:
        at += 1
    while at < last and phrase[at].pos_ == "ADV" and phrase[at].i < head.i:
        at += 1
    return at


def _name_behind(phrase: list[Token], sentence: Sentence, cue: Span | None) -> list[Token]:
    """The name between a calling and its verb that the parser hung elsewhere: ``Derby governor Ann al-Lee said``."""
    lexicon = sentence.lexicon
    if not phrase or cue is None or {phrase[-1].lower_, phrase[-1].lemma_.lower()}.isdisjoint(lexicon.persons):
        return []
    last = phrase[-1].i
    between = [token for token in sentence.doc[last + 1 :] if sentence.at(token) < cue.start]
    named = all(token.pos_ == "PROPN" or token.text in names.INNER for token in between)
    full = 1 < len(between) <= _LONGEST and between[0].text.istitle() and between[-1].text[:1].isupper()
    return between if named and full and lexicon.typology.unpunctuated_cues else []


def speaker_words(sentence: Sentence, attribution: Attribution, head: Token, registry: Registry) -> SourceMention:
    """The words for whoever said it."""
    itself = attribution.exact and attribution.head is not None and head.i == attribution.head.i
    if itself and attribution.source is not None:
        return _closing(sentence, attribution.source, head, registry)
    return _whole_name(sentence, mention(sentence, head, attribution.cue), registry)


def _cites(token: Token, lexicon: Lexicon) -> bool:
    """Whether words that cite begin: ``un rapport de l'ONU cité par l'AFP``."""
    tables = (lexicon.cites, lexicon.cited_by, lexicon.carried_by)
    return any(match_phrase(token.doc, token.i, phrases) for phrases in tables)


def _rest_of_title(phrase: list[Token]) -> list[Token]:
    """The end of a name in marks that the parser cut: ``канал «Беларусь | 1»``; empty for other phrases."""
    marks = [token for token in phrase if token.text in "«»"]
    if not marks or marks[-1].text != "«":
        return []
    behind = phrase[-1].doc[phrase[-1].i + 1 : phrase[-1].i + 1 + _LONGEST]
    at = next((at for at, token in enumerate(behind) if token.text == "»"), None)
    return list(behind[: at + 1]) if at else []


def _opens(token: Token) -> bool:
    """Whether a clause begins that the parser hung on the speaker: ``auprès du parquet de Derval | que le bac …``."""
    return token.dep_ == "mark"


def _is_aside(token: Token, lexicon: Lexicon) -> bool:
    """Whether words tell when somebody spoke: ``la direction | lors d'un conseil``."""
    return token.lower_ in lexicon.asides and token.pos_ in ("ADV", "ADP", "SCONJ")


def _placed(phrase: list[Token], sentence: Sentence) -> int:
    """Where a mention ends before the place of speaking: ``le président Obama à Hilliard``."""
    for at, token in enumerate(phrase):
        if _is_when(phrase[at - 1 : at + 2], sentence):
            return at
        behind_name = at > 1 and phrase[at - 1].pos_ == "PROPN" and phrase[at - 2].pos_ in ("NOUN", "PROPN")
        apart = token.pos_ == "ADP" and token.text[:1].islower() and token.lower_ not in sentence.lexicon.links
        if behind_name and apart:
            named = phrase[at - 1].dep_ in _NAME and sentence.lexicon.typology.quotative_inversion
            return at if named else len(phrase)
    return len(phrase)


def _is_when(words: list[Token], sentence: Sentence) -> bool:
    """Whether behind a noun a time begins, with an article and no preposition: ``le ministre la semaine dernière``."""
    times = sentence.lexicon.times
    return len(words) == 3 and words[0].pos_ != "ADP" and words[1].pos_ == "DET" and words[2].lower_ in times


def _closing(sentence: Sentence, source: Span, head: Token, registry: Registry) -> SourceMention:
    """The mention beside a cue that closes the sentence: its words run on from the content, so its own span counts.

    A name that a table knows and that ends where the mention ends belongs to it as a whole: ``Food and Agriculture …``.
    """
    text = sentence.text[sentence.span.start : source.end]
    known = registry.find(text, sentence.lexicon.language)
    begins = [sentence.span.start + start for start, end, _ in known if end == len(text)]
    start = min([source.start, *begins])
    tokens = tuple(token for token in sentence.doc if start <= sentence.at(token) < source.end)
    tokens = tuple(names.whole(tokens or (head,)))
    start, end = min(start, sentence.at(tokens[0])), max(source.end, sentence.at(tokens[-1]) + len(tokens[-1].text))
    return SourceMention(tokens, head, sentence.text[start:end], sentence.lexicon, loose=True)


def _whole_name(sentence: Sentence, words: SourceMention, registry: Registry) -> SourceMention:
    """The mention with the rest of a name that a table knows and that a conjunction cut: ``the Council of A and B``."""
    if words.head.pos_ != "PROPN" or words.loose:
        return words
    doc = sentence.doc
    at, last = words.tokens[0].idx, words.tokens[-1]
    for start, end, _ in registry.find(doc.text[at:], sentence.lexicon.language):
        if at + start <= words.head.idx and at + end > last.idx + len(last.text):
            tokens = tuple(token for token in doc[words.tokens[0].i :] if token.idx < at + end)
            return replace(
                words, tokens=tokens, text=sentence.text[sentence.at(tokens[0]) : sentence.span.start + at + end]
            )
    return words
