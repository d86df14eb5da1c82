"""Sources that a headline puts before or behind what it reports: ``Ministry: toll rises``, ``Toll rises - monitor``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.claims.detect import Attribution, ContentFrom, Detector
from kg.claims.detect.unpunctuated_speakers import is_speaker
from kg.claims.resolve import organisations
from kg.claims.resolve.discourse import Discourse
from kg.claims.resolve.source_mention import SourceMention
from kg.model import Span
from kg.sources.registry import MEDIA, PERSONS
from kg.text.sentence import VERBAL, Sentence

if TYPE_CHECKING:
    from kg.languages.cue_lexicon import Lexicon
    from kg.text.parse import Token

DETECTOR = Detector("headline-source", None, ContentFrom.BEFORE)
_DASHES = frozenset({"-", "–", "—"})
_LONGEST = 5  # words of a source
_LEAST = 3  # words of what is reported


def source(sentence: Sentence, discourse: Discourse) -> Attribution | None:
    """The attribution of a headline that names its source beside a colon or a dash, or as its last words."""
    tokens = [token for token in sentence.doc if not token.is_space]
    while tokens and tokens[-1].text in ".!?":
        tokens = tokens[:-1]
    marks = [index for index, token in enumerate(tokens) if index and _parts(sentence, token)]
    if marks and marks[-1] > _LEAST and len(tokens) - marks[-1] - 1 <= _LONGEST:
        return _report(sentence, tokens[marks[-1] + 1 :], tokens[: marks[-1]], discourse, apart=True)
    if marks and marks[0] <= _LONGEST and tokens[marks[0]].text == ":":
        return _report(sentence, tokens[: marks[0]], tokens[marks[0] + 1 :], discourse, apart=True)
    if sentence.lexicon.typology.unpunctuated_cues and not marks:
        for size in range(_LONGEST, 0, -1):
            if found := _last(sentence, tokens, size, discourse):
                return found
    return None


def opening(sentence: Sentence, discourse: Discourse) -> Attribution | None:
    """The attribution of a paragraph that opens with somebody known and a colon: ``Lavrov: the rebels fired it``."""
    tokens = [token for token in sentence.doc if not token.is_space]
    colon = next((index for index, token in enumerate(tokens) if token.text == ":"), 0)
    words, rest = tokens[:colon], tokens[colon + 1 :]
    clause = len(rest) >= _LEAST and any(token.pos_ in VERBAL for token in rest)
    span = sentence.span_of(words)
    if sentence.span.start != sentence.block.span.start or span is None or colon > _LONGEST or not clause:
        return None
    text, language = span.of(sentence.text), sentence.lexicon.language
    if discourse.gazetteer.find(text, language) or not (
        discourse.registry.by_alias(text, language) or discourse.by_surname(text, language)
    ):
        return None
    return Attribution(DETECTOR, "", span, span, sentence.pieces(rest), head=words[-1], confidence=0.7, exact=True)


def _parts(sentence: Sentence, token: Token) -> bool:
    """Whether a token parts a source from its report: a colon, or a dash with space on both sides."""
    at = sentence.at(token)
    return token.text == ":" or (token.text in _DASHES and sentence.text[at - 1].isspace())


def _last(sentence: Sentence, tokens: list[Token], size: int, discourse: Discourse) -> Attribution | None:
    """The last words as a source, where a noun or a number before them shows that they belong to nothing else."""
    words, rest = tokens[-size:], tokens[:-size]
    if len(rest) < _LEAST or not words[0].text[0].isupper() or rest[-1].pos_ not in ("NOUN", "NUM", "PROPN"):
        return None
    if rest[-1].pos_ == "PROPN" and not sentence.text[: sentence.span.start] and len(words) > 1:
        return None
    if any(token.text[0].isupper() for token in rest[-1:]) and words[0].text.isupper():
        return None
    return _report(sentence, words, rest, discourse, apart=False)


def _report(
    sentence: Sentence, words: list[Token], rest: list[Token], discourse: Discourse, *, apart: bool
) -> Attribution | None:
    span = sentence.span_of(words)
    content = sentence.pieces(rest)
    if span is None or not content or not _is_source(sentence, words, span, discourse, apart=apart):
        return None
    return Attribution(DETECTOR, "", span, span, content, head=words[-1], verb=None, confidence=0.7, exact=True)


def _is_source(sentence: Sentence, words: list[Token], span: Span, discourse: Discourse, *, apart: bool) -> bool:
    """Whether words name one that speaks: an agent of a table, a body that the article names, a sort of source."""
    text, lexicon = span.of(sentence.text), sentence.lexicon
    if discourse.gazetteer.find(text, lexicon.language):
        return False
    mention = SourceMention(tuple(words), words[-1], text, lexicon)
    if agent := discourse.registry.by_alias(text, lexicon.language):
        return agent.type not in MEDIA and (apart or agent.type not in PERSONS)
    if organisations.part_of_name(mention, discourse) or organisations.acronym(mention, discourse):
        return True
    proper = words[-1].pos_ == "PROPN" and (apart or not _is_calling(words, lexicon))
    return len(words) < _LEAST and not proper and is_speaker(words[-1], lexicon)


def _is_calling(words: list[Token], lexicon: Lexicon) -> bool:
    """Whether a capitalised word that parsers take for a name is the noun of a source: ``… 3 bridges Monitor``."""
    return len(words) == 1 and words[0].text.istitle() and words[0].lower_ in lexicon.persons
