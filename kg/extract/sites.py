"""Where a report may hang: words that could be cues, more of them than are."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kg.extract.lexicon import lexicon
from kg.extract.report import Report
from kg.extract.sentence import SUBJECT, Sentence
from kg.extract.tree import Tree, first, last, mask, members
from kg.extract.unreal import undergone

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
class Site:
    """A possible cue: its token, the token that carries its clause, its words, and what the rules made of it."""

    index: int
    main: int
    group: int  # a set of tokens
    phrase: int  # for a preposition: the words of the whole phrase; else the group
    key: str
    kind: str  # one of CLASSES
    share: float
    rules: tuple[Report, ...] = ()


def key_of(lemma: str, tag: str) -> str:
    """The key of a word in the table of weights: lemma and a letter for its part of speech."""
    return f"{lemma} {_LETTERS.get(tag, 'P')}"


@functools.cache
def _class_of(language: str, lemma: str, letter: str) -> str:
    words = lexicon(language)
    if letter == "V":
        names = ("said", "denied", "directive", "inquit", "document", "thinks", "wants", "light")
        return next((name for name in names if lemma in getattr(words, name)), "verb")
    if letter in "NA":
        return "noun" if lemma in words.cue_nouns else "nominal"
    return "other"


def sites(tree: Tree, reports: tuple[Report, ...], share: Share) -> Iterator[Site]:
    """The possible cues of a sentence, each with the reports that rules hang on it."""
    sentence = tree.sentence
    by_token = _rules_by_token(tree, reports)
    index = 0
    phrases = sentence.lexicon.prepositions
    while index < tree.size:
        rows = phrases.get(tree.words[index])
        size = next((len(row) for row in rows if tree.words[index : index + len(row)] == row), 0) if rows else 0
        if size:
            yield _preposition(tree, index, size, by_token, share)
        elif site := _word(tree, index, by_token.get(index, ()), share):
            yield site
        index += max(size, 1)


def _rules_by_token(tree: Tree, reports: tuple[Report, ...]) -> dict[int, tuple[Report, ...]]:
    found: dict[int, tuple[Report, ...]] = {}
    for report in reports:
        spot = report.verb.i if report.verb is not None else _at(tree, report)
        if spot >= 0:
            found[spot] = (*found.get(spot, ()), report)
    return found


def _at(tree: Tree, report: Report) -> int:
    if report.cue is None:
        return -1
    begin = tree.sentence.span.start
    inside = tree.sentence.doc.across(report.cue.start - begin, report.cue.end - begin)
    return inside[0].i if inside else -1


def _preposition(tree: Tree, index: int, size: int, by_token: dict[int, tuple[Report, ...]], share: Share) -> Site:
    group = mask(range(index, index + size))
    rules = tuple(report for at in range(index, index + size) for report in by_token.get(at, ()))
    head = _named_behind(tree, index + size)
    key = " ".join(tree.words[index : index + size]) + " P"
    phrase = group | (tree.below[head] & tree.after(index))
    return Site(index, head, group, phrase, key, "preposition", share(key, "preposition"), rules)


def _named_behind(tree: Tree, start: int) -> int:
    """The head noun behind a preposition, or the token behind it."""
    for at in range(start, min(start + 9, tree.size)):
        if tree.words[at] in _STOPS or (tree.tags[at] == "VERB" and tree.deps[at] not in ("acl", "amod")):
            break
        if tree.tags[at] in ("NOUN", "PROPN", "PRON") and tree.deps[at] not in _INNER:
            return at
    return min(start, tree.size - 1)


def _word(tree: Tree, index: int, rules: tuple[Report, ...], share: Share) -> Site | None:
    tag, lemma = tree.tags[index], tree.lemmas[index]
    if not rules and (tag in _NO_CUES or tree.deps[index].startswith("aux")):
        return None
    if tag == "PUNCT" and tree.words[index] != ":":
        return None
    letter = _LETTERS.get(tag, "P")
    if letter == "V" and not rules and undergone(tree.sentence.doc[index]):
        return None
    key = f"{lemma} {letter}"
    kind = _class_of(tree.sentence.lexicon.language, lemma, letter)
    found = share(key, kind)
    main, group = index, _group(tree, index) if letter == "V" else 1 << index
    if rules and rules[0].cue is not None:
        group = tree.inside(rules[0].cue) or 1 << index
    known = tree.sentence.lexicon
    head = tree.heads[index]
    if lemma in known.governed and tree.lemmas[head] in known.light and head < index < head + 5:
        main, kind, key = head, "light", f"{tree.lemmas[head]} {lemma} V"
        group = _group(tree, head) | mask(range(head, index + 1))
        found = share(key, kind)
    return Site(index, main, group, group, key, kind, found, rules)


def admitted(tree: Tree, site: Site) -> bool:
    """Whether a word is worth a closer look: it is a cue often enough, or its class or its construction says so."""
    if site.rules or site.share >= _FLOOR or site.kind in _NAMED:
        return True
    return site.key.endswith(" V") and _governs_clause(tree, site.index)


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


def own_subject(tree: Tree, site: Site) -> int:
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


def cue_tokens(sentence: Sentence, site: Site) -> tuple[int, int]:
    """First and last token of a cue."""
    return first(site.group), last(site.group)


__all__ = ["CLASSES", "Share", "Site", "admitted", "cue_tokens", "key_of", "own_subject", "sites"]
