"""Words that stand for somebody heard before: pronouns, ``cette même source``, ``le ministère``, ``the diplomat``."""

from __future__ import annotations

from kg import offices
from kg.model import Agent, Basis, SourceKind
from kg.registry import MEDIA, Registry
from kg.resolve.memory import Memory
from kg.resolve.words import Identified, Words


def unspecified(memory: Memory, language: str) -> Agent:
    """The source of ``on avait appris que``: somebody, not said who."""
    return memory.mint("unspecified source", SourceKind.UNSPECIFIED, language)


def pronoun(words: Words, memory: Memory, registry: Registry) -> Identified | None:
    """``il``, ``she``, ``он``: the last source that fits in gender, number and kind; unspecified where none does."""
    lexicon = words.lexicon
    form = words.text.lower().strip("- ").removeprefix("t-")
    if words.head.pos_ != "PRON" and form not in lexicon.pronouns:
        return None
    human = {"he": True, "she": True, "it": False}.get(form)
    number = words.number or {"they": "Plur", "ils": "Plur", "elles": "Plur"}.get(form)
    gender = words.gender or {"il": "Masc", "elle": "Fem", "он": "Masc", "она": "Fem"}.get(form)
    if form in ("they", "them", "они"):
        gender = None
    agent = memory.by_pronoun(gender, number, human)
    if agent is None and not human:
        agent = memory.by_pronoun(gender, number, None)
    if agent is None:
        return Identified(unspecified(memory, lexicon.language), Basis.ANAPHORA, "pronoun-unresolved", 0.3)
    return Identified(agent, Basis.ANAPHORA, "pronoun", 0.8)


def same(words: Words, memory: Memory, registry: Registry) -> Identified | None:
    """``cette même source``, ``the same official``."""
    if not any(
        token.lower_ in words.lexicon.same or token.lemma_.lower() in words.lexicon.same for token in words.tokens
    ):
        return None
    human = words.lemma in words.lexicon.people
    agent = memory.by_head(words.lemma) or (memory.last_human(words.gender) if human else memory.last_unnamed())
    return Identified(agent, Basis.ANAPHORA, "same-source", 0.9) if agent else None


def epithet(words: Words, memory: Memory, registry: Registry) -> Identified | None:
    """``le ministère``, ``le diplomate``, ``the agency``: a definite noun for somebody who has been heard."""
    if words.indefinite or len([token for token in words.tokens if token.pos_ in ("NOUN", "PROPN", "ADJ")]) > 2:
        return None
    if agent := memory.by_head(words.lemma):
        return Identified(agent, Basis.ANAPHORA, "same-noun", 0.85)
    office = offices.parse(words.text, words.lexicon.language)
    if office and office.country is None:
        held = next(
            (
                heard.agent
                for heard in memory.recent()
                if office.office in (heard.agent.office, *(row.office for row in heard.agent.affiliations))
            ),
            None,
        )
        if held:
            return Identified(held, Basis.ANAPHORA, "office-before", 0.85)
    named = any(token.pos_ == "PROPN" or token.text in '«»"“”' for token in words.tokens)
    if words.lemma in words.lexicon.media and not named:
        medium = next((heard.agent for heard in memory.recent() if heard.agent.type in MEDIA), None)
        return Identified(medium, Basis.ANAPHORA, "epithet", 0.75) if medium else None
    if (
        words.lemma in words.lexicon.people
        and words.number != "Plur"
        and (agent := memory.last_human(words.gender, words.lemma, words.lexicon.people - words.lexicon.general))
    ):
        return Identified(agent, Basis.ANAPHORA, "epithet", 0.7)
    return None
