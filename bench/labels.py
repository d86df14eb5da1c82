"""Which possible cues of a sentence are cues, and what they report, by the annotation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from bench.sets import Document
from kg.claims.detect import Sentence
from kg.claims.ranker.bitset_tree import Tree
from kg.claims.ranker.cue_candidates import CueCandidate
from kg.model import Span


@dataclass(slots=True)
class Labels:
    """By the token of a cue: the tokens of content and source. ``unknown`` cues may be right or wrong."""

    content: dict[int, int] = field(default_factory=dict)
    source: dict[int, int] = field(default_factory=dict)
    unknown: set[int] = field(default_factory=set)
    contents_known: bool = True


def labels(document: Document, nodes: Tree, found: list[CueCandidate], clause: bool) -> Labels | None:
    """The labels of a sentence's possible cues; None where the annotation does not say."""
    if document.rows is not None:
        return _of_rows(document, nodes, found)
    result = Labels()
    for item in document.attributions:
        spans = _spans(item, "cue") or (_spans(item, "source") if clause else [])
        site = cue(nodes, found, tokens(nodes.sentence, spans))
        if site is None:
            continue
        content = nodes.trimmed(tokens(nodes.sentence, _spans(item, "content")))
        if content.bit_count() >= result.content.get(site.index, 0).bit_count():
            result.content[site.index] = content
            result.source[site.index] = 0 if clause else tokens(nodes.sentence, _spans(item, "source"))
    if clause:  # prepositions and nouns are not annotated there
        result.unknown = {site.index for site in found if not site.key.endswith(" V")} - set(result.content)
    return result


def _of_rows(document: Document, nodes: Tree, found: list[CueCandidate]) -> Labels | None:
    """From claim rows: cue and source of a sentence are known, the extent of its content is not."""
    here = nodes.sentence.span
    row = next(
        (
            row
            for row in document.rows or ()
            if min(row["end"], here.end) - max(row["start"], here.start) > (here.end - here.start) / 2
        ),
        None,
    )
    if row is None or (row["chain"] and not row.get("cue")):
        return None
    result = Labels(contents_known=False)
    site = cue(nodes, found, tokens(nodes.sentence, _spans(row, "cue")))
    if row.get("cue") and site is None:
        return None
    if site is not None:
        result.content[site.index] = 0
        result.source[site.index] = tokens(nodes.sentence, _spans(row, "source"))
    if row.get("parts") or (row.get("chain_also") and not row["chain"]):
        result.unknown = {other.index for other in found} - set(result.content)
    result.contents_known = not result.content and not result.unknown  # nobody is said to say anything
    return result


def _spans(item: dict[str, Any], key: str) -> list[Span]:
    raw = item.get(f"{key}_parts") or ([item[key]] if item.get(key) else [])
    return [Span(*pair) for pair in raw]


def tokens(sentence: Sentence, spans: Iterable[Span]) -> int:
    """The tokens that touch some spans."""
    wanted = list(spans)
    found = 0
    for token in sentence.doc:
        at = sentence.at(token)
        if any(span.start < at + len(token.text) and at < span.end for span in wanted):
            found |= 1 << token.i
    return found


_FIRST = {"preposition": 0, "light": 1}
_THEN = {"V": 2, "N": 3, "A": 4}


def cue(nodes: Tree, found: list[CueCandidate], words: int) -> CueCandidate | None:
    """The possible cue that the annotated words of a cue mean: the verb highest in the parse, else the noun."""
    inside = [site for site in found if words >> site.index & 1]
    return min(inside, key=lambda site: (_rank(site), _depth(nodes, site.index), site.index), default=None)


def _rank(site: CueCandidate) -> int:
    return _FIRST.get(site.kind, _THEN.get(site.key[-1], 5))


def _depth(nodes: Tree, index: int) -> int:
    steps = 0
    while nodes.heads[index] != index:
        index, steps = nodes.heads[index], steps + 1
    return steps


def head(nodes: Tree, words: int) -> int:
    """The token at the head of some words, a noun if there is one; -1 for no words."""
    inside = [index for index in range(nodes.size) if (words & nodes.letters) >> index & 1]
    tops = [index for index in inside if nodes.heads[index] == index or not words >> nodes.heads[index] & 1]
    nouns = [index for index in tops if nodes.tags[index] in ("NOUN", "PROPN", "PRON")]
    return next(iter(nouns or tops), -1)
