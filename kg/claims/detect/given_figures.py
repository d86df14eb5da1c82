"""Figures that somebody gives: ``the ministry counted 300 cases``, ``la police parle de douze blessés``.

Counting and estimating are reports where who does so is a person or a body, and what is counted has a figure;
forecasting, and speaking of a figure, those of a body alone: a person plans concerts and speaks of books. Verbs that
tell of what befalls or is done by their subject too (``the ministry recorded a loss``) report of several persons alone.
Which verbs these are is in ``cues.toml`` under ``[figures]``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.claims.detect.attribution import Attribution
from kg.claims.detect.cue_verbs import Cue, cue_at, infinitive_of
from kg.claims.detect.detector import ContentFrom, Decides, Detector
from kg.claims.detect.unpunctuated_speakers import is_speaker
from kg.languages.cue_lexicon import Lexicon
from kg.text.quantities import quantities
from kg.text.quantities.units import TIME
from kg.text.sentence import VERBAL, Sentence, is_finite, is_plural, subtree

if TYPE_CHECKING:
    from kg.text.parse import Token

_CONFIDENCE = 0.7
_MONEY = frozenset({"dollar", "euro", "ruble", "pound"})
_SUM = 1e6  # from which a figure of nothing is one of money: "2 milliards pour les ponts"
_AGENTS = frozenset({"obl:agent"})
_BESIDE = frozenset({"obl", "obl:arg", "obl:mod", "nmod", "iobj"})


def find(sentence: Sentence) -> Iterator[Attribution]:
    """Attributions of figures to who counted, estimated or forecast them, or spoke of them."""
    lexicon = sentence.lexicon
    for token in sentence.doc:
        if token.pos_ not in VERBAL or sentence.in_quotes(token) or not is_finite(token):
            continue
        lemma = token.lemma_.lower()
        if lemma not in lexicon.figure_verbs:
            lemma = infinitive_of(token.lower_, lexicon.figure_verbs, lexicon.infinitives)
        cue = cue_at(sentence, token, lemma) if lemma else None
        if cue is None or cue.subject is None or cue.impersonal or not _counts(cue):
            continue
        if (figure := _figure(cue)) is not None and (content := sentence.pieces(_told(cue, figure))):
            yield replace(cue.attribution(DETECTOR, content, _CONFIDENCE), kind="said")


DETECTOR = Detector("figure", find, ContentFrom.OBJECT, Decides.WORDS)


def _counts(cue: Cue) -> bool:
    """Whether the subject of a cue may have counted, and has not only met with what has a figure."""
    lexicon, head = cue.sentence.lexicon, cue.subject
    if head is None or (head.i > cue.verb.i and head.dep_ not in _AGENTS):
        return False
    names = {head.lower_, head.lemma_.lower()}
    several = is_plural(head) and bool(names & lexicon.persons)
    public = several or bool(names & (lexicon.institutions | lexicon.general_bodies | lexicon.authorities))
    if cue.lemma in lexicon.observing:
        return several and _past(cue)
    if cue.lemma in lexicon.tallying:
        return public and _past(cue)
    if cue.lemma in lexicon.forecasting | lexicon.speaking:
        body = head.pos_ == "NOUN" and is_speaker(head, lexicon) and not names & lexicon.persons
        return public or body
    if head.pos_ == "PRON":
        return head.lower_ in lexicon.pronoun_subjects | lexicon.echoes
    return public or is_speaker(head, lexicon)


def _past(cue: Cue) -> bool:
    return any("Past" in token.morph.get("Tense", []) for token in cue.group)


def _figure(cue: Cue) -> Token | None:
    """The head of what is counted, in which or beside which a figure stands."""
    lexicon, verb = cue.sentence.lexicon, cue.verb
    objects = [child for child in verb.children if child.dep_ == "obj" and child.i > verb.i]
    passive = [child for child in verb.children if child.dep_ == "nsubj:pass" and cue.subject is not child]
    if cue.lemma in lexicon.speaking:
        told = (child for child in verb.children if child.dep_ in _BESIDE | {"obj"} and child.i > verb.i)
        objects = [child for child in told if _marks(child) & lexicon.about]
    for child in objects or passive:
        if not _is_own(child, lexicon) and (child.pos_ == "NUM" or _has_figure(cue, child)):
            return child
    if not objects or cue.lemma in lexicon.speaking:
        return None
    amounts = (child for child in verb.children if child.dep_ in _BESIDE and _marks(child) & lexicon.amounting)
    return next((child for child in amounts if child.i > verb.i and _has_figure(cue, child)), None)


def _has_figure(cue: Cue, head: Token) -> bool:
    """Whether a figure stands among some words that is no time, and no money that a forecast may set aside."""
    pieces = cue.sentence.pieces(subtree(head))
    figures = [one for one in quantities(cue.sentence) if any(piece.covers(one.span) for piece in pieces)]
    if not figures:
        return any(child.dep_.startswith("nummod") for child in head.children)
    if cue.lemma in cue.sentence.lexicon.forecasting:
        figures = [one for one in figures if one.unit not in _MONEY and (one.unit or one.counted or one.low < _SUM)]
    return any(one.unit not in TIME for one in figures)


def _is_own(head: Token, lexicon: Lexicon) -> bool:
    """Whether what is counted is the subject's own: ``parle de ses deux enfants``."""
    own = lexicon.possessives | lexicon.reflexives
    return any({child.lower_, child.lemma_.lower()} & own for child in head.children)


def _marks(token: Token) -> set[str]:
    return {child.lower_ for child in token.children if child.dep_ == "case"}


def _told(cue: Cue, figure: Token) -> list[Token]:
    """What is counted, with where and when, up to a comma behind it."""
    doc, named = cue.verb.doc, {token.i for token in subtree(cue.subject)} if cue.subject is not None else set()
    below = {token.i for token in subtree(cue.verb)} - named - {token.i for token in cue.group}
    first = figure.left_edge if figure.i < cue.verb.i else doc[cue.group[-1].i + 1]
    apart = (token.i for token in doc[figure.right_edge.i + 1 :] if token.text == "," and token.i > cue.verb.i)
    told = [token for token in doc[first.i : next(apart, len(doc))] if token.i in below]
    while told and (told[0].is_punct or (told[0].lower_ in cue.sentence.lexicon.echoes | cue.sentence.lexicon.about)):
        told = told[1:]
    return told
