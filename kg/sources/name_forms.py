"""How a registered name must stand in a text to be that name: whole, in capitals where it has them, not half a name.

``Monde`` is the newspaper only behind an article, ``is`` is no armed group, ``Melania Trump`` not her husband.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg.languages import normalize
from kg.languages.cue_lexicon import lexicon
from kg.languages.profile import LABEL_LANGUAGE, declined_in, hook, supported, text_rules
from kg.model import Agent, AgentType

_ACRONYM = 3  # up to so many capitals must be capitals in the text too: IS, EI, AP, SDF; not Nato, Tass
_PARTICLES = frozenset(("al", "el", "de", "le", "la", "van", "von", "bin", "ben"))
# Between two words of one name: a space, a line's end, quotation marks, a hyphen; a full stop after an initial.
_JOINT = re.compile(r"[^\S\n]*\n?[^\S\n]*|\s?[«»\"“”„‘’'ʼ]{1,2}\s?|[-‐‑]")
_POINT = re.compile(r"\.\s?")
_HYPHENS = "-‐‑"
# Sorts of agents whose names of two words may be common words but for a capital: Islamic State, White Helmets.
_NAMED_IN_CAPITALS = frozenset(AgentType) - {
    AgentType.STATE_BODY,
    AgentType.ARMED_FORCES,
    AgentType.HEAD_OF_STATE,
    AgentType.EMBASSY,
    AgentType.PERSON,
}


@dataclass(frozen=True, slots=True)
class Name:
    """One way to look up one name of an agent. ``words`` are keys, with or without the article of the name."""

    agent: Agent
    form: str  # as the registry writes it
    words: tuple[str, ...]
    proper: str | None  # the last word of the form, where it must be written as the form writes it
    article: str | None  # of a name of one word: "the" of The Times
    is_cut: bool  # whether ``words`` leave the article out
    surname: bool

    def is_written_in(self, text: str) -> bool:
        """Whether a text that holds nothing but the name writes it as a name."""
        return self._is_proper(text, tuple(normalize.tokens(text)))

    def stands_at(self, text: str, words: tuple[normalize.Word, ...], at: int, language: str) -> bool:
        """Whether the words of a text from one on are this name, whole and written as a name."""
        here = words[at : at + len(self.words)]
        if tuple(word.key for word in here) != self.words or not _is_whole(text, here):
            return False
        return (
            self._is_proper(text, here)
            and not (len(words) > 1 and self.proper is not None and _is_acronym(self.proper) and text.isupper())
            and (self.article is None or self._is_with_article(text, words, at, language))
            and (not self.surname or not self._has_other_given_name(text, words, at))
        )

    def _is_proper(self, text: str, here: tuple[normalize.Word, ...]) -> bool:
        """Whether the last word is as much of a name as in the form: Libération is not libération, nor Liberation."""
        if self.proper is None:
            return True
        word = text[here[-1].start : here[-1].end]
        if self.surname:
            return word[0].isupper() and not _of_other_gender(word.casefold(), self.proper.casefold())
        return _is_as_proper(word, self.proper)

    def _is_with_article(self, text: str, words: tuple[normalize.Word, ...], at: int, language: str) -> bool:
        """Whether an article stands before a name of one common word, and no longer name goes on behind it."""
        last = at + len(self.words) - 1
        if last + 1 < len(words) and _is_capital_neighbour(text, words[last].end, words[last + 1]):
            return False
        return not self.is_cut or self._has_article(text, words[at - 1] if at else None, words[at], language)

    def _has_article(self, text: str, before: normalize.Word | None, first: normalize.Word, language: str) -> bool:
        if before is None or text[before.end : first.start].strip(" \u00a0'’"):
            return False
        word = text[before.start : before.end]
        return (
            word.casefold() == self.article
            or normalize.is_determiner(word, language)
            or word in lexicon(language).contractions
        )

    def _has_other_given_name(self, text: str, words: tuple[normalize.Word, ...], at: int) -> bool:
        if not at:
            return False
        before, gap = words[at - 1], text[words[at - 1].end : words[at].start]
        if gap.strip() == "." and before.end - before.start == 1:
            return not self._has_initial(text, words, at - 1)
        return text[before.start].isupper() and not gap.strip() and before.key not in _before_surnames()

    def _has_initial(self, text: str, words: tuple[normalize.Word, ...], at: int) -> bool:
        """Whether the first of a row of initials begins a name of the agent; a lone M. is a Monsieur."""
        while (
            at
            and words[at - 1].end - words[at - 1].start == 1
            and text[words[at - 1].end : words[at].start].strip() == "."
        ):
            at -= 1
        known = {word.key[0] for _, form in all_names(self.agent) for word in normalize.tokens(form)}
        return words[at].key in known | {"m"}


@functools.cache
def _before_surnames() -> frozenset[str]:
    """Keys of the words that may stand before a surname and are no given name, in every language."""
    listed = (word for code in supported() for word in text_rules(code).before_surnames)
    return frozenset(key for word in listed for key in normalize.keys(word))


def all_names(agent: Agent) -> tuple[tuple[str, str], ...]:
    """The label, the labels and the aliases of an agent, each with its language."""
    return ((LABEL_LANGUAGE, agent.label), *agent.labels, *agent.aliases)


def spellings(agent: Agent, languages: tuple[str, ...]) -> Iterator[Name]:
    """Every name of an agent as each language would look it up, with and without what it takes for an article."""
    for form in dict.fromkeys(form for _, form in all_names(agent)):
        found = tuple(normalize.tokens(form))
        cuts = {normalize.leading(form, found, language) for language in languages}
        bare = tuple(word.key for word in found[max(cuts) :])
        for cut in sorted(cuts):
            if found[cut:]:
                yield _name(agent, form, found, cut, bare)


def _name(agent: Agent, form: str, found: tuple[normalize.Word, ...], cut: int, bare: tuple[str, ...]) -> Name:
    surname = agent.type is AgentType.PERSON and sum(word not in _PARTICLES for word in bare) == 1
    strict = len(bare) == 1 or surname or (len(bare) == 2 and agent.type in _NAMED_IN_CAPITALS)
    first = form[found[0].start : found[0].end]
    return Name(
        agent,
        form,
        tuple(word.key for word in found[cut:]),
        proper=form[found[-1].start : found[-1].end] if strict else None,
        article=first.casefold() if len(bare) == 1 and len(found) > 1 else None,
        is_cut=bool(cut),
        surname=surname,
    )


def longest_name(
    names_by_length: tuple[Name, ...], text: str, words: tuple[normalize.Word, ...], at: int, language: str
) -> Name | None:
    """The first name, of those given longest first, that stands in the text from one word on."""
    return next((name for name in names_by_length if name.stands_at(text, words, at, language)), None)


def _is_capital_neighbour(text: str, end: int, word: normalize.Word) -> bool:
    return text[word.start].isupper() and text[end : word.start] in (" ", "\u00a0")


def _is_as_proper(word: str, own: str) -> bool:
    """Whether a word is capitalised and accented where the registry's own is; an acronym letter by letter."""
    if _is_acronym(own):
        return word.startswith(own)
    return (word[0].isupper() or not own[0].isupper()) and (word.isupper() or not _lacks_accents(word[1:], own[1:]))


def _lacks_accents(word: str, own: str) -> bool:
    return word.isascii() and not own.isascii()


def _is_acronym(word: str) -> bool:
    return len(word) <= _ACRONYM and word.isupper()


def _of_other_gender(word: str, surname: str) -> bool:
    """Whether a declined surname is another gender's: both have one key."""
    language = declined_in(surname)
    other = hook(language, "declension", "is_of_other_gender") if language else None
    return other is not None and bool(other(word, surname))


def _is_whole(text: str, words: tuple[normalize.Word, ...]) -> bool:
    first, last = words[0].start, words[-1].end
    if first and (text[first - 1] in "@_" or (first > 1 and text[first - 1] in _HYPHENS and text[first - 2].isalnum())):
        return False
    behind = text[last : last + 2]
    if behind[:1] == "_" or (behind[:1] and behind[0] in _HYPHENS and behind[1:].isalnum()):
        return False
    return all(_are_joined(text, left, right) for left, right in pairwise(words))


def _are_joined(text: str, left: normalize.Word, right: normalize.Word) -> bool:
    gap = text[left.end : right.start]
    return bool(_JOINT.fullmatch(gap)) or (left.end - left.start <= 2 and bool(_POINT.fullmatch(gap)))
