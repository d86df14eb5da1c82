"""Where an attribution may hang: words that could be cues, more of them than are."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kg.claims.detect.attribution import Attribution
from kg.claims.detect.irrealis import undergone
from kg.claims.ranker.bitset_tree import Tree, mask, members
from kg.languages.cue_lexicon import lexicon
from kg.text.sentence import SUBJECT

CLASSES = (
    "said", "denied", "directive", "inquit", "document", "thinks", "wants", "light", "preposition", "noun", "verb",
    "nominal", "other",
)  # fmt: skip
_LETTERS = {"VERB": "V", "AUX": "V", "NOUN": "N", "PROPN": "N", "ADJ": "A"}
_NO_CUES = frozenset({"DET", "PRON", "NUM", "SPACE", "CCONJ", "SYM", "X", "INTJ", "PART"})
_FLOOR = 0.04  # a word that is a cue less often is looked at only for its construction
_NAMED = frozenset({"said", "denied", "directive", "document", "thinks", "light", "preposition", "noun"})

_STOPS = frozenset(",;:.»")
_INNER = frozenset({"compound", "flat", "nmod:poss", "flat:name", "flat:foreign"})

Share = Callable[[str, str], float]  # of a word's key and its class: how often it is a cue


@dataclass(frozen=True, slots=True)
class CueCandidate:
    """A possible cue: its token, the token that carries its clause, its words, and what the rules made of it."""

    index: int
    main: int
    group: int  # a set of tokens
    phrase: int  # for a preposition: the words of the whole phrase; else the group
    key: str
    kind: str  # one of CLASSES
    share: float
    rules: tuple[Attribution, ...] = ()


@functools.lru_cache(maxsize=16384)  # the lemmas of a language that stand where a cue may
def _class_of(language: str, lemma: str, letter: str) -> str:
    words = lexicon(language)
    if letter == "V":
        names = ("said", "denied", "directive", "inquit", "document", "thinks", "wants", "light")
        return next((name for name in names if lemma in getattr(words, name)), "verb")
    if letter in "NA":
        return "noun" if lemma in words.cue_nouns else "nominal"
    return "other"


class _Word(NamedTuple):
    """A word, or a preposition of ``size`` words, that may be a cue; the fields are those of its site."""

    at: int
    main: int
    size: int
    key: str
    kind: str
    share: float
    rules: tuple[Attribution, ...]


def sites(tree: Tree, attributions: tuple[Attribution, ...], share: Share) -> Iterator[CueCandidate]:
    """The possible cues of a sentence, each with the attributions that rules hang on it."""
    return (_site(tree, word) for word in _words(tree, attributions, share))


def likely(
    tree: Tree, attributions: tuple[Attribution, ...], share: Share
) -> tuple[list[CueCandidate], dict[int, float]]:
    """The possible cues that are worth a closer look, and the shares of all by their tokens."""
    words = list(_words(tree, attributions, share))
    found = [_site(tree, word) for word in words if _admits(tree, word.at, word.key, word.kind, word.share, word.rules)]
    return found, {word.at: word.share for word in words}


def _words(tree: Tree, attributions: tuple[Attribution, ...], share: Share) -> Iterator[_Word]:
    by_token = _rules_by_token(tree, attributions)
    words, tags, phrases = tree.words, tree.tags, tree.sentence.lexicon.prepositions
    behind = 0  # the preposition before
    for index, word in enumerate(words):
        if index < behind:
            continue
        size = _phrase(words, index, phrases[word]) if word in phrases else 0
        if size:
            behind = index + size
            yield _preposition(tree, index, size, by_token, share)
        elif (index in by_token or tags[index] not in _NO_CUES) and (
            found := _word(tree, index, by_token.get(index, ()), share)
        ):
            yield found


def _phrase(words: tuple[str, ...], index: int, phrases: tuple[tuple[str, ...], ...]) -> int:
    """How many words from one on are a phrase, the longest first; 0 where none is."""
    return next((len(phrase) for phrase in phrases if words[index : index + len(phrase)] == phrase), 0)


def _rules_by_token(tree: Tree, attributions: tuple[Attribution, ...]) -> dict[int, tuple[Attribution, ...]]:
    found: dict[int, tuple[Attribution, ...]] = {}
    for attribution in attributions:
        spot = attribution.verb.i if attribution.verb is not None else _at(tree, attribution)
        if spot >= 0:
            found[spot] = (*found.get(spot, ()), attribution)
    return found


def _at(tree: Tree, attribution: Attribution) -> int:
    if attribution.cue is None:
        return -1
    begin = tree.sentence.span.start
    inside = tree.sentence.doc.across(attribution.cue.start - begin, attribution.cue.end - begin)
    return inside[0].i if inside else -1


def _preposition(
    tree: Tree, index: int, size: int, by_token: dict[int, tuple[Attribution, ...]], share: Share
) -> _Word:
    rules = tuple(attribution for at in range(index, index + size) for attribution in by_token.get(at, ()))
    head = _named_behind(tree, index + size)
    key = " ".join(tree.words[index : index + size]) + " P"
    return _Word(index, head, size, key, "preposition", share(key, "preposition"), rules)


def _site(tree: Tree, word: _Word) -> CueCandidate:
    """The site of a word, with its group."""
    at, main, size, key, kind, share, rules = word
    if size:
        group = mask(range(at, at + size))
        return CueCandidate(at, main, group, group | (tree.below[main] & tree.after(at)), key, kind, share, rules)
    if main != at:
        group = _group(tree, main) | mask(range(main, at + 1))
    elif rules and rules[0].cue is not None:
        group = tree.inside(rules[0].cue) or 1 << at
    else:
        group = _group(tree, at) if _LETTERS.get(tree.tags[at]) == "V" else 1 << at
    return CueCandidate(at, main, group, group, key, kind, share, rules)


def _named_behind(tree: Tree, start: int) -> int:
    """The head noun behind a preposition, or the token behind it."""
    for at in range(start, min(start + 9, tree.size)):
        if tree.words[at] in _STOPS or (tree.tags[at] == "VERB" and tree.deps[at] not in ("acl", "amod")):
            break
        if tree.tags[at] in ("NOUN", "PROPN", "PRON") and tree.deps[at] not in _INNER:
            return at
    return min(start, tree.size - 1)


def _word(tree: Tree, index: int, rules: tuple[Attribution, ...], share: Share) -> _Word | None:
    tag, lemma = tree.tags[index], tree.lemmas[index]
    if tag == "PUNCT" and tree.words[index] != ":":
        return None
    letter = _LETTERS.get(tag, "P")
    if not rules and (tree.deps[index].startswith("aux") or (letter == "V" and undergone(tree.sentence.doc[index]))):
        return None
    known = tree.sentence.lexicon
    head = tree.heads[index]
    if lemma in known.governed and tree.lemmas[head] in known.light and head < index < head + 5:
        key = f"{tree.lemmas[head]} {lemma} V"
        return _Word(index, head, 0, key, "light", share(key, "light"), rules)
    key, kind = f"{lemma} {letter}", _class_of(known.language, lemma, letter)
    return _Word(index, index, 0, key, kind, share(key, kind), rules)


def admitted(tree: Tree, site: CueCandidate) -> bool:
    """Whether a word is worth a closer look: it is a cue often enough, or its class or its construction says so."""
    return _admits(tree, site.index, site.key, site.kind, site.share, site.rules)


def _admits(tree: Tree, index: int, key: str, kind: str, share: float, rules: tuple[Attribution, ...]) -> bool:
    return bool(rules) or share >= _FLOOR or kind in _NAMED or (key.endswith(" V") and _governs_clause(tree, index))


def _governs_clause(tree: Tree, index: int) -> bool:
    return any(
        tree.deps[child] in ("ccomp", "parataxis") or (tree.quoted >> child & 1 and not tree.quoted >> index & 1)
        for child in tree.children[index]
    )


def _group(tree: Tree, verb: int) -> int:
    """A verb with its auxiliaries, clitics and what stands between them."""
    low = high = verb
    for child in tree.children[verb]:
        dep = tree.deps[child]
        if (
            dep.startswith(("aux", "cop", "expl"))
            and child < verb
            and verb - child < 5
            and (tree.tags[child] in ("VERB", "AUX") or dep[0] == "e")
        ):
            low = min(low, child)
        elif dep.startswith("compound:prt") and 0 < child - verb < 3:
            high = max(high, child)
    return mask(range(low, high + 1)) & (tree.letters | 1 << verb)


def own_subject(tree: Tree, site: CueCandidate) -> int:
    """The subject among the children of a cue, a clitic in its group before all (``a-t-il dit``), or -1."""
    if clitics := tree.sentence.lexicon.clitics:
        for index in members(site.group):
            if tree.words[index] in clitics:
                return index
    for node in {site.main, site.index}:
        for child in tree.children[node]:
            if tree.deps[child] in SUBJECT and tree.words[child] != "-t":
                return child
    return -1
