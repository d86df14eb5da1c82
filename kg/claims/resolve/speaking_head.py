"""Which token stands for whoever said it: the subject of the cue, or who stands behind it.

Who issued a document, who is told by an impersonal cue, whom a pronoun between commas says again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.claims.detect.attribution import Attribution
from kg.claims.detect.unpunctuated_speakers import is_speaker
from kg.languages.cue_lexicon import Lexicon
from kg.text.sentence import NOMINAL, SUBJECT, VERBAL, Sentence, match_phrase, speaker_head

if TYPE_CHECKING:
    from kg.text.parse import Token


def speaking_head(sentence: Sentence, attribution: Attribution, head: Token | None) -> Token | None:
    """The head of the words for whoever said it, which need not be the subject; None where nobody is told."""
    if head is None or attribution.impersonal:
        ways = (_bare_source, _read_in, _denied_by)
        head = _document_clause(attribution)
        for way in ways:
            head = head or way(sentence, attribution)
        if head is None:
            return None
    head = _issuer(sentence, attribution, speaker_head(head) if not attribution.exact else head)
    head = _agent_of(sentence, head) or _whose(sentence, attribution, head) or head
    return _subject_above(sentence, attribution, head) or _set_apart(sentence, head) or head


def _issuer(sentence: Sentence, attribution: Attribution, head: Token) -> Token:
    """Who issued the document that a relative clause reports: ``X опубликовал расследование, согласно которому …``."""
    document = head.lemma_.lower() in sentence.lexicon.documents and head.dep_ == "obj"
    if not document or attribution.cue is None or sentence.at(head) > attribution.cue.start:
        return head
    if head.head.lemma_.lower() not in sentence.lexicon.issuing:
        return head
    return next((child for child in head.head.children if child.dep_ in SUBJECT), head)


def _whose(sentence: Sentence, attribution: Attribution, head: Token) -> Token | None:
    """Whose document it is that a sentence about them rests on: ``Monitors counted …, according to their report``."""
    lexicon = sentence.lexicon
    owned = (child for child in head.children if child.lower_ in lexicon.possessives and child.i < head.i)
    told = next((lexicon.pronoun_features.get(child.lower_, {}) for child in owned), None)
    if told is None or attribution.verb is not None or head.lemma_.lower() not in lexicon.documents:
        return None
    subjects = (token for token in sentence.doc[: head.i] if token.dep_ in SUBJECT and token.head.dep_ == "ROOT")
    found = next((token for token in subjects if is_speaker(token, lexicon)), None)
    several = told.get("Number") != "Plur" or (found is not None and "Plur" in found.morph.get("Number", []))
    return found if several else None


def _agent_of(sentence: Sentence, head: Token) -> Token | None:
    """Who does what is told of claims in the passive: ``ces accusations ont été démenties par la mairie``."""
    claims = (sentence.lexicon.cue_nouns | sentence.lexicon.reports) - sentence.lexicon.documents
    claimed = head.dep_ in SUBJECT and head.lemma_.lower() in claims
    return _passive_agent(head.head, sentence.lexicon) if claimed else None


def _denied_by(sentence: Sentence, attribution: Attribution) -> Token | None:
    verb = attribution.verb
    denied = verb is not None and attribution.lemma in sentence.lexicon.denied
    return _passive_agent(verb, sentence.lexicon) if verb is not None and denied else None


def _passive_agent(verb: Token, lexicon: Lexicon) -> Token | None:
    """Who does what a participle tells: ``démenties par la mairie``."""
    for child in verb.children if "Part" in verb.morph.get("VerbForm", []) else ():
        by = any(word.dep_ == "case" and word.lower_ in lexicon.authors for word in child.children)
        if child.i > verb.i and by and (child.pos_ == "PROPN" or child.lemma_.lower() in lexicon.speakers):
            return child
    return None


def _subject_above(sentence: Sentence, attribution: Attribution, head: Token) -> Token | None:
    """Whom ``it`` stands for in ``the ministry condemned what it called …``: the body that is the subject above."""
    if sentence.lexicon.pronoun_features.get(head.lower_, {}).get("Animacy") != "Inan" or attribution.verb is None:
        return None
    for verb in attribution.verb.ancestors:
        found = next((child for child in verb.children if child.dep_ in SUBJECT and child.i < head.i), None)
        if found is not None and verb.pos_ in VERBAL:
            person = found.lemma_.lower() in sentence.lexicon.people
            return None if person or found.morph.get("Number", []) == ["Plur"] else found
    return None


def _set_apart(sentence: Sentence, head: Token) -> Token | None:
    """Whom a pronoun between commas says again: ``l'opposition, elle, réclame …``."""
    doc, at = sentence.doc, head.i
    if head.lower_ not in sentence.lexicon.echoes or not 2 <= at < len(doc) - 1:
        return None
    if {doc[at - 1].text, doc[at + 1].text} != {","}:
        return None
    noun = doc[at - 2]
    while noun.head.i < at and noun.head.i != noun.i and noun.pos_ not in VERBAL and noun.head.pos_ in NOMINAL:
        noun = noun.head
    return noun if noun.pos_ in NOMINAL else None


def _document_clause(attribution: Attribution) -> Token | None:
    """``X a diffusé un communiqué dans lequel il est affirmé que …``: the one who issued the document."""
    verb = attribution.verb
    if verb is None or verb.dep_ not in ("acl:relcl", "acl"):
        return None
    issuing = verb.head.head
    return next((child for child in issuing.children if child.dep_ in SUBJECT), None)


def _bare_source(sentence: Sentence, attribution: Attribution) -> Token | None:
    """The source of an impersonal cue: ``De source militaire, on indique …``, ``affirme-t-on de même source``."""
    phrases, reported = sentence.lexicon.bare_sources, {token.i for token in sentence.within(attribution.content)}
    for token in sentence.doc:
        size = match_phrase(sentence.doc, token.i, phrases)
        if size and token.i not in reported:
            return sentence.doc[token.i + size - 1]
    return None


def _read_in(sentence: Sentence, attribution: Attribution) -> Token | None:
    """The text in which one reads it: ``lit-on dans un communiqué de la Croix-Rouge``."""
    lexicon, verb = sentence.lexicon, attribution.verb
    behind = sentence.doc[verb.i + 1 :] if verb is not None else ()
    stop = next((at for at, token in enumerate(behind) if token.is_punct), len(behind))
    inside = next((at for at, token in enumerate(behind[:stop]) if token.lower_ in lexicon.containing), stop)
    noun = next((token for token in behind[inside:stop] if token.pos_ in NOMINAL), None)
    return noun if noun is not None and noun.lemma_.lower() in lexicon.documents else None
