"""Drop attributions whose subject is an event, a state or a quality, such as *early voting suggests that …*.

Such a subject only shows something; *the report suggests that …* attributes it. Which nouns cannot speak follows the
language's lists and the endings of its abstract nouns, under ``[non_speaking]`` in ``cues.toml``; any other noun may.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from kg.languages.cue_lexicon import Lexicon
from kg.languages.profile import data
from kg.text.sentence import SUBJECT, VERBAL, Sentence, is_finite

if TYPE_CHECKING:
    from kg.claims.detect.attribution import Attribution
    from kg.text.parse import Token

_STEM = 3  # letters before the ending of an abstract noun at least


@dataclass(frozen=True, slots=True)
class NonSpeaking:
    """The nouns and pronouns that say nothing, the verbs that go with them, and the nouns only formed like them."""

    verbs: frozenset[str]
    nouns: frozenset[str]
    endings: tuple[str, ...]
    pronouns: frozenset[str]
    able: frozenset[str]
    mindless: frozenset[str]  # what tells something and believes nothing: "the theory assumes that"
    authoring: frozenset[str]
    works: frozenset[str]
    doing: frozenset[str]  # verbs that with a mere object do something
    acts: frozenset[str]  # verbs and prepositions that together do: "condamner à"


@functools.cache
def non_speaking(language: str) -> NonSpeaking:
    """The nouns and verbs of a language."""
    raw = data(language, "cues").get("non_speaking", {})
    listed = {name: text.split() if isinstance(text, str) else text for name, text in raw.items()}
    words = {
        field.name: frozenset(listed.get(field.name, ())) for field in fields(NonSpeaking) if field.name != "endings"
    }
    return NonSpeaking(endings=tuple(listed.get("endings", ())), **words)


def says_nothing(head: Token | None, lemma: str, lexicon: Lexicon) -> bool:
    """Whether a subject of a verb of saying, believing or planning only shows something, or has no will."""
    words, beliefs = non_speaking(lexicon.language), lexicon.thinks | lexicon.wants | lexicon.held
    if head is None:
        return False
    if head.pos_ == "NOUN" and head.lemma_.lower() in words.mindless and lemma in beliefs:
        return True
    return is_non_speaking(head, lexicon) and lemma in words.verbs | lexicon.thinks | lexicon.wants


def is_non_speaking(head: Token, lexicon: Lexicon) -> bool:
    """Whether a word stands for an event, a state or a quality."""
    words, lemma = non_speaking(lexicon.language), head.lemma_.lower()
    if head.pos_ == "PRON":
        return head.lower_ in words.pronouns
    first = head.pos_ == "PROPN" and head.i == 0 and not lexicon.typology.has_articles  # a capital makes the model err
    if first and lemma in words.nouns:
        return True
    if head.pos_ != "NOUN" or any(child.dep_ == "appos" and child.pos_ == "PROPN" for child in head.children):
        return False
    if {lemma, head.lower_} & words.nouns:
        return True
    if {lemma, head.lower_} & (words.able | lexicon.speakers | lexicon.documents):
        return False
    return any(lemma.endswith(ending) and len(lemma) >= len(ending) + _STEM for ending in words.endings)


def shown_by(subject: Token | None, verb: Token, lemma: str, lexicon: Lexicon) -> bool:
    """Whether a verb's subject cannot speak, or the noun before a participle: ``an attitude indicating that …``."""
    if subject is not None and subject.head.i == verb.i and subject.dep_ in SUBJECT:
        return says_nothing(subject, lemma, lexicon)
    beside = verb.dep_ == "acl" and verb.pos_ in VERBAL and not is_finite(verb) and verb.head.i < verb.i
    return beside and says_nothing(verb.head, lemma, lexicon)


def is_shown(attribution: Attribution, lexicon: Lexicon) -> bool:
    """Whether the source of an attribution shows something and says nothing, whatever verb reports it."""
    head, verb = attribution.head, attribution.verb
    if verb is None or verb.pos_ not in VERBAL:
        return False
    if shown_by(None, verb, attribution.lemma, lexicon):
        return True
    other = attribution.lemma not in lexicon.known and head is not None and is_non_speaking(head, lexicon)
    return other or says_nothing(head, attribution.lemma, lexicon)


def is_idiom(verb: Token | None, lexicon: Lexicon) -> bool:
    """``claimed the lives of forty people``, ``calls the shots``: nothing is said."""
    if verb is None:
        return False
    nothing = lexicon.no_contents - lexicon.idioms.get(verb.lemma_.lower(), frozenset())
    return any(child.dep_ == "obj" and child.lower_ in nothing for child in verb.children)


def is_act(sentence: Sentence, attribution: Attribution) -> bool:
    """``wrote a novel``, ``raised its rate``: what somebody made or did."""
    words, verb = non_speaking(sentence.lexicon.language), attribution.verb
    if verb is None or verb.pos_ not in VERBAL:
        return False
    children = list(verb.children)
    objects = [child for child in children if child.dep_ == "obj" and child.pos_ == "NOUN"]
    if attribution.lemma in words.authoring:
        return any(noun.lemma_.lower() in words.works for child in objects for noun in (child, *child.children))
    if verb.dep_ == "acl" and verb.lower_ in sentence.lexicon.so_called:
        return True
    if attribution.lemma in words.doing and objects:
        return not any(
            sentence.in_quotes(token) or (token.pos_ == "VERB" and not _is_relative(token))
            for token in sentence.within(attribution.content)
        )
    return any(f"{attribution.lemma} {mark}" in words.acts for child in children for mark in _marks(child))


def _is_relative(verb: Token) -> bool:
    """Whether a verb stands in a clause that only describes a noun: ``read an article, which attacked …``."""
    return "acl:relcl" in {verb.dep_, *(node.dep_ for node in verb.ancestors)}


def is_authored(verb: Token, lemma: str, lexicon: Lexicon) -> bool:
    """Whether a participle tells who wrote the noun before it: ``a blog written by X``."""
    return lemma in non_speaking(lexicon.language).authoring and verb.dep_ == "acl" and verb.head.pos_ == "NOUN"


def _marks(child: Token) -> set[str]:
    return {part.lower_ for part in child.children if part.dep_ in ("mark", "case")}
