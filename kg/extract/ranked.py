"""A small learned layer beside the rules: it drops, mends and adds reports where rules are weak.

Three forests of small trees, learnt from annotated sets by ``bench/train_attribution.py``, judge possible cues, what
each reports, and who says it. They look at the parse, at how often a word is a cue, and at what the rules made of it.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kg.extract import candidates, features
from kg.extract.candidates import Content
from kg.extract.forest import Forest, forest
from kg.extract.report import Report
from kg.extract.sentence import NOMINAL, Sentence, noun_phrase
from kg.extract.sites import Share, Site, admitted, sites
from kg.extract.tree import Tree, members, tree
from kg.language import FOLDER
from kg.model import Span

DATA = Path(__file__).parent / "ranker.json"
_GATE = 0.06  # a word that is less likely a cue is not looked at again
ROWS = ("said ruled", "said new", "other ruled", "other new")  # of the table of thresholds
_EASED = 0.4  # how much less a score has to reach in a text where every third sentence reports
_THIRD = 1 / 3
_SILENT = 5  # sentences without a report that every text is taken to hold besides: a few tell little
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

    def threshold(self, language: str, site: Site, kind: str) -> float:
        """What the score of a report has to reach: less where a rule reads the cue too."""
        row = self.thresholds.get(language, self.thresholds[""])
        return row[f"{'said' if kind == 'said' else 'other'} {'ruled' if site.rules else 'new'}"]


@dataclass(frozen=True, slots=True)
class Looked:
    """A word that may be a cue, in the sentence of a number; what it is told by, and how likely it is one."""

    number: int
    nodes: Tree
    shares: Mapping[int, float]  # of the words of the sentence that may be cues, by token
    site: Site
    cue: list[float]
    likely: float = 1.0


@dataclass(frozen=True, slots=True)
class Judged:
    """A cue with its best content, its best source (a token, -1 for none) and the score of its content."""

    looked: Looked
    content: Content
    score: float
    source: int = -1

    @property
    def site(self) -> Site:
        """The cue."""
        return self.looked.site


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
        path.parent.name: json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*/cue_weights.json"))
    }
    return ranker_of(json.loads(DATA.read_text("utf-8")), weights)


Read = tuple[Sentence, tuple[Report, ...]]


def refine(read: Sequence[Read], ranker: Ranker | None = None) -> list[tuple[Report, ...]]:
    """The reports of sentences after the ranker has dropped, mended and added some."""
    ranker = ranker or shipped()
    if ranker is None:
        return [reports for _, reports in read]
    trees = [tree(sentence) for sentence, _ in read]
    found: list[list[Judged]] = [[] for _ in read]
    for judgement in judged(trees, [reports for _, reports in read], ranker):
        found[judgement.looked.number].append(judgement)
    return [_refined(nodes, reports, some) for nodes, (_, reports), some in zip(trees, read, found, strict=True)]


def _refined(nodes: Tree, reports: tuple[Report, ...], found: list[Judged]) -> tuple[Report, ...]:
    chosen = list(_unlike(nodes, found))
    taken = [judgement.content.tokens for judgement in chosen]
    result = [
        report
        for judgement in chosen
        if (report := _report(nodes, judgement)) and not _own_voice(nodes.sentence, report)
    ]
    result += [
        report
        for report in reports
        if report.cue is None and not any(_likeness(nodes, tokens_of(nodes, report), one) > _SAME for one in taken)
    ]
    return tuple(sorted(result, key=lambda report: report.cue or report.content[0]))


def judged(trees: Sequence[Tree], reports: Sequence[tuple[Report, ...]], ranker: Ranker) -> Iterator[Judged]:
    """Every likely cue of sentences with its best content and source; each forest judges all of them at once."""
    looked = [
        one
        for number, (nodes, some) in enumerate(zip(trees, reports, strict=True))
        for one in _looked(number, nodes, some, ranker)
    ]
    scores = ranker.cue.predict([one.cue for one in looked])
    likely = [
        replace(one, likely=score) for one, score in zip(looked, scores, strict=True) if score > _GATE or one.site.rules
    ]
    eased = [1 - _EASED * min(share / _THIRD, 1) for share in company(reports)]
    filled = [one for one in _filled(likely, ranker) if one.score >= _threshold(one, ranker) * eased[one.looked.number]]
    return _sourced(filled, ranker)


def company(reports: Sequence[tuple[Report, ...]]) -> list[float]:
    """For each sentence of a text the share of the others in which a rule finds a report.

    Who reads an article full of reports expects the next one; a sentence alone, or with few others, gives no such hint.
    """
    told = [bool(some) for some in reports]
    others = len(told) - 1 + _SILENT
    return [(sum(told) - here) / others for here in told]


def _looked(number: int, nodes: Tree, reports: tuple[Report, ...], ranker: Ranker) -> Iterator[Looked]:
    language = nodes.sentence.lexicon.language
    every = list(sites(nodes, reports, ranker.share(language)))
    shares = {site.index: site.share for site in every}
    for site in every:
        if admitted(nodes, site):
            yield Looked(number, nodes, shares, site, features.cue_features(nodes, site, shares))


def _threshold(one: Judged, ranker: Ranker) -> float:
    nodes = one.looked.nodes
    return ranker.threshold(nodes.sentence.lexicon.language, one.site, _kind(nodes, one.site, one.content))


def _filled(likely: list[Looked], ranker: Ranker) -> Iterator[Judged]:
    """Each cue with its best content."""
    found = [candidates.contents(one.nodes, one.site) for one in likely]
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
            yield Judged(one, best, score)


def _sourced(filled: list[Judged], ranker: Ranker) -> Iterator[Judged]:
    """Each cue with its best source."""
    found = [candidates.sources(one.looked.nodes, one.site) for one in filled]
    rows = [
        row
        for one, options in zip(filled, found, strict=True)
        for row in features.source_rows(one.looked.nodes, one.site, one.looked.cue, options, one.content.tokens)
    ]
    scores = iter(ranker.source.predict(rows))
    for one, options in zip(filled, found, strict=True):
        ranked = ((next(scores), option.head) for option in options)
        score, head = max(ranked, key=lambda row: row[0], default=(0.0, -1))
        yield replace(one, source=head) if score >= ranker.sure_source else one


def _unlike(nodes: Tree, found: Iterable[Judged]) -> Iterator[Judged]:
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


def tokens_of(nodes: Tree, report: Report) -> int:
    """The tokens of what a report says, without punctuation at the edges."""
    return nodes.trimmed(candidates.of_spans(nodes, report.content))


def rule_tokens(nodes: Tree, site: Site) -> int:
    """The tokens that the first rule took for what this cue reports."""
    return tokens_of(nodes, site.rules[0]) if site.rules else 0


def _report(nodes: Tree, judgement: Judged) -> Report | None:
    """The judgement as a report: the rule's own where the ranker agrees with it."""
    sentence, site = nodes.sentence, judgement.site
    own = next((report for report in site.rules if tokens_of(nodes, report) == judgement.content.tokens), None)
    content = (
        own.content if own else sentence.pieces([sentence.doc[index] for index in members(judgement.content.tokens)])
    )
    if not content:
        return None
    rule = (
        own.rule if own else ", ".join((*(report.rule for report in site.rules[:1]), f"ranked/{judgement.content.way}"))
    )
    base = own or (site.rules[0] if site.rules else _new(nodes, judgement, content))
    report = replace(base, rule=rule, content=content, confidence=round(min(max(judgement.score, 0.05), 0.99), 2))
    if judgement.source < 0 or (base.head is not None and base.head.i == judgement.source):
        return report
    return _named(nodes, report, judgement)


def _new(nodes: Tree, judgement: Judged, content: tuple[Span, ...]) -> Report:
    sentence, site = nodes.sentence, judgement.site
    verb = sentence.doc[site.index]
    cue = sentence.span_of(sentence.doc[index] for index in members(site.group))
    lemma = site.key.rpartition(" ")[0]
    return Report(
        "ranked", lemma, cue, None, content, None, verb, _kind(nodes, site, judgement.content), impersonal=True
    )


def _own_voice(sentence: Sentence, report: Report) -> bool:
    """Whether the writer speaks, outside of any quotation: ``I wonder whether …``."""
    head = report.head
    if head is None or head.pos_ != "PRON" or sentence.in_quotes(head):
        return False
    return "1" in head.morph.get("Person", [])


def _kind(nodes: Tree, site: Site, content: Content) -> str:
    """Speech where rule or lexicon say so; of another word, where it quotes or governs a clause; else belief."""
    if site.rules:
        return site.rules[0].kind
    if site.kind not in ("verb", "nominal", "other"):
        return nodes.sentence.lexicon.kind(site.key.rpartition(" ")[0])
    quoted = nodes.weight(content.tokens & nodes.quoted) * 2 > nodes.weight(content.tokens)
    return "said" if quoted or (content.top >= 0 and nodes.deps[content.top] in ("ccomp", "parataxis")) else "thinks"


def _named(nodes: Tree, report: Report, judgement: Judged) -> Report:
    """The report with the source that the ranker chose."""
    sentence, lexicon = nodes.sentence, nodes.sentence.lexicon
    head = sentence.doc[judgement.source]
    if head.lower_ in lexicon.relative or (head.pos_ == "PRON" and head.lemma_.lower() in lexicon.relative):
        clause = head.head
        while clause.dep_ not in ("acl:relcl", "acl") and clause.head.i != clause.i:
            clause = clause.head
        head = clause.head if clause.head.pos_ in NOMINAL else head
    nobody = (
        head.lower_.strip("-") in lexicon.impersonal or head.lower_.removeprefix("-t-").strip("-") in lexicon.impersonal
    )
    words = (
        [head]
        if nobody
        else [token for token in noun_phrase(head) if not judgement.site.group >> token.i & 1] or [head]
    )
    return replace(report, head=None if nobody else head, source=sentence.span_of(words), impersonal=nobody)
