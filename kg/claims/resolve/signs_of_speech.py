"""Signs that a sentence is somebody's speech though nobody is found who speaks: it is then not the outlet's own voice.

A clause in quotation marks; a marker of hearsay (``allegedly``, a conditional of hearsay); the name, handle and date
that an embedded post leaves behind where its text has run into the article's. Scare quotes, names and titles in marks
are no speech.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.claims.detect.commitment import commitment
from kg.claims.detect.irrealis import negated
from kg.claims.detect.unpunctuated_speakers import is_speaker
from kg.model import BlockKind, Commitment, Span
from kg.text.sentence import NOMINAL, SUBJECT, Sentence

if TYPE_CHECKING:
    from kg.claims.detect.attribution import Attribution
    from kg.text.parse import Token

QUOTATION = "quotation-without-owner"
POST = "post-in-text"
_SIGNED = re.compile(r"\w\s*\(@?\w{2,20}\)\s+(?:\d{1,2}\s+[^\W\d]+|[^\W\d]+\s+\d{1,2}),?\s+20\d\d\b")
_CLAUSE = 5  # words of a clause in quotation marks, at least
_MAIN = frozenset({"ROOT", "conj", "parataxis"})
_RELATIVE = frozenset({"acl", "acl:relcl"})


def sign(sentence: Sentence) -> str | None:
    """The rule by which a sentence that nobody is found to say is somebody's; None where it shows no sign."""
    if any(_is_clause(sentence, quote) for quote in sentence.quotes):
        return QUOTATION
    if commitment(sentence, (sentence.span,), None) is Commitment.HEARSAY:
        return "hearsay"
    if sentence.block.kind is BlockKind.PARAGRAPH and _SIGNED.search(sentence.span.of(sentence.text)):
        return POST
    return None


def may_report(sentence: Sentence) -> bool:
    """Whether somebody who may speak does what reports elsewhere, though nothing shows what he says here.

    ``The minister evoked his childhood``, ``le club a enregistré trois départs``: the outlet's own word, not surely.
    """
    lexicon = sentence.lexicon
    verbs = lexicon.cue_verbs | lexicon.figure_verbs
    for token in sentence.doc:
        verb = token.head
        doer = is_speaker(token, lexicon) or token.lower_ in lexicon.pronoun_subjects
        if token.dep_ in SUBJECT and verb.dep_ in _MAIN and doer and verb.lemma_.lower() in verbs:
            return not negated(verb, False, lexicon)
    return False


def tells_outlet(sentence: Sentence, told: Attribution) -> bool:
    """Whether somebody is said to have told something to the outlet in its own words: ``the ministry told us that``."""
    lexicon, verb = sentence.lexicon, told.verb
    if verb is None or sentence.block.kind is not BlockKind.PARAGRAPH:
        return False
    near = (child for child in verb.children if child.pos_ == "PRON" and child != told.head)
    ours = (child for child in near if child.morph.get("Person", []) == ["1"] and not sentence.in_quotes(child))
    inside = {token.i for token in sentence.within(told.content)}
    spoken = told.head is not None and told.head.lower_.rstrip("'’") in lexicon.first_person
    return not spoken and any(child.i not in inside for child in ours)


def quoted_document(sentence: Sentence) -> Token | None:
    """The document that a sentence is about and quotes without a cue: ``Ce texte chiffre les « gardes … »``."""
    root = next((token for token in sentence.doc if token.head.i == token.i), None)
    subjects = (child for child in root.children if child.dep_ in SUBJECT) if root is not None else ()
    found = next((child for child in subjects if child.lemma_.lower() in sentence.lexicon.documents), None)
    return found if found is not None and sentence.at(found) < sentence.quotes[0].start else None


def _is_clause(sentence: Sentence, quote: Span) -> bool:
    """Whether quoted words are a clause, with a finite verb and its subject, or with ``I`` or ``we``; and no title."""
    words = [token for token in sentence.within((quote,)) if token.is_alpha]
    if len(words) < _CLAUSE or _is_title(sentence, words, quote):
        return False
    inside = {token.i for token in words}
    top = (token for token in words if token.head.i not in inside or token.head.i == token.i)
    if any(child.dep_ in SUBJECT and child.lower_ in sentence.lexicon.first_person for child in words):
        return True
    return any(
        token.dep_ not in _RELATIVE
        and _is_finite(token)
        and any(child.dep_ in SUBJECT and child.i in inside for child in token.children)
        for token in top
    )


def _is_finite(verb: Token) -> bool:
    tokens = (verb, *(child for child in verb.children if child.dep_.startswith(("aux", "cop"))))
    return any("Fin" in token.morph.get("VerbForm", []) for token in tokens)


def _is_title(sentence: Sentence, words: list[Token], quote: Span) -> bool:
    """Whether words bear capitals like a title, or one where they begin right behind a noun: the film «Who is he»."""
    if sum(token.text[0].isupper() for token in words) * 2 > len(words):
        return True
    before = [token for token in sentence.doc[: words[0].i] if token.is_alpha or token.text in ",:;.!?—–"]
    words_before = [token for token in before if token.is_alpha]
    if words_before and words_before[-1].lower_ in sentence.lexicon.entitled:
        return True
    named = bool(before) and before[-1].pos_ in NOMINAL and quote.start > sentence.span.start
    return named and words[0].text[0].isupper()
