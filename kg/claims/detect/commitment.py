"""How an origin puts it: asserted, denied, hedged, hearsay, prospective, hypothetical or a question.

The values follow FactBank's scale (Saurí and Pustejovsky 2009) as far as a reader of news tells them apart.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from kg.claims.detect.attribution import Attribution
from kg.claims.detect.detector import ContentFrom
from kg.languages.cue_lexicon import Lexicon
from kg.languages.profile import hook, optional_data
from kg.model import Commitment, Span
from kg.text.sentence import VERBAL, Sentence, is_finite

if TYPE_CHECKING:
    from kg.text.parse import Token


@dataclass(frozen=True, slots=True)
class Markers:
    """A language's markers, from ``markers.toml``."""

    hedged: frozenset[str]
    attributive: frozenset[str]  # of these, what as a predicate hedges nothing: "it is possible to"
    hearsay: frozenset[str]
    prospective: frozenset[str]
    future_auxiliaries: frozenset[str]
    conditional_particles: frozenset[str]
    obligation: frozenset[str]
    prospective_verbs: frozenset[str]
    possibility: frozenset[str]  # verbs whose denial is no hedge: "не может"
    negators: frozenset[str]
    patterns: tuple[tuple[Commitment, re.Pattern[str]], ...]  # in small letters
    is_conditional: Callable[[Token], bool]  # by the form, where the model may err; from the language's mood.py
    is_future: Callable[[Token], bool]


@functools.cache
def markers(language: str) -> Markers:
    """The markers of a language."""
    raw = optional_data(language, "markers")
    listed = [field.name for field in fields(Markers) if field.type == "frozenset[str]"]
    named = {name: frozenset(raw.get(name, "").split()) for name in listed}
    patterns = tuple(
        (Commitment(name.removeprefix("patterns_")), re.compile(pattern))
        for name, rows in raw.items()
        if name.startswith("patterns_")
        for pattern in rows
    )
    return Markers(
        **named,
        patterns=patterns,
        is_conditional=hook(language, "mood", "is_conditional") or _never,
        is_future=hook(language, "mood", "is_future") or _never,
    )


def _never(token: Token) -> bool:
    return False


def commitment(sentence: Sentence, content: tuple[Span, ...], attribution: Attribution | None) -> Commitment:
    """How the content is put by the one who says it; ``report`` is None in the outlet's own voice."""
    found = markers(sentence.lexicon.language)
    if attribution is not None and (attribution.denies or attribution.lemma in sentence.lexicon.denied):
        return Commitment.DENIED if _denies(attribution, sentence.lexicon) else Commitment.PROSPECTIVE
    tokens = sentence.within(content)
    words = " ".join(span.of(sentence.text) for span in (*content, *_named_source(attribution))).lower()
    if _is_question(sentence, content):
        return Commitment.QUESTION
    if attribution is not None and _calls_for(attribution, sentence.lexicon):
        return Commitment.PROSPECTIVE
    if attribution is not None and attribution.verb is not None and attribution.lemma in sentence.lexicon.forecasting:
        return Commitment.PROSPECTIVE
    if attribution is not None and attribution.lemma in sentence.lexicon.negated:
        return Commitment.HEDGED
    for value, pattern in found.patterns:
        if pattern.search(words):
            return value
    main = main_verb(tokens)
    if main is None:
        return (
            Commitment.HEARSAY
            if any(token.lemma_.lower() in found.hearsay for token in tokens)
            else Commitment.ASSERTED
        )
    return _of_clause(sentence, found, main, tokens, attribution)


def _denies(attribution: Attribution, lexicon: Lexicon) -> bool:
    """Whether a denial is one of what somebody claims; not ``rejected the offer``."""
    if attribution.denies or attribution.verb is None or attribution.lemma not in lexicon.declining:
        return True
    claimed = lexicon.reports | lexicon.cue_nouns | lexicon.deeds
    objects = [child for child in attribution.verb.children if child.dep_ in ("obj", "nsubj:pass")]
    return attribution.detector.content is not ContentFrom.OBJECT or any(
        child.pos_ in VERBAL | {"PRON"} or child.lemma_.lower() in claimed for child in objects
    )


def _calls_for(attribution: Attribution, lexicon: Lexicon) -> bool:
    """Whether a cue is a call or a warning; not ``called the report baseless``."""
    if attribution.lemma not in lexicon.directive | lexicon.warning:
        return False
    if attribution.verb is None or attribution.lemma not in lexicon.naming:
        return True
    marks = lexicon.phrases.get(attribution.lemma, frozenset())
    for child in attribution.verb.children:
        if (child.dep_ in ("xcomp", "advcl") and child.pos_ in VERBAL) or child.lower_ in marks:
            return True
        if any(token.lower_ in marks for token in child.children if token.dep_ == "case"):
            return True
    return False


def _named_source(attribution: Attribution | None) -> tuple[Span, ...]:
    """The words of a phrase that names a source: ``selon la rumeur`` tells of the source's worth too."""
    if attribution is None or attribution.verb is not None or attribution.cue is None:
        return ()
    if attribution.source is None:
        return (attribution.cue,)
    return (
        Span(min(attribution.cue.start, attribution.source.start), max(attribution.cue.end, attribution.source.end)),
    )


def _of_clause(
    sentence: Sentence, found: Markers, main: Token, tokens: Sequence[Token], attribution: Attribution | None
) -> Commitment:
    helpers = [child for child in main.children if child.dep_.startswith("aux")]
    near = {token.lemma_.lower() for token in (main, *helpers) if not _cannot(token, found)}
    inside = {token.i for token in tokens}  # an inserted cue is none of its words: ``peut-on lire``
    around = {
        child.lemma_.lower()
        for child in main.children
        if child.dep_.startswith(("advmod", "discourse")) or (child.dep_ == "parataxis" and child.i in inside)
    }
    if near & (sentence.lexicon.directive | sentence.lexicon.warning) and _speaks_for_itself(
        main, sentence.lexicon.first_person
    ):
        return Commitment.PROSPECTIVE
    if (near | around) & found.hearsay:
        return Commitment.HEARSAY
    if conditional := _conditional(sentence, found, main, helpers, attribution):
        return conditional
    inner = {
        child.lemma_.lower() for child in main.children if child.dep_ in ("xcomp", "ccomp") and not is_finite(child)
    }
    predicate = {
        child.lemma_.lower()
        for child in main.children
        if child.dep_ in ("acomp", "attr", "xcomp") and child.pos_ == "ADJ" and main.pos_ == "AUX"
    }
    if (near | around) & found.hedged or predicate & (found.hedged - found.attributive):
        return Commitment.HEDGED
    future = any(_is_future(token, sentence.lexicon, found) for token in (main, *helpers))
    forms = near | {token.lower_ for token in helpers}
    going = bool(forms & found.future_auxiliaries and (inner or helpers))
    if future or going or near & found.prospective_verbs or around & found.prospective:
        return Commitment.PROSPECTIVE
    return Commitment.ASSERTED


def _is_future(token: Token, words: Lexicon, found: Markers) -> bool:
    """Whether a form is a future; a model may take the present of a verb for one that has none: ``верю``."""
    told = "Fut" in token.morph.get("Tense", []) and token.lemma_.lower() not in words.lasting
    return told or found.is_future(token)


def _cannot(token: Token, found: Markers) -> bool:
    """``не может``: what is impossible is not hedged."""
    return token.lemma_.lower() in found.possibility and any(child.lower_ in found.negators for child in token.children)


def _speaks_for_itself(verb: Token, first_person: frozenset[str]) -> bool:
    """``We demand``, ``I call on``: the call is made in these very words."""
    return any(child.dep_ == "nsubj" and child.lower_.rstrip("'") in first_person for child in verb.children)


def _conditional(
    sentence: Sentence, found: Markers, main: Token, helpers: list[Token], attribution: Attribution | None
) -> Commitment | None:
    """What a conditional tells: hearsay, a future seen from the past, or mere hypothesis; None for no conditional."""
    typology = sentence.lexicon.typology
    form = next((token for token in (main, *helpers) if _is_conditional(token, sentence.lexicon, found)), None)
    if form is None:
        return None
    if not typology.future_in_past:
        return Commitment.HYPOTHETICAL
    if form.lemma_.lower() in found.obligation:
        return Commitment.PROSPECTIVE
    if form.lemma_.lower() in found.hedged:
        return Commitment.HEDGED
    if form.i != main.i and main.lemma_.lower() in found.obligation | found.possibility:
        return Commitment.HYPOTHETICAL  # ``aurait pu``: it was not so
    if typology.reportive_conditional and form.i != main.i and form.dep_ in ("aux:tense", "aux"):
        return Commitment.HEARSAY
    if attribution is not None and not sentence.in_quotes(main) and _past(attribution.verb):
        return Commitment.PROSPECTIVE
    return Commitment.HYPOTHETICAL


def _is_conditional(token: Token, words: Lexicon, found: Markers) -> bool:
    particle = any(child.lower_ in found.conditional_particles for child in token.children)
    auxiliary = token.lower_ in words.conditional_auxiliaries
    return particle or auxiliary or "Cnd" in token.morph.get("Mood", []) or found.is_conditional(token)


def _past(verb: Token | None) -> bool:
    """Whether a reporting verb, or the light verb that governs it (``a fait savoir``), is in the past."""
    if verb is None:
        return False
    verbs = [verb, verb.head] if verb.dep_ in ("xcomp", "ccomp") else [verb]
    group = [
        token for node in verbs for token in (node, *(child for child in node.children if child.dep_.startswith("aux")))
    ]
    return any("Past" in token.morph.get("Tense", []) for token in group)


def main_verb(tokens: Sequence[Token]) -> Token | None:
    """The verb (or predicate with a copula) highest in the tree among some tokens."""
    indexes = {token.i for token in tokens}

    def depth(token: Token) -> int:
        return sum(1 for _ in token.ancestors)

    tops = [token for token in tokens if token.head.i == token.i or token.head.i not in indexes]
    for top in sorted(tops, key=lambda token: (token.pos_ not in VERBAL and not _copula(token), depth(token), token.i)):
        if top.pos_ in VERBAL or _copula(top):
            return top
    verbs = [token for token in tokens if token.pos_ in VERBAL and not token.dep_.startswith("aux")]
    return min(verbs, key=depth, default=None)


def _copula(token: Token) -> bool:
    return any(child.dep_ == "cop" for child in token.children)


def is_negated(sentence: Sentence, content: tuple[Span, ...]) -> bool:
    """Whether the main verb of the content is negated."""
    found = markers(sentence.lexicon.language)
    main = main_verb(sentence.within(content))
    if main is None:
        return False
    return any(
        child.lower_ in found.negators and child.dep_.startswith(("advmod", "aux", "det")) for child in main.children
    )


def _is_question(sentence: Sentence, content: tuple[Span, ...]) -> bool:
    tail = content[-1].of(sentence.text).rstrip(" »”\"'.\u00a0")
    after = sentence.text[content[-1].end : content[-1].end + 2].strip()
    return tail.endswith("?") or after.startswith("?")
