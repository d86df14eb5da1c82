"""What a claim is about: its subject, whom and what it mentions, and its content words."""

from __future__ import annotations

from collections.abc import Iterator

from kg import offices
from kg.extract.commitment import main_verb
from kg.extract.sentence import SUBJECT, Sentence, noun_phrase
from kg.model import Agent, Mention, Span
from kg.places import find_places
from kg.registry import Registry

_CONTENT_WORDS = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})


def subject(sentence: Sentence, content: tuple[Span, ...], registry: Registry) -> Mention | None:
    """The grammatical subject of the content's main clause, as an agent or a place where a table knows it."""
    tokens = sentence.within(content)
    verb = main_verb(tokens)
    head = next((child for child in verb.children if child.dep_ in SUBJECT), None) if verb is not None else None
    if head is None:
        head = next(
            (token for token in tokens if token.dep_ in SUBJECT or (verb is None and token.dep_ == "ROOT")), None
        )
    if head is None or head.pos_ not in ("NOUN", "PROPN"):
        return None
    span = sentence.span_of(noun_phrase(head))
    return _mention(sentence, span, registry) if span else None


def _mention(sentence: Sentence, span: Span, registry: Registry) -> Mention:
    text, language = span.of(sentence.text), sentence.lexicon.language
    agent = _agent(text, language, registry)
    if agent:
        return Mention(span, text, agent.id, agent.label, "agent")
    places = [
        place for start, end, place in find_places(text, language) if not text[:start].strip(" '’LlAaEeSsDdUuTtHh")
    ]
    if places and len(places[0].label) >= len(text) - 4:
        return Mention(span, text, places[0].id, places[0].label, "place")
    return Mention(span, text)


def _agent(text: str, language: str, registry: Registry) -> Agent | None:
    if agent := registry.by_alias(text, language):
        return agent
    reading = offices.parse(text, language)
    if reading and reading.country and (agent := offices.agent_for(reading, registry)):
        return agent
    found = registry.find(text, language)
    return found[-1][2] if len(found) == 1 and found[0][1] == len(text) else None


def mentions(sentence: Sentence, registry: Registry) -> Iterator[Mention]:
    """The agents and places that a sentence names, in order; none twice."""
    text, language = sentence.span.of(sentence.text), sentence.lexicon.language
    at = sentence.span.start
    rows = [(start, end, agent.id, agent.label, "agent") for start, end, agent in registry.find(text, language)]
    taken = [(start, end) for start, end, *_ in rows]
    rows += [
        (start, end, place.id, place.label, "place")
        for start, end, place in find_places(text, language)
        if not any(start < stop and begin < end for begin, stop in taken)
    ]
    seen: set[str] = set()
    for start, end, entity, label, kind in sorted(rows):
        if entity not in seen:
            seen.add(entity)
            yield Mention(Span(at + start, at + end), text[start:end], entity, label, kind)


def terms(sentence: Sentence, content: tuple[Span, ...]) -> tuple[str, ...]:
    """Lemmas of the content's content words, in order."""
    return tuple(
        token.lemma_.lower()
        for token in sentence.within(content)
        if token.pos_ in _CONTENT_WORDS and not token.is_punct
    )
