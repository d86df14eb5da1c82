"""Nouns that report with a clause: ``criticism from X that P``, ``обвинения X в том, что P``.

Schmid (2000) calls them shell nouns of speech acts. Whose report it is stands in their phrase, or is the subject of a
verb that makes it (``made the claim that``). Where neither does, somebody not named says so, and not the outlet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.claims.detect.attribution import Attribution
from kg.claims.detect.detector import ContentFrom, Decides, Detector
from kg.claims.detect.source_prepositions import is_answered
from kg.claims.detect.unpunctuated_speakers import is_speaker
from kg.languages.cue_lexicon import Lexicon
from kg.text.sentence import GENITIVE, NOMINAL, SUBJECT, VERBAL, Sentence, is_finite, noun_phrase, subtree

if TYPE_CHECKING:
    from kg.text.parse import Token

_REACH = 12  # words from the noun to what opens its clause
_INSIDE = frozenset({"DET", "ADJ", "ADV", "NOUN", "PROPN", "ADP", "PART", "NUM"})
_OWNED = frozenset({"nmod", "nmod:poss", "obl:agent", "obl", "compound", "det"})
_OBJECTS = frozenset({"obj", "ccomp", "xcomp"})
_CLAUSE_ENDS = frozenset({"conj", "xcomp", "parataxis", "advcl"})


def find(sentence: Sentence) -> Iterator[Attribution]:
    """Attributions whose cue is a noun with a clause that tells what is reported."""
    lexicon = sentence.lexicon
    for noun in sentence.doc:
        if noun.pos_ != "NOUN" or noun.lemma_.lower() not in lexicon.reporting_nouns | lexicon.cue_nouns:
            continue
        opener = _opener(sentence, noun)
        clause = _clause(noun, opener, lexicon) if opener is not None and not _is_absent(noun, lexicon) else None
        if opener is None or clause is None:
            continue
        source = _source(noun, opener, clause, lexicon)
        content = sentence.pieces(_content(opener, clause))
        open_to_all = noun.lemma_.lower() in lexicon.reporting_nouns and not is_answered(noun, lexicon)
        if content and (source is not None or open_to_all):
            yield Attribution(
                detector=DETECTOR if source is not None else UNSOURCED,
                lemma=noun.lemma_.lower(),
                cue=sentence.span_of((noun,)),
                source=sentence.span_of(_before(source, opener)) if source is not None else None,
                content=content,
                head=source,
                verb=noun,
                exact=True,
                impersonal=source is None,
                confidence=0.75,
                denies=noun.lemma_.lower() in lexicon.denying_nouns,
            )


DETECTOR = Detector(
    "reporting-noun", find, ContentFrom.CLAUSE, Decides.BESIDE, nests=True, literature=("Schmid 2000", "Pareti 2015")
)
UNSOURCED = replace(DETECTOR, nests=False)  # inside what somebody says it is his: ``said the rumours that … are old``


def _opener(sentence: Sentence, noun: Token) -> Token | None:
    """The word behind a noun's phrase that opens what it reports: ``that``, ``selon lesquelles``, ``о том, что``."""
    lexicon, doc = sentence.lexicon, sentence.doc
    at = noun.i + 1
    while at < min(len(doc), noun.i + _REACH):
        token = doc[at]
        follows = doc[at + 1].lower_ if at + 1 < len(doc) else ""
        if token.lower_ in lexicon.lone_prepositions and follows in lexicon.source_relatives:
            return doc[at + 1]
        if token.lower_ in lexicon.reported_openers:
            return token if token.pos_ == "SCONJ" or token.dep_ == "mark" else None
        correlate = {(token.lower_, follows), (doc[at - 1].lower_, token.lower_)} & lexicon.correlates
        if token.pos_ not in _INSIDE and not correlate and token.text not in (",", "-"):
            return None
        at += 1
    return None


def _clause(noun: Token, opener: Token, lexicon: Lexicon) -> Token | None:
    """The verb of the clause behind what opens it; None where it is another's, or a relative one.

    ``The ministry told the opposition in a report that …`` is what the ministry told; ``the claim that the ministry
    made`` says nothing of what was claimed.
    """
    relative = opener.nbor(-1).lower_ in lexicon.lone_prepositions
    behind = opener.doc[opener.i + 1 :]
    stop = next((token.i for token in behind if token.text in ";:"), len(opener.doc))
    verbs = (token for token in behind if token.i < stop and _is_predicate(token))
    clause = next(verbs, None) if relative or opener.head.i <= opener.i else opener.head
    if clause is None:
        return None
    above = clause.head
    if not relative and above.i < noun.i and above.pos_ in VERBAL and above.lemma_.lower() in lexicon.reporting:
        return None
    return clause if relative or not _is_relative(noun, opener, clause, lexicon) else None


def _is_relative(noun: Token, opener: Token, clause: Token, lexicon: Lexicon) -> bool:
    """Whether a clause tells what is done with a report: ``claims that AFP could not verify``."""
    last = next((token for token in reversed(_content(opener, clause)) if not token.is_punct), clause)
    inner = next((child for child in clause.children if child.dep_ == "xcomp" and child.i > clause.i), clause)
    for verb in (last, inner, clause):
        named = verb.lemma_.lower() in lexicon.naming | lexicon.dismissing  # ``reports that X called false``
        objects = _OBJECTS - {"xcomp"} if named else _OBJECTS
        filled = any(child.dep_ in objects and child.i != opener.i for child in verb.children)
        takes = verb.lemma_.lower() in lexicon.cue_verbs | lexicon.issuing | lexicon.obtaining | lexicon.making
        if verb.pos_ in VERBAL and not filled and (takes or _agrees(verb, noun)):
            return True
    return False


def _is_predicate(token: Token) -> bool:
    return (token.pos_ in VERBAL and is_finite(token) and not token.dep_.startswith(("aux", "cop"))) or any(
        child.dep_ == "cop" for child in token.children
    )


def _agrees(verb: Token, noun: Token) -> bool:
    """Whether a participle behind *have* agrees with a noun and not with its subject: ``la note que X a publiée``."""
    helped = any(child.dep_ == "aux:tense" for child in verb.children)
    own = next((child for child in verb.children if child.dep_ in SUBJECT), None)
    if not helped or own is None or "Part" not in verb.morph.get("VerbForm", []):
        return False
    traits = [[token.morph.get(name, []) for name in ("Gender", "Number")] for token in (verb, noun, own)]
    return traits[0] == traits[1] != traits[2] and traits[0] != [["Masc"], ["Sing"]]


def _content(opener: Token, clause: Token) -> list[Token]:
    """The words of a clause behind its opener; not the clause that a parser hung on it, which goes on around it."""

    def goes_on(child: Token) -> bool:
        marked = any(part.dep_ in ("cc", "mark") and part.i < child.i for part in child.children)
        return child.dep_ in _CLAUSE_ENDS and child.i > clause.i and is_finite(child) and not marked

    inside = {token.i for token in subtree(clause, goes_on)}
    last = max(inside)
    beside = [token.i for child in clause.children if goes_on(child) for token in subtree(child) if token.i > clause.i]
    return list(clause.doc[opener.i + 1 : min([last + 1, *beside])])


def _is_absent(noun: Token, lexicon: Lexicon) -> bool:
    """Whether there is none: ``no report that``, ``нет сведений о том, что``."""
    return any(token.lower_ in lexicon.absent for token in (noun.head, *noun.children))


def _source(noun: Token, opener: Token, clause: Token, lexicon: Lexicon) -> Token | None:
    """Whose report it is: ``X's claim``, ``claims by X``, ``the army claims that``; or who makes it."""
    for child in (*noun.children, *_misplaced(noun)):
        marks = {part.lower_ for part in child.children if part.dep_ == "case"}
        if child.lower_ in lexicon.possessives and child.i < noun.i:
            return child
        if child.dep_ not in _OWNED or child.i > opener.i or not (child.pos_ == "PROPN" or is_speaker(child, lexicon)):
            continue
        if child.i < noun.i:
            return child
        by = bool(marks & lexicon.makers)
        genitive = marks <= lexicon.links and (bool(marks) or child.morph.get("Case", []) == ["Gen"])
        if by or (genitive and not _is_target(noun, child, opener, clause, lexicon)):
            return child
    return _maker(noun, lexicon)


def _misplaced(noun: Token) -> Iterator[Token]:
    """Whose preposition stands right behind the noun, though the parser hung it on a verb."""
    if noun.i + 1 < len(noun.doc) and noun.nbor(1).dep_ == "case" and noun.nbor(1).head.head.i != noun.i:
        yield noun.nbor(1).head


def _before(source: Token, opener: Token) -> list[Token]:
    """The phrase of a source, up to the clause behind it, without the mark of a genitive."""
    phrase = [token for token in noun_phrase(source) if token.lower_ not in GENITIVE]
    if source.i > opener.i:
        return phrase
    stop = opener.i - (opener.nbor(-1).pos_ == "ADP")
    return [token for token in phrase if token.i < stop] or [source]


def _is_target(noun: Token, owner: Token, opener: Token, clause: Token, lexicon: Lexicon) -> bool:
    """Whether an owner may be whom a charge is brought against: ``обвинения завода в том, что он …``."""
    if noun.lemma_.lower() not in lexicon.charging_nouns:
        return False
    first = (token for token in clause.doc[opener.i + 1 : clause.i] if token.pos_ in NOMINAL)
    own = next((child for child in clause.children if child.dep_ in SUBJECT), next(first, None))
    return own is None or own.pos_ == "PRON" or own.lemma_ == owner.lemma_


def _maker(noun: Token, lexicon: Lexicon) -> Token | None:
    """The subject of a verb that makes the report which is its object: ``made the claim that``."""
    verb = noun.head
    if noun.dep_ not in ("obj", "obl") or verb.lemma_.lower() not in lexicon.making:
        return None
    own = next((child for child in verb.children if child.dep_ in SUBJECT and child.i < verb.i), None)
    return own
