"""What a cue may report, and who may be its source: token sets and heads taken from around it in the parse."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Protocol

from kg.claims.ranker.bitset_tree import Tree, first, last, members
from kg.claims.ranker.cue_candidates import CueCandidate, own_subject
from kg.model import Span
from kg.text.sentence import SUBJECT
from kg.text.sentence import subject as verb_subject

WAYS = (
    "rule", "child", "child-less", "grandchild", "right", "left", "head", "head-before", "head-after", "ancestor",
    "sibling", "rest", "rest-before", "rest-after", "quote", "quotes", "colon", "pair", "phrase-rest", "bare",
)  # fmt: skip
_CLAUSE = frozenset({"ccomp", "xcomp", "csubj", "parataxis", "advcl", "acl", "acl:relcl", "conj", "ROOT", "dep"})
_NOT_REPORTED = frozenset({"punct", "aux", "aux:pass", "aux:tense", "cc", "case", "mark", "det", "cop", "expl"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_MOST = 60
_HEAVY = 5  # words of a noun phrase that may be reported in part


class ContentCandidate(NamedTuple):
    """A candidate content: its tokens, how it was come by, and the token at its top (-1: none)."""

    tokens: int
    way: str
    top: int


class AddContent(Protocol):
    """Takes a candidate content: its tokens, how it was come by, its top."""

    def __call__(self, tokens: int, way: str, top: int = -1) -> None:
        """Keep it, unless it is known or there are enough."""


def contents(tree: Tree, site: CueCandidate) -> list[ContentCandidate]:
    """Candidate contents of a cue, none twice; the surer ways first."""
    found: dict[int, ContentCandidate] = {}
    out = ~site.phrase

    def add(tokens: int, way: str, top: int = -1) -> None:
        tokens = tree.trimmed(tokens & out)
        if tokens and tokens not in found and len(found) < _MOST:
            found[tokens] = ContentCandidate(tokens, way, top)

    for attribution in site.rules:
        add(of_spans(tree, attribution.content), "rule", attribution.verb.i if attribution.verb is not None else -1)
    subject = own_subject(tree, site)
    named = tree.below[subject] if subject >= 0 else 0
    _around(tree, site, subject, named, add)
    _wide(tree, site, named, add)
    return list(found.values())


def of_spans(tree: Tree, spans: tuple[Span, ...]) -> int:
    """The tokens that begin inside some spans."""
    found = 0
    for span in spans:
        found |= tree.inside(span)
    return found


def _around(tree: Tree, site: CueCandidate, subject: int, named: int, add: AddContent) -> None:
    """Children, grandchildren, head and siblings of the cue."""
    below, end, start = tree.below, last(site.group), first(site.group)
    own = [
        child
        for node in sorted({site.main, site.index})
        for child in tree.children[node]
        if not site.group >> child & 1
    ]
    if site.kind == "preposition":
        own = []
    for child in own:
        if child == subject or tree.deps[child] in _NOT_REPORTED:
            continue
        add(below[child], "child", child)
        if tree.tags[first(below[child])] == "ADP" and first(below[child]) < child:
            add(below[child] & ~(1 << first(below[child])), "bare", child)
        if tree.deps[child] in _CLAUSE or tree.weight(below[child]) > _HEAVY:
            _less(tree, child, add)
        for grand in tree.children[child]:
            if tree.deps[grand] in _CLAUSE and tree.weight(below[grand]) > 2:
                add(below[grand], "grandchild", grand)
    _pairs(tree, own, start, add)
    under = below[site.main] & ~named
    add(under & tree.after(end), "right", site.main)
    add(under & tree.before(start), "left", site.main)
    _above(tree, site, add)


def _pairs(tree: Tree, own: list[int], start: int, add: AddContent) -> None:
    """What a cue governs, together: ``called the plan a mistake``."""
    below = tree.below
    objects = [
        child
        for child in own
        if tree.deps[child] in ("obj", "iobj", "attr", "ccomp", "xcomp", "obl", "obl:arg") and child > start
    ]
    if len(objects) > 1:
        pair = 0
        for child in objects:
            pair |= below[child]
        add(pair, "pair", objects[0])
        if tree.tags[first(pair)] == "ADP":
            add(pair & ~(1 << first(pair)), "bare", objects[0])
        add(below[objects[0]] | below[objects[1]], "pair", objects[0])


def _above(tree: Tree, site: CueCandidate, add: AddContent) -> None:
    """What the cue hangs on, without what hangs on the cue, and its siblings."""
    below, end, start = tree.below, last(site.group), first(site.group)
    head = tree.heads[site.main]
    level, skipped = 0, below[site.main]
    while head != site.main and level < 3:
        around = below[head] & ~skipped
        way = "head" if level == 0 else "ancestor"
        add(around, way, head)
        add(around & tree.before(start), "head-before", head)
        add(around & tree.after(end), "head-after", head)
        if level == 0:
            for other in tree.children[head]:
                if other != site.main and tree.deps[other] not in _NOT_REPORTED and tree.weight(below[other]) > 1:
                    add(below[other], "sibling", other)
        if tree.heads[head] == head:
            break
        head, level = tree.heads[head], level + 1


def _less(tree: Tree, top: int, add: AddContent) -> None:
    """A clause without what is loosely joined to its end or its beginning."""
    behind = [child for child in tree.children[top] if child > top and tree.weight(tree.below[child]) > 2]
    whole = tree.below[top]
    for child in behind[-2:]:
        add(whole & ~tree.below[child], "child-less", top)
        add(whole & tree.before(first(tree.below[child])), "child-less", top)


def _wide(tree: Tree, site: CueCandidate, named: int, add: AddContent) -> None:
    """Quotations, and the sentence less the clause of the cue."""
    everything = (1 << tree.size) - 1
    start, end = first(site.group), last(site.group)
    clause = site.phrase | named
    for node in {site.main, site.index}:
        for child in tree.children[node]:
            if tree.deps[child] not in _CLAUSE and not tree.quoted >> child & 1 and child > start:
                clause |= tree.below[child]
    rest = everything & ~clause
    add(rest, "rest")
    add(rest & tree.before(start), "rest-before")
    add(rest & tree.after(end), "rest-after")
    if site.kind == "preposition":
        near = everything & ~site.phrase
        add(near, "phrase-rest")
        add(near & tree.before(start), "phrase-rest")
        add(near & tree.after(last(site.phrase)), "phrase-rest")
    quotes = [quote & ~site.group for quote in tree.quotes if not quote >> site.index & 1]
    for quote in quotes[:4]:
        add(quote, "quote")
    if len(quotes) > 1:
        add(tree.quoted & ~site.group, "quotes")
        add(tree.quoted & tree.before(start), "quotes")
        add(tree.quoted & tree.after(end), "quotes")
    colon = next((at for at in range(start, tree.size) if tree.words[at] == ":"), -1)
    if colon >= 0:
        add(tree.after(colon), "colon")


RELATIONS = (
    "rule", "subject", "agent", "object", "oblique", "possessor", "modifier", "antecedent", "outer-subject",
    "governor", "phrase", "previous", "next", "other", "chain", "clitic", "any-subject",
)  # fmt: skip


class SourceCandidate(NamedTuple):
    """A candidate source: the token at its head and how it stands to the cue."""

    head: int
    relation: str


def sources(tree: Tree, site: CueCandidate) -> list[SourceCandidate]:
    """Candidate sources of a cue, by their heads, none twice."""
    found: dict[int, SourceCandidate] = {}

    def add(head: int, relation: str) -> None:
        fits = tree.tags[head] in _NOMINAL or relation in ("subject", "chain", "clitic", "any-subject", "rule")
        if head not in found and fits and not (site.group >> head & 1 and relation != "clitic") and len(found) < 16:
            found[head] = SourceCandidate(head, relation)

    for attribution in site.rules:
        if attribution.head is not None:
            add(attribution.head.i, "rule")
    if site.kind == "preposition":
        add(site.main, "phrase")
        for index in members(tree.below[site.main]):
            add(index, "modifier")
        return list(found.values())
    for node in sorted({site.main, site.index}):
        for child in tree.children[node]:
            add(child, _relation(tree.deps[child]))
    _own(tree, site, add)
    _governors(tree, site, add)
    _neighbours(tree, site, add)
    return list(found.values())


def _own(tree: Tree, site: CueCandidate, add: Callable[[int, str], None]) -> None:
    """Clitics about the cue, and the subject that it shares with other verbs."""
    doc, clitics = tree.sentence.doc, tree.sentence.lexicon.clitics
    for index in range(first(site.group), min(last(site.group) + 4, tree.size)):
        if tree.words[index] in clitics:
            add(index, "clitic")
    if site.key.endswith("V") and (shared := verb_subject(doc[site.main])) is not None:
        add(shared.i, "chain")


def _governors(tree: Tree, site: CueCandidate, add: Callable[[int, str], None]) -> None:
    """Nouns that the cue hangs on, and their subjects."""
    head, node = tree.heads[site.main], site.main
    for level in range(3):
        if head == node:
            break
        add(head, "antecedent" if tree.deps[node].startswith("acl") and level == 0 else "governor")
        for child in tree.children[head]:
            if tree.deps[child] in SUBJECT:
                add(child, "outer-subject")
            elif level == 0:
                add(child, "other")
        head, node = tree.heads[head], head


def _neighbours(tree: Tree, site: CueCandidate, add: Callable[[int, str], None]) -> None:
    """What hangs on the children of the cue, nouns close to it, then every subject of the sentence."""
    for child in tree.children[site.index]:
        for grand in tree.children[child]:
            add(grand, "modifier")
    start, end = first(site.group), last(site.group)
    before = [at for at in range(start - 1, max(start - 8, -1), -1) if tree.tags[at] in _NOMINAL]
    after = [at for at in range(end + 1, min(end + 6, tree.size)) if tree.tags[at] in _NOMINAL]
    for at in before[:2]:
        add(at, "previous")
    for at in after[:1]:
        add(at, "next")
    for at in range(tree.size):
        if tree.deps[at] in SUBJECT and tree.words[at] != "-t":
            add(at, "any-subject")


def _relation(dep: str) -> str:
    if dep in SUBJECT:
        return "subject"
    if dep == "obl:agent":
        return "agent"
    if dep in ("obj", "iobj", "attr"):
        return "object"
    if dep.startswith("nmod:poss") or dep == "poss":
        return "possessor"
    return "modifier" if dep.startswith(("nmod", "compound", "flat", "appos")) else "oblique"
