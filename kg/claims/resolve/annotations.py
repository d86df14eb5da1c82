"""What a claim is about: its subject, whom and what it mentions, and its content words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from kg.claims.resolve import named_entities
from kg.claims.resolve.discourse import Discourse
from kg.languages import given_names, normalize
from kg.languages.profile import LABEL_LANGUAGE
from kg.model import Agent, Mention, Span
from kg.sources.countries import Naming, find_countries, load_countries
from kg.sources.registry import Registry
from kg.text.sentence import Sentence

_ABOUT = 3  # countries at most
_CONTENT_WORDS = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})


def mentions(sentence: Sentence, discourse: Discourse, countries: frozenset[str]) -> Iterator[Mention]:
    """Whom and what a sentence names, in order, none twice: agents, places, countries, weapons, other names.

    ``countries``: those that the article is about; smaller towns of theirs are known too.
    """
    seen: set[str] = set()
    for mention in sorted(_named(sentence, discourse, countries), key=lambda mention: mention.span):
        key = mention.entity or mention.text.casefold()
        if key not in seen:
            seen.add(key)
            yield mention


def _named(sentence: Sentence, discourse: Discourse, countries: frozenset[str]) -> list[Mention]:
    """The tables first, the surest before the others; then what no table holds."""
    found: list[Mention] = []
    for way in (
        _agents(sentence, discourse.registry),
        named_entities.weapons(sentence),
        _places(sentence, discourse, countries),
        _countries(sentence),
    ):
        found += [one for one in way if not any(one.span.overlaps(other.span) for other in found)]
    return found + list(named_entities.names(sentence, [one.span for one in found], discourse))


def _agents(sentence: Sentence, registry: Registry) -> Iterator[Mention]:
    text, language = sentence.span.of(sentence.text), sentence.lexicon.language
    for start, end, agent in registry.find(text, language):
        if not _is_anothers(text, start, end, agent, language):
            yield _mention(sentence, start, end, agent.id, agent.label, "agent")


def _is_anothers(text: str, start: int, end: int, agent: Agent, language: str) -> bool:
    """Whether a name of one word is the last of somebody's whose given name stands before: ``Michael Bloomberg``."""
    given = text[:start].split()[-1:]
    if not given or " " in text[start:end] or not given_names.bearer(f"{given[0]} {text[start:end]}", language):
        return False
    own = {word for _, name in (*agent.labels, *agent.aliases) for word in normalize.words(name, language)}
    return own.isdisjoint(normalize.words(given[0], language))


def _places(sentence: Sentence, discourse: Discourse, countries: frozenset[str]) -> Iterator[Mention]:
    text, language = sentence.span.of(sentence.text), sentence.lexicon.language
    for start, end, place in discourse.gazetteer.find(text, language, countries):
        yield _mention(sentence, start, end, place.id, place.label, "place")


def _countries(sentence: Sentence) -> Iterator[Mention]:
    """Countries by name; an adjective is none, nor is a capital."""
    text = sentence.span.of(sentence.text)
    places = normalize.tokens(text)
    for words in find_countries(text, sentence.lexicon.language):
        if Naming.NAME in words.sorts and Naming.ADJECTIVE not in words.sorts:
            label = load_countries(LABEL_LANGUAGE).countries[words.code].label
            start, end = places[words.start].start, places[words.stop - 1].end
            yield _mention(sentence, start, end, words.code, label, "country")


def _mention(sentence: Sentence, start: int, end: int, entity: str, label: str, kind: str) -> Mention:
    span = Span(sentence.span.start + start, sentence.span.start + end)
    return Mention(span, span.of(sentence.text), entity, label, kind)


def terms(sentence: Sentence, content: tuple[Span, ...]) -> tuple[str, ...]:
    """Lemmas of the content's content words, in order."""
    return tuple(
        token.lemma_.lower()
        for token in sentence.within(content)
        if token.pos_ in _CONTENT_WORDS and not token.is_punct
    )


def countries_of(sentences: Iterable[Sentence]) -> frozenset[str]:
    """The countries that some sentences name most often, as ISO codes: what they are about, not all they touch."""
    return frozenset(code for code, _ in _counted(sentences)[:_ABOUT])


def chief_country(sentences: Iterable[Sentence]) -> str | None:
    """The country that some sentences name more often than any other, as an ISO code."""
    counted = _counted(sentences)
    return counted[0][0] if counted and (len(counted) == 1 or counted[0][1] > counted[1][1]) else None


def _counted(sentences: Iterable[Sentence]) -> list[tuple[str, int]]:
    """The countries that some sentences name, and how often, the most frequent first."""
    named: Counter[str] = Counter()
    for sentence in sentences:
        found = find_countries(sentence.span.of(sentence.text), sentence.lexicon.language)
        named.update(words.code for words in found)
    return sorted(named.items(), key=lambda row: (-row[1], row[0]))
