"""A small learned layer beside the detectors: it drops, mends and adds attributions where these are weak.

Three forests of small trees, learnt from annotated sets by ``bench/train_attribution.py``, judge candidate cues, what
each reports, and who says it (cue, content, source in turn, as in Pareti et al. 2013 and Newell et al. 2018). They look
at the parse, at how often a word is a cue, and at what the detectors made of it.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.claims.detect.attribution import Attribution
from kg.claims.detect.non_speaking_subjects import is_act, is_idiom, is_shown
from kg.claims.ranker import cue_candidates, features, span_candidates
from kg.claims.ranker.bitset_tree import Tree, tree
from kg.claims.ranker.cue_candidates import CueCandidate, Share
from kg.claims.ranker.gradient_boosting import Forest, forest
from kg.claims.ranker.scored_cue import (
    LikelyCue,
    ScoredCue,
    is_own_voice,
    kind_of,
    report_of,
    reports_nothing,
    rule_tokens,
    tokens_of,
)
from kg.languages.profile import path_of, supported
from kg.text.sentence import NOMINAL, Sentence

DATA = Path(__file__).parent / "ranker.json"
_GATE = 0.06  # a word that is less likely a cue is not looked at again
ROWS = ("said ruled", "said new", "other ruled", "other new")  # of the table of thresholds
_EASED = 0.4  # how much less a score has to reach in a text where every third sentence reports
_THIRD = 1 / 3
_SILENT = 5  # sentences without an attribution that every text is taken to hold besides: a few tell little
_SAME = 0.5  # two contents that share more of their words are one


@dataclass(frozen=True, slots=True)
class Ranker:
    """The forests, the words' shares as cues by language, those of their classes, and what a score has to reach."""

    cue: Forest
    content: Forest
    source: Forest
    shares: Mapping[str, Mapping[str, float]]
    classes: Mapping[str, float]
    thresholds: Mapping[str, Mapping[str, float]]  # by language: for speech and for attitudes, ruled or new
    sure_source: float

    def share(self, language: str) -> Share:
        """How often a word of a language is a cue; of an unknown word, how often the words of its class are."""
        words, classes = self.shares.get(language, {}), self.classes
        return lambda key, kind: words.get(key, classes.get(kind, 0.0))

    def threshold(self, language: str, site: CueCandidate, kind: str) -> float:
        """What the score of an attribution has to reach: less where a rule reads the cue too."""
        row = self.thresholds.get(language, self.thresholds[""])
        return row[f"{'said' if kind == 'said' else 'other'} {'ruled' if site.rules else 'new'}"]


def ranker_of(raw: Mapping[str, Any], shares: Mapping[str, Mapping[str, float]]) -> Ranker:
    """A ranker from its data."""
    return Ranker(
        forest(raw["cue"]),
        forest(raw["content"]),
        forest(raw["source"]),
        shares,
        raw["classes"],
        raw["thresholds"],
        float(raw["sure_source"]),
    )


@functools.cache
def shipped() -> Ranker | None:
    """The ranker that comes with the program; None where its data was left out."""
    if not DATA.exists():
        return None
    weights = {
        language: json.loads(path.read_text("utf-8"))
        for language in sorted(supported())
        if (path := path_of(language, "cue_weights.json"))
    }
    return ranker_of(json.loads(DATA.read_text("utf-8")), weights)


Read = tuple[Sentence, tuple[Attribution, ...]]


def refine(read: Sequence[Read], ranker: Ranker | None = None) -> list[tuple[Attribution, ...]]:
    """The attributions of sentences after the ranker has dropped, mended and added some."""
    ranker = ranker or shipped()
    if ranker is None:
        return [attributions for _, attributions in read]
    trees = [tree(sentence) for sentence, _ in read]
    found: list[list[ScoredCue]] = [[] for _ in read]
    for judgement in judged(trees, [attributions for _, attributions in read], ranker):
        found[judgement.looked.number].append(judgement)
    return [
        _refined(nodes, attributions, some) for nodes, (_, attributions), some in zip(trees, read, found, strict=True)
    ]


def _refined(nodes: Tree, attributions: tuple[Attribution, ...], found: list[ScoredCue]) -> tuple[Attribution, ...]:
    chosen = list(_unlike(nodes, found))
    taken = [judgement.content.tokens for judgement in chosen]
    result = [
        attribution
        for judgement in chosen
        if not reports_nothing(nodes, judgement)
        and (attribution := report_of(nodes, judgement))
        and not is_own_voice(nodes.sentence, attribution)
        and not is_shown(attribution, nodes.sentence.lexicon)
        and not is_idiom(attribution.verb, nodes.sentence.lexicon)
        and not (attribution.is_new and is_act(nodes.sentence, attribution))
    ]
    result += [
        attribution
        for attribution in attributions
        if attribution.cue is None
        and not any(_likeness(nodes, tokens_of(nodes, attribution), one) > _SAME for one in taken)
    ]
    return tuple(sorted(result, key=lambda attribution: attribution.cue or attribution.content[0]))


def judged(
    trees: Sequence[Tree], attributions: Sequence[tuple[Attribution, ...]], ranker: Ranker
) -> Iterator[ScoredCue]:
    """Every likely cue of sentences with its best content and source; each forest judges all of them at once."""
    looked = [
        one
        for number, (nodes, some) in enumerate(zip(trees, attributions, strict=True))
        for one in _looked(number, nodes, some, ranker)
    ]
    scores = ranker.cue.predict([one.cue for one in looked])
    likely = [
        one._replace(likely=score) for one, score in zip(looked, scores, strict=True) if score > _GATE or one.site.rules
    ]
    eased = [1 - _EASED * min(share / _THIRD, 1) for share in company(attributions)]
    filled = [one for one in _filled(likely, ranker) if one.score >= _threshold(one, ranker) * eased[one.looked.number]]
    return _sourced(filled, ranker)


def company(attributions: Sequence[tuple[Attribution, ...]]) -> list[float]:
    """For each sentence of a text the share of the others in which a rule finds an attribution.

    Who reads an article full of reports expects the next one; a sentence alone, or with few others, gives no such hint.
    """
    told = [bool(some) for some in attributions]
    others = len(told) - 1 + _SILENT
    return [(sum(told) - here) / others for here in told]


def _looked(number: int, nodes: Tree, attributions: tuple[Attribution, ...], ranker: Ranker) -> Iterator[LikelyCue]:
    language = nodes.sentence.lexicon.language
    found, shares = cue_candidates.likely(nodes, attributions, ranker.share(language))
    for site in found:
        yield LikelyCue(number, nodes, shares, site, features.cue_features(nodes, site, shares))


def _threshold(one: ScoredCue, ranker: Ranker) -> float:
    nodes = one.looked.nodes
    return ranker.threshold(nodes.sentence.lexicon.language, one.site, kind_of(nodes, one.site, one.content))


def _filled(likely: list[LikelyCue], ranker: Ranker) -> Iterator[ScoredCue]:
    """Each cue with its best content."""
    found = [span_candidates.contents(one.nodes, one.site) for one in likely]
    rows = [
        row
        for one, options in zip(likely, found, strict=True)
        for row in features.content_rows(
            one.nodes, one.site, one.likely, one.cue, options, rule_tokens(one.nodes, one.site), one.shares
        )
    ]
    scores = iter(ranker.content.predict(rows))
    for one, options in zip(likely, found, strict=True):
        if options:
            score, best = max(((next(scores), option) for option in options), key=lambda row: row[0])
            yield ScoredCue(one, best, score)


def _sourced(filled: list[ScoredCue], ranker: Ranker) -> Iterator[ScoredCue]:
    """Each cue with its best source."""
    found = [span_candidates.sources(one.looked.nodes, one.site) for one in filled]
    rows = [
        row
        for one, options in zip(filled, found, strict=True)
        for row in features.source_rows(one.looked.nodes, one.site, one.looked.cue, options, one.content.tokens)
    ]
    scores = iter(ranker.source.predict(rows))
    for one, options in zip(filled, found, strict=True):
        ranked = ((next(scores), option.head) for option in options)
        score, head = max(ranked, key=lambda row: row[0], default=(0.0, -1))
        yield one._replace(source=head if score >= ranker.sure_source else _named_by(one))


def _named_by(one: ScoredCue) -> int:
    """The noun behind a preposition that is taken for a cue names the source, however unsure; else none does."""
    site, tags = one.site, one.looked.nodes.tags
    return site.main if site.kind == "preposition" and tags[site.main] in NOMINAL else -1


def _unlike(nodes: Tree, found: Iterable[ScoredCue]) -> Iterator[ScoredCue]:
    """The best first, none whose content is nearly that of a better one."""
    taken: list[int] = []
    for judgement in sorted(found, key=lambda judgement: -judgement.score):
        tokens = judgement.content.tokens
        if not any(_likeness(nodes, tokens, other) > _SAME for other in taken):
            taken.append(tokens)
            yield judgement


def _likeness(nodes: Tree, one: int, other: int) -> float:
    either = nodes.weight(one | other)
    return nodes.weight(one & other) / either if either else 0.0
