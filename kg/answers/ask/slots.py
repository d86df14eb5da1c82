"""What may stand in the slot of a question: a country, a known source, a place, the words of a subject."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass

from kg.answers.ask.vocabulary import QuestionWord
from kg.answers.queries.header import Kind
from kg.answers.queries.parameters import agent_of, period_of
from kg.answers.queries.source_kinds import kind_label, kind_of
from kg.languages.profile import supported
from kg.model import Agent
from kg.sources.countries import country_of, load_countries, tokens_of
from kg.sources.registry import Registry

_QUOTES = "«»\"“”„' \u00a0"


@dataclass(frozen=True, slots=True)
class Filling:
    """What a slot is filled with: the value for the query, and how to name it to the person who asked."""

    value: str
    label: str


Fill = Callable[[Kind, str, tuple[QuestionWord, ...]], Filling | None]


def filler(registry: Registry, language: str) -> Fill:
    """A function that says what words mean in a slot of a kind; None where they are not known to mean anything."""
    agent_named = functools.lru_cache(maxsize=1024)(lambda text: agent_of(text, registry, (language, *supported())))

    def fill(kind: Kind, text: str, words: tuple[QuestionWord, ...]) -> Filling | None:
        if kind is Kind.COUNTRY:
            return _country(text, language)
        if kind is Kind.AGENT:
            return None if _is_country(text) else _source(agent_named(text), language)
        if kind is Kind.SOURCE:
            return _of_kind(text, language) or (None if _is_country(text) else _source(agent_named(text), language))
        if kind is Kind.PLACE:
            return _words(text, words) if text.lstrip(_QUOTES)[:1].isupper() else None
        if kind is Kind.PERIOD:
            return _period(text, language)
        return _words(text, words) if kind is Kind.TEXT else None

    return fill


def _country(text: str, language: str) -> Filling | None:
    code = country_of(text, language)  # never by its code: IS is Iceland's, and "no" Norway's
    if code is None:
        return None
    country = load_countries(language).countries.get(code)
    return Filling(code, f"{country.label} ({code})" if country else code)


def _source(agent: Agent | None, language: str) -> Filling | None:
    if agent is None:
        return None
    label = dict(agent.labels).get(language, agent.label)
    return Filling(agent.id, f"{label} ({agent.id})")


def _of_kind(text: str, language: str) -> Filling | None:
    kind = kind_of(text, (language,))
    return Filling(kind, f"{kind_label(kind, language)} ({kind})") if kind else None


def _period(text: str, language: str) -> Filling | None:
    found = period_of(text, (language,))
    return Filling(found, text if text == found else f"{text} ({found})") if found else None


def _is_country(text: str) -> bool:
    """Whether the words are a country or a capital and nothing else: who speaks for it is another question."""
    tokens = tokens_of(text)
    for language in supported():
        found = load_countries(language).find(tokens)
        if found and found[-1].stop == len(tokens) and found[0].start <= 1 and len(found) == 1:
            return found[0].start == 0 or len(tokens[0].surface) <= 3
    return False


def _words(text: str, words: tuple[QuestionWord, ...]) -> Filling | None:
    """Words as they are, unless one of them belongs to a question: then the slot would hide what is asked."""
    if any(word.barred for word in words):
        return None
    plain = text.strip(_QUOTES)
    return Filling(plain, plain)
