"""Relays: media that passed a statement on, named in its cue clause. Hearers are none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.claims.detect.attribution import Attribution
from kg.languages import normalize
from kg.languages.cue_lexicon import Lexicon
from kg.model import Agent, Hop, Role, Span
from kg.sources import offices
from kg.sources.registry import MEDIA, Registry
from kg.text.quotation_marks import OPENING
from kg.text.sentence import SUBJECT, Sentence, match_phrase, noun_phrase, quoted_as, subject

if TYPE_CHECKING:
    from kg.text.parse import Token

_OWNERS = ("nmod", "appos")
_ARGUMENTS = ("nsubj", "obl", "iobj", "obl:arg", "obl:mod", "obl:agent", "obj", "dative", "nmod")


def relays(sentence: Sentence, attribution: Attribution, registry: Registry) -> Iterator[tuple[Agent, Span, str]]:
    """The registered media hops of an attribution from the origin outward: agent, words, rule."""
    seen: set[str] = set()
    told, lexicon = _told(sentence, attribution), sentence.lexicon
    for head, rule in (
        *told,
        *_citing(sentence, attribution),
        *_obtaining(attribution, lexicon),
        *_spoken_with(attribution, lexicon),
    ):
        found = medium(sentence, head, registry)
        if found and found[0].id not in seen:
            seen.add(found[0].id)
            yield found[0], found[1], rule


def told_by_name(sentence: Sentence, attribution: Attribution, registry: Registry) -> Iterator[Token]:
    """Media told, by their noun and a name that no table knows: ``рассказал порталу Tut.by``."""
    media = sentence.lexicon.media - sentence.lexicon.audiences
    for head, _ in _told(sentence, attribution):
        phrase = noun_phrase(head)
        named = any(token.text[:1].isupper() and token.i for token in phrase)
        if named and any(token.lemma_.lower() in media for token in phrase) and not medium(sentence, head, registry):
            yield head


def _spoken_with(attribution: Attribution, lexicon: Lexicon) -> Iterator[tuple[Token, str]]:
    """Whose interlocutor speaks: ``собеседник «Коммерсанта»``."""
    head = attribution.head
    if head is not None and head.lemma_.lower() in lexicon.interlocutors:
        behind = (child for child in head.children if child.i > head.i and child.dep_ in _OWNERS)
        own = (child for child in behind if not any(part.dep_ == "case" for part in child.children))  # not "в ТАСС"
        yield from ((child, "told-medium") for child in own)


def obtained(document: Token, lexicon: Lexicon) -> Token | None:
    """The verb of a clause that tells who got a document of others: ``a report that the Guardian obtained``."""
    if document.lemma_.lower() not in lexicon.documents:
        return None
    for child in document.children:
        clause = child.i > document.i and child.dep_.startswith("acl")
        inner = (child, *(below for below in child.children if below.dep_ == "xcomp"))
        if clause and any({verb.lemma_.lower(), verb.lower_} & lexicon.obtaining for verb in inner):
            return child
    return None


def _obtaining(attribution: Attribution, lexicon: Lexicon) -> Iterator[tuple[Token, str]]:
    """Who got the document that speaks; not whom he has it from: ``received from Interfax``."""
    clause = obtained(attribution.head, lexicon) if attribution.head is not None else None
    for node in clause.children if clause is not None else ():
        marks = {part.lower_ for part in node.children if part.dep_ == "case"}
        if node.dep_ in SUBJECT or (marks <= lexicon.authors and (marks or node.dep_ == "obl:agent")):
            yield node, "obtained-by"


def once(hops: Iterable[Hop]) -> tuple[Hop, ...]:
    """The hops of a chain from the origin outward, each agent where it stands first: a relay is one hop.

    The medium that a sentence names is the one whose wire it is; the outlet is no relay of its own. Whoever stands in
    the chain is not who may be meant elsewhere in it: nobody passes on what he said himself.
    """
    found = tuple(hops)
    outlets = {hop.agent.id for hop in found if hop.role is Role.OUTLET}
    first: dict[str, Hop] = {}
    for hop in found:
        if hop.role is not Role.OUTLET and (hop.role is Role.ORIGIN or hop.agent.id not in outlets):
            first.setdefault(hop.agent.id, hop)
    named = outlets | first.keys()
    kept = (
        replace(hop, candidates=tuple(one for one in hop.candidates if one.agent.id not in named))
        for hop in first.values()
    )
    return (*kept, *(hop for hop in found if hop.role is Role.OUTLET))


def given(attribution: Attribution, lexicon: Lexicon) -> Token | None:
    """Whose words a medium gives as his: ``цитирует дипломата агентство``, ``передаёт слова мэра``."""
    verb = attribution.verb
    if verb is None or not lexicon.cited:
        return None
    if verb.pos_ == "NOUN" and verb.lemma_.lower() in lexicon.governed:
        owners = [child for child in verb.children if child.dep_ == "nmod" or child.lower_ in lexicon.possessives]
    elif verb.lemma_.lower() in lexicon.cited and lexicon.typology.free_word_order:
        objects = [child for child in verb.children if child.dep_ == "obj" and child.i > verb.i]
        speeches = (child for child in objects if child.lemma_.lower() in lexicon.speeches)
        owners = [*(own for one in speeches for own in one.children if own.dep_ == "nmod"), *objects]
        owners = owners or [own for own in _beside_medium(verb) if own.lemma_.lower() in lexicon.persons]
    else:
        return None
    return next((child for child in owners if child.lemma_.lower() not in lexicon.documents), None)


def _beside_medium(verb: Token) -> Iterator[Token]:
    """Who is quoted where the parser hung him on the medium before him: ``цитирует Nordpost президента клуба``."""
    for child in verb.children:
        if child.i > verb.i and child.pos_ == "PROPN" and child.dep_ in ("nsubj", "obj", "iobj"):
            yield from (own for own in child.children if own.i > child.i and own.dep_ in ("nmod", "appos"))


def read_out(attribution: Attribution, lexicon: Lexicon) -> tuple[Token, ...]:
    """Who wrote what the speaker reads aloud: ``She read a message sent by the treasurer: “…”``; empty for none."""
    verb = attribution.verb
    if verb is None or verb.lemma_.lower() not in lexicon.read_out:
        return ()
    text = next((child for child in verb.children if child.dep_ == "obj" and child.i > verb.i), None)
    if text is None or text.lemma_.lower() not in lexicon.documents:
        return ()
    for token in text.subtree:
        sent = token.head.dep_ == "acl" and token.head.head.i == text.i and token.dep_.startswith("obl")
        owner = token.head.i == text.i and token.dep_ == "nmod" and text.lemma_.lower() in lexicon.speeches
        by = any(child.dep_ == "case" and child.lower_ in lexicon.authors for child in token.children)
        named = token.pos_ == "PROPN" or {token.lower_, token.lemma_.lower()} & lexicon.persons
        if (sent and (by or token.dep_ == "obl:agent")) or (owner and named):
            return (token,)
    return ()


def quoting_medium(attribution: Attribution, lexicon: Lexicon) -> Token | None:
    """Who quotes the speaker: ``the Gazette quoted the mayor as saying``."""
    verb = attribution.verb
    if verb is None or quoted_as(verb, lexicon.as_words) is None:
        return None
    found = subject(verb.head)
    return found if found is not None and found.dep_ == "nsubj" else None


def medium(sentence: Sentence, head: Token, registry: Registry) -> tuple[Agent, Span] | None:
    """The medium that a noun phrase names; None where it names none."""
    tokens = noun_phrase(head)
    span = sentence.span_of(tokens)
    if span is None:
        return None
    text, language = span.of(sentence.text), sentence.lexicon.language
    agent = registry.by_alias(text, language)
    if agent is None and (reading := offices.parse(text, language)) and reading.country:
        agent = offices.agent_for(reading, registry)
    if agent is None:
        found = [
            known
            for start, _, known in registry.find(text, language)
            if known.type in MEDIA and not _ends_name(text[:start], language)
        ]
        agent = found[0] if len(found) == 1 else None
    return (agent, span) if agent is not None and agent.type in MEDIA else None


def _ends_name(before: str, language: str) -> bool:
    """Whether what follows some words is the end of a longer name: ``Michael Bloomberg``, ``M. Bloomberg``."""
    last = next(reversed(before.split()), "")
    plain = last.replace("-", "").removesuffix(".").isalpha()
    return last[:1].isupper() and plain and not normalize.is_determiner(last, language)


def _told(sentence: Sentence, attribution: Attribution) -> Iterator[tuple[Token, str]]:
    """Whom the source spoke to, or where: ``a indiqué à Sputnik``, ``told Reuters``, ``на телеканале``."""
    if attribution.verb is None:
        return
    verb, lexicon = attribution.verb, sentence.lexicon
    behind = (child for child in verb.children if child.dep_ == "obj" and child.i > verb.i)
    reported = next((child for child in behind if child.lemma_.lower() in lexicon.reports | lexicon.cue_nouns), None)
    interrupts = attribution.detector.interrupts and sentence.in_quotes(verb)
    own = {token.i for token in noun_phrase(attribution.head)} if attribution.head is not None else set()
    if (
        attribution.head is not None
        and attribution.head.lemma_.lower() in sentence.lexicon.bodies - sentence.lexicon.media
    ):
        names = (
            child for child in attribution.head.children if child.dep_ == "appos" and child.left_edge.text in OPENING
        )
        yield from ((child, "told-medium") for child in names)
    for child in attribution.verb.children:
        quoted = sentence.in_quotes(child) and not (interrupts or child.left_edge.text in OPENING)
        if child.dep_ not in _ARGUMENTS or child.i in own or quoted:
            continue
        if any(span.start <= sentence.at(child) < span.end for span in attribution.content):
            continue
        if reported is not None and child.i >= reported.i:
            continue  # ``rejected claims by Reuters``: nobody told Reuters
        yield child, "told-medium"
        for inner in child.children:
            if inner.dep_.startswith(("nmod", "appos", "obl")):
                yield inner, "told-medium"


def _citing(sentence: Sentence, attribution: Attribution) -> Iterator[tuple[Token, str]]:
    """Who passed it on: ``cité par les agences``, ``quoted by``."""
    doc, lexicon = sentence.doc, sentence.lexicon
    if (quoting := quoting_medium(attribution, lexicon)) is not None:
        yield quoting, "quotes"
    for index in range(len(doc)):
        size = match_phrase(doc, index, lexicon.cited_by) or match_phrase(doc, index, lexicon.carried_by)
        if not size or any(span.start <= sentence.at(doc[index]) < span.end for span in attribution.content):
            continue
        head = next((token for token in doc[index + size : index + size + 6] if token.pos_ in ("NOUN", "PROPN")), None)
        if head is not None:
            yield head, "cited-by"
