"""What a claim is about: its subject, whom and what it mentions, and its content words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.countries import load_countries, tokens_of
from kg.extract.sentence import Sentence
from kg.model import Mention, Span
from kg.places import find_places
from kg.registry import Registry

_CONTENT_WORDS = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})


def mentions(sentence: Sentence, registry: Registry, countries: frozenset[str] = frozenset()) -> Iterator[Mention]:
    """The agents and places that a sentence names, in order; none twice.

    ``countries``: those that the article is about; smaller towns of theirs are known too.
    """
    text, language = sentence.span.of(sentence.text), sentence.lexicon.language
    at = sentence.span.start
    rows = [(start, end, agent.id, agent.label, "agent") for start, end, agent in registry.find(text, language)]
    taken = [(start, end) for start, end, *_ in rows]
    rows += [
        (start, end, place.id, place.label, "place")
        for start, end, place in find_places(text, language, countries)
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


def countries_of(sentences: Iterable[Sentence]) -> frozenset[str]:
    """The countries that some sentences name, as ISO codes."""
    found: set[str] = set()
    for sentence in sentences:
        lexicon = load_countries(sentence.lexicon.language)
        found.update(words.code for words in lexicon.find(tokens_of(sentence.span.of(sentence.text))))
    return frozenset(found)
